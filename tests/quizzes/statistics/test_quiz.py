"""Statistics against the same worked out from the raw marks by Python's own library, which shares no code with ours."""

import statistics as library
from fractions import Fraction

import pytest

from quizzes import editions
from quizzes.models import Attempt, Response
from quizzes.statistics.quiz import bars_of, statistics_of
from tests.quizzes import making
from tests.quizzes.statistics.taking import guesses, take


@pytest.fixture
def edition(quiz):
    return editions.newest(quiz)


@pytest.fixture
def many(enrolment, edition):
    """Eighty attempts at three questions."""
    take(enrolment, edition, guesses(edition, 80))
    return Attempt.objects.filter(quiz_key=edition.quiz_key)


def columns():
    """The marks of each question, and the totals, attempt by attempt."""
    marks = [
        [float(mark) for mark in attempt.responses.order_by("position").values_list("mark", flat=True)]
        for attempt in Attempt.objects.order_by("number")
    ]
    return list(zip(*marks, strict=True)), [sum(row) for row in marks]


def test_facility_is_the_average_mark(many):
    by_question, _totals = columns()
    found = statistics_of(many)
    assert [item.facility for item in found.items] == pytest.approx([library.fmean(marks) for marks in by_question])


def test_discrimination_is_the_correlation_with_the_rest_of_the_marks(many):
    by_question, totals = columns()
    wanted = []
    for marks in by_question:
        rest = [total - mark for total, mark in zip(totals, marks, strict=True)]
        wanted.append(library.correlation(marks, rest))
    # Scores are kept with two places.
    assert [item.discrimination for item in statistics_of(many).items] == pytest.approx(wanted, abs=1e-4)


def test_upper_and_lower_are_27_per_cent_and_whoever_ties_with_them(many):
    scores = sorted(float(score) for score in many.values_list("score", flat=True))
    best = many.filter(score__gte=scores[-22])
    worst = many.filter(score__lte=scores[21])
    marks = Response.objects.filter(position=1).values_list("mark", flat=True)
    wanted = library.fmean(map(float, marks.filter(attempt__in=best))) - library.fmean(
        map(float, marks.filter(attempt__in=worst))
    )
    assert statistics_of(many).items[0].upper_lower == pytest.approx(wanted)


def test_alpha_and_the_error_of_measurement(many):
    by_question, totals = columns()
    alpha = 3 / 2 * (1 - sum(library.variance(marks) for marks in by_question) / library.variance(totals))
    found = statistics_of(many)
    assert found.reliability == pytest.approx(alpha, abs=1e-4)
    scores = [total / 3 * 100 for total in totals]
    assert found.error == pytest.approx(library.stdev(scores) * (1 - alpha) ** 0.5, abs=0.01)
    assert found.mean == pytest.approx(library.fmean(scores), abs=0.01)


def test_alpha_of_kuder_and_richardson_for_right_or_wrong(enrolment, edition):
    """KR-20, the older formula for questions that are right or wrong, comes to the same."""
    take(enrolment, edition, guesses(edition, 80, seed=3))
    by_question, totals = columns()
    shares = [library.fmean(marks) for marks in by_question]
    kr20 = 3 / 2 * (1 - sum(share * (1 - share) for share in shares) / library.pvariance(totals))
    # Scores are kept with two places, which of three questions is a third in the fourth place.
    assert statistics_of(Attempt.objects.all()).reliability == pytest.approx(kr20, abs=5e-4)


def test_every_option_is_counted_and_one_that_nobody_chose_shows(enrolment, edition):
    single = edition.quiz.questions[0]
    others = [question.right_answer() for question in edition.quiz.questions[1:]]
    sheets = [[making.keys_of(single, words), *others] for words in ("Call", "Call", "Wait")]
    take(enrolment, edition, [*sheets, [None, *others]])
    item = statistics_of(Attempt.objects.all()).items[0]
    assert [(choice.words, choice.is_right, choice.count) for choice in item.choices] == [
        ("Call", True, 2),
        ("Wait", False, 1),
        ("Leave", False, 0),
    ]
    assert (item.count, item.blank) == (4, 1)


def test_a_question_that_the_best_get_wrong_is_pointed_out(enrolment, edition):
    single, *others = edition.quiz.questions
    good = [making.wrong_answer(single), *(question.right_answer() for question in others)]
    weak = [single.right_answer(), *(making.wrong_answer(question) for question in others)]
    take(enrolment, edition, [good] * 15 + [weak] * 15)
    item = statistics_of(Attempt.objects.all()).items[0]
    assert item.discrimination == pytest.approx(-1)
    assert any("Is the key right?" in worry for worry in item.worries)


@pytest.mark.parametrize("knows_others", [(True, True), (True, False)])
def test_where_the_rest_never_differs_nothing_fits_it(enrolment, edition, knows_others):
    """Scores are rounded: that noise is no difference, and accuses no key."""
    single, *others = edition.quiz.questions
    rest = [
        question.right_answer() if is_known else making.wrong_answer(question)
        for question, is_known in zip(others, knows_others, strict=True)
    ]
    sheets = [[single.right_answer() if place % 2 else making.wrong_answer(single), *rest] for place in range(24)]
    take(enrolment, edition, sheets)
    item = statistics_of(Attempt.objects.all()).items[0]
    assert item.discrimination is None
    assert not any("key" in worry or "hardly" in worry for worry in item.worries)


def test_editions_are_told_apart_and_counted_together(enrolment, edition, quiz, questions):
    take(enrolment, edition, guesses(edition, 5))
    questions[0].stem = "<p>What is first?</p>"
    questions[0].save_revision().publish()
    newer = editions.build(quiz)
    take(enrolment, newer, guesses(newer, 4), first_number=6)
    assert statistics_of(Attempt.objects.filter(quiz_key=quiz.key)).count == 9
    alone = statistics_of(Attempt.objects.filter(edition=newer))
    assert alone.count == 4
    assert "What is first?" in alone.items[0].question.stem


def test_nothing_and_next_to_nothing_can_be_told(enrolment, edition):
    assert statistics_of(Attempt.objects.all()).count == 0
    take(enrolment, edition, guesses(edition, 1))
    one = statistics_of(Attempt.objects.all())
    assert (one.count, one.deviation, one.reliability, one.error) == (1, None, None, None)
    assert one.items[0].discrimination is None


def test_every_score_falls_into_one_bar():
    assert bars_of([0, 9.99, 10, 79.99, 80, 100]) == [
        (0, 9, 2), (10, 19, 1), (20, 29, 0), (30, 39, 0), (40, 49, 0),
        (50, 59, 0), (60, 69, 0), (70, 79, 1), (80, 89, 1), (90, 100, 1),
    ]  # fmt: skip


def test_more_attempts_ask_no_more_queries(enrolment, edition, check_growth):
    take(enrolment, edition, guesses(edition, 5))
    check_growth(
        lambda: statistics_of(Attempt.objects.filter(quiz_key=edition.quiz_key)),
        lambda: take(enrolment, edition, guesses(edition, 20), first_number=6),
    )


def test_marks_are_added_up_as_exactly_as_they_are_kept(enrolment, edition):
    take(enrolment, edition, guesses(edition, 3))
    found = statistics_of(Attempt.objects.all())
    kept = [Fraction(mark) for mark in Response.objects.filter(position=1).values_list("mark", flat=True)]
    assert found.items[0].facility == pytest.approx(float(sum(kept) / 3))
