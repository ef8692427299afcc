"""Pools draw by topic, outcome and difficulty, never the same question twice, and trainers hear of those too small."""

import pytest
from django.urls import reverse

from quizzes import editions
from quizzes.models import QuizPage
from tests.quizzes import making
from tests.quizzes.test_quiz_editor import add_quiz, quiz_form


@pytest.fixture
def topic(db):
    return making.make_topic("Signs")


@pytest.fixture
def bank(topic):
    """Two hard questions of A1, two easy ones of A2."""
    return [
        making.make_single(f"{outcome} {n}", topic=topic, outcome=outcome, difficulty=difficulty)
        for outcome, difficulty in (("A1", 3), ("A2", 1))
        for n in range(2)
    ]


def stems(pool):
    return {question.stem for question in pool.questions}


@pytest.mark.parametrize("by", [{"outcome": "A1"}, {"difficulty": 3}, {"outcome": "A1", "difficulty": 3}])
def test_a_pool_draws_only_what_it_says_and_the_edition_keeps_the_list(course, topic, bank, by):
    quiz = making.make_quiz(course, pools=[(topic, 1, by)])
    edition = editions.build(quiz)
    assert stems(edition.quiz.pools[0]) == {"<p>A1 0</p>", "<p>A1 1</p>"}
    bank[0].unpublish()
    edition.refresh_from_db()
    assert len(edition.quiz.pools[0].questions) == 2
    assert len(editions.build(quiz).quiz.pools[0].questions) == 1


def test_overlapping_pools_never_draw_the_same_question(course, topic, bank):
    quiz = making.make_quiz(course, pools=[(topic, 2, {"difficulty": 3}), (topic, 2)])
    content = editions.build(quiz).quiz
    for seed in range(20):
        drawn = [question.key for question in content.drawn(str(seed))]
        assert len(drawn) == len(set(drawn)) == 4


def test_pools_of_one_topic_are_published_where_there_are_enough(editor, course, topic, bank):
    pools = [(topic, 2, {"difficulty": 3}), (topic, 2, {"outcome": "A2"})]
    assert add_quiz(editor, course, quiz_form([], pools)).status_code == 302
    assert [str(pool) for pool in QuizPage.objects.get().pools.all()] == ["Signs, hard", "Signs, A2"]


@pytest.mark.parametrize(
    ("pools", "sentence"),
    [
        ([(3, {"outcome": "A1"})], "“Signs, A1” asks for 3, but only 2 more questions are published"),
        ([(1, {"outcome": "A9"})], "“Signs, A9” asks for 1, but only 0 more questions are published"),
        ([(1, {}), (2, {"difficulty": 3})], "“Signs, hard” asks for 2, but the pools before it may leave only 1"),
        ([(2, {"difficulty": 3}), (3, {})], "“Signs” asks for 3, but the pools before it may leave only 2"),
        ([(1, {}), (1, {})], "Two pools draw from the same questions"),
    ],
)
def test_a_quiz_whose_pools_may_come_short_is_not_published(editor, course, topic, bank, pools, sentence):
    reply = add_quiz(editor, course, quiz_form([], [(topic, *pool) for pool in pools]))
    assert sentence in reply.text
    assert not QuizPage.objects.exists()


def test_trainers_are_told_of_a_pool_that_has_become_too_small(editor, course, topic, bank):
    home = reverse("wagtailadmin_home")
    making.make_quiz(course, [bank[2]], pools=[(topic, 3)], title="Signs in a shop")
    assert "become too small" not in editor.get(home).text
    bank[0].unpublish()
    page = editor.get(home).text
    assert "Pools that have become too small" in page and "Signs in a shop" in page
    assert "asks for 3, and can be sure of 2" in page


def test_more_small_pools_ask_no_more_queries(editor, course, topic, check_growth):
    making.make_quiz(course, pools=[(topic, 3)])

    def grow():
        for number in range(3):
            more = making.make_topic(f"Topic {number}")
            making.make_quiz(course, [making.make_single(topic=more)], [(more, 2)], slug=f"more-{number}")

    check_growth(lambda: editor.get(reverse("wagtailadmin_home")), grow)
