"""A regrade reads attempts by the chunk: a person whose attempts lie in two is still one person."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.core.cache import cache
from django.utils import timezone

from courses import ending
from courses.models import Completion, CoursePage
from quizzes import editions, records, regrading, ticking
from quizzes.models import Attempt
from quizzes.ruling import Fix
from tests.quizzes import making
from tests.quizzes.test_regrading import carry_out, order, take
from training.evidence import in_chunks

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def questions_once(course_once):
    """Three single choices: right is "Call", wrong are "Wait" and "Leave"."""
    return [making.make_single("One"), making.make_single("Two"), making.make_single("Three")]


@pytest.fixture
def averaged(course, quiz, chidi):
    """The course, its quiz graded by the average of all attempts."""
    quiz.grading, quiz.pass_mark = "average", 60
    quiz.save_revision().publish()
    editions.build(quiz)
    making.release(CoursePage.objects.get(pk=course.pk), chidi)
    return course


def take_twice(course, quiz, name):
    """Two attempts, with an average of a third: two thirds once the second question is given to everybody."""
    take(course, quiz, name, "Wait", "Wait", "Wait")
    return take(course, quiz, name, "Call", "Wait", "Call")


@pytest.mark.promise(2)
@pytest.mark.parametrize("size", [1, 2, 3, 500])
def test_a_pass_that_two_attempts_come_to_is_found_wherever_they_lie(averaged, quiz, chidi, monkeypatch, size):
    monkeypatch.setattr(regrading, "in_chunks", partial(in_chunks, size=size))
    take(averaged, quiz, "Efe Musa", "Wait", "Wait", "Wait")
    take_twice(averaged, quiz, "Amara Okafor")
    asked = order(quiz, Fix.FULL)
    assert regrading.plan_of(asked).counts["new_passes"] == 1
    carry_out(asked, chidi)
    assert Completion.objects.get().score == Decimal("66.66")
    assert list(records.differences()) == []


def test_one_person_passes_once_however_many_of_her_attempts_do(course, quiz, chidi, monkeypatch):
    monkeypatch.setattr(regrading, "in_chunks", partial(in_chunks, size=1))
    making.release(CoursePage.objects.get(pk=course.pk), chidi)
    for _ in range(2):
        take(course, quiz, "Amara Okafor", "Call", "Wait", "Call")
    plan = regrading.plan_of(order(quiz, Fix.FULL))
    assert (plan.counts["changed"], plan.counts["new_passes"]) == (2, 1)


def test_a_person_is_read_once_in_however_many_chunks_she_is(averaged, quiz, monkeypatch, django_assert_num_queries):
    take_twice(averaged, quiz, "Amara Okafor")
    asked = order(quiz, Fix.FULL)
    monkeypatch.setattr(regrading, "in_chunks", partial(in_chunks, size=1))
    # Attempt, responses and rules of each, her other attempts, and that there are no more.
    with django_assert_num_queries(2 * 3 + 1 + 1):
        regrading.plan_of(asked)


def forget(completions):
    """Take completions away, as nothing but a fault does."""
    completions._raw_delete(completions.db)


@pytest.mark.promise(2)
def test_a_pass_that_completed_nothing_is_completed_by_the_ticker(averaged, quiz):
    attempt = take(averaged, quiz, "Amara Okafor", "Call", "Call", "Wait")
    forget(Completion.objects.all())
    assert [one.what for one in records.differences()] == ["completion"]
    cache.clear()
    ticking.tick(timezone.now())
    assert Completion.objects.values_list("enrolment", "score").get() == (attempt.enrolment_id, Decimal("66.66"))
    assert list(records.differences()) == []


def test_the_ticker_completes_nothing_that_is_not_passed_or_whose_period_is_over(averaged, quiz):
    take(averaged, quiz, "Efe Musa", "Wait", "Wait", "Wait")
    take(averaged, quiz, "Efe Musa", "Call", "Call", "Call")
    ending.withdraw(take(averaged, quiz, "Amara Okafor", "Call", "Call", "Call").enrolment)
    forget(Completion.objects.all())
    cache.clear()
    ticking.complete_overlooked(timezone.now())
    assert not Completion.objects.exists()


def test_every_pass_is_looked_at_once_a_day(averaged, quiz, django_assert_num_queries):
    take(averaged, quiz, "Amara Okafor", "Call", "Call", "Call")
    cache.clear()
    ticking.complete_overlooked(timezone.now())
    with django_assert_num_queries(0):
        ticking.complete_overlooked(timezone.now() + timedelta(hours=1))


def test_looking_for_them_asks_no_more_queries_for_more_people(averaged, quiz, check_growth):
    def look():
        cache.clear()
        ticking.complete_overlooked(timezone.now())

    def grow():
        """More who are done, and more whose average is too low though their last attempt is a pass."""
        for _ in range(2):
            number = Attempt.objects.count()
            take(averaged, quiz, f"Done{number} Example", "Call", "Call", "Call")
            take(averaged, quiz, f"Low{number} Example", "Wait", "Wait", "Wait")
            take(averaged, quiz, f"Low{number} Example", "Call", "Call", "Wait")

    grow()
    check_growth(look, grow, is_seen=False)
