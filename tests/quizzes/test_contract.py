"""The contract that every question type keeps. A new type is tested here without being named."""

import json
import re
from fractions import Fraction
from importlib import import_module
from uuid import UUID

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import escape
from pydantic import TypeAdapter

from quizzes.content import AnyQuestion, QuizContent
from quizzes.models import Question
from quizzes.questions.choosing import OptionSnapshot
from quizzes.questions.single_choice import SingleChoiceSnapshot
from quizzes.sheet import trial_sheet
from quizzes.statistics.choices import said
from tests.quizzes import making
from tests.quizzes.posting import as_posted, filled

pytestmark = pytest.mark.once


def examples_of(type_):
    """The file that tests one type. It holds `make`, which gives a published question, and `wrong_answer`."""
    return import_module(f"tests.quizzes.questions.test_{type_.__module__.rpartition('.')[2]}")


@pytest.fixture(params=Question.types(), ids=lambda type_: type_._meta.model_name)
def question(request, db):
    """One published question of each type."""
    return examples_of(request.param).make(is_must_pass=True, feedback="Why it is so.")


def posted(snapshot, answer):
    """What a browser sends with this answer."""
    data = QueryDict(mutable=True)
    for name, value in as_posted(snapshot, answer, "q").items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def asking(snapshot):
    """The html of a question as a learner is asked it."""
    (asked,) = trial_sheet(QuizContent(title="", questions=[snapshot]), seed="s")
    return asked, render_to_string("quizzes/_question.html", {"asked": asked, "sheet": [asked]})


def test_a_type_has_a_snapshot_a_plain_form_and_panels(question):
    type_ = type(question)
    assert type_.Snapshot.model_fields["type"].default
    assert type_.Plain.model_fields["type"]
    assert type_.panels


def test_a_snapshot_survives_json_and_is_told_apart_by_its_type(question):
    snapshot = question.snapshot()
    stored = json.loads(json.dumps(snapshot.model_dump(mode="json")))
    assert TypeAdapter(AnyQuestion).validate_python(stored) == snapshot


def test_a_snapshot_is_the_same_whether_read_as_base_or_as_type(question):
    assert Question.objects.get(pk=question.pk).snapshot() == question.snapshot()


def test_statistics_know_all_words_that_an_answer_may_be_counted_under(question):
    snapshot, examples = question.snapshot(), examples_of(type(question))
    for answer in (snapshot.right_answer(), examples.wrong_answer(snapshot)):
        words = {words for words, _is_right in said(snapshot, answer)}
        # A number is typed.
        assert words <= set(snapshot.offered_words().values()) or snapshot.type == "numerical"


def test_a_type_is_named_like_its_file(question):
    assert type(question).__module__ == f"quizzes.questions.{question.snapshot().type}"


def test_what_a_file_says_of_a_question_makes_the_same_question(question):
    plain = type(question).Plain.model_validate_json(question.plain().model_dump_json())
    again = type(question)(stem=question.stem, topic=question.topic)
    again.fill(plain)
    assert again.plain_fields() == question.plain_fields()
    assert again.problems() == {}


def test_right_earns_all_wrong_and_empty_earn_nothing(question):
    snapshot = question.snapshot()
    assert snapshot.mark(snapshot.right_answer()) == (Fraction(1), True)
    if snapshot.is_scored:
        assert snapshot.mark(making.wrong_answer(snapshot)) == (Fraction(0), False)
    assert snapshot.mark(None) == (Fraction(0), False)


def test_its_own_answers_are_accepted_and_others_refused(question):
    snapshot = question.snapshot()
    assert snapshot.accepts(snapshot.right_answer())
    assert snapshot.accepts(making.wrong_answer(snapshot))
    known = snapshot.right_answer()
    strange = [{**known, "text": "prose"}, dict.fromkeys(known, "unknown"), {name: [[]] for name in known}]
    for tampered in (None, {}, [], "text", {"chosen": ["unknown"]}, {"chosen": [1]}, *strange):
        assert not snapshot.accepts(tampered), tampered


def test_an_answer_does_not_grow_by_saying_the_same_again(question):
    snapshot = question.snapshot()
    known = snapshot.right_answer()
    lists = {name: value * 2 for name, value in known.items() if isinstance(value, list) and value}
    assert not any(snapshot.accepts({**known, name: value}) for name, value in lists.items())


def test_every_key_in_an_answer_is_said_to_stand_for_something(question):
    snapshot = question.snapshot()
    if snapshot.keeps_prose or not snapshot.is_scored:
        return
    written = json.dumps([value for name, value in snapshot.right_answer().items() if name != "number"])
    keys = set(re.findall(r'"([^"]+)"', written))
    assert keys - {""} <= set(snapshot.meanings)


def test_an_answer_holds_no_prose(question):
    answer = json.dumps(question.snapshot().right_answer())
    assert all(len(word) <= 36 for word in answer.replace('"', " ").split())


def test_what_the_form_gives_is_what_was_answered(question):
    snapshot = question.snapshot()
    for answer in (snapshot.right_answer(), making.wrong_answer(snapshot)):
        form = snapshot.answer_form(posted(snapshot, answer), prefix="q")
        assert form.is_valid(), form.errors
        assert form.given() == answer
        assert form.was_posted


def test_an_empty_form_is_valid_and_gives_an_unanswered_answer(question):
    snapshot = question.snapshot()
    form = snapshot.answer_form({}, prefix="q")
    assert form.is_valid()
    assert not form.was_posted
    assert not snapshot.is_answered(form.given())
    assert snapshot.accepts(form.given())


def test_the_form_refuses_what_was_not_shown(question):
    snapshot = question.snapshot()
    chosen_from = [name for name, field in snapshot.answer_form(prefix="q").fields.items() if hasattr(field, "choices")]
    for name in chosen_from:
        assert not snapshot.answer_form({f"q-{name}": "tampered"}, prefix="q").is_valid()


def test_looking_back_says_what_was_answered_and_what_is_right(question):
    snapshot = question.snapshot()
    lines = snapshot.review(snapshot.right_answer())
    assert lines
    for line in lines:
        assert line.is_right if line.expected else line.was_chosen == line.is_right
    assert snapshot.review(None)


def test_its_template_shows_every_way_to_answer_inside_the_shared_fieldset(question):
    asked, html = asking(question.snapshot())
    assert "<fieldset" in html and "<legend" in html
    for name, field in asked.form.fields.items():
        assert f'name="{asked.form.add_prefix(name)}"' in html
        for value, label in getattr(field, "choices", []):
            assert f'value="{value}"' in html
            assert escape(label) in html
    assert "Must pass" in html


def test_every_way_to_answer_has_a_label_of_its_own(question):
    _asked, html = asking(question.snapshot())
    shown = re.findall(r'<(?:input|select|textarea)[^>]*?\bid="([^"]+)"', html)
    labelled = set(re.findall(r'<label[^>]*?\bfor="([^"]+)"', html))
    assert shown and set(shown) <= labelled
    assert len(shown) == len(set(shown))


def test_an_answer_that_was_given_is_shown_again(question):
    snapshot = question.snapshot()
    form = filled(snapshot, snapshot.right_answer(), "q")
    again = snapshot.answer_form(posted(snapshot, snapshot.right_answer()), prefix="q")
    # A box that was never filled and one that was posted empty look the same.
    assert {bound.name: bound.value() or "" for bound in form} == {bound.name: bound.value() or "" for bound in again}


def test_nothing_in_the_asking_tells_what_is_right(question):
    _asked, html = asking(question.snapshot())
    assert "Why it is so." not in html
    assert "is_correct" not in html
    assert "Danger comes first" not in html
    assert "expected" not in html


def test_the_source_of_a_page_does_not_tell_the_order_in_which_options_were_written(db):
    written = [OptionSnapshot(key=key, text=key, is_correct=key == "a") for key in "abcdefgh"]
    snapshot = SingleChoiceSnapshot(key=UUID(int=1), stem="Which?", options=written)
    numbered = re.findall(r'answer_(\d)"\s+name="[^"]*"\s+value="([^"]+)"', asking(snapshot)[1])
    assert sorted(key for _place, key in numbered) == list("abcdefgh")
    assert [key for _place, key in sorted(numbered)] != list("abcdefgh")


def test_drafting_publishing_and_reverting_keep_the_keys_of_answers(question):
    before = question.snapshot().right_answer()
    first = question.latest_revision
    question.stem = "<p>Asked in other words</p>"
    question.save_revision().publish()
    first.publish()
    question = Question.objects.get(pk=question.pk)
    question.unpublish()
    question.get_latest_revision().publish()
    again = Question.objects.get(pk=question.pk)
    assert type(again) is type(question)
    assert again.snapshot().right_answer() == before


def test_a_bank_of_all_types_is_read_without_a_query_for_each(question, check_growth):
    def grow():
        for type_ in Question.types():
            examples_of(type_).make("Another")

    for type_ in Question.types():
        examples_of(type_).make("One")
    check_growth(lambda: [str(question) for question in Question.objects.select_related("topic")], grow)


def test_reading_a_question_through_a_join_gives_the_base_only_so_nobody_does(db):
    import pathlib

    root = pathlib.Path(__file__).resolve().parents[2] / "quizzes"
    code = "\n".join(path.read_text() for path in root.rglob("*.py"))
    assert 'select_related("question' not in code
    assert "question__topic" not in code
