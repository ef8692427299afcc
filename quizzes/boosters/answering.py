"""A booster begun and answered. The one writer of boosters; `following_up` notes when one is done.

Nothing here touches an attempt, a completion, the period or its certificate.
"""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import following_up

from ..marking import decimal
from ..models import Booster, BoosterAnswer
from ..refusing import Refused
from .choosing import choose
from .finding import candidates, history_of


def begin(follow_up):
    """The booster of a follow-up, its questions frozen now if it was not begun before. Begun at once, it is one.

    Raises Refused where it is closed, and where there is nothing to ask.
    """
    begun = Booster.objects.filter(follow_up=follow_up).first()
    if begun:
        return begun
    period, seed = follow_up.enrolment, secrets.token_hex(8)
    # Before the lock: reading editions takes its time.
    questions = choose(candidates(period.course_key), history_of(period), seed)
    if not questions:
        raise Refused("empty-booster", _("There is nothing to ask about this course just now."), follow_up=follow_up.pk)
    with transaction.atomic():
        _check_open(following_up.lock(follow_up))
        content, now = [question.model_dump(mode="json") for question in questions], timezone.now()
        following_up.note_asked([follow_up], now)
        defaults = {"questions": content, "seed": seed, "begun_at": now}
        return Booster.objects.get_or_create(follow_up=follow_up, defaults=defaults)[0]


@transaction.atomic
def answer(booster, position, given):
    """Keep the answer to one question, once and for all, and finish with the last. Returns the answer that stands.

    Sent again, it changes nothing. Raises Refused where the booster is closed, and for what is no answer to it.
    """
    # The lock makes two submissions at once take turns.
    follow_up = following_up.lock(booster.follow_up)
    answered = {one.position: one for one in booster.answers.all()}
    if position in answered:
        return answered[position]
    _check_open(follow_up)
    question = booster.asked[position - 1]
    if not question.accepts(given) or not question.is_answered(given):
        message = _("That is not one of the answers to this question. It was not saved.")
        raise Refused("not-an-option", message, booster=booster.pk)
    mark, now = question.mark(given), timezone.now()
    kept = {"answer": given, "mark": decimal(mark.fraction), "is_right": mark.is_right, "at": now}
    new = BoosterAnswer.objects.create(booster=booster, position=position, question_key=question.key, **kept)
    if len(answered) + 1 == len(booster.asked):
        following_up.finish(follow_up, now)
    return new


def _check_open(follow_up):
    if not following_up.is_open(follow_up):
        message = _("These questions are closed. Nothing was saved, and nothing is asked of you.")
        raise Refused("closed-booster", message, follow_up=follow_up.pk)
