"""Quiz editions: built on publication, once, and never changed."""

from io import StringIO

import pytest
from django.core.management import call_command

from quizzes import editions
from quizzes.models import QuizEdition
from tests.quizzes import making


def test_publishing_a_quiz_builds_its_edition(course, questions, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        quiz = making.make_quiz(course, questions)
    edition = editions.newest(quiz)
    assert (edition.number, edition.quiz.size, edition.quiz.title) == (1, 3, "Check what you know")


def test_saving_a_draft_builds_nothing(course, questions, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        making.make_quiz(course, questions, is_published=False).save_revision()
    assert not QuizEdition.objects.exists()


def test_building_again_without_a_change_gives_the_same_edition(quiz):
    assert editions.build(quiz) == editions.newest(quiz)
    assert QuizEdition.objects.count() == 1


def test_publishing_a_question_builds_the_quizzes_that_ask_it(quiz, questions, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        questions[0].stem = "<p>In other words</p>"
        questions[0].save_revision().publish()
    assert editions.newest(quiz).quiz.questions[0].stem == "<p>In other words</p>"


def test_a_draft_of_a_question_changes_no_quiz(quiz, questions, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        questions[0].stem = "<p>In other words</p>"
        questions[0].save_revision()
    assert editions.build(quiz).number == 1


def test_unpublishing_a_question_takes_it_out(quiz, questions, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        questions[0].unpublish()
    assert [question.key for question in editions.newest(quiz).quiz.questions] == [
        question.key for question in questions[1:]
    ]


def test_a_question_that_joins_or_leaves_a_topic_changes_its_pool(course, django_capture_on_commit_callbacks):
    topic, other = making.make_topic("One"), making.make_topic("Other")
    making.make_single(topic=topic)
    quiz = making.make_quiz(course, pools=[(topic, 1)])
    with django_capture_on_commit_callbacks(execute=True):
        joined = making.make_single(topic=topic)
    assert len(editions.newest(quiz).quiz.pools[0].questions) == 2
    with django_capture_on_commit_callbacks(execute=True):
        joined.topic = other
        joined.save_revision().publish()
    assert len(editions.newest(quiz).quiz.pools[0].questions) == 1


def test_going_back_to_earlier_words_is_a_new_edition(quiz, questions):
    first = editions.newest(quiz)
    words = questions[0].stem
    for stem in ("<p>Other words</p>", words):
        questions[0].stem = stem
        questions[0].save_revision().publish()
        editions.build(quiz)
    newest = editions.newest(quiz)
    assert (newest.number, newest.digest) == (3, first.digest)


def test_a_pool_never_repeats_a_fixed_question(course):
    topic = making.make_topic("One")
    fixed, pooled = making.make_single(topic=topic), making.make_multiple(topic=topic)
    content = editions.content_of(making.make_quiz(course, [fixed], [(topic, 2)]))
    assert [question.key for question in content.drawn("s")] == [fixed.key, pooled.key]


def test_a_question_that_cannot_be_marked_is_left_out(course, questions):
    questions[0].options = [making.option("Call"), making.option("Wait")]
    questions[0].save()
    assert len(editions.content_of(making.make_quiz(course, questions)).questions) == 2


def test_the_quizs_language_decides_its_words_whoever_publishes(quiz):
    from django.utils import translation

    with translation.override("cy"):
        assert editions.build(quiz).number == 1


def test_the_command_heals_what_a_failure_left(quiz, questions):
    questions[0].stem = "<p>Other words</p>"
    questions[0].save_revision().publish()  # on_commit never runs in this test
    out = StringIO()
    call_command("rebuild_quiz_editions", stdout=out)
    assert "Built 1 quiz" in out.getvalue()
    assert editions.newest(quiz).quiz.questions[0].stem == "<p>Other words</p>"


def test_a_twenty_question_quiz_is_read_with_one_query(course, django_assert_num_queries):
    quiz = making.make_quiz(course, [making.make_single(f"Number {n}") for n in range(20)])
    editions.build(quiz)
    with django_assert_num_queries(1):
        assert editions.newest(quiz).quiz.size == 20


@pytest.mark.promise(3)
def test_an_edition_keeps_every_word_when_its_quiz_is_deleted(quiz):
    edition = editions.newest(quiz)
    quiz.delete()
    assert QuizEdition.objects.get(pk=edition.pk).quiz.size == 3
