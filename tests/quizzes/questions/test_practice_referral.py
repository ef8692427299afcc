"""A referral to practise. What is typed is kept nowhere at all."""

import json
import logging
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.debug import ExceptionReporter
from wagtail.test.utils.form_data import streamfield

from courses.models import CoursePage
from quizzes import attempting, editions, records
from quizzes.models import Attempt
from quizzes.questions.practice_referral import PracticeReferral
from quizzes.questions.referring import usual_fields
from quizzes.sheet import prefix_of
from tests.dumping import dump, holding
from tests.quizzes import making
from tests.quizzes.editor_forms import question_form, rich_text, url
from training.operating.lines import JsonLines

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CANARY = "Zibbleflax"
GOOD = "On Tuesday at 10 I saw four beds behind the shop, and the door was locked from outside."
SAID = "\u201cI sleep here and my boss has my papers\u201d, she said to me at the back door."
ABROAD = []  # no other system that we know of asks it


def box(label, rubric, model_answer, **more):
    value = {"label": label, "hint": "", "rubric": rubric, "least": 5, "mentions": "", "avoid": ""}
    return ("field", {**value, "model_answer": model_answer, **more})


BOXES = [
    box("What happened", ["present", "specific", "source", "harmless"], GOOD, hint="When and where."),
    box("What was said", ["present", "own_words"], SAID),
]


def make(stem="Refer this.", *, is_published=True, boxes=BOXES, **fields):
    """A case with two boxes."""
    question = PracticeReferral(
        stem=f"<p>{stem}</p>",
        topic=fields.pop("topic", None) or making.make_topic(),
        case_file="<p>A nail bar with a locked back room. Nobody in it is real.</p>",
        boxes=boxes,
        **fields,
    )
    return making.keep(question, is_published)


def wrong_answer(snapshot):
    """Done, with nothing met."""
    return {"done": True, "fields": {asked.key: [] for asked in snapshot.fields}}


@pytest.fixture
def taken(amara, chidi, course):
    """Amara's attempt at a quiz with such a question, and one that is scored."""
    quiz = making.make_quiz(course, [making.make_true_false(), make()])
    editions.build(quiz)
    making.release(CoursePage.objects.get(pk=course.pk), chidi)
    return attempting.start(making.enrol(amara, course), quiz)


def typed(attempt, *texts, **more):
    """What a page without scripts sends."""
    response = attempt.responses.get(position=2)
    prefix = prefix_of(response)
    boxes = {f"{prefix}-box{place}": text for place, text in enumerate(texts)}
    return {**boxes, f"{prefix}-result": "", f"{prefix}-seen": response.seq, **more}


def submit(browser, attempt, data):
    return browser.post(reverse("quizzes:submit", args=[attempt.pk]), data)


def test_without_scripts_the_check_comes_in_the_reply_and_keys_alone_are_kept(browser, taken):
    page = submit(browser, taken, typed(taken, GOOD, "She said so.", then="check"))
    assert page.status_code == 200
    assert "It says when or where, or how many." in page.text and "A model answer:" in page.text
    assert GOOD in page.text, "the words stay in the box"
    response = taken.responses.get(position=2)
    first, second = taken.edition.quiz.by_key[response.question_key].fields
    fields = {first.key: ["present", "specific", "source", "harmless"], second.key: []}
    assert response.answer == {"done": True, "fields": fields}
    assert Attempt.objects.get().is_open


def test_coming_back_with_empty_boxes_keeps_what_was_done(browser, taken):
    submit(browser, taken, typed(taken, f"{GOOD} {CANARY}", SAID, then="check"))
    kept = taken.responses.get(position=2).answer
    result = json.dumps(kept["fields"])
    data = typed(taken, "", "")
    data[f"{prefix_of(taken.responses.get(position=2))}-result"] = result
    page = browser.get(reverse("quizzes:attempt", args=[taken.pk])).text
    assert CANARY not in page
    submit(browser, taken, {**data, "then": "later"})
    assert taken.responses.get(position=2).answer == kept


def test_it_counts_for_nothing_in_the_score_and_is_looked_back_on(browser, taken):
    first = taken.responses.get(position=1)
    attempting.save(first, making.right_answer(taken.edition.quiz.by_key[first.question_key]))
    submit(browser, taken, typed(taken, GOOD, "She said so.", confirmed="yes"))
    attempt = Attempt.objects.get()
    assert (attempt.score, attempt.passed) == (100, True)
    page = browser.get(reverse("quizzes:result", args=[taken.pk])).text
    assert "4 of 4" in page and "0 of 2" in page
    assert "Write what the person said in quotation marks" in page
    assert list(records.differences()) == []


def test_what_the_page_found_is_taken_only_in_keys_of_the_question(browser, taken):
    name = f"{prefix_of(taken.responses.get(position=2))}-result"
    first = taken.edition.quiz.by_key[taken.responses.get(position=2).question_key].fields[0].key
    for tampered in ("words", "[]", '{"x": []}', json.dumps({first: ["own_words"]}), json.dumps({first: [CANARY]})):
        data = {**typed(taken), name: tampered}
        reply = browser.post(reverse("quizzes:submit", args=[taken.pk]), data, follow=True)
        assert "Nothing was saved" in reply.text
    assert taken.responses.get(position=2).answer is None


@pytest.mark.parametrize("then", ["check", "later", "finish"])
@pytest.mark.parametrize("extra", ["", " and ring her on 07700 900123"])
def test_what_was_typed_is_in_no_table_no_line_and_no_session(browser, taken, caplog, then, extra):
    caplog.set_level(logging.DEBUG)
    text = f"{GOOD} {CANARY}{extra}"
    reply = submit(browser, taken, typed(taken, text, text, then=then))
    assert (CANARY in reply.text) == (bool(extra) or then == "check")
    name = f"{prefix_of(taken.responses.get(position=2))}-box0"
    data = {"idempotency_key": "6f0f8f2e-6d2f-4c8e-9d0b-0f2a5f0e7a11", name: text}
    browser.post(reverse("quizzes:save-answer", args=[taken.responses.get(position=2).pk]), data)
    assert holding(dump(), CANARY, "900123") == []
    assert CANARY not in caplog.text
    assert all(CANARY not in str(session.get_decoded()) for session in Session.objects.all())


def test_an_error_report_does_not_quote_it(browser, taken, monkeypatch, rf, caplog):
    def fail(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(attempting, "save_all", fail)
    browser.raise_request_exception = False
    with caplog.at_level(logging.ERROR, logger="django.request"):
        reply = submit(browser, taken, typed(taken, f"{GOOD} {CANARY}", then="check"))
    assert reply.status_code == 500
    (record,) = [one for one in caplog.records if one.name == "django.request"]
    assert CANARY not in JsonLines().format(record)
    report = ExceptionReporter(record.request, *record.exc_info).get_traceback_text()
    assert "********************" in report and CANARY not in report


def test_a_page_says_what_it_is_and_what_happens_to_words(browser, taken):
    page = browser.get(reverse("quizzes:attempt", args=[taken.pk])).text
    assert page.count("Training, not a referral") == 2
    assert "Fictional examples only." in page and "What you type is not kept" in page
    assert "Nobody in it is real." in page


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        ([box("One", [], GOOD)], "choose at least one"),
        ([box("One", ["present", "consent"], GOOD)], "does not show: Consent"),
        ([box("One", ["harmless"], "She lied")], "does not show: Nothing that could harm"),
    ],
)
def test_a_model_answer_must_be_a_good_one(boxes, words):
    assert words in make(is_published=False, boxes=boxes).problems()["boxes"]


def test_a_new_one_begins_with_the_usual_boxes_and_waits_for_model_answers():
    question = make(is_published=False, boxes=usual_fields())
    assert len(question.snapshot().fields) == 5
    assert "boxes" in question.problems()


def form(*boxes):
    case_file = rich_text("<p>A made-up case.</p>")
    # One name with several values, as checkboxes have it.
    posted = [("field", {**value, "rubric": tuple(value["rubric"])}) for _name, value in boxes]
    return question_form(making.make_topic(), choices=[], case_file=case_file, boxes=streamfield(posted))


def test_a_box_that_was_written_and_checked_is_not_called_empty(db):
    snapshot = make().snapshot()
    lines = snapshot.review(snapshot.right_answer())
    looked_back = render_to_string("quizzes/_review.html", {"lines": lines, "was_answered": True})
    assert lines[0].verdict in looked_back and "left this empty" not in looked_back


def test_a_trainer_opens_previews_and_publishes_one(editor):
    assert "What the person wants" in editor.get(url("practicereferral", "add")).text
    address = url("practicereferral", "preview_on_add")
    assert editor.post(address, form(*BOXES)).json()["is_valid"]
    assert "A made-up case." in editor.get(address).text
    assert editor.post(url("practicereferral", "add"), {**form(*BOXES), "action-publish": "yes"}).status_code == 302
    assert [asked.label for asked in PracticeReferral.objects.get(live=True).snapshot().fields] == [
        "What happened",
        "What was said",
    ]


def test_one_with_a_poor_model_answer_is_kept_as_a_draft_only(editor):
    poor = form(box("One", ["consent"], GOOD))
    page = editor.post(url("practicereferral", "add"), {**poor, "action-publish": "yes"})
    assert "does not show: Consent" in page.text and not PracticeReferral.objects.exists()
    assert editor.post(url("practicereferral", "add"), poor).status_code == 302


def test_a_result_nested_a_thousand_times_is_no_answer_and_no_failure(amara, taken):
    response = taken.responses.get(position=2)
    data = {f"{prefix_of(response)}-result": "[" * 5000, "idempotency_key": str(uuid.uuid4())}
    reply = making.signed_in(amara).post(reverse("quizzes:save-answer", args=[response.pk]), data)
    assert (reply.status_code, response.events.count()) == (409, 0)
