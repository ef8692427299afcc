"""Which of several attempts decides: one function, for the completion, the screens and the check of records."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from courses.models import Completion
from quizzes import attempting, editions
from quizzes.attempting import Refused
from quizzes.grading import verdict_of
from quizzes.marking import percent
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


def as_stored(shares, pass_mark):
    """Attempts that earned these shares, as they are kept: a score rounded down, and a pass by the share itself."""
    return [
        Finished(number, percent(share), share * 100 >= pass_mark, "average", pass_mark)
        for number, share in enumerate(shares, start=1)
    ]


def first_to_reach(pass_mark, shares):
    """After how many attempts the average of the shares, unrounded, is a pass. None where it never is."""
    for count in range(1, len(shares) + 1):
        if sum(shares[:count]) * 100 >= count * pass_mark and max(shares[:count]) * 100 >= pass_mark:
            return count
    return None


@st.composite
def earned(draw):
    """What attempts at one quiz earned, and a pass mark close to their average, where it is decided."""
    size = draw(st.integers(1, 16))
    shares = [Fraction(right, size) for right in draw(st.lists(st.integers(0, size), min_size=1, max_size=6))]
    return shares, max(round(sum(shares) * 100 / len(shares)), 1)


@given(earned())
@example(([Fraction(1, 3), Fraction(2, 3)], 50))
def test_an_average_passes_where_that_of_what_was_earned_does(given_so):
    shares, pass_mark = given_so
    grade, reached = verdict_of(as_stored(shares, pass_mark)), first_to_reach(pass_mark, shares)
    assert grade.passed == bool(reached)
    assert grade.decided_by.number == (reached or len(shares))
    if grade.passed:
        assert grade.score >= pass_mark


@given(st.lists(st.fractions(0, 1, max_denominator=60), min_size=1, max_size=9), st.integers(1, 100))
def test_what_rounding_took_off_is_never_to_a_learners_loss(shares, pass_mark):
    grade, reached = verdict_of(as_stored(shares, pass_mark)), first_to_reach(pass_mark, shares)
    count = grade.decided_by.number
    average = sum(shares[:count]) * 100 / count
    assert grade.passed or not reached
    assert average > pass_mark - Fraction(1, 100) or not grade.passed
    assert (grade.score >= pass_mark and max(shares[:count]) * 100 >= pass_mark) == grade.passed
    assert abs(average - Fraction(grade.score)) < Fraction(2, 100)


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

    def grade(method, *attempts, pass_mark=60):
        page = QuizPage.objects.get(pk=quiz.pk)
        page.grading, page.pass_mark = method, pass_mark
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
def test_an_average_of_exactly_the_pass_mark_is_a_pass_everywhere(graded, browser, enrolment, quiz):
    _third, two_thirds = graded(Grading.AVERAGE, (2, 3), ONE, pass_mark=50)
    assert Completion.objects.get().score == 50
    page = browser.get(reverse("quizzes:result", args=[two_thirds.pk])).text
    assert "50%. The average of all your attempts counts" in page and "You passed" in page
    assert "There is nothing left to do here." in browser.get(quiz.url).text
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
