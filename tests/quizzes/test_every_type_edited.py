"""Every type through the editor's real addresses: draft, preview, copy, review, history."""

import re

import pytest
from wagtail.models import ModelLogEntry, TaskState, WorkflowContentType
from wagtail.test.utils.form_data import rich_text

from quizzes.models import Attempt, Question
from tests.quizzes import making
from tests.quizzes.as_edited import as_edited
from tests.quizzes.editor_forms import url
from tests.quizzes.test_contract import examples_of
from training.people.models import User
from training.people.models.user import TRAINERS

# The editor asks the same of either database, and every type's fields are stored on both by the contract.
pytestmark = pytest.mark.once
NEW = rich_text("<p>Said in other words</p>")


@pytest.fixture(params=Question.types(), ids=lambda type_: type_._meta.model_name)
def question(request, db):
    """One published question of each type."""
    return examples_of(request.param).make()


@pytest.fixture
def colleague(chidi):
    """Another trainer, signed in."""
    user = User.objects.create_user("colleague@northmere.example", "x", name="Another trainer")
    user.groups.set(chidi.groups.all())
    return making.signed_in(user)


def at(question, name, *more):
    return url(question._meta.model_name, name, question.pk, *more)


def submit(editor, question):
    reply = editor.post(at(question, "edit"), as_edited(question, stem=NEW, **{"action-submit": "yes"}))
    assert reply.status_code == 302
    return TaskState.objects.get(status="in_progress")


def said_by(question):
    """All but the stem, without the marks that the editor puts into paragraphs."""
    return re.sub(r' data-block-key=."\w+."', "", question.snapshot().model_dump_json(exclude={"stem"}))


def stem_of(question):
    return Question.objects.get(pk=question.pk).stem


def test_a_draft_of_what_is_published_changes_nothing_that_is_asked(editor, question):
    before = question.snapshot()
    assert editor.post(at(question, "edit"), as_edited(question, stem=NEW)).status_code == 302
    stored = Question.objects.get(pk=question.pk)
    assert stored.has_unpublished_changes and stored.snapshot() == before
    assert "other words" in stored.get_latest_revision_as_object().stem


def test_what_is_published_unchanged_says_the_same(editor, question):
    before = said_by(question)
    reply = editor.post(at(question, "edit"), as_edited(question, stem=NEW, **{"action-publish": "yes"}))
    assert reply.status_code == 302
    stored = Question.objects.get(pk=question.pk)
    assert "other words" in stored.stem and said_by(stored) == before


def test_what_is_not_saved_is_previewed_as_a_learner_is_asked_it(editor, question):
    address = at(question, "preview_on_edit")
    assert editor.post(address, as_edited(question, stem=NEW)).json()["is_valid"]
    page = editor.get(address)
    assert "Said in other words" in page.text and "As it is asked" in page.text
    assert "other words" not in stem_of(question) and not Attempt.objects.exists()


def test_what_has_no_topic_yet_is_previewed_and_not_saved(editor, question):
    address = url(question._meta.model_name, "preview_on_add")
    assert editor.post(address, as_edited(question, stem=NEW, topic="")).json()["is_valid"]
    assert "Said in other words" in editor.get(address).text
    assert (
        "topic"
        in editor.post(url(question._meta.model_name, "add"), as_edited(question, topic="")).context["form"].errors
    )


def test_the_topic_that_a_draft_needs_is_asked_first(editor, question):
    form = editor.get(url(question._meta.model_name, "add")).text
    assert form.index('name="topic"') < form.index('name="stem"')


def test_a_copy_is_a_draft_of_its_own(editor, question):
    assert url(question._meta.model_name, "add") in editor.get(at(question, "copy")).text
    assert editor.post(url(question._meta.model_name, "add"), as_edited(question, stem=NEW)).status_code == 302
    copy = Question.objects.exclude(pk=question.pk).get()
    assert type(copy) is type(question) and copy.key != question.key and not copy.live
    assert copy.problems() == {}


def test_a_colleague_approves_what_was_sent_for_review(editor, colleague, question):
    state = submit(editor, question)
    assert "other words" not in stem_of(question)
    address = at(question, "workflow_action", "approve", state.pk)
    colleague.post(address, {"comment": "Well put."})
    assert "other words" in stem_of(question)
    assert "Well put." in [entry.comment for entry in ModelLogEntry.objects.filter(action="wagtail.workflow.approve")]


def test_a_colleague_sends_it_back_with_a_comment(editor, colleague, question):
    state = submit(editor, question)
    colleague.post(at(question, "workflow_action", "reject", state.pk), {"comment": "Say whom to call."})
    state.refresh_from_db()
    assert (state.status, state.comment) == ("rejected", "Say whom to call.")
    assert "other words" not in stem_of(question)
    assert "Say whom to call." in editor.get(at(question, "edit")).text


def test_two_versions_are_compared(editor, question):
    editor.post(at(question, "edit"), as_edited(question, stem=NEW))
    question.refresh_from_db()
    compare = at(question, "revisions_compare", question.live_revision_id, question.latest_revision_id)
    assert compare in editor.get(at(question, "history")).text
    page = editor.get(compare)
    assert page.status_code == 200 and "Said in other words" in page.text.replace(
        '<span class="addition">', ""
    ).replace("</span>", "")


def test_a_type_follows_the_review_of_all_questions_until_it_has_its_own(question):
    workflow = Question.get_default_workflow()
    assert workflow and type(question).get_default_workflow() == workflow
    assert workflow.tasks[0].specific.groups.filter(name=TRAINERS).exists()
    WorkflowContentType.objects.all().delete()
    assert Question.get_default_workflow() is None and type(question).get_default_workflow() is None
