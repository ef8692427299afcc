"""Passes that completed nothing, where a failure left that out: `check_records` names them, the ticker mends them."""

from collections import defaultdict

from django.db.models import Exists, OuterRef

from courses.models import Completion
from training.evidence import in_chunks

from .grading import verdict_of
from .models import Attempt, QuizPage


def passes(attempts):
    """The `Grade` of each quiz that is passed with these attempts among others, and not completed. Reads by the chunk.

    A quiz whose page was deleted takes nothing any more.
    """
    finished = Completion.objects.filter(enrolment=OuterRef("enrolment"), activity_key=OuterRef("quiz_key"))
    page = QuizPage.objects.filter(translation_key=OuterRef("quiz_key"))
    # Without an attempt that is passed by itself, no method of grading gives a pass.
    for chunk in in_chunks(attempts.filter(~Exists(finished), Exists(page), passed=True)):
        grades = grades_of([(attempt.enrolment_id, attempt.quiz_key) for attempt in chunk])
        yield from (grade for grade in grades.values() if grade.passed)


def grades_of(quizzes):
    """{(period, quiz): its Grade} for these pairs. One query, and one for each edition not read before."""
    periods, keys = {period for period, _key in quizzes}, {key for _period, key in quizzes}
    attempts = Attempt.objects.filter(enrolment__in=periods, quiz_key__in=keys, score__isnull=False)
    found = defaultdict(list)
    for attempt in attempts.select_related("edition", "enrolment").defer("edition__content").order_by("number"):
        found[attempt.enrolment_id, attempt.quiz_key].append(attempt)
    return {pair: verdict_of(found[pair]) for pair in set(quizzes) & set(found)}
