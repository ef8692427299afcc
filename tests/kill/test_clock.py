"""The clock is set forward, the ticker does its rounds, and the clock is set right again."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone

from certificates import issuing
from certificates.models import Certificate
from courses import completing, enrolling
from courses.models import Completion, CoursePage, Enrolment
from quizzes import attempting
from quizzes.models import Response
from tests.courses import factories
from tests.quizzes import making
from training.notices import sending
from training.notices.management.commands.tick import tick_all
from training.operating.tables import Table, all_tables, tally

EVIDENCE = {"courses_completion", "certificates_certificate", "certificates_certificateevent", "courses_courseedition"}
LEAPS = {"a day": timedelta(days=1), "three months": timedelta(days=92), "past expiry": timedelta(days=3 * 366)}


@pytest.fixture
def attempt(amara, chidi):
    """Amara in the middle of a quiz."""
    course = making.make_course()
    quiz = making.make_quiz(course, [making.make_single(), making.make_multiple()])
    making.release(CoursePage.objects.get(pk=course.pk), chidi)
    return attempting.start(making.enrol(amara, course), quiz)


@pytest.fixture
def certificate(amara):
    """What Amara earned in another course."""
    course = factories.make_course("Another course", lessons=["Only"], certificate_valid_months=24)
    period = enrolling.enrol(amara, course)
    completing.record(period, factories.lessons_of(course)[0], how=Completion.How.SELF)
    period.refresh_from_db()
    return issuing.issue(period)


def evidence():
    return {one.name: tally(connection, Table(one.name, one.columns)) for one in all_tables() if one.name in EVIDENCE}


def answer(attempt, place, how):
    response = attempt.responses.order_by("position")[place]
    attempting.save(response, how(attempt.edition.quiz.by_key[response.question_key]))


@pytest.mark.parametrize("leap", LEAPS.values(), ids=LEAPS)
def test_a_clock_set_forward_and_back_loses_nothing_and_does_nothing_twice(
    attempt, certificate, client, amara, leap, round_number
):
    client.force_login(amara)
    answer(attempt, 0, making.wrong_answer)
    sending.post("amara@northmere.example", "account", "account:1", timezone.localdate())
    before = evidence()
    mail.outbox.clear()
    with time_machine.travel(timezone.now() + leap, tick=True):
        assert tick_all(timezone.now()) == []
        answer(attempt, 1, making.right_answer)
        state = Certificate.objects.with_status().get(pk=certificate.pk).status
        assert (state == "expired") == (leap == LEAPS["past expiry"])
        assert client.get("/my-training/").status_code in {200, 302}
    assert tick_all(timezone.now()) == []
    # Both answers count, and one given after the clock is right again comes last.
    answer(attempt, 0, making.right_answer)
    assert [one.seq for one in Response.objects.filter(attempt=attempt).order_by("position")] == [2, 1]
    assert evidence() == before
    assert Certificate.objects.with_status().get(pk=certificate.pk).status == "valid"
    # The session may be over: sessions that looked expired are gone, and one signs in again.
    client.force_login(amara)
    assert client.get("/my-training/").status_code == 200
    assert attempting.submit(attempt)
    attempt.refresh_from_db()
    assert attempt.passed
    assert Enrolment.objects.filter(learner=amara).count() == 2
    # Three years on, the address of a message that nobody sent is forgotten, as docs/privacy.md says.
    sent = [message.to for message in mail.outbox if message.subject.startswith("You have an account")]
    assert sent == ([] if leap == LEAPS["past expiry"] else [["amara@northmere.example"]])
    count = len(mail.outbox)
    assert tick_all(timezone.now()) == []
    assert len(mail.outbox) == count
