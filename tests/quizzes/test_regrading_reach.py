"""What a trial of a regrade says of how many it reaches: about how many, and nobody's own answer."""

import re

import pytest
from django.urls import reverse

from quizzes import editions, regrading
from quizzes.rounding import Reach
from quizzes.ruling import Fix
from tests.quizzes import test_regrading as regrades
from tests.quizzes.making import keys_of
from tests.quizzes.posting import as_posted
from tests.quizzes.test_regrading import carry_out, order, take
from training.people.models.audit import AuditEntry

# The same three questions of the same course.
questions_once, released = regrades.questions_once, regrades.released
pytestmark = pytest.mark.django_db
PEOPLE = ["Amara Okafor", "Efe Musa", "Nia New", "Omar Old", "Pia Park", "Quin Quay"]


@pytest.fixture
def try_out(editor, quiz):
    """Try a fix of the second question out. Returns what is said of how many: [(label, number)]."""

    def try_out(fix, text=None):
        edition = editions.newest(quiz)
        question = edition.quiz.questions[1]
        posted = {"fix": fix, "editions": [edition.pk], "reason": "wrong_key"}
        if text:
            posted |= as_posted(question, keys_of(question, text), "other")
        page = editor.post(reverse("quizzes:regrade", args=[quiz.pk, question.key]), posted).text
        assert "Mark it anew" in page
        words = " ".join(page.split())
        return re.findall(r"<dt[^>]*> ?(.*?) ?</dt> <dd[^>]*> ?(.*?) ?</dd>", words)

    return try_out


def answered(course, quiz, *choices):
    """So many people's finished attempts, each with another choice in the second question."""
    for name, choice in zip(PEOPLE, choices, strict=False):
        take(course, quiz, name, "Call", choice, "Call")


def test_a_trial_does_not_tell_what_one_person_answered(released, quiz, try_out):
    answered(released, quiz, "Leave")
    assert try_out("accept", "Leave") == try_out("accept", "Wait") == try_out("full") == []


def test_from_five_people_on_it_says_about_how_many(released, quiz, try_out):
    answered(released, quiz, *["Leave"] * 5)
    said = dict(try_out("accept", "Leave"))
    assert said["People who were asked it"] == said["People whose score rises"] == "5 or more"
    assert said["People who lose a pass"] == "None"
    assert dict(try_out("accept", "Wait"))["People whose score rises"] == "None"


def test_what_is_left_when_numbers_are_subtracted_is_not_told(released, quiz, try_out):
    answered(released, quiz, *["Leave"] * 5, "Call")
    five_of_six = try_out("full")
    assert dict(five_of_six)["People who were asked it"] == dict(five_of_six)["People whose score rises"] == "5 or more"


def test_one_to_four_are_fewer_than_five(released, quiz, try_out):
    answered(released, quiz, "Leave", "Wait", *["Call"] * 4)
    assert dict(try_out("full"))["People whose score rises"] == "Fewer than 5"


def test_every_trial_is_written_down_with_no_number_under_five(released, quiz, chidi, try_out):
    answered(released, quiz, *["Leave"] * 5, "Wait")
    try_out("accept", "Leave")
    try_out("accept", "Wait")
    second, first = AuditEntry.objects.filter(action="quizzes.try_regrade")
    question = editions.newest(quiz).quiz.questions[1]
    assert (first.user, first.object_id) == (chidi, str(quiz.pk))
    assert (first.data["question"], first.data["fix"]) == (str(question.key), "accept")
    assert (first.data["attempts"], first.data["rise"]) == (5, 5)
    assert "rise" not in second.data


def test_what_was_done_is_written_down_with_no_number_under_five(released, quiz, chidi):
    answered(released, quiz, "Leave")
    carry_out(order(quiz, Fix.FULL), chidi)
    assert AuditEntry.objects.get(action="quizzes.regrade").data == {"reason": "wrong_key"}


def test_what_is_agreed_to_cannot_be_worked_out_without_the_sites_secret(released, quiz, settings):
    # From guesses of what one person answered, its digest could be made and compared.
    answered(released, quiz, "Leave")
    asked = order(quiz, Fix.FULL)
    digest = regrading.plan_of(asked).digest
    settings.SECRET_KEY = "another"
    assert regrading.plan_of(asked).digest != digest


def reach_of(*editions_of):
    """A reach of editions: so many people whom each asked, and so many of them whose scores rise."""
    reach = Reach()
    for edition, (asked, rise) in enumerate(editions_of):
        for person in range(asked):
            reach.add(edition, person, ["attempts", "rise"] if person < rise else ["attempts"])
    return reach


def test_one_edition_more_tells_of_five_people_or_of_none():
    assert reach_of((6, 5), (1, 1)).told == reach_of((6, 5), (1, 0)).told == reach_of((6, 5)).told
    assert reach_of((6, 5), (1, 1)).leaves_out and not reach_of((6, 5)).leaves_out
    assert reach_of((6, 5), (5, 5)).told["rise"] == 10


def test_several_attempts_of_one_person_are_one():
    reach = reach_of((5, 0))
    for _ in range(9):
        reach.add(0, 1, ["attempts", "rise"])
    assert (reach.told["attempts"], reach.told["rise"]) == (5, None)


def test_editions_that_asked_fewer_than_five_are_told_of_together_neither():
    assert reach_of((4, 4), (4, 4)).told == {}
