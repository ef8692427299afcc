"""What a learner sees of her answers: every cell of the matrix, each preset, and where it is enforced."""

import datetime as dt
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from quizzes import attempting
from quizzes.attempting import Refused
from quizzes.models import Attempt
from quizzes.reviewing import (
    EVERYTHING,
    MARKS,
    NOTHING,
    PRESETS,
    RIGHT_AFTER,
    Moment,
    Part,
    Review,
    cells,
    shown_at,
    shown_of,
)
from quizzes.rules import Rules
from quizzes.templatetags.quiz_tags import looked_back
from tests.quizzes import making
from tests.quizzes.making import right_answer, wrong_answer
from tests.quizzes.posting import form_for, save
from tests.quizzes.questions import test_numerical as numerical
from tests.quizzes.questions import test_short_answer as short_answer
from tests.quizzes.rules import set_rules
from training.people.management.commands.check_records import differences

pytestmark = pytest.mark.once

AT = datetime(2027, 3, 3, 14, 5, tzinfo=UTC)
LAST_DAY = dt.date(2027, 3, 5)
# When one looks, after finishing at once.
LOOKING = {
    Moment.AFTER: AT + RIGHT_AFTER,
    Moment.LATER: AT + RIGHT_AFTER + timedelta(seconds=1),
    Moment.CLOSED: datetime(2027, 3, 6, tzinfo=UTC),
}
# The first question, answered wrongly, says this where its part is shown, and nowhere else.
SAID = {
    Part.ANSWERS: "Your answer</strong>",
    Part.MARKS: "Not right yet",
    Part.RIGHT: ">Right<",
    Part.FEEDBACK: "Too late.",
    Part.GENERAL: "Because it is so.",
}
OWN_WORDS = {Part.MARKS: "Your score"}


@pytest.fixture
def browser(amara, time_machine):
    """Amara, signed in on that day."""
    time_machine.move_to(AT, tick=False)
    return making.signed_in(amara)


@pytest.fixture
def question(questions):
    """The first question, with general feedback."""
    questions[0].feedback = SAID[Part.GENERAL]
    questions[0].save_revision().publish()
    return questions[0]


def wrong(snapshot):
    return making.keys_of(snapshot, "Wait") if snapshot.type == "single_choice" else wrong_answer(snapshot)


def begin(enrolment, quiz, **rules):
    return attempting.start(enrolment, set_rules(quiz, **rules))


def finish(browser, attempt):
    browser.post(reverse("quizzes:submit", args=[attempt.pk]), form_for(attempt, how=wrong))


def result(browser, attempt):
    return browser.get(reverse("quizzes:result", args=[attempt.pk])).text


def parts_in(text):
    return {part for part in Part if SAID[part] in text or OWN_WORDS.get(part, "\0") in text}


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("moment", LOOKING)
def test_each_cell_shows_its_part_at_its_moment_alone(browser, question, enrolment, quiz, time_machine, moment, part):
    own = {"review": Review.OWN, "review_own": [f"{moment}-{part}"], "closes_on": LAST_DAY}
    attempt = begin(enrolment, quiz, **own)
    finish(browser, attempt)
    for looked, at in LOOKING.items():
        time_machine.move_to(at, tick=False)
        assert parts_in(result(browser, attempt)) == ({part} if looked == moment else set())


@pytest.mark.parametrize("part", Part)
def test_each_cell_of_the_way_shows_its_part_once_the_answer_is_checked(browser, question, enrolment, quiz, part):
    attempt = begin(enrolment, quiz, review=Review.OWN, review_own=[f"during-{part}"])
    address = reverse("quizzes:attempt", args=[attempt.pk])
    assert not parts_in(browser.get(address).text)
    look(browser, attempt, 1)
    expected = {part} if part != Part.MARKS else set()
    assert parts_in(browser.get(address).text) == expected
    finish(browser, attempt)
    assert not parts_in(result(browser, attempt))


def look(browser, attempt, number, how=wrong):
    return browser.post(reverse("quizzes:submit", args=[attempt.pk]), form_for(attempt, how=how, then=f"look-{number}"))


def test_the_form_offers_every_cell_once():
    offered = [key for _moment, keys in cells() for key, _words in keys]
    assert len(offered) == len(set(offered)) == len(Moment) * len(Part)
    assert shown_at(Moment.LATER, Rules(review=Review.OWN, review_own=offered)) == EVERYTHING


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        (Review.PRACTICE, [EVERYTHING] * 4),
        (Review.FEEDBACK, [NOTHING, EVERYTHING, EVERYTHING, EVERYTHING]),
        (Review.RESULT, [NOTHING, MARKS, MARKS, MARKS]),
        (Review.CLOSED, [NOTHING, NOTHING, NOTHING, EVERYTHING]),
    ],
)
def test_each_preset_is_a_table_of_its_own(review, expected):
    assert [PRESETS[review][moment] for moment in Moment] == expected
    assert [shown_at(moment, Rules(review=review)) for moment in Moment] == expected


@pytest.mark.promise(2)
def test_in_practice_an_answer_is_checked_at_once_and_stays_as_it_is(browser, question, enrolment, quiz):
    attempt = begin(enrolment, quiz, review=Review.PRACTICE)
    address = reverse("quizzes:attempt", args=[attempt.pk])
    assert "Check my answer" in browser.get(address).text
    assert look(browser, attempt, 1).url.endswith("#question-1")
    page = browser.get(address).text
    assert parts_in(page) == set(Part) and page.count("<fieldset") == 2
    first = attempt.responses.first()
    reply = save(browser, first, right_answer(attempt.edition.quiz.by_key[first.question_key]))
    assert (reply.status_code, "closed" in reply.json()["problem"]) == (409, True)
    assert list(differences()) == []
    attempting.submit(attempt)
    assert list(differences()) == []


def test_without_an_answer_there_is_nothing_to_check_and_the_question_stays_open(browser, question, enrolment, quiz):
    attempt = begin(enrolment, quiz, review=Review.PRACTICE)
    look(browser, attempt, 1, how=None)
    page = browser.get(reverse("quizzes:attempt", args=[attempt.pk])).text
    assert "Answer question 1 first" in page and not parts_in(page)
    assert not attempt.responses.first().is_final
    look(browser, attempt, 1)
    assert attempt.responses.first().is_final


def test_checking_one_answer_shows_nothing_of_the_others(browser, question, enrolment, quiz):
    attempt = begin(enrolment, quiz, review=Review.PRACTICE)
    look(browser, attempt, 3)
    page = browser.get(reverse("quizzes:attempt", args=[attempt.pk])).text
    assert SAID[Part.FEEDBACK] not in page and SAID[Part.GENERAL] not in page


@pytest.mark.parametrize("review", [Review.FEEDBACK, Review.RESULT])
def test_outside_of_practice_asking_to_check_closes_nothing(browser, enrolment, quiz, review):
    attempt = begin(enrolment, quiz, review=review)
    look(browser, attempt, 1)
    page = browser.get(reverse("quizzes:attempt", args=[attempt.pk])).text
    assert "Check my answer" not in page and not parts_in(page)
    assert not attempt.responses.first().is_final


@pytest.mark.parametrize("review", Review)
def test_the_reply_to_a_saved_answer_says_nothing_about_it(browser, question, enrolment, quiz, review):
    attempt = begin(enrolment, quiz, review=review, closes_on=LAST_DAY)
    response = attempt.responses.first()
    snapshot = attempt.edition.quiz.by_key[response.question_key]
    replies = [save(browser, response, answer(snapshot)).json() for answer in (wrong, right_answer)]
    assert {frozenset(reply) for reply in replies} == {frozenset({"message", "saved_at", "seen"})}
    assert replies[0]["message"] == replies[1]["message"]


def test_the_result_alone_says_no_question(browser, question, enrolment, quiz):
    attempt = begin(enrolment, quiz, review=Review.RESULT)
    finish(browser, attempt)
    page = result(browser, attempt)
    assert "Your score" in page and "Not passed yet" in page and "does not show your answers" in page
    assert "What comes first?" not in page and "Look at these again" not in page


def test_until_the_quiz_closes_even_the_score_is_kept_back_and_the_page_says_until_when(
    browser, question, enrolment, quiz, time_machine
):
    attempt = begin(enrolment, quiz, review=Review.CLOSED, closes_on=LAST_DAY)
    finish(browser, attempt)
    page = result(browser, attempt)
    assert "Not passed yet" in page and "after 5 March 2027" in page and "Your score" not in page
    assert "%)" not in browser.get(quiz.url).text
    time_machine.move_to(LOOKING[Moment.CLOSED], tick=False)
    assert parts_in(result(browser, attempt)) == set(Part)
    assert "(0%)" in browser.get(quiz.url).text


@pytest.mark.promise(7)
@pytest.mark.parametrize(("at", "shown"), [("2027-03-05T23:59:59Z", NOTHING), ("2027-03-06T00:00:00Z", EVERYTHING)])
def test_on_its_last_day_a_quiz_has_not_closed_yet(at, shown):
    rules = Rules(review=Review.CLOSED, closes_on=LAST_DAY)
    attempt = Attempt(state=Attempt.State.SUBMITTED, submitted_at=AT)
    assert shown_of(attempt, rules, datetime.fromisoformat(at)) == shown


@pytest.mark.parametrize(
    ("make", "answer", "right"),
    [
        (numerical.make, {"number": "99"}, "12.5"),
        (numerical.make, {"number": ""}, "12.5"),
        (short_answer.make, {}, "passport"),
        (short_answer.make, {"fits": "passport"}, "passport"),
    ],
)
def test_an_accepted_answer_is_told_only_where_the_right_answers_are(db, make, answer, right):
    snapshot = make().snapshot()
    fits = [one.key for one in snapshot.accepted if answer.get("fits", "nothing") in getattr(one, "words", "")]
    given = {"number": answer["number"], "unit": ""} if "number" in answer else {"written": True, "fits": fits}
    kept_back = looked_back(snapshot.review(given), EVERYTHING._replace(right=False))
    assert right not in str([line._replace(feedback="") for line in kept_back])
    assert right in str(looked_back(snapshot.review(given), EVERYTHING))


def test_feedback_on_words_is_shown_without_the_words_that_were_accepted(db):
    snapshot = short_answer.make().snapshot()
    lines = looked_back(snapshot.review(snapshot.right_answer()), EVERYTHING._replace(right=False))
    assert [(line.text, line.was_chosen, line.feedback) for line in lines] == [("", True, short_answer.WITHHELD[2])]


def test_a_trainer_who_shows_more_shows_it_of_earlier_attempts_too(browser, question, enrolment, quiz):
    attempt = begin(enrolment, quiz, review=Review.RESULT)
    finish(browser, attempt)
    set_rules(quiz, review=Review.FEEDBACK)
    assert parts_in(result(browser, attempt)) == set(Part)


@pytest.mark.promise(7)
def test_a_quiz_opens_and_closes_with_the_local_day(enrolment, quiz, time_machine):
    page = set_rules(quiz, opens_on=dt.date(2027, 3, 28), closes_on=dt.date(2027, 3, 28))
    time_machine.move_to("2027-03-27T23:59:59Z", tick=False)
    with pytest.raises(Refused, match="opens on 28 March 2027"):
        attempting.start(enrolment, page)
    # The clocks go forward in the night, so the day ends at 23:00 UTC.
    time_machine.move_to("2027-03-28T00:00:00Z", tick=False)
    attempt = attempting.start(enrolment, page)
    assert attempt.deadline_at == datetime(2027, 3, 28, 22, 59, 59, tzinfo=UTC)
    assert list(differences()) == []
    attempting.submit(attempt)
    time_machine.move_to("2027-03-28T23:00:00Z", tick=False)
    with pytest.raises(Refused, match="closed after 28 March 2027"):
        attempting.start(enrolment, page)


def test_who_began_before_a_quiz_closed_has_the_whole_time_limit(enrolment, quiz, time_machine):
    page = set_rules(quiz, closes_on=LAST_DAY, time_limit=30)
    time_machine.move_to("2027-03-05T23:50:00Z", tick=False)
    assert attempting.start(enrolment, page).deadline_at == datetime(2027, 3, 6, 0, 20, tzinfo=UTC)
    assert Attempt.objects.count() == 1
