"""Boosters: each answer is to the question at its place and marked as that says, and with the last it is done."""

from django.db.models import Q

from courses.models import FollowUp
from training.evidence import differences_of, in_chunks

from ..marking import decimal


def differences():
    """Every Difference among follow-ups that were begun or are said to be done."""
    rows = FollowUp.objects.filter(Q(booster__isnull=False) | Q(done_at__isnull=False)).select_related("booster")
    for chunk in in_chunks(rows.prefetch_related("booster__answers"), size=200):
        for follow_up in chunk:
            yield from _of_one(follow_up)


def _of_one(follow_up):
    booster = getattr(follow_up, "booster", None)
    asked = booster.asked if booster else []
    answers = list(booster.answers.all()) if booster else []
    is_done = booster is not None and len(answers) == len(asked)
    keys = {place: question.key for place, question in enumerate(asked, start=1)}
    yield from differences_of(
        follow_up,
        asked_by_then=(booster is None or follow_up.asked_at <= booster.begun_at, True),
        done_at=(follow_up.done_at, max(one.at for one in answers) if is_done else None),
        answers=([one.position for one in answers if keys.get(one.position) != one.question_key], []),
    )
    for answer in answers:
        if answer.position in keys:
            mark = asked[answer.position - 1].mark(answer.answer)
            yield from differences_of(
                answer, mark=(answer.mark, decimal(mark.fraction)), is_right=(answer.is_right, mark.is_right)
            )
