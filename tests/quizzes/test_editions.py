"""Quiz editions: built on publication, once, and never changed."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from quizzes import attempting, editions, ticking
from quizzes.models import QuizEdition, QuizPage
from tests.quizzes import making
from tests.soak.working import work


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
    work()
    assert len(editions.newest(quiz).quiz.pools[0].questions) == 2
    with django_capture_on_commit_callbacks(execute=True):
        joined.topic = other
        joined.save_revision().publish()
    work()
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


def test_a_twenty_question_quiz_is_read_once_and_then_known_by_one_query(course, django_assert_num_queries):
    quiz = making.make_quiz(course, [making.make_single(f"Number {n}") for n in range(20)])
    editions.build(quiz)
    with django_assert_num_queries(2):
        assert editions.newest(quiz).quiz.size == 20
    with django_assert_num_queries(1):
        assert editions.newest(quiz).quiz.size == 20


def test_an_alias_of_a_quiz_has_an_edition_as_soon_as_it_is_made(course, quiz, django_capture_on_commit_callbacks):
    other = making.make_course("Another course")
    with django_capture_on_commit_callbacks(execute=True):
        alias = QuizPage.objects.get(pk=quiz.pk).create_alias(parent=other)
    assert alias.key != quiz.key
    assert editions.newest(alias).quiz.size == 3


def test_an_alias_follows_its_quiz(quiz, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        alias = QuizPage.objects.get(pk=quiz.pk).create_alias(parent=making.make_course("Another course"))
        quiz.title = "In other words"
        quiz.save_revision().publish()
    assert editions.newest(alias).quiz.title == "In other words"


def test_an_alias_of_a_quiz_can_be_passed(amara, chidi, quiz, django_capture_on_commit_callbacks):
    other = making.make_course("Another course")
    with django_capture_on_commit_callbacks(execute=True):
        alias = QuizPage.objects.get(pk=quiz.pk).create_alias(parent=other)
    making.release(other, chidi)
    enrolment = making.enrol(amara, other)
    assert "Start the quiz" in making.signed_in(amara).get(alias.url).text
    attempt = attempting.start(enrolment, alias)
    for response in attempt.responses.all():
        attempting.save(response, making.right_answer(attempt.edition.quiz.by_key[response.question_key]))
    attempting.submit(attempt)
    assert enrolment.completions.filter(activity_key=alias.key).exists()


def test_the_ticker_builds_what_a_failure_left_missing_or_out_of_date(course, questions, quiz):
    missing = making.make_quiz(course, questions, slug="second")  # on_commit never runs in this test
    questions[0].stem = "<p>Other words</p>"
    questions[0].save_revision().publish()
    ticking.tick(timezone.now())
    assert editions.newest(missing).number == 1
    assert editions.newest(quiz).quiz.questions[0].stem == "<p>Other words</p>"
    count = QuizEdition.objects.count()
    ticking.tick(timezone.now())
    assert QuizEdition.objects.count() == count


def test_the_ticker_looks_at_so_many_quizzes_and_no_more(course, questions, monkeypatch, check_growth):
    monkeypatch.setattr(editions, "AT_ONCE", 2)
    pages = [making.make_quiz(course, questions, slug=f"quiz-{number}") for number in range(3)]
    ticking.tick(timezone.now())
    assert QuizEdition.objects.count() == 2
    ticking.tick(timezone.now())
    assert all(editions.newest(page) for page in pages)
    check_growth(
        lambda: ticking.tick(timezone.now()),
        lambda: [editions.build(making.make_quiz(course, questions, slug=f"more-{number}")) for number in range(3)],
    )


def test_a_quiz_that_cannot_be_built_keeps_no_other_waiting(course, questions, quiz, monkeypatch, caplog):
    other = making.make_quiz(course, questions, slug="second", title="Another")
    real = editions.content_of

    def content_of(page, **options):
        if page.pk == quiz.pk:
            raise ValueError("odd content")
        return real(page, **options)

    monkeypatch.setattr(editions, "content_of", content_of)
    ticking.tick(timezone.now())
    assert editions.newest(other).quiz.title == "Another"
    assert "odd content" in caplog.text


@pytest.mark.promise(3)
def test_an_edition_keeps_every_word_when_its_quiz_is_deleted(quiz):
    edition = editions.newest(quiz)
    quiz.delete()
    assert QuizEdition.objects.get(pk=edition.pk).quiz.size == 3
