"""Beginning, answering and submitting an attempt."""

import uuid
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from courses.models import Completion, CoursePage
from quizzes import attempting, editions
from quizzes.attempting import Refused
from quizzes.models import Attempt, QuizPage, Response, ResponseEvent
from tests.quizzes import making
from tests.quizzes.making import right_answer, wrong_answer
from training.evidence import FrozenError


def test_an_attempt_asks_what_the_newest_edition_asks(attempt, questions):
    keys = [response.question_key for response in attempt.responses.all()]
    assert keys == [question.key for question in questions]
    assert attempt.edition.number == 1


def test_an_attempt_keeps_the_pass_mark_of_the_course_edition(attempt):
    assert attempt.pass_mark == 80


def test_a_quiz_may_set_its_own_pass_mark(enrolment, quiz):
    quiz.pass_mark = 60
    quiz.save_revision().publish()
    editions.build(quiz)
    assert attempting.start(enrolment, quiz).pass_mark == 60


def test_starting_begins_the_period(attempt, enrolment):
    enrolment.refresh_from_db()
    assert enrolment.started_at is not None


def test_starting_again_goes_on_with_the_open_attempt(attempt, enrolment, quiz):
    assert attempting.start(enrolment, quiz) == attempt
    assert Attempt.objects.count() == 1


@pytest.mark.promise(4)
def test_the_database_refuses_a_second_open_attempt(attempt):
    fields = {"seed": "x", "pass_mark": 80, "started_at": attempt.started_at, "edition": attempt.edition}
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(enrolment=attempt.enrolment, quiz_key=attempt.quiz_key, number=2, **fields)


def test_a_saved_answer_is_an_event_and_its_newest_is_cached(attempt, amara):
    response = attempt.responses.first()
    snapshot = attempt.edition.quiz.by_key[response.question_key]
    attempting.save(response, wrong_answer(snapshot), actor=amara)
    kept = attempting.save(response, right_answer(snapshot), actor=amara)
    response.refresh_from_db()
    assert (response.answer, response.saved_at, response.seq) == (right_answer(snapshot), *kept)
    assert kept.seq == 2
    assert [event.answer for event in response.events.all()] == [wrong_answer(snapshot), right_answer(snapshot)]
    assert response.events.last().actor == amara


@pytest.mark.promise(8)
def test_a_replayed_answer_gets_the_first_receipt_and_changes_nothing(attempt):
    response = attempt.responses.first()
    snapshot = attempt.edition.quiz.by_key[response.question_key]
    key = uuid.uuid4()
    first = attempting.save(response, wrong_answer(snapshot), idempotency_key=key)
    attempting.save(response, right_answer(snapshot), idempotency_key=uuid.uuid4())
    assert attempting.save(response, wrong_answer(snapshot), idempotency_key=key) == first
    response.refresh_from_db()
    assert response.answer == right_answer(snapshot)
    assert response.events.count() == 2


@pytest.mark.promise(8)
def test_an_answer_that_another_tab_overtook_is_saved_after_it(attempt):
    snapshot = attempt.edition.quiz.by_key[attempt.responses.first().question_key]
    key = uuid.uuid4()
    stale = attempting.responses_with(key).get(pk=attempt.responses.first().pk)
    attempting.save(attempt.responses.first(), wrong_answer(snapshot))
    attempting.save(stale, right_answer(snapshot), idempotency_key=key)
    response = attempt.responses.first()
    assert (response.answer, response.seq) == (right_answer(snapshot), 2)


@pytest.mark.parametrize("answer", [{"chosen": ["nothing-like-it"]}, {"chosen": "text"}, {}, None, {"text": "prose"}])
def test_what_is_no_answer_is_refused_and_logged_without_it(attempt, answer, caplog):
    with pytest.raises(Refused):
        attempting.save(attempt.responses.first(), answer)
    assert ResponseEvent.objects.count() == 0
    assert "not-an-option" in caplog.text
    assert "nothing-like-it" not in caplog.text


def test_two_options_of_a_single_choice_are_refused(attempt):
    snapshot = attempt.edition.quiz.questions[0]
    with pytest.raises(Refused):
        attempting.save(attempt.responses.first(), {"chosen": [option.key for option in snapshot.options]})


def test_a_late_answer_is_refused_and_logged(attempt, caplog):
    response = attempt.responses.first()
    snapshot = attempt.edition.quiz.by_key[response.question_key]
    attempting.submit(attempt)
    with pytest.raises(Refused, match="finished"):
        attempting.save(response, right_answer(snapshot))
    assert "late-answer" in caplog.text
    response.refresh_from_db()
    assert response.answer is None


def test_an_answer_on_its_way_when_another_tab_submits_is_refused(attempt):
    key = uuid.uuid4()
    on_its_way = attempting.responses_with(key).get(pk=attempt.responses.first().pk)
    attempting.submit(attempt)
    snapshot = attempt.edition.quiz.by_key[on_its_way.question_key]
    with pytest.raises(Refused, match="finished"):
        attempting.save(on_its_way, right_answer(snapshot), idempotency_key=key)


def test_a_passed_quiz_completes_its_page_with_its_score(attempt, answer_all, quiz):
    answer_all(right_answer)
    assert attempting.submit(attempt)
    attempt.refresh_from_db()
    completion = Completion.objects.get(activity_key=quiz.key)
    assert (attempt.passed, attempt.score, completion.score) == (True, Decimal(100), Decimal(100))
    assert completion.how == Completion.How.MARKED
    assert completion.enrolment == attempt.enrolment


def test_a_quiz_below_its_pass_mark_completes_nothing(attempt, answer_all):
    answer_all(right_answer, but={2: wrong_answer})
    attempting.submit(attempt)
    attempt.refresh_from_db()
    assert (attempt.passed, attempt.score) == (False, Decimal("66.66"))
    assert not Completion.objects.exists()


def test_a_wrong_must_pass_question_fails_whatever_the_score(enrolment, quiz, answer_all, attempt):
    Attempt.objects.filter(pk=attempt.pk).update(pass_mark=50)
    answer_all(right_answer, but={1: wrong_answer})
    attempting.submit(attempt)
    attempt.refresh_from_db()
    assert attempt.score > 50
    assert attempt.passed is False


def test_an_attempt_without_answers_earns_nothing(attempt):
    attempting.submit(attempt)
    attempt.refresh_from_db()
    assert (attempt.passed, attempt.score) == (False, Decimal(0))


@pytest.mark.promise(4)
def test_the_second_submission_finds_it_done(attempt, answer_all):
    answer_all(right_answer)
    assert attempting.submit(attempt) is True
    assert attempting.submit(attempt) is False
    assert Completion.objects.count() == 1
    assert ResponseEvent.objects.filter(kind="submitted").count() == 3


@pytest.mark.promise(2)
def test_the_cache_of_a_response_equals_its_events(attempt, answer_all):
    answer_all(right_answer, but={3: wrong_answer})
    attempting.submit(attempt)
    for response in attempt.responses.all():
        newest = response.events.last()
        assert (response.answer, response.mark, response.seq) == (newest.answer, newest.mark, newest.seq)
        assert [event.kind for event in response.events.all()] == ["saved", "submitted", "marked"]


@pytest.mark.promise(1)
def test_an_event_and_an_edition_are_written_once(attempt, answer_all):
    answer_all(right_answer)
    event = ResponseEvent.objects.first()
    for act in (event.save, event.delete, ResponseEvent.objects.all().delete, attempt.edition.save):
        with pytest.raises(FrozenError):
            act()
    with pytest.raises(FrozenError):
        ResponseEvent.objects.update(answer=None)


def test_no_attempt_begins_after_the_last_allowed(enrolment, quiz):
    quiz.attempts_allowed = 1
    quiz.save_revision().publish()
    editions.build(quiz)
    attempting.submit(attempting.start(enrolment, quiz))
    with pytest.raises(Refused, match="all your attempts"):
        attempting.start(enrolment, quiz)


def test_a_failed_attempt_may_be_followed_by_another(enrolment, quiz, attempt):
    attempting.submit(attempt)
    assert attempting.start(enrolment, quiz).number == 2


def test_no_attempt_begins_after_a_pass(enrolment, quiz, attempt, answer_all):
    answer_all(right_answer)
    attempting.submit(attempt)
    enrolment.refresh_from_db()
    with pytest.raises(Refused):
        attempting.start(enrolment, quiz)


def test_a_quiz_without_questions_cannot_be_started(enrolment, quiz, questions):
    for question in questions:
        question.unpublish()
    editions.build(quiz)
    with pytest.raises(Refused, match="no questions"):
        attempting.start(enrolment, quiz)


@pytest.mark.promise(3)
def test_editing_a_quiz_changes_nothing_for_an_open_attempt(attempt, quiz, questions):
    before = attempt.edition.content
    questions[0].stem = "<p>Something else</p>"
    questions[0].save_revision().publish()
    quiz.pass_mark = 10
    quiz.save_revision().publish()
    assert editions.build(quiz).number == 2
    again = Attempt.objects.get(pk=attempt.pk)
    assert (again.edition.content, again.pass_mark) == (before, 80)


@pytest.mark.promise(3)
@pytest.mark.parametrize("what", ["unpublish", "delete"])
def test_an_attempt_outlives_its_quiz_page(attempt, answer_all, quiz, what, monkeypatch):
    # As if somebody went round what keeps it.
    monkeypatch.setattr("courses.guarding.check_delete", lambda page: None)
    answer_all(right_answer)
    getattr(QuizPage.objects.get(pk=quiz.pk), what)()
    assert attempting.submit(attempt)
    attempt.refresh_from_db()
    assert attempt.passed
    assert Response.objects.filter(is_right=True).count() == 3
    assert Completion.objects.count() == (1 if what == "unpublish" else 0)


def test_an_attempt_submitted_after_its_period_ended_is_marked_and_completes_nothing(attempt, answer_all, enrolment):
    answer_all(right_answer)
    type(enrolment).objects.filter(pk=enrolment.pk).update(ended_at=attempt.started_at, end_reason="withdrawn")
    assert attempting.submit(attempt)
    assert not Completion.objects.exists()


def test_a_pool_draws_as_many_as_it_says_and_none_twice(amara, chidi, course):
    topic = making.make_topic("Assumptions")
    pooled = [making.make_single(f"Number {n}", topic=topic) for n in range(5)]
    quiz = making.make_quiz(course, [pooled[0]], [(topic, 2)])
    making.release(CoursePage.objects.get(pk=course.pk), chidi)
    attempt = attempting.start(making.enrol(amara, course), quiz)
    keys = [response.question_key for response in attempt.responses.all()]
    assert len(keys) == len(set(keys)) == 3
    assert keys[0] == pooled[0].key


def test_pools_draw_differently_for_different_attempts_and_alike_for_the_same(course):
    topic = making.make_topic("Assumptions")
    for n in range(6):
        making.make_single(f"Number {n}", topic=topic)
    content = editions.content_of(making.make_quiz(course, pools=[(topic, 2)]))
    drawn = {seed: tuple(question.key for question in content.drawn(seed)) for seed in "abcdefgh"}
    assert len(set(drawn.values())) > 1
    assert drawn["a"] == tuple(question.key for question in content.drawn("a"))
