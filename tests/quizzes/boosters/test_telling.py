"""Who is written to about a booster, how often, and when no more."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from courses import following_up
from courses.models import FollowUp
from quizzes.boosters import answering, beginning, telling
from quizzes.models import QuizPage
from tests.cast import make_member
from tests.quizzes.boosters.conftest import DUE_AT
from tests.quizzes.making import right_answer
from training.notices import sending
from training.notices.models import Notice
from training.people import erasing

pytestmark = pytest.mark.once


def told_on(*days):
    """Tick every day, and return the number of days after the due date on which a mail went out."""
    found = []
    for day in range(*days):
        mail.outbox = []
        with time_machine.travel(DUE_AT + timedelta(days=day)):
            telling.tell(timezone.now())
            telling.tell(timezone.now())
            sending.send_due()
        found += [day] * len(mail.outbox)
    return found


def test_there_is_one_mail_and_two_reminders_and_then_the_next_booster(period):
    assert told_on(-3, 70) == [0, 7, 21, 61, 68]


def test_a_ticker_that_paused_does_not_hurry_afterwards(period):
    assert told_on(10, 40) == [10, 17, 31]


def test_nothing_is_said_once_it_is_answered(follow_up):
    assert told_on(0, 3) == [0]
    booster = beginning.begin(follow_up)
    for place, question in enumerate(booster.asked, start=1):
        answering.answer(booster, place, right_answer(question))
    assert told_on(3, 60) == []


def test_nothing_is_said_once_it_is_declined_not_even_what_was_waiting(follow_up):
    telling.tell(timezone.now())
    assert Notice.objects.filter(kind="booster", sent_at=None).count() == 1
    following_up.decline(follow_up)
    assert told_on(0, 200) == []


def test_an_erased_person_is_not_written_to(amara, chidi, period):
    erasing.erase(amara, actor=chidi)
    assert told_on(0, 40) == []


def test_who_has_left_is_not_written_to(amara, period):
    amara.memberships.update(ended_on=DUE_AT.date())
    assert told_on(0, 40) == []


def test_a_new_address_gets_what_is_still_to_come_and_nothing_twice(amara, follow_up):
    assert told_on(0, 2) == [0]
    amara.email = "amara.okafor@northmere.example"
    amara.save()
    assert told_on(2, 10) == [7]
    assert mail.outbox == []


def test_a_course_without_anything_to_ask_asks_nobody(period):
    QuizPage.objects.update(live=False)
    assert told_on(0, 40) == []
    assert not FollowUp.objects.exclude(asked_at=None).exists()


@pytest.mark.usefixtures("follow_up")
def test_the_mail_says_how_long_it_takes_that_nothing_changes_and_how_to_decline(period):
    telling.tell(timezone.now())
    sending.send_due()
    (message,) = mail.outbox
    first = FollowUp.objects.get(kind=1)
    assert "three minutes" in message.body
    assert "changes nothing about your training record or your certificate" in message.body
    assert reverse("quizzes:booster", args=[first.pk, first.token]) + "\n" in message.body
    assert reverse("quizzes:decline-boosters", args=[first.pk, first.token]) + "\n" in message.body
    assert "last reminder" not in message.body
    assert first.asked_at == timezone.now()


def test_the_last_reminder_says_that_it_is_the_last(period):
    told_on(0, 22)
    assert "This is the last reminder." in mail.outbox[0].body
    assert mail.outbox[0].subject.startswith("Reminder")


def test_more_people_cost_no_more_queries_once_they_are_told(team, complete, follow_up, check_growth):
    telling.tell(timezone.now())

    def grow():
        complete(make_member("Efe Musa", team))
        with time_machine.travel(DUE_AT, tick=False):
            telling.tell(timezone.now())

    check_growth(lambda: telling.tell(timezone.now()), grow)
    assert Notice.objects.filter(kind="booster").values("user").distinct().count() == 2
