"""Begun, answered and declined at once: real threads, real commits."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from courses import following_up, planning
from courses.models import FollowUp
from quizzes.boosters import answering, beginning
from quizzes.models import Booster, BoosterAnswer
from quizzes.refusing import Refused
from tests.cast import make_user
from tests.courses.learning import finish
from tests.quizzes import making
from tests.quizzes.making import right_answer, wrong_answer
from tests.racing import race, real_database  # noqa: F401

pytestmark = [pytest.mark.promise(4), pytest.mark.usefixtures("real_database")]
AT_ONCE = 8


@pytest.fixture
def follow_up(real_database):  # noqa: F811
    """A booster of one question that is due."""
    course = making.make_course(boosters_from=date(2026, 1, 1))
    making.make_quiz(course, [making.make_single()], is_required=False)
    course.refresh_from_db()
    making.release(course, None)
    with time_machine.travel(datetime(2026, 3, 10, 9, tzinfo=UTC)):
        finish(make_user("Amara Okafor"), course)
        planning.plan()
    with time_machine.travel(datetime(2026, 4, 10, 9, tzinfo=UTC)):
        yield FollowUp.objects.select_related("enrolment").get(kind=1)


def test_eight_beginnings_make_one_booster(follow_up):
    begun = race(*[lambda: beginning.begin(follow_up).pk] * AT_ONCE)
    assert len(set(begun)) == 1
    assert Booster.objects.count() == 1


def test_eight_answers_at_once_leave_one(follow_up):
    booster = beginning.begin(follow_up)
    (question,) = booster.asked
    ways = [right_answer(question), wrong_answer(question)] * (AT_ONCE // 2)
    kept = race(*[lambda way=way: answering.answer(booster, 1, way).pk for way in ways])
    assert len(set(kept)) == 1
    assert BoosterAnswer.objects.get().at == FollowUp.objects.get(kind=1).done_at


def test_eight_plans_at_once_make_each_kind_once(follow_up):
    FollowUp.objects.all().delete()
    race(*[planning.plan] * AT_ONCE)
    assert sorted(FollowUp.objects.values_list("kind", flat=True)) == [1, 3, 6]


def test_answering_and_declining_at_once_gives_one_of_the_two(follow_up):
    booster = beginning.begin(follow_up)
    answered, _declined = race(
        lambda: answering.answer(booster, 1, right_answer(booster.asked[0])), lambda: following_up.decline(follow_up)
    )
    row = FollowUp.objects.get(kind=1)
    assert (row.done_at is None) == isinstance(answered, Refused)
    assert (row.done_at is None) != (row.declined_at is None)
    assert FollowUp.objects.filter(declined_at=None).count() == (row.declined_at is None)
