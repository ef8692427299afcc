"""The question bank in the real editor."""

import uuid

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from quizzes.models import Attempt, Question, QuizEdition, QuizItem, QuizPage, Topic
from quizzes.questions.single_choice import SingleChoice
from tests.quizzes import making
from tests.quizzes.editor_forms import GOOD, question_form, url
from tests.quizzes.test_contract import examples_of
from tests.soak.working import work

pytestmark = pytest.mark.once


def test_the_bank_lists_every_type_and_leads_to_its_own_screen(editor, questions):
    page = editor.get(url("question", "list"))
    assert page.status_code == 200
    for question in questions:
        assert url(question._meta.model_name, "edit", question.pk) in page.text
        assert str(question._meta.verbose_name) in page.text


@pytest.mark.parametrize("field", ["polymorphic_ctype", "topic", "is_must_pass", "state"])
def test_the_bank_can_be_narrowed(editor, questions, field):
    value = {
        "polymorphic_ctype": questions[0].polymorphic_ctype_id,
        "topic": questions[0].topic_id,
        "is_must_pass": "true",
        "state": "published",
    }[field]
    making.make_multiple("Hidden from this list", topic=making.make_topic("Other"), is_published=False)
    page = editor.get(url("question", "list"), {field: value}).text
    assert "What comes first?" in page
    assert "Hidden from this list" not in page


def test_a_search_finds_questions_of_every_type(editor, questions, searchable):
    page = editor.get(url("question", "list"), {"q": "border"}).text
    assert "A border is needed." in page and "What comes first?" not in page


def test_a_longer_bank_asks_no_more_queries(editor, questions, check_growth):
    def grow():
        for number in range(4):
            making.make_single(f"More {number}")
            making.make_true_false(f"More {number}")

    check_growth(lambda: editor.get(url("question", "list")), grow)


def test_adding_a_question_asks_which_type_first(editor):
    page = editor.get(url("question", "add")).text
    for type_ in Question.types():
        assert url(type_._meta.model_name, "add") in page


def test_the_menu_stays_short_however_many_types_there_are(editor, db):
    menu = editor.get(reverse("wagtailadmin_home")).text
    assert url("question", "list") in menu and url("topic", "list") in menu
    assert url("singlechoice", "list") not in menu


def test_the_base_screen_leads_to_the_questions_own(editor, questions):
    reply = editor.get(url("question", "edit", questions[0].pk))
    assert reply.url == url("singlechoice", "edit", questions[0].pk)


@pytest.mark.parametrize("type_", Question.types())
def test_every_types_empty_form_opens(editor, type_):
    assert editor.get(url(type_._meta.model_name, "add")).status_code == 200


def test_a_trainer_writes_and_publishes_a_question(editor, db):
    form = question_form(making.make_topic(), choices=GOOD)
    reply = editor.post(url("singlechoice", "add"), {**form, "action-publish": "yes"})
    assert reply.status_code == 302
    question = SingleChoice.objects.get()
    assert question.live
    assert [option.is_correct for option in question.snapshot().options] == [True, False]


def test_a_draft_may_be_unfinished(editor, db):
    form = question_form(making.make_topic(), choices=[("Call", False)])
    assert editor.post(url("singlechoice", "add"), form).status_code == 302
    assert SingleChoice.objects.get().live is False


@pytest.mark.parametrize("model", ["singlechoice", "multiplechoice"])
def test_a_question_that_could_not_be_marked_is_not_published(editor, db, model):
    form = question_form(making.make_topic(), choices=[("Call", False), ("Wait", False)])
    reply = editor.post(url(model, "add"), {**form, "action-publish": "yes"})
    assert reply.status_code == 200
    assert "one option as right" in reply.text
    assert not Question.objects.exists()


def test_a_copy_is_another_question(editor, questions):
    original = questions[2]
    page = editor.get(url("truefalse", "copy", original.pk))
    assert f'action="{url("truefalse", "add")}"' in page.text
    form = nested_form_data(
        {
            "stem": rich_text("<p>A copy</p>"),
            "reasons": streamfield([]),
            "feedback_true": "",
            "feedback_false": "",
            "feedback": "",
            "topic": original.topic_id,
            "code": "",
            "difficulty": 2,
            "outcome": "",
            "lesson": "",
            "facts": streamfield([]),
        }
    )
    assert editor.post(url("truefalse", "copy", original.pk), form).status_code == 405
    assert editor.post(url("truefalse", "add"), form).status_code == 302
    copy = Question.objects.order_by("pk").last()
    assert copy.key != original.key and copy.pk != original.pk


@pytest.mark.parametrize("how", ["single", "bulk"])
def test_a_question_that_a_quiz_names_is_not_deleted(editor, quiz, questions, how):
    question = questions[0]
    if how == "single":
        reply = editor.post(url("singlechoice", "delete", question.pk), follow=True)
    else:
        address = reverse("wagtail_bulk_action", args=["quizzes", "question", "delete"])
        reply = editor.post(f"{address}?id={question.pk}", follow=True)
    assert reply.status_code == 200
    assert "was not deleted" in reply.text and "Unpublish it instead" in reply.text
    assert Question.objects.filter(pk=question.pk).exists()


def test_a_question_that_only_a_draft_names_is_not_deleted_either(editor, quiz):
    question = making.make_single("Only in a draft")
    draft = QuizPage.objects.get(pk=quiz.pk)
    draft.items.add(QuizItem(question=question))
    draft.save_revision()
    editor.post(url("singlechoice", "delete", question.pk))
    assert Question.objects.filter(pk=question.pk).exists()
    assert draft.get_latest_revision_as_object().items.count() == 4


def test_an_unused_question_is_deleted_with_its_rows_and_logged_in_bulk(editor, questions):
    unused = [making.make_single("Unused"), making.make_multiple("Unused")]
    address = reverse("wagtail_bulk_action", args=["quizzes", "question", "delete"])
    editor.post(f"{address}?id={unused[0].pk}&id={unused[1].pk}")
    assert not Question.objects.filter(pk__in=[question.pk for question in unused]).exists()
    assert not SingleChoice.objects.filter(pk=unused[0].pk).exists()
    logged = ModelLogEntry.objects.filter(action="wagtail.delete").values_list("object_id", flat=True)
    assert set(logged) == {str(question.pk) for question in unused}


def test_deleting_a_pooled_question_takes_it_out_of_the_next_edition(
    editor, course, django_capture_on_commit_callbacks
):
    topic = making.make_topic("Pooled")
    pooled = [making.make_single(f"Number {n}", topic=topic) for n in range(2)]
    quiz = making.make_quiz(course, pools=[(topic, 1)])
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(url("singlechoice", "delete", pooled[0].pk))
    work()
    newest = QuizEdition.objects.filter(quiz_key=quiz.key).order_by("-number").first()
    assert [question.key for question in newest.quiz.pools[0].questions] == [pooled[1].key]


def test_a_topic_in_use_is_not_deleted(editor, questions):
    topic = questions[0].topic
    assert "was not deleted" in editor.post(url("topic", "delete", topic.pk), follow=True).text
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_an_unused_topic_is_deleted(editor, db):
    topic = making.make_topic("Unused")
    editor.post(url("topic", "delete", topic.pk))
    assert not Topic.objects.filter(pk=topic.pk).exists()


@pytest.mark.parametrize("type_", Question.types())
def test_a_preview_shows_the_question_and_writes_nothing(editor, type_):
    question = examples_of(type_).make()
    model = type_._meta.model_name
    address = url(model, "preview_on_edit", question.pk)
    before = Question.objects.count(), Attempt.objects.count(), QuizEdition.objects.count()
    editor.get(address)
    page = editor.get(
        reverse(f"wagtailsnippets_quizzes_{model}:revisions_view", args=[question.pk, question.latest_revision_id])
    )
    assert page.status_code == 200
    assert "As it is asked" in page.text
    assert (Question.objects.count(), Attempt.objects.count(), QuizEdition.objects.count()) == before


def test_the_chooser_offers_published_questions_and_narrows_them(editor, questions, searchable):
    making.make_single("Still a draft", is_published=False)
    address = reverse("wagtailsnippetchoosers_quizzes_question:choose")
    page = editor.get(address).json()["html"]
    assert "What comes first?" in page and "Still a draft" not in page
    results = reverse("wagtailsnippetchoosers_quizzes_question:choose_results")
    narrowed = editor.get(results, {"type": questions[2].polymorphic_ctype_id}).text
    assert "A border is needed." in narrowed and "What comes first?" not in narrowed
    searched = editor.get(results, {"q": "border", "topic": questions[2].topic_id}).text
    assert "A border is needed." in searched


def test_trainers_may_write_every_question_type_and_no_attempt(chidi):
    for type_ in Question.types():
        assert chidi.has_perm(f"quizzes.add_{type_._meta.model_name}")
    assert not chidi.has_perm("quizzes.change_attempt")


@pytest.mark.parametrize("who", ["amara", "ben"])
def test_nobody_else_enters_the_bank(who, request, questions):
    browser = making.signed_in(request.getfixturevalue(who))
    assert browser.get(url("question", "list")).status_code in (302, 403, 404)
    assert uuid.UUID(str(questions[0].key))
