"""A few words, held against patterns; what came of them is kept in keys."""

from fractions import Fraction

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from courses.models import CoursePage
from quizzes import attempting, editions, records
from quizzes.models import Attempt, ResponseEvent, ResponseText
from quizzes.questions.fitting import Leniency, fits, is_slip
from quizzes.questions.short_answer import ShortAnswer
from quizzes.sheet import prefix_of
from tests.quizzes import making
from tests.quizzes.editor_forms import question_form, url
from tests.quizzes.posting import form_for, save

pytestmark = pytest.mark.django_db
WITHHELD = ("*passport*", 100, "They cannot leave without it.")
HALF = ("*identity card*", 50, "That is one of them.")
MISTAKE = ("*phone*", 0, "They may still have another.")
ABROAD = ["written"]


def accepted(*answers):
    names = ("pattern", "share", "feedback")
    return [("accepted", dict(zip(names, answer, strict=True))) for answer in answers]


def make(stem="What is often withheld?", *, is_published=True, answers=(WITHHELD, HALF, MISTAKE), **fields):
    """ "passport" earns all, "identity card" half, and "phone" a word on why not."""
    question = ShortAnswer(
        stem=f"<p>{stem}</p>",
        topic=fields.pop("topic", None) or making.make_topic(),
        accepted=accepted(*answers),
        **fields,
    )
    return making.keep(question, is_published)


def wrong_answer(snapshot):
    """Words that fit nothing."""
    return {"written": True, "fits": []}


def text_of(snapshot, answer):
    """Words that give an answer."""
    found = [one.words.strip(" …") for one in snapshot.accepted if one.key in (answer or {}).get("fits", [])]
    return found[0] if found else "nothing of the kind" if answer["written"] else ""


@pytest.mark.parametrize(
    ("written", "pattern", "is_fit"),
    [
        *(
            ("Passport", "passport", True),
            ("  the   passport. ", "the passport", True),
            ("passports", "passport", False),
        ),
        *(("a passport", "*passport*", True), ("pass port", "*passport*", False), ("", "*", True)),
        *(("café", "cafe", True), ("cafe", "Café", True), ("\uff50assport", "passport", True)),
        *(("what?", "wha[t]?", False), ("wha[t]?", "wha[t]?", True), ("whats", "what?", False), ("a.b", "a.b", True)),
        *(("don\u2019t leave", "don't leave", True), ("first\nsecond", "*second", True)),
    ],
)
def test_words_fit_a_pattern(written, pattern, is_fit):
    assert fits(written, pattern, Leniency()) is is_fit


def test_capitals_and_accents_count_where_the_trainer_says_so():
    assert not fits("Nhs", "NHS", Leniency(case=False))
    assert not fits("cafe", "café", Leniency(accents=False))
    assert fits("café", "cafe\u0301", Leniency(accents=False))


@pytest.mark.parametrize(
    ("word", "meant", "is_near"),
    [
        *(("pasport", "passport", True), ("passsport", "passport", True), ("passpork", "passport", True)),
        *(("apssport", "passport", True), ("passpotr", "passport", True), ("aassport", "passport", True)),
        *(("passport", "passport", False), ("pssprt", "passport", False), ("passptro", "passport", False)),
        *(("debt", "debts", True), ("deb", "debt", False), ("care", "case", False), ("", "passport", False)),
        *(("aaaa", "aaaaa", True), ("illegal", "legal", False)),
    ],
)
def test_one_slip_of_the_keyboard_in_a_longer_word_is_looked_past(word, meant, is_near):
    assert is_slip(word, meant) is is_near


def test_slips_count_only_where_they_are_allowed_and_nothing_fits_as_it_is():
    answers = [("their wages", 100, ""), ("their wagers", 0, "")]
    lenient, strict = (make(answers=answers, allows_slips=allowed).snapshot() for allowed in (True, False))
    wages, wagers = (one.key for one in lenient.accepted)
    assert lenient.find_fits("their wagers") == [wagers]
    assert lenient.mark({"written": True, "fits": lenient.find_fits("thier wages")}).is_right
    assert wages in lenient.find_fits("thier wages")
    assert strict.find_fits("thier wages") == []


@pytest.mark.parametrize("text", ["a" * 200, "*" * 200, "ab " * 66, "a*" * 100])
def test_text_and_patterns_made_to_take_long_are_compared_to_their_end(text):
    assert fits(text, "*a" * 100, Leniency(slips=True)) == (text == "a" * 200)
    assert fits(text + "!", text, Leniency(slips=True))


@pytest.mark.parametrize(
    ("written", "share", "why"),
    [
        ("Their passport", 100, "They cannot leave without it."),
        ("an identity card", 50, "That is one of them."),
        ("passport and identity card", 100, "They cannot leave without it."),
        ("a phone", 0, "They may still have another."),
    ],
)
def test_the_best_that_fits_counts(written, share, why):
    snapshot = make().snapshot()
    answer = {"written": True, "fits": snapshot.find_fits(written)}
    assert snapshot.accepts(answer)
    assert snapshot.mark(answer) == (Fraction(share, 100), share == 100)
    lines = snapshot.review(answer)
    assert lines[0].feedback == why
    assert (len(lines) == 1) == (share == 100)


@pytest.mark.parametrize(
    "answer", [{"written": False, "fits": ["0"]}, {"written": 1, "fits": []}, {"written": True, "fits": "0"}]
)
def test_what_contradicts_itself_is_no_answer(answer):
    snapshot = make().snapshot()
    answer = {**answer, "fits": [snapshot.accepted[0].key] if answer["fits"] == ["0"] else answer["fits"]}
    assert not snapshot.accepts(answer)


@pytest.mark.parametrize("answers", [[HALF], [("*", 100, "")], [("* *", 100, "")]])
def test_what_could_not_be_marked_is_a_problem(answers):
    assert list(make(is_published=False, answers=answers).problems()) == ["accepted"]


@pytest.fixture
def taken(amara, chidi, course):
    """Amara's attempt at a quiz of this one question."""
    quiz = making.make_quiz(course, [make()])
    editions.build(quiz)
    making.release(CoursePage.objects.get(pk=course.pk), chidi)
    return attempting.start(making.enrol(amara, course), quiz)


def sent(attempt, text, **more):
    name = f"{prefix_of(attempt.responses.get())}-answer"
    return {**form_for(attempt, how=None), name: text, **more}


def test_words_are_kept_shown_again_and_looked_back_on_by_their_writer_alone(browser, taken, chidi):
    words = "Their pasport & keys"
    browser.post(reverse("quizzes:submit", args=[taken.pk]), sent(taken, words, then="later"))
    assert 'value="Their pasport &amp; keys"' in browser.get(reverse("quizzes:attempt", args=[taken.pk])).text
    browser.post(reverse("quizzes:submit", args=[taken.pk]), sent(taken, words))
    result = browser.get(reverse("quizzes:result", args=[taken.pk])).text
    assert "You passed" in result and "Their pasport &amp; keys" in result
    assert ResponseText.objects.get().text == words
    assert "pasport" not in str(list(ResponseEvent.objects.values()))


def test_without_the_words_marks_and_records_are_the_same(browser, taken):
    browser.post(reverse("quizzes:submit", args=[taken.pk]), sent(taken, "passport"))
    ResponseText.objects.all().delete()
    assert list(records.differences()) == []
    result = browser.get(reverse("quizzes:result", args=[taken.pk])).text
    assert "They cannot leave without it." in result and "What you wrote" not in result


def test_what_looks_like_somebodys_details_is_refused_and_stored_nowhere(browser, taken, caplog):
    words = "passport of kit@northmere.example"
    page = browser.post(reverse("quizzes:submit", args=[taken.pk]), sent(taken, words))
    assert "Question 1: This looks like an e-mail address. It was not saved" in page.text
    assert f'value="{words}"' in page.text
    name = f"{prefix_of(taken.responses.get())}-answer"
    data = {"idempotency_key": "6f0f8f2e-6d2f-4c8e-9d0b-0f2a5f0e7a11", name: words}
    reply = browser.post(reverse("quizzes:save-answer", args=[taken.responses.get().pk]), data)
    assert (reply.status_code, "an e-mail address" in reply.json()["problem"]) == (409, True)
    assert not ResponseText.objects.exists() and not ResponseEvent.objects.exists()
    assert "northmere.example" not in caplog.text
    assert Attempt.objects.get().is_open


def test_an_autosave_keeps_the_words_and_emptying_the_line_takes_them(browser, taken):
    response = taken.responses.get()
    snapshot = taken.edition.quiz.by_key[response.question_key]
    assert save(browser, response, snapshot.right_answer(), seen=0).status_code == 200
    assert ResponseText.objects.get().text == "passport"
    assert save(browser, response, {"written": False, "fits": []}, seen=1).status_code == 200
    assert not ResponseText.objects.exists()


def test_other_words_of_the_same_worth_are_kept_too(browser, taken):
    for words in ("passport", "the passport"):
        browser.post(reverse("quizzes:submit", args=[taken.pk]), sent(taken, words, then="later"))
    assert ResponseText.objects.get().text == "the passport"


def test_the_box_says_that_it_is_for_fiction(browser, taken):
    page = browser.get(reverse("quizzes:attempt", args=[taken.pk])).text
    assert "Fictional examples only." in page and "This is not a reporting tool." in page


def form(*answers):
    return question_form(making.make_topic(), choices=[], accepted=streamfield(accepted(*answers)), allows_slips="on")


def test_a_trainer_writes_previews_and_publishes_one(editor):
    address = url("shortanswer", "preview_on_add")
    assert editor.post(address, form(WITHHELD)).json()["is_valid"]
    assert "… passport …" in editor.get(address).text
    assert editor.post(url("shortanswer", "add"), {**form(WITHHELD), "action-publish": "yes"}).status_code == 302
    snapshot = ShortAnswer.objects.get(live=True).snapshot()
    assert snapshot.find_fits("a pasport") == [snapshot.accepted[0].key]


def test_one_that_could_not_be_marked_is_kept_as_a_draft_only(editor):
    page = editor.post(url("shortanswer", "add"), {**form(HALF), "action-publish": "yes"})
    assert "100% of the mark" in page.text and not ShortAnswer.objects.exists()
    assert editor.post(url("shortanswer", "add"), form(HALF)).status_code == 302
