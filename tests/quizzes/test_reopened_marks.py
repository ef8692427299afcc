"""What people said of the answers of an attempt, after it is opened again: a trainer's marks, and regrades."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Completion
from quizzes import assessing, attempting, editions, records, regrading, reopening
from quizzes.models import Attempt, Response, ResponseComment, ResponseEvent
from quizzes.refusing import Refused
from quizzes.ruling import Fix, Rule
from quizzes.statistics import times
from tests.quizzes import making
from tests.quizzes.making import right_answer, wrong_answer
from tests.quizzes.questions import test_free_text as free_text
from training.notices.models import Notice
from training.people.models import User

pytestmark = pytest.mark.django_db
DONE = {"done": True, "met": []}


@pytest.fixture(scope="module")
def questions_once(course_once):
    """A single choice, and something to write that a person marks."""
    return [making.make_single(), free_text.make(is_marked_by_person=True)]


@pytest.fixture
def admin(db):
    return User.objects.create_superuser("admin@northmere.example", "x", name="Admin")


def finish(attempt, choose=right_answer):
    first, second = attempt.responses.all()
    answers = {first.pk: choose(attempt.edition.quiz.by_key[first.question_key]), second.pk: DONE}
    attempting.submit(attempt, answers=answers, texts={second.pk: "I saw a bed."})
    return Response.objects.get(pk=second.pk)


def mark(response, chidi, but=0, **more):
    criteria = response.attempt.edition.quiz.by_key[response.question_key].criteria
    points = {one.key: 0 if but else one.points for one in criteria}
    assessing.assess(response, points, seen=response.seq, actor=chidi, **more)


def reopen(attempt, admin):
    reopening.reopen(attempt, reason="fault", actor=admin)
    return Attempt.objects.get(pk=attempt.pk)


@pytest.mark.promise(2)
def test_a_trainer_marks_once_more_and_the_learner_is_told_once_more(attempt, chidi, admin):
    mark(finish(attempt), chidi, but=1, comment="Say when.")
    assert Attempt.objects.get().passed is False
    opened = reopen(attempt, admin)
    assert list(Response.objects.values_list("points", flat=True)) == [None, None]
    again = finish(opened)
    assert Attempt.objects.get().is_awaiting
    mark(again, chidi)
    assert Attempt.objects.get().passed
    assert not ResponseComment.objects.exists(), "that was about an earlier answer"
    assert Notice.objects.filter(kind="marked").count() == 2
    assert Completion.objects.count() == 1
    assert list(records.differences()) == []


def test_whoever_was_about_to_mark_is_told(attempt, chidi, admin):
    response = finish(attempt)
    reopen(attempt, admin)
    with pytest.raises(Refused):
        mark(response, chidi)
    finish(Attempt.objects.get())
    with pytest.raises(Refused):
        mark(response, chidi)
    assert not ResponseEvent.objects.filter(response=response, kind="marked").exists()
    assert list(records.differences()) == []


@pytest.mark.promise(2)
@pytest.mark.parametrize("fix", [Fix.FULL, Fix.DROP])
def test_a_regrade_from_before_holds_when_it_is_finished_again(attempt, quiz, chidi, admin, fix):
    mark(finish(attempt, wrong_answer), chidi)
    edition = editions.newest(quiz)
    order = regrading.Order(quiz.key, edition.quiz.questions[0].key, (edition.pk,), Rule(fix))
    regrading.regrade(order, reason="wrong_key", agreed=regrading.plan_of(order).digest, actor=chidi)
    assert Attempt.objects.get().passed
    opened = reopen(attempt, admin)
    assert set(Response.objects.values_list("is_void", "mark")) == {(False, None)}
    assert list(records.differences()) == []
    mark(finish(opened, wrong_answer), chidi)
    assert Attempt.objects.get().score == 100
    assert list(records.differences()) == []


def test_the_time_while_it_was_finished_went_into_no_answer(attempt, quiz, chidi, admin, time_machine, monkeypatch):
    monkeypatch.setattr(times, "FEWEST", 1)
    start = attempt.started_at
    time_machine.move_to(start + timedelta(seconds=20), tick=False)
    first = attempt.responses.first()
    question = attempt.edition.quiz.by_key[first.question_key]
    attempting.save(first, wrong_answer(question))
    attempting.submit(attempt)
    time_machine.shift(timedelta(days=2))
    opened = reopen(attempt, admin)
    time_machine.shift(timedelta(seconds=5))
    attempting.save(Response.objects.get(pk=first.pk), right_answer(question))
    attempting.submit(opened)
    mark_all = Attempt.objects.all()
    assert times.seconds_of(mark_all) == {first.question_key: 25}
    assert timezone.now() - start > timedelta(days=2)


@pytest.mark.promise(2)
def test_a_rule_of_before_that_would_lower_what_is_answered_now_holds_no_more(attempt, quiz, chidi, admin):
    finish(attempt, wrong_answer)
    edition = editions.newest(quiz)
    order = regrading.Order(quiz.key, edition.quiz.questions[0].key, (edition.pk,), Rule(Fix.DROP))
    regrading.regrade(order, reason="wrong_key", agreed=regrading.plan_of(order).digest, actor=chidi)
    assert Response.objects.get(position=1).is_void
    mark(finish(reopen(attempt, admin), right_answer), chidi, but=1)
    assert not Response.objects.get(position=1).is_void
    assert Attempt.objects.get().score == 50
    assert list(records.differences()) == []
