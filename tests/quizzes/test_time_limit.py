"""A time limit: off unless set, longer for whoever needs it, closed once, and kind to what was on its way."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses import ending
from courses.models import Completion, Enrolment
from quizzes import attempting, ticking, timing
from quizzes.attempting import Refused
from quizzes.models import Attempt, ResponseEvent
from tests.quizzes import making
from tests.quizzes.making import right_answer
from tests.quizzes.posting import form_for
from tests.quizzes.rules import set_rules
from training.people.management.commands.check_records import differences

AT = datetime(2027, 3, 3, 14, 5, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(AT, tick=False)
    return time_machine


@pytest.fixture
def browser(amara, clock):
    """Amara, signed in on that day."""
    return making.signed_in(amara)


@pytest.fixture
def timed(enrolment, quiz):
    """The quiz with half an hour for it."""
    return set_rules(quiz, time_limit=30)


@pytest.fixture
def begun(timed, enrolment, clock):
    """Amara's attempt, begun at 14:05."""
    return attempting.start(enrolment, timed)


def save(attempt, **options):
    response = attempt.responses.first()
    answer = right_answer(attempt.edition.quiz.by_key[response.question_key])
    return attempting.save(response, answer, **options)


def answer_all(attempt):
    for response in attempt.responses.all():
        attempting.save(response, right_answer(attempt.edition.quiz.by_key[response.question_key]))


def test_without_a_limit_nothing_is_ever_over(attempt):
    assert attempt.deadline_at is None
    later = timezone.now() + timedelta(days=400)
    assert not timing.is_over(None, later) and not timing.is_overdue(None, later)
    assert timing.is_in_time(None, later)


@pytest.mark.parametrize(("extra", "minutes"), [(0, 30), (25, 38), (50, 45), (100, 60)])
def test_the_deadline_is_worked_out_once_with_the_time_that_a_person_needs(timed, enrolment, clock, extra, minutes):
    learner = enrolment.learner
    learner.extra_time = extra
    learner.save()
    attempt = attempting.start(enrolment, timed)
    assert attempt.deadline_at == AT + timedelta(minutes=minutes)
    learner.extra_time = 0
    learner.save()
    set_rules(timed, time_limit=1)
    assert Attempt.objects.get().deadline_at == AT + timedelta(minutes=minutes)
    assert list(differences()) == []


@pytest.mark.promise(7)
@pytest.mark.parametrize(
    ("at", "until"),
    [("2027-03-28T00:45:00Z", "02:15"), ("2027-10-31T00:45:00Z", "01:15")],
    ids=["clocks go forward", "clocks go back"],
)
def test_half_an_hour_is_half_an_hour_when_the_clocks_change(amara, timed, enrolment, time_machine, at, until):
    time_machine.move_to(at, tick=False)
    attempt = attempting.start(enrolment, timed)
    browser = making.signed_in(amara)
    assert f"You have until {until}." in browser.get(reverse("quizzes:attempt", args=[attempt.pk])).text
    time_machine.shift(timedelta(minutes=30))
    save(attempt)
    time_machine.shift(SECOND)
    with pytest.raises(Refused, match="time was up"):
        save(attempt)


@pytest.mark.parametrize(
    ("arrives", "given", "is_kept"),
    [
        (timedelta(0), None, True),
        (SECOND, None, False),
        (timing.GRACE, timedelta(0), True),
        (timing.GRACE, SECOND, False),
        (timing.GRACE + SECOND, timedelta(0), False),
        (timedelta(hours=1), timedelta(minutes=-20), False),
        (-SECOND, timedelta(days=9), True),
    ],
)
def test_an_answer_on_its_way_counts_within_the_grace_and_never_after(begun, clock, arrives, given, is_kept):
    clock.move_to(begun.deadline_at + arrives, tick=False)
    claimed = None if given is None else begun.deadline_at + given
    if is_kept:
        assert save(begun, given_at=claimed).seq == 1
    else:
        with pytest.raises(Refused):
            save(begun, given_at=claimed)
        assert not ResponseEvent.objects.exists()


@pytest.mark.promise(8)
def test_the_browser_says_when_an_answer_was_given(browser, begun, clock):
    clock.move_to(begun.deadline_at + timedelta(seconds=90), tick=False)
    response = begun.responses.first()
    data = form_for(begun) | {"idempotency_key": str(uuid.uuid4())}
    address = reverse("quizzes:save-answer", args=[response.pk])
    reply = browser.post(address, data | {"given_at": "nonsense"})
    assert (reply.status_code, "time was up" in reply.json()["problem"]) == (409, True)
    assert browser.post(address, data | {"given_at": int(begun.deadline_at.timestamp())}).status_code == 200


@pytest.mark.promise(4)
def test_the_ticker_closes_an_overdue_attempt_once_with_what_was_saved(begun, clock):
    answer_all(begun)
    clock.move_to(begun.deadline_at + timing.GRACE, tick=False)
    ticking.tick(timezone.now())
    assert Attempt.objects.get().is_open
    clock.shift(timedelta(hours=5))
    ticking.tick(timezone.now())
    ticking.tick(timezone.now())
    attempt = Attempt.objects.get()
    assert (attempt.submitted_at, attempt.score, attempt.passed) == (begun.deadline_at, 100, True)
    assert ResponseEvent.objects.filter(kind="submitted").count() == 3
    assert Completion.objects.count() == 1
    assert list(differences()) == []


def test_the_ticker_leaves_attempts_without_a_deadline_alone(attempt, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=900))
    ticking.tick(timezone.now())
    assert Attempt.objects.get().is_open


@pytest.mark.promise(2)
def test_a_period_that_ended_before_the_ticker_came_is_completed_by_nothing(begun, clock, enrolment):
    answer_all(begun)
    clock.move_to(begun.deadline_at + timedelta(minutes=5), tick=False)
    ending.withdraw(Enrolment.objects.get(pk=enrolment.pk))
    clock.shift(timedelta(minutes=5))
    ticking.tick(timezone.now())
    assert Attempt.objects.get().passed
    assert not Completion.objects.exists()
    assert list(differences()) == []


def test_one_attempt_that_cannot_be_marked_keeps_no_other_open(begun, clock, monkeypatch, caplog):
    def fail(_attempt):
        raise ValueError("odd content")

    monkeypatch.setattr(attempting, "submit", fail)
    clock.move_to(begun.deadline_at + timedelta(hours=1), tick=False)
    ticking.close_overdue(timezone.now())
    assert "odd content" in caplog.text


def test_whoever_comes_back_after_the_time_is_told_and_sees_the_result(browser, begun, clock):
    save(begun)
    clock.move_to(begun.deadline_at + SECOND, tick=False)
    page = browser.get(reverse("quizzes:attempt", args=[begun.pk])).text
    assert "Your time is up" in page and "It ended at 14:35" in page
    reply = browser.post(reverse("quizzes:submit", args=[begun.pk]), follow=True)
    assert "33.33%" in reply.text
    assert Attempt.objects.get().submitted_at == begun.deadline_at


def test_a_form_that_comes_too_late_finishes_with_what_was_saved(browser, begun, clock):
    save(begun)
    clock.move_to(begun.deadline_at + SECOND, tick=False)
    late = form_for(begun, then="later")
    reply = browser.post(reverse("quizzes:submit", args=[begun.pk]), late, follow=True)
    assert "Your time was up" in reply.text
    assert Attempt.objects.get().score < 34


def test_a_form_that_was_on_its_way_counts(browser, begun, clock):
    clock.move_to(begun.deadline_at + timedelta(seconds=30), tick=False)
    data = form_for(begun, given_at=int(begun.deadline_at.timestamp()) - 1)
    browser.post(reverse("quizzes:submit", args=[begun.pk]), data)
    attempt = Attempt.objects.get()
    assert (attempt.score, attempt.submitted_at) == (100, begun.deadline_at)
    assert list(differences()) == []


def test_starting_again_closes_an_attempt_whose_time_was_up(begun, clock, enrolment, timed):
    assert attempting.start(enrolment, timed) == begun
    clock.move_to(begun.deadline_at + timing.GRACE + SECOND, tick=False)
    assert attempting.start(enrolment, timed).number == 2
    assert not Attempt.objects.get(number=1).is_open


def test_the_rules_say_how_long_and_what_to_do_for_more(browser, amara, timed):
    page = browser.get(timed.url).text
    assert "You have 30 minutes once you start." in page and "/profile/" in page
    amara.extra_time = 50
    amara.save()
    page = making.signed_in(amara).get(timed.url).text
    assert "You have 15 minutes more, as your details say." in page


def test_the_page_says_until_when_and_counts_nothing_down(browser, begun):
    page = browser.get(reverse("quizzes:attempt", args=[begun.pk])).text
    assert "You have until 14:35." in page and "no clock" not in page
    assert f'data-deadline="{int(begun.deadline_at.timestamp())}"' in page


@pytest.mark.promise(2)
@pytest.mark.parametrize("field", ["deadline_at", "submitted_at"])
def test_a_deadline_that_no_rule_gives_is_named(begun, field):
    attempting.submit(begun)
    Attempt.objects.update(**{field: AT + timedelta(hours=9)})
    assert field in {one.what for one in differences()}
