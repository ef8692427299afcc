"""The topic of many questions is changed at once."""

import pytest
from wagtail.models import ModelLogEntry

from quizzes import editions
from quizzes.models import Question
from quizzes.questions.single_choice import SingleChoice
from tests.quizzes import making
from tests.quizzes.editor_forms import url
from tests.soak.working import work

ACTION = "/cms/bulk/quizzes/question/change_topic/"


@pytest.fixture
def topic(db):
    return making.make_topic("Signs")


@pytest.fixture
def two(db):
    return [making.make_single("One"), making.make_multiple("Two")]


def asking(ids):
    """The address at which the list asks for it."""
    return f"{ACTION}?{'&'.join(f'id={pk}' for pk in ids)}&next={url('question', 'list')}"


def change(editor, questions, topic):
    return editor.post(asking([question.pk for question in questions]), {"topic": topic.pk}, follow=True)


def test_the_list_offers_it_and_names_what_it_would_change(editor, two):
    assert "change_topic" in editor.get(url("question", "list")).text
    page = editor.get(asking([two[0].pk])).text
    assert "One" in page and "Two" not in page and "Choose a topic" in page


def test_questions_of_several_types_go_into_a_topic_and_the_log_says_so(editor, chidi, two, topic):
    assert "2 questions are now in the topic “Signs”" in change(editor, two, topic).text
    for question in Question.objects.all():
        assert question.topic == topic and question.live and not question.has_unpublished_changes
        assert question.live_revision == question.latest_revision
        assert question.get_latest_revision_as_object().topic == topic
    logged = ModelLogEntry.objects.filter(action="quizzes.change_topic")
    assert {(entry.object_id, entry.user, entry.data["topic"]) for entry in logged} == {
        (str(question.pk), chidi, "Signs") for question in two
    }


def test_a_draft_stays_a_draft_and_goes_along(editor, two, topic):
    two[0].feedback = "Only in the draft"
    two[0].save_revision()
    change(editor, two[:1], topic)
    question = SingleChoice.objects.get()
    assert question.has_unpublished_changes and question.feedback == ""
    question.get_latest_revision().publish()
    question.refresh_from_db()
    assert (question.topic, question.feedback) == (topic, "Only in the draft")


def test_pools_follow(editor, course, two, topic, django_capture_on_commit_callbacks):
    quiz = making.make_quiz(course, pools=[(topic, 1)])
    editions.build(quiz)
    with django_capture_on_commit_callbacks(execute=True):
        change(editor, two, topic)
    work()
    assert len(editions.newest(quiz).quiz.pools[0].questions) == 2


def test_a_locked_question_stays_where_it_is(editor, two, topic):
    Question.objects.filter(pk=two[0].pk).update(locked=True)
    assert "are locked" in editor.get(asking([two[0].pk])).text
    change(editor, two, topic)
    assert [question.topic for question in Question.objects.order_by("pk")] == [two[0].topic, topic]


def test_all_means_all_that_the_list_shows(editor, two, topic):
    shown = f"{url('question', 'list')}?polymorphic_ctype={two[1].polymorphic_ctype_id}"
    editor.post(f"{ACTION}?id=all&next={shown}", {"topic": topic.pk})
    assert [question.topic for question in Question.objects.order_by("pk")] == [two[0].topic, topic]


def test_all_means_all_that_a_search_finds(editor, two, topic, searchable):
    making.make_single("Is a border needed?", topic=two[0].topic)
    editor.post(f"{ACTION}?id=all&next={url('question', 'list')}?q=border", {"topic": topic.pk})
    assert [question.stem for question in Question.objects.filter(topic=topic)] == ["<p>Is a border needed?</p>"]


def test_nobody_else_changes_topics(ben, two, topic):
    change(making.signed_in(ben), two, topic)
    assert not Question.objects.filter(topic=topic).exists()
