"""The checks of a practice referral, on the server. The script is held to the same cases in the journeys."""

import pytest

from quizzes.questions.referring import ReferralField
from quizzes.questions.rubric import KEYS, RULES, met
from tests.quizzes.questions.rubric_cases import ALL, CASES


def field(mentions="", avoid=""):
    """A box that is to show everything."""
    return ReferralField(key="k", label="", rubric=ALL, mentions=mentions, avoid=avoid, model_answer="")


@pytest.mark.parametrize(("text", "mentions", "avoid", "wanted"), CASES)
def test_a_text_meets_just_these_rules(text, mentions, avoid, wanted):
    assert met(text, field(mentions, avoid)) == wanted


def test_a_box_is_asked_for_its_own_rules_alone():
    asked = field().model_copy(update={"rubric": ["consent"]})
    assert met("On Tuesday she agreed", asked) == ["consent"]


def test_the_cases_meet_and_miss_every_rule():
    assert set(KEYS) == set(ALL)
    for key in KEYS:
        assert {key in wanted for *_, wanted in CASES} == {True, False}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('"' * 20_000, set()),
        ("\u2018" * 20_000, set()),
        ("a'" * 20_000, {"harmless"}),
        ("said " * 10_000, {"harmless", "present"}),
    ],
    ids=["quotation marks", "opening marks", "apostrophes", "one word"],
)
def test_text_made_to_take_long_is_read_to_its_end(text, wanted):
    assert set(met(text, field())) == wanted


def test_every_rule_tells_the_writer_what_came_of_it():
    assert all(rule.good and rule.bad and rule.label for rule in RULES)
