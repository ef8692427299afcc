"""Statistics where marks follow from people, not from answers alone: a question left out, and one that a person marks."""

import statistics as library
from decimal import Decimal

import pytest

from quizzes import editions, regrading
from quizzes.models import Attempt, Response
from quizzes.ruling import Fix, Rule
from quizzes.statistics.quiz import statistics_of
from tests.quizzes.statistics.taking import guesses, take

HALF = Decimal("0.5")


@pytest.fixture
def edition(quiz):
    return editions.newest(quiz)


@pytest.fixture
def drop(edition, chidi):
    """Leave the second question out of the total, for all or only for those who lose nothing by it."""

    def act(*, may_lower):
        dropped = edition.quiz.drawn("")[1].key
        order = regrading.Order(edition.quiz_key, dropped, (edition.pk,), Rule(Fix.DROP, None, may_lower))
        plan = regrading.plan_of(order)
        regrading.regrade(order, reason=regrading.Reason.AMBIGUOUS, agreed=plan.digest, actor=chidi)

    return act


def marks_of(position):
    """{attempt: its mark at a place}, of those that have one, in order: a database gives them in any."""
    marks = Response.objects.filter(position=position, mark__isnull=False).values_list("attempt", "mark")
    return {attempt: float(mark) for attempt, mark in marks.order_by("attempt")}


def correlation_with_the_rest(place, places):
    marks, others = marks_of(place), [marks_of(one) for one in places if one != place]
    rest = [sum(other.get(attempt, 0) for other in others) for attempt in marks]
    return library.correlation(list(marks.values()), rest)


def test_what_is_left_out_of_the_total_is_left_out_of_every_number(enrolment, edition, drop):
    take(enrolment, edition, guesses(edition, 60))
    drop(may_lower=True)
    found = statistics_of(Attempt.objects.all())
    first, third = marks_of(1), marks_of(3)
    assert not marks_of(2)
    assert [item.discrimination for item in found.items] == pytest.approx(
        [library.correlation(list(first.values()), list(third.values()))] * 2, abs=1e-4
    )
    totals = [first[attempt] + third[attempt] for attempt in first]
    apart = library.variance(first.values()) + library.variance(third.values())
    assert found.reliability == pytest.approx(2 * (1 - apart / library.variance(totals)), abs=1e-4)


def test_what_is_left_out_for_some_has_no_reliability_and_right_correlations(enrolment, edition, drop):
    take(enrolment, edition, guesses(edition, 60))
    drop(may_lower=False)
    assert 0 < len(marks_of(2)) < 60
    found = statistics_of(Attempt.objects.all())
    first, second, third = (item.discrimination for item in found.items)
    wanted = [correlation_with_the_rest(place, (1, 2, 3)) for place in (1, 3)]
    assert [first, third] == pytest.approx(wanted, abs=1e-4)
    # Whoever kept it got all of it.
    assert second is None
    assert found.reliability is None


def test_one_answer_may_earn_different_marks_from_a_person(enrolment, edition):
    """What was written is no part of an answer, so that all of them are the same."""
    right = [question.right_answer() for question in edition.quiz.drawn("")]
    take(enrolment, edition, [right] * 10)
    for number, attempt in enumerate(Attempt.objects.order_by("number")):
        is_good = number < 5
        attempt.responses.filter(position=1).update(mark=1 if is_good else HALF)
        Attempt.objects.filter(pk=attempt.pk).update(score=100 if is_good else Decimal("83.33"))
    assert statistics_of(Attempt.objects.all()).items[0].upper_lower == pytest.approx(0.5)
