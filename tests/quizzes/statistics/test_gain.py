"""The gain of a pair of forms against the same worked out person by person, by Python's own library."""

import math
import random
import statistics as library

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from quizzes.models import Attempt
from quizzes.rules import Measures
from quizzes.statistics import gain
from tests.quizzes.statistics.people import people
from tests.quizzes.statistics.taking import take
from tests.quizzes.test_measuring import forms, topic  # noqa: F401 - fixtures

BEFORE, AFTER = Measures.BEFORE, Measures.AFTER


@pytest.fixture
def send(enrolment, forms):  # noqa: F811
    """Forms of so many people, and what they scored and how sure they were: [{form: (right answers, place)}]."""
    from quizzes import editions

    newest = {name: editions.newest(page) for name, page in forms.items()}
    chance = random.Random(5)

    def act(count, *names):
        sent = []
        for one in people(enrolment, count):
            given = {name: (chance.randint(0, 3), chance.randint(0, 4)) for name in names}
            for name, (right, sure) in given.items():
                questions = newest[name].quiz.drawn("")
                scale, *asked = questions
                sheet = [{"chosen": [scale.options[sure].key]}]
                sheet += [one.right_answer() if number < right else None for number, one in enumerate(asked)]
                take(one, newest[name], [sheet])
            sent.append(given)
        return sent

    return act


def t_quantile(freedom, share=0.975):
    """By halving, of an integral by Simpson's rule: shares nothing with the table."""
    scale = math.gamma((freedom + 1) / 2) / (math.sqrt(freedom * math.pi) * math.gamma(freedom / 2))

    def area(x, steps=400):
        heights = [scale * (1 + (x * n / steps) ** 2 / freedom) ** (-(freedom + 1) / 2) for n in range(steps + 1)]
        inner = 4 * sum(heights[1:-1:2]) + 2 * sum(heights[2:-1:2])
        return 0.5 + x / steps / 3 * (heights[0] + inner + heights[-1])

    low, high = 0.0, 10.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if area(middle) < share else (low, middle)
    return low


def test_the_table_of_students_t_is_right():
    for freedom, value in gain.T.items():
        assert value == pytest.approx(t_quantile(freedom), abs=6e-4)


def test_between_two_rows_of_the_table_the_interval_is_wider_never_narrower():
    for freedom in (4, 35, 59, 99, 5000):
        assert gain.quantile(freedom) >= t_quantile(min(freedom, 300)) - 6e-4


def test_the_gain_is_the_mean_of_the_differences_with_its_interval(send, forms):  # noqa: F811
    sent = send(12, BEFORE, AFTER)
    send(3, BEFORE)
    send(2, AFTER)
    found = gain.gain_of(forms[AFTER])
    assert (found.begun, found.count) == (15, 12)
    scores = [[given[name][0] / 3 * 100 for given in sent] for name in (BEFORE, AFTER)]
    assert_change(found.change, *scores, error=0.02)
    assert gain.gain_of(forms[BEFORE]) == found


def test_how_sure_people_are_is_paired_too(send, forms):  # noqa: F811
    sent = send(9, BEFORE, AFTER)
    (rating,) = gain.gain_of(forms[AFTER]).ratings
    assert rating.most == 5
    assert_change(rating.change, *[[given[name][1] + 1 for given in sent] for name in (BEFORE, AFTER)], error=1e-9)


def assert_change(change, before, after, error):
    differences = [now - then for then, now in zip(before, after, strict=True)]
    half = t_quantile(len(differences) - 1) * library.stdev(differences) / math.sqrt(len(differences))
    mean = library.fmean(differences)
    assert change.count == len(differences)
    assert [change.before, change.after] == pytest.approx([library.fmean(before), library.fmean(after)], abs=error)
    wanted = [mean, mean - half, mean + half]
    assert [change.mean, change.low, change.high] == pytest.approx(wanted, abs=error + 1e-3 * half)


@pytest.mark.parametrize(("pairs", "is_shown"), [(0, False), (4, False), (5, True)])
def test_under_five_pairs_are_not_told_however_many_sent_one(send, forms, editor, pairs, is_shown):  # noqa: F811
    send(pairs, BEFORE, AFTER)
    send(6, BEFORE)
    page = editor.get(reverse("quizzes:statistics", args=[forms[BEFORE].pk])).text
    assert f"{pairs} of {pairs + 6} people" in page
    assert ("Score, in percentage points" in page) == is_shown
    assert ("How sure are you?" in page.partition("Each question")[0]) == is_shown


def test_a_fall_is_shown_with_a_minus_and_not_a_hyphen():
    fall = gain.Change(count=6, before=70, after=61.5, mean=-8.5, low=-17.25, high=0.25)
    shown = render_to_string("quizzes/statistics/_change.html", {"change": fall})
    assert "−8.5 (−17.3 to 0.3)" in shown and "-8.5" not in shown


def test_more_people_ask_no_more_queries(send, forms, check_growth):  # noqa: F811
    send(6, BEFORE, AFTER)
    check_growth(lambda: gain.gain_of(forms[AFTER]), lambda: send(8, BEFORE, AFTER))


def test_a_quiz_that_is_alone_or_measures_nothing_has_no_gain(forms, quiz):  # noqa: F811
    forms[BEFORE].delete()
    assert not Attempt.objects.exists()
    assert gain.gain_of(forms[AFTER]) is None
    assert gain.gain_of(quiz) is None
