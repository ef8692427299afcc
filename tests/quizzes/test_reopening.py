"""A finished attempt is opened again: what stays, what is taken back, until when, and who is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Completion, Enrolment
from quizzes import attempting, locking, records, reopening, ticking
from quizzes.models import Attempt, Reopening, ResponseEvent
from quizzes.refusing import Refused
from tests.quizzes.making import right_answer, wrong_answer
from tests.quizzes.rules import set_rules
from training.notices import sending
from training.notices.models import Notice
from training.people.models import AuditEntry, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db):
    """Who may open attempts again."""
    return User.objects.create_superuser("admin@northmere.example", "x", name="Admin")


@pytest.fixture
def finished(attempt, answer_all):
    """Amara's attempt, with every answer wrong."""
    answer_all(wrong_answer)
    attempting.submit(attempt)
    return Attempt.objects.get()


@pytest.fixture
def reopen(admin):
    """Open an attempt again."""

    def act(attempt, reason="fault", **more):
        reopening.reopen(attempt, reason=reason, actor=admin, **more)
        return Attempt.objects.get(pk=attempt.pk)

    return act


def kinds_of(response):
    return list(response.events.order_by("seq").values_list("kind", flat=True))


def answer_right(attempt):
    for response in attempt.responses.all():
        attempting.save(response, right_answer(attempt.edition.quiz.by_key[response.question_key]))


def refused(act, reason):
    before = ResponseEvent.objects.count()
    with pytest.raises(Refused) as found:
        act()
    assert found.value.reason == reason
    assert ResponseEvent.objects.count() == before


@pytest.mark.promise(2)
def test_it_goes_on_with_its_answers_and_without_its_result(finished, reopen):
    answers = list(finished.responses.values_list("answer", flat=True))
    opened = reopen(finished)
    assert (opened.state, opened.submitted_at, opened.score, opened.passed) == ("open", None, None, None)
    assert list(opened.responses.values_list("answer", "is_final", "mark", "is_right")) == [
        (answer, False, None, None) for answer in answers
    ]
    assert kinds_of(opened.responses.first()) == ["saved", "submitted", "marked", "reopened"]
    assert list(records.differences()) == []


@pytest.mark.promise(2)
def test_finished_again_it_has_one_result_of_all_its_answers(finished, reopen):
    opened = reopen(finished)
    answer_right(opened)
    assert attempting.submit(opened) and not attempting.submit(opened)
    again = Attempt.objects.get()
    assert (again.state, again.score, again.passed, again.number) == ("submitted", 100, True, 1)
    run = ["submitted", "marked"]
    assert kinds_of(again.responses.first()) == ["saved", *run, "reopened", "saved", *run]
    assert Completion.objects.get().score == 100
    assert list(records.differences()) == []


def test_it_can_be_opened_again_and_again(finished, reopen):
    for _time in range(3):
        opened = reopen(finished)
        attempting.submit(opened)
    assert Reopening.objects.count() == 3
    assert list(records.differences()) == []


@pytest.mark.promise(3)
def test_a_completion_that_is_there_stays_whatever_comes_of_it(attempt, answer_all, reopen):
    answer_all(right_answer)
    attempting.submit(attempt)
    before = Completion.objects.values().get()
    opened = reopen(attempt)
    for response in opened.responses.all():
        attempting.save(response, wrong_answer(opened.edition.quiz.by_key[response.question_key]))
    attempting.submit(opened)
    assert Attempt.objects.get().passed is False
    assert Completion.objects.values().get() == before
    assert list(records.differences()) == []


def test_a_question_that_was_closed_on_the_way_stays_closed(attempt, answer_all, reopen):
    answer_all(right_answer)
    locking.lock(attempt, 1)
    attempting.submit(attempt)
    opened = reopen(attempt)
    assert list(opened.responses.values_list("is_final", flat=True)) == [True, False, False]
    assert list(records.differences()) == []


def test_of_an_earlier_attempt_and_a_later_one_both_count(finished, enrolment, quiz, reopen):
    later = attempting.start(enrolment, quiz)
    attempting.submit(later)
    opened = reopen(finished)
    assert attempting.start(enrolment, quiz) == opened
    answer_right(opened)
    attempting.submit(opened)
    assert Completion.objects.get().score == 100
    assert list(records.differences()) == []


def test_by_the_average_a_later_attempt_counts_beside_the_one_that_was_opened(enrolment, quiz, reopen):
    quiz = set_rules(quiz, grading="average", pass_mark=80)
    first = attempting.start(enrolment, quiz)
    attempting.submit(first)
    later = attempting.start(enrolment, quiz)
    answer_right(later)
    attempting.submit(later)
    assert not Completion.objects.exists()
    opened = reopen(first)
    for response in opened.responses.all()[:2]:
        attempting.save(response, right_answer(opened.edition.quiz.by_key[response.question_key]))
    attempting.submit(opened)
    assert str(Completion.objects.get().score) == "83.33"
    assert list(records.differences()) == []


def test_the_learner_is_told_by_mail_and_in_her_training(finished, reopen, browser, admin):
    reopen(finished, reason="called_away")
    message = sending.written(Notice.objects.get())
    assert message.to == [finished.enrolment.learner.email]
    assert f"/attempts/{finished.pk}/" in message.body and "until" not in message.body
    page = " ".join(browser.get("/my-training/").text.split())
    assert "Open again" in page and f"/attempts/{finished.pk}/" in page
    entry = AuditEntry.objects.get(action="quizzes.reopen")
    assert (entry.user, entry.about, entry.data) == (admin, finished.enrolment.learner, {"reason": "called_away"})


def test_what_cannot_go_on_is_refused(finished, reopen, enrolment, quiz):
    opened = reopen(finished)
    refused(lambda: reopen(finished), "reopen-open")
    attempting.submit(opened)
    other = attempting.start(enrolment, quiz)
    refused(lambda: reopen(finished), "reopen-beside-open")
    attempting.submit(other)
    Enrolment.objects.update(ended_at=timezone.now(), end_reason="withdrawn")
    refused(lambda: reopen(finished), "reopen-after-end")


def test_where_every_question_was_closed_on_the_way_nothing_is_left(attempt, reopen):
    for number in (1, 2, 3):
        locking.lock(attempt, number)
    attempting.submit(attempt)
    refused(lambda: reopen(attempt), "reopen-nothing-left")


@pytest.mark.parametrize(
    ("used", "minutes", "extra", "given"),
    [(10, 5, 0, 20), (10, 40, 0, 40), (30, 10, 0, 10), (30, 10, 50, 15), (10, 10, 100, 50)],
    ids=["what was left", "what is asked", "nothing was left", "with extra time", "left of the extra time"],
)
def test_of_a_time_limit_she_has_what_is_asked_or_what_was_left(
    enrolment, quiz, reopen, time_machine, used, minutes, extra, given
):
    start = timezone.now().replace(microsecond=0)
    time_machine.move_to(start, tick=False)
    User.objects.filter(pk=enrolment.learner_id).update(extra_time=extra)
    enrolment.learner.refresh_from_db()
    attempt = attempting.start(enrolment, set_rules(quiz, time_limit=30))
    time_machine.shift(timedelta(minutes=used))
    attempting.submit(attempt)
    time_machine.shift(timedelta(days=2))
    now = timezone.now()
    opened = reopen(attempt, minutes=minutes)
    assert opened.deadline_at == now + timedelta(minutes=given)
    ticking.close_overdue(timezone.now())
    assert Attempt.objects.get().is_open
    time_machine.shift(timedelta(minutes=given + 3))
    ticking.close_overdue(timezone.now())
    assert Attempt.objects.get().submitted_at == opened.deadline_at
    assert list(records.differences()) == []


def test_a_limit_of_which_nothing_is_left_wants_minutes(enrolment, quiz, reopen, time_machine):
    attempt = attempting.start(enrolment, set_rules(quiz, time_limit=30))
    time_machine.move_to(timezone.now() + timedelta(hours=1))
    attempting.submit(attempt)
    refused(lambda: reopen(attempt), "reopen-without-time")
    assert not Reopening.objects.exists()


def test_a_last_day_stays_unless_it_is_over(enrolment, quiz, reopen, time_machine):
    today = timezone.localdate()
    attempt = attempting.start(enrolment, set_rules(quiz, closes_on=today + timedelta(days=3)))
    attempting.submit(attempt)
    assert reopen(attempt, minutes=30).deadline_at == attempt.deadline_at
    attempting.submit(attempt)
    time_machine.move_to(timezone.now() + timedelta(days=9))
    assert reopen(attempt, minutes=30).deadline_at - timezone.now() > timedelta(minutes=29)


def test_a_reopening_that_nothing_followed_is_named(finished, reopen, admin):
    Reopening.objects.create(attempt=finished, reason="fault", actor=admin, at=timezone.now())
    assert {one.what for one in records.differences()} == {"reopened"}
