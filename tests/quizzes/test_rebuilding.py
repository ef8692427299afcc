"""Who publishes a question waits for the few quizzes that ask it; the worker sees to the others."""

import pytest
from django_tasks_db.models import DBTaskResult

from quizzes import editions, rebuilding
from quizzes.models import QuizEdition
from tests.quizzes import making
from tests.soak.working import work


@pytest.fixture
def topic(db):
    return making.make_topic("One")


@pytest.fixture
def question(topic):
    return making.make_single(topic=topic)


@pytest.fixture
def drawing(course, topic, question):
    """A quiz that may draw the question."""
    quiz = making.make_quiz(course, pools=[(topic, 1)], slug="drawing")
    editions.build(quiz)
    return quiz


@pytest.fixture
def publish(question, django_capture_on_commit_callbacks):
    """Publish the question in other words."""

    def act(words="In other words"):
        question.stem = f"<p>{words}</p>"
        with django_capture_on_commit_callbacks(execute=True):
            question.save_revision().publish()

    return act


def asks_it_anew(quiz, words="In other words"):
    content = editions.newest(quiz).quiz
    asked = [*content.questions, *(question for pool in content.pools for question in pool.questions)]
    return any(words in question.stem for question in asked)


def test_quizzes_that_may_draw_a_question_follow_it_by_the_worker(drawing, publish):
    publish()
    assert not asks_it_anew(drawing)
    work()
    assert asks_it_anew(drawing)


def test_a_few_quizzes_that_ask_it_follow_at_once_and_many_by_the_worker(course, question, publish, monkeypatch):
    monkeypatch.setattr(rebuilding, "FEW", 2)
    quizzes = [making.make_quiz(course, [question], slug=f"quiz-{number}") for number in range(3)]
    publish()
    assert QuizEdition.objects.count() == 2
    work()
    assert all(asks_it_anew(quiz) for quiz in quizzes)


def test_nothing_waits_for_the_worker_where_no_quiz_draws(course, question, publish):
    making.make_quiz(course, [question])
    publish()
    assert not DBTaskResult.objects.exists()


def test_many_publications_wait_once_and_one_during_the_work_again(drawing, publish):
    publish()
    publish("In yet other words")
    (waiting,) = DBTaskResult.objects.all()
    waiting.claim("a worker")
    publish("In the last words")
    assert DBTaskResult.objects.count() == 2
    work()
    assert asks_it_anew(drawing, "In the last words")


def test_more_pools_make_nobody_who_publishes_wait_longer(course, topic, drawing, publish, check_growth):
    def more():
        for number in range(4):
            editions.build(making.make_quiz(course, pools=[(topic, 1)], slug=f"drawing-{number}"))

    check_growth(publish, more)


def test_a_deleted_question_leaves_the_pools_by_the_worker(
    client, admin_user, drawing, topic, django_capture_on_commit_callbacks
):
    going = making.make_true_false(topic=topic)
    editions.build(drawing)
    client.force_login(admin_user)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/cms/snippets/quizzes/truefalse/delete/{going.pk}/")
    assert len(editions.newest(drawing).quiz.pools[0].questions) == 2
    work()
    assert len(editions.newest(drawing).quiz.pools[0].questions) == 1
