"""How long questions take, from what was saved when."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from quizzes import editions
from quizzes.models import Attempt, ResponseEvent
from quizzes.statistics import times
from tests.quizzes.statistics.people import people
from tests.quizzes.statistics.taking import guesses, take

BEGUN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def edition(quiz):
    return editions.newest(quiz)


@pytest.fixture
def answer(enrolment, edition):
    """Attempts of so many people, whose answers were saved at these (place, seconds after the beginning)."""

    def act(count, *saved):
        for one in people(enrolment, count):
            take(one, edition, guesses(edition, 1))
            attempt = Attempt.objects.get(enrolment=one)
            Attempt.objects.filter(pk=attempt.pk).update(started_at=BEGUN)
            responses = {response.position: response for response in attempt.responses.all()}
            ResponseEvent.objects.bulk_create(
                ResponseEvent(
                    response=responses[place],
                    seq=seq,
                    kind=ResponseEvent.Kind.SAVED,
                    at=BEGUN + timedelta(seconds=seconds),
                )
                for seq, (place, seconds) in enumerate(saved, start=1)
            )

    return act


def by_place(edition):
    found = times.seconds_of(Attempt.objects.all())
    return [found.get(question.key) for question in edition.quiz.questions]


def test_the_median_from_one_saved_answer_to_the_next(answer, edition):
    answer(3, (1, 10), (2, 40), (3, 45))
    answer(2, (1, 20), (3, 90), (2, 10_000))
    assert by_place(edition) == [10, 30, 5]


def test_answers_that_came_all_at_once_say_nothing(answer, edition):
    answer(5, (1, 10), (2, 60), (3, 60))
    assert by_place(edition) == [10, None, None]


def test_an_answer_changed_later_took_both_times(answer, edition):
    answer(5, (1, 10), (2, 30), (1, 37))
    assert by_place(edition) == [17, 20, None]


def test_under_five_times_are_not_told(answer, edition):
    answer(4, (1, 10), (2, 30), (3, 40))
    answer(1, (1, 10), (2, 20))
    assert by_place(edition) == [10, 30 - 10, None]


def test_the_newest_attempts_alone_are_read(answer, edition, monkeypatch):
    monkeypatch.setattr(times, "NEWEST", 5)
    answer(9, (1, 900))
    answer(5, (1, 10))
    assert by_place(edition)[0] == 10


def test_more_attempts_ask_no_more_queries(answer, edition, check_growth):
    answer(5, (1, 10), (2, 30))
    check_growth(lambda: times.seconds_of(Attempt.objects.all()), lambda: answer(9, (1, 10), (2, 30), (3, 31)))


def test_a_trainer_reads_it_beside_the_question(answer, editor, quiz):
    answer(5, (1, 90), (2, 100))
    page = editor.get(reverse("quizzes:statistics", args=[quiz.pk])).text
    assert "Usual time: 1 min 30 s" in page
    assert "Usual time: 10 s" in page
    assert page.count("Usual time: ") == 2
