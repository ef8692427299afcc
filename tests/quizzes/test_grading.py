"""Which of several attempts decides: one function, for the completion, the screens and the check of records."""

from dataclasses import dataclass, field
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.urls import reverse

from courses.models import Completion
from quizzes import attempting, editions
from quizzes.attempting import Refused
from quizzes.grading import verdict_of
from quizzes.models import QuizPage
from quizzes.rules import Grading, Rules
from tests.quizzes.making import right_answer, wrong_answer
from training.people.management.commands.check_records import differences


@dataclass
class Finished:
    """As much of an attempt as decides."""

    number: int
    score: Decimal | None
    passed: bool | None
    grading: str
    pass_mark: int = 80
    edition: object = field(init=False)

    def __post_init__(self):
        self.edition = SimpleNamespace(quiz=SimpleNamespace(rules=Rules(grading=self.grading)))


def finished(grading, *scores, but=None):
    """Attempts with these scores, each a pass from 80 on; `but` names a score with a must-pass question wrong."""
    return [
        Finished(number, Decimal(score), score >= 80 and score != but, grading)
        for number, score in enumerate(scores, start=1)
    ]


@pytest.mark.parametrize(
    ("grading", "scores", "but", "expected"),
    [
        ("highest", [60, 90], None, (90, True)),
        ("highest", [60, 50], None, (60, False)),
        ("highest", [95, 85], 95, (85, True)),
        ("highest", [90, 20], None, (90, True)),
        ("last", [60, 50], None, (50, False)),
        ("last", [60, 80], None, (80, True)),
        ("last", [90, 20], None, (90, True)),
        ("first", [60, 100], None, (60, False)),
        ("first", [80], None, (80, True)),
        ("average", [60, 100], None, (80, True)),
        ("average", [60, 90], None, (75, False)),
        ("average", [60, 90, 90], None, (80, True)),
        ("average", [95, 70], 95, (82.5, False)),
        ("average", [95, 85], 95, (90, True)),
    ],
)
def test_each_method_gives_its_score_and_its_pass(grading, scores, but, expected):
    grade = verdict_of(reversed(finished(grading, *scores, but=but)))
    assert (grade.score, grade.passed) == expected


def test_an_average_is_rounded_down():
    assert verdict_of(finished("average", 79, 80, 80)).score == Decimal("79.66")


def test_without_a_marked_attempt_there_is_no_verdict():
    assert verdict_of([]) is None
    assert verdict_of([Finished(1, None, None, "highest")]) is None


def test_a_pass_stands_whatever_the_trainer_changes_afterwards():
    earlier = finished("highest", 60, 90)
    later = Finished(3, Decimal(10), False, "average")
    grade = verdict_of([*earlier, later])
    assert (grade.score, grade.passed, grade.decided_by) == (90, True, earlier[1])


@pytest.fixture
def graded(enrolment, quiz):
    """Grade Amara's quiz by a method; each attempt is right but for the places named."""

    def grade(method, *attempts):
        page = QuizPage.objects.get(pk=quiz.pk)
        page.grading, page.pass_mark = method, 60
        page.save_revision().publish()
        editions.build(page)
        return [go(attempting.start(enrolment, page), wrong) for wrong in attempts]

    def go(attempt, wrong):
        for response in attempt.responses.all():
            choose = wrong_answer if response.position in wrong else right_answer
            attempting.save(response, choose(attempt.edition.quiz.by_key[response.question_key]))
        attempting.submit(attempt)
        return attempt

    return grade


NOTHING, ALL, ONE = (), (1, 2, 3), (3,)


@pytest.mark.promise(2)
def test_an_average_completes_the_quiz_with_the_attempt_that_reaches_it(graded, enrolment, quiz):
    graded(Grading.AVERAGE, ALL, NOTHING)
    assert not Completion.objects.exists()
    graded(Grading.AVERAGE, NOTHING)
    assert Completion.objects.get().score == Decimal("66.66")
    with pytest.raises(Refused, match="passed this quiz already"):
        attempting.start(enrolment, quiz)
    assert list(differences()) == []


@pytest.mark.promise(2)
def test_where_the_first_attempt_counts_a_later_pass_completes_nothing(graded, browser, quiz):
    _first, second = graded(Grading.FIRST, ALL, NOTHING)
    assert not Completion.objects.exists()
    page = browser.get(reverse("quizzes:result", args=[second.pk])).text
    assert "Not passed yet" in page and "from your first attempt" in page
    assert "Your first one. Any others are for practice." in browser.get(quiz.url).text
    assert list(differences()) == []


@pytest.mark.promise(2)
@pytest.mark.parametrize("method", Grading)
def test_the_check_of_records_follows_each_method(graded, method):
    graded(method, NOTHING)
    assert Completion.objects.count() == 1
    assert list(differences()) == []
    making_up = Completion.objects.all()
    making_up._raw_delete(making_up.db)
    assert [one.what for one in differences()] == ["completion"]


@pytest.mark.promise(2)
def test_a_completion_that_the_method_does_not_give_is_named(graded, enrolment, quiz):
    _first, second = graded(Grading.FIRST, ALL, NOTHING)
    attempting.completing.record(enrolment, quiz, how="marked", score=second.responses.count())
    assert "passed attempt" in {one.what for one in differences()}


def test_the_result_says_the_average_so_far(graded, browser):
    _first, second = graded(Grading.AVERAGE, ALL, NOTHING)
    page = browser.get(reverse("quizzes:result", args=[second.pk])).text
    assert "50%. The average of all your attempts counts" in page
    assert "Try again" in page


def test_more_attempts_ask_no_more_queries_to_submit(graded, enrolment, quiz, check_growth):
    graded(Grading.AVERAGE, ALL)
    page = QuizPage.objects.get(pk=quiz.pk)
    check_growth(
        lambda: attempting.submit(attempting.start(enrolment, page)),
        lambda: [attempting.submit(attempting.start(enrolment, page)) for _ in range(3)],
        is_seen=False,
    )
