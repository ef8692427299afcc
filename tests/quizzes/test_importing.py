"""Questions of files into the bank: planned, then made as drafts, and kept where a trainer edited them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Workflow

from quizzes import exporting, importing
from quizzes.formats.gift.reading import read
from quizzes.formats.registry import FORMATS
from quizzes.importing import Outcome
from quizzes.models import Question, Topic
from quizzes.questions.single_choice import SingleChoice
from tests.quizzes import making

FILE = """// [id:q1] [tag:must-pass] [tag:difficulty:3]
::Q1::Whom do you call?{=The police ~Nobody#Call.####Danger first.}

A border is needed.{F}

// [id:q3]
Which are signs?{~%50%A ~%50%B ~%-50%C}

Welcome to this part.
"""


@pytest.fixture
def topic(db):
    return making.make_topic()


def plan_of(text, topic, **options):
    return importing.plan(read(text.encode()), topic, **options)


def load(text, topic, **options):
    plan = plan_of(text, topic, **options)
    importing.carry_out(plan)
    return plan


def outcomes(plan):
    return [step.outcome for step in plan.steps]


def test_a_plan_says_what_will_be_and_writes_nothing(topic):
    plan = plan_of(FILE, topic)
    assert outcomes(plan) == [Outcome.NEW, Outcome.NEW, Outcome.NEW, Outcome.NO_QUESTION]
    assert not Question.objects.exists()


def test_questions_become_drafts_with_all_that_they_say(topic, chidi):
    plan = plan_of(FILE, topic)
    importing.carry_out(plan, user=chidi)
    first, *_others = questions = list(Question.objects.order_by("pk"))
    assert [type(question)._meta.model_name for question in questions] == [
        "singlechoice",
        "truefalse",
        "multiplechoice",
    ]
    assert not any(question.live for question in questions)
    assert (first.code, first.is_must_pass, first.difficulty, first.topic) == ("Q1", True, 3, topic)
    assert first.feedback == "Danger first."
    assert [option.text for option in first.snapshot().options] == ["The police", "Nobody"]
    assert first.latest_revision.user == chidi
    first.latest_revision.publish()
    assert SingleChoice.objects.get().live


def test_the_same_file_again_changes_nothing(topic):
    load(FILE, topic)
    revisions = list(Question.objects.order_by("pk").values_list("latest_revision", flat=True))
    assert outcomes(load(FILE, topic)) == [Outcome.UNCHANGED] * 3 + [Outcome.NO_QUESTION]
    assert list(Question.objects.order_by("pk").values_list("latest_revision", flat=True)) == revisions


def test_what_changed_in_the_file_is_named_and_becomes_a_draft_of_the_published(topic):
    load(FILE, topic)
    Question.objects.get(code="Q1").latest_revision.publish()
    plan = plan_of(FILE.replace("Whom do you call?", "Whom first?"), topic)
    assert outcomes(plan)[0] == Outcome.CHANGED and plan.steps[0].changes == ["question"]
    importing.carry_out(plan)
    question = Question.objects.get(code="Q1")
    assert question.live and question.has_unpublished_changes
    assert question.stem == "<p>Whom do you call?</p>"
    assert question.get_latest_revision_as_object().stem == "<p>Whom first?</p>"


def test_options_keep_their_keys_when_their_words_change(topic):
    load(FILE, topic)
    before = [option.key for option in SingleChoice.objects.get().snapshot().options]
    load(FILE.replace("The police", "The police, at once"), topic)
    after = SingleChoice.objects.get().get_latest_revision_as_object().snapshot().options
    assert [option.key for option in after] == before and after[0].text == "The police, at once"


def test_options_keep_their_keys_when_their_order_changes(topic):
    load(FILE, topic)
    before = keys_by_words()
    turned = "{~Nobody =The police ~The mayor#Call."
    load(FILE.replace("{=The police ~Nobody#Call.", turned), topic)
    after = keys_by_words()
    assert before == {words: after[words] for words in before} and len(set(after.values())) == 3
    load(FILE.replace("{=The police ~Nobody#Call.", turned).replace("The mayor", "A mayor"), topic)
    assert list(keys_by_words().values()) == list(after.values())


def keys_by_words():
    options = SingleChoice.objects.get().get_latest_revision_as_object().snapshot().options
    return {option.text: option.key for option in options}


def test_a_trainers_later_edits_are_kept_unless_she_says_otherwise(topic):
    load(FILE, topic)
    question = SingleChoice.objects.get()
    question.feedback = "In other words."
    question.save_revision()
    changed = FILE.replace("Danger first.", "Danger comes first.")
    assert outcomes(load(changed, topic))[0] == Outcome.KEPT
    assert SingleChoice.objects.get().get_latest_revision_as_object().feedback == "In other words."
    assert outcomes(load(changed, topic, replaces_edits=True))[0] == Outcome.CHANGED
    assert SingleChoice.objects.get().get_latest_revision_as_object().feedback == "Danger comes first."


def test_framework_tags_come_along_and_go_out_again(topic):
    load(FILE.replace("[tag:must-pass]", "[tag:framework:SFC-3] [tag:framework:T1] [tag:framework:no tag]"), topic)
    question = SingleChoice.objects.get()
    assert question.framework_tags == "SFC-3 T1"
    (step,) = exporting.plan([question], FORMATS["gift"])
    assert "[tag:framework:SFC-3] [tag:framework:T1]" in step.text


def test_categories_that_are_not_kept_are_named(topic):
    plan = plan_of(f"$CATEGORY: Safety\n\n{FILE}\n\n$CATEGORY: Law\n\nIt is so.{{T}}", topic)
    assert plan.categories == ["Safety", "Law"]


@pytest.mark.parametrize("replaces_edits", [False, True])
def test_what_is_locked_or_in_review_stays_as_it_is(topic, chidi, replaces_edits):
    load(FILE, topic)
    locked, reviewed = Question.objects.order_by("pk")[:2]
    Question.objects.filter(pk=locked.pk).update(locked=True)
    Workflow.objects.get().start(reviewed, chidi)
    changed = FILE.replace("Danger first.", "Other.").replace("{F}", "{T}")
    plan = load(changed, topic, replaces_edits=replaces_edits)
    assert outcomes(plan)[:2] == [Outcome.REFUSED] * 2
    assert all("locked or in review" in " ".join(step.notes) for step in plan.steps[:2])
    assert locked.get_latest_revision_as_object().feedback == "Danger first."


def test_an_edit_of_a_file_that_did_not_change_stays(topic):
    load(FILE, topic)
    question = SingleChoice.objects.get()
    question.feedback = "In other words."
    question.save_revision()
    assert outcomes(load(FILE, topic))[0] == Outcome.KEPT
    assert SingleChoice.objects.get().get_latest_revision_as_object().feedback == "In other words."


def test_an_edit_gives_way_to_a_file_that_did_not_change_where_one_says_so(topic):
    load(FILE, topic)
    question = SingleChoice.objects.get()
    question.feedback = "In other words."
    question.save_revision()
    plan = load(FILE, topic, replaces_edits=True)
    assert outcomes(plan)[:3] == [Outcome.CHANGED, Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert plan.steps[0].changes == ["feedback"]
    assert SingleChoice.objects.get().get_latest_revision_as_object().feedback == "Danger first."
    assert outcomes(load(FILE, topic, replaces_edits=True))[0] == Outcome.UNCHANGED


def test_what_a_file_does_not_tell_stays_as_it_is(topic):
    load(FILE, topic)
    question = SingleChoice.objects.get()
    question.outcome = "A1"
    question.save_revision()
    load(FILE.replace("Q1", "Q2").replace(" [tag:must-pass] [tag:difficulty:3]", ""), topic, replaces_edits=True)
    again = SingleChoice.objects.get().get_latest_revision_as_object()
    assert (again.code, again.is_must_pass, again.difficulty, again.outcome) == ("Q2", True, 3, "A1")


def test_the_same_words_in_another_topic_are_another_question(topic):
    load(FILE, topic)
    assert outcomes(load(FILE, making.make_topic("Another")))[0] == Outcome.NEW
    assert Question.objects.count() == 6


def test_the_same_question_twice_in_a_file_is_two(topic):
    twice = "It is so.{T}\n\nIt is so.{F}\n"
    assert outcomes(load(twice, topic)) == [Outcome.NEW, Outcome.NEW]
    assert outcomes(load(twice, topic)) == [Outcome.UNCHANGED, Outcome.UNCHANGED]


def test_a_question_cannot_become_another_type(topic):
    load("// [id:x]\nIt is so.{T}", topic)
    plan = load("// [id:x]\nIt is so.{=yes ~no}", topic)
    assert outcomes(plan) == [Outcome.REFUSED] and "true or false" in plan.steps[0].notes[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Which?{=A =B}", None),
        ("Which?{=A =B ~C}", "exactly one"),
        ("Which?{=A ~%50%B}", "part of the mark"),
        ("Which?{=A ~%-50%B}", "costs nothing"),
        ("Which?{~%50%A ~%50%B ~C}", "takes away one right"),
        ("Which?{~%75%A ~%25%B}", "different shares"),
        ("// [tag:blue]\nIt is.{T}", "blue"),
        ("::A name of more than twenty letters::It is.{T}", "too long"),
        ("Which?{=A ~" + "long " * 80 + "}", "too long"),
    ],
)
def test_what_cannot_be_expressed_is_said_in_words(topic, text, words):
    notes = " ".join(plan_of(text, topic).steps[0].notes)
    assert words is None or words in notes, notes


def test_all_or_nothing(topic, monkeypatch):
    monkeypatch.setattr(importing.LoadMark.objects, "bulk_create", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load(FILE, topic)
    assert not Question.objects.exists()


def test_the_plan_asks_no_more_queries_for_a_longer_file(topic, check_growth):
    texts = [f"Number {number} is so.{{T}}" for number in range(30)]
    load("\n\n".join(texts), topic)
    shown = texts[:5]
    check_growth(lambda: plan_of("\n\n".join(shown), topic), lambda: shown.extend(texts[5:]))
    shown[:] = [text.replace("{T}", "{F}") for text in texts[:5]]
    check_growth(
        lambda: plan_of("\n\n".join(shown), topic),
        lambda: shown.extend(text.replace("{T}", "{F}") for text in texts[5:]),
    )


def command(*args):
    out = StringIO()
    call_command("import_questions", *map(str, args), stdout=out)
    return out.getvalue()


def test_the_command_says_what_it_would_do_and_does_it(topic, tmp_path):
    path = tmp_path / "bank.txt"
    path.write_text(FILE)
    said = command(path, "--topic", topic.name, "--dry-run")
    assert "3 new" in said and "line 9: not a question" in said and "nothing was written" in said
    assert not Question.objects.exists()
    assert "3 new" in command(path, "--topic", topic.name)
    assert Question.objects.count() == 3


def test_the_command_refuses_what_is_not_there(topic, tmp_path):
    with pytest.raises(CommandError, match="no file"):
        command(tmp_path / "none.txt", "--topic", topic.name)
    path = tmp_path / "bank.txt"
    path.write_bytes(b"\0\0")
    with pytest.raises(CommandError, match="not a text file"):
        command(path, "--topic", topic.name)
    path.write_text(FILE)
    with pytest.raises(CommandError, match="No topic"):
        command(path, "--topic", "Unknown")
    assert Topic.objects.count() == 1
