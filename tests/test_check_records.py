"""`manage.py check_records`: silent about what is sound, and naming every kind of difference that was made on purpose."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import QuerySet
from django.utils import timezone

from certificates import issuing, revoking
from certificates.models import Certificate, CertificateEvent
from courses import completing, ending, enrolling, exempting, releasing, requiring, ticking
from courses.models import Completion, Enrolment, EnrolmentEvent, Obligation
from quizzes import attempting
from quizzes.models import Attempt, Response, ResponseEvent
from tests.cast import join, make_member, make_southmere, make_user
from tests.courses.factories import add_lesson
from tests.once import anew
from tests.quizzes.making import lesson_of, make_course, make_quiz, make_single, right_answer, wrong_answer
from training.people.management.commands.check_records import differences


def raw(model):
    """Rows that even evidence cannot keep from being changed: as a slip in a migration or a database tool would."""
    return QuerySet(model).order_by("pk")


def answer(attempt, choose):
    for response in attempt.responses.all():
        question = attempt.edition.quiz.by_key[response.question_key]
        attempting.save(response, choose(question), actor=attempt.enrolment.learner)
    attempting.submit(attempt, actor=attempt.enrolment.learner)


@pytest.fixture(scope="module")
def course_once(made_once):
    return make_course()


@pytest.fixture(scope="module")
def quiz_once(course_once):
    return make_quiz(course_once, [make_single(), make_single("And then?")])


@pytest.fixture(scope="module")
def history_once(course_once, quiz_once, team_once, amara_once, ben_once):
    """All that can happen: asked, failed, passed, certified, corrected, revoked, updated, exempted, withdrawn."""
    dana = make_member("Dana Price", make_southmere(), role="licensing", access="manager")
    live_through(course_once, quiz_once, team_once, amara_once, ben_once, dana)


def live_through(course, quiz, team, amara, ben, dana):
    releasing.release(course, released_for="new_starters")
    requiring.require(course, team, due_on=date(2099, 3, 1), actor=ben)
    period = Enrolment.objects.get(learner=amara)
    answer(attempting.start(period, quiz), wrong_answer)
    answer(attempting.start(period, quiz), right_answer)
    completing.record(period, lesson_of(course).specific, how="self")
    period.refresh_from_db()
    revoking.revoke(issuing.issue(period), actor=ben, reason="not_own_work")
    revoking.reinstate(issuing.newest_of(period), actor=ben)
    issuing.reissue(issuing.newest_of(period), actor=ben, reason="fault")
    add_lesson(course, "Three")
    releasing.move_everyone(releasing.release(course, released_for="everyone"))
    update = Enrolment.objects.get(learner=amara, number=2)
    for lesson in course.get_children().filter(title="Three"):
        completing.record(update, lesson.specific, how="self")
    update.refresh_from_db()
    issuing.issue(update)
    asked = requiring.require(course, ben.memberships.get().organisation, due_on=date(2099, 3, 1), actor=ben)
    exempting.exempt(asked, ben, reason="away", actor=dana)
    ending.withdraw(enrolling.start(enrolling.enrol(dana, course)))
    attempting.start(enrolling.enrol(dana, course), quiz)


@pytest.fixture
def history(db, history_once):
    """All that happened; the tests read what they speak of anew."""


@pytest.fixture
def course(db, course_once):
    return anew(course_once)


@pytest.fixture
def quiz(db, quiz_once):
    return anew(quiz_once)


@pytest.fixture
def team(db, team_once):
    return anew(team_once)


@pytest.fixture
def amara(db, amara_once):
    return anew(amara_once)


def found():
    return {f"{one.record.split()[0]} {one.what}" for one in differences()}


@pytest.mark.promise(2)
def test_a_sound_history_gives_silence(history):
    ticking.tick(timezone.now())
    assert list(differences()) == []
    said = StringIO()
    call_command("check_records", stdout=said)
    assert said.getvalue() == "Every record is what its events say.\n"


LATER = timezone.now() + timedelta(days=400)
DONE = {"completed_at__isnull": False}
SPOILT = [
    # (rows, what is done to them, what is named)
    (Enrolment, DONE, {"started_at": LATER - timedelta(days=900)}, "enrolment started_at"),
    (Enrolment, DONE, {"completed_at": LATER}, "enrolment completed_at"),
    (Enrolment, DONE, {"valid_until": date(2050, 1, 1)}, "enrolment valid_until"),
    (Enrolment, DONE, {"valid_until": date(2050, 1, 1)}, "enrolment valid_until_by_the_rules"),
    (Enrolment, DONE, {"completed_at": None, "valid_until": None}, "enrolment nothing_left"),
    (Enrolment, {"end_reason": "withdrawn"}, {"ended_at": LATER}, "enrolment ended_at"),
    (Enrolment, {"end_reason": "withdrawn"}, {"end_reason": "exempted"}, "enrolment end_reason"),
    (Enrolment, {"end_reason": "exempted"}, {"source": "self"}, "enrolment source"),
    (Enrolment, {"source": "update"}, {"update_due_on": date(2050, 1, 1)}, "enrolment update_due_on"),
    (EnrolmentEvent, {"kind": "started"}, {"kind": "enrolled"}, "enrolment events_enrolled"),
    (EnrolmentEvent, {"kind": "started"}, {"at": LATER}, "enrolment started_at"),
    (EnrolmentEvent, {"kind": "ended"}, {"kind": "due", "data": {}}, "enrolment events_over"),
    (Completion, {}, {"activity_key": "4cbb7d0c-9d5f-4f4e-8a4e-2d3a3a3a3a3a", "page": 1}, "completion in_its_course"),
    (Completion, {}, {"activity_key": "4cbb7d0c-9d5f-4f4e-8a4e-2d3a3a3a3a3a"}, "completion page_key"),
    (Completion, {}, {"activity_key": "4cbb7d0c-9d5f-4f4e-8a4e-2d3a3a3a3a3a"}, "enrolment completed_without"),
    (Completion, {"how": "marked"}, {"score": 55}, "completion passed attempt"),
    (Completion, {"how": "marked"}, {"score": 155}, "completion score_in_range"),
    (Completion, {"how": "self"}, {"completed_at": LATER}, "completion before_the_end"),
    (Completion, {"how": "self"}, {"completed_at": LATER - timedelta(days=900)}, "completion after_the_beginning"),
    (Completion, {"how": "carried_over"}, {"completed_at": timezone.now()}, "completion origin_on_the_same_date"),
    (Obligation, {}, {"due_on": date(2050, 1, 1)}, "obligation due_on"),
    (Obligation, {"end_reason": "exempted"}, {"end_reason": "left"}, "obligation end_reason"),
    (Obligation, {"end_reason": "met"}, {"end_reason": "", "ended_at": None}, "obligation end_reason"),
    (EnrolmentEvent, {"kind": "due"}, {"kind": "exempted"}, "obligation asked_by_an_event"),
    (Attempt, {"passed": True}, {"score": 12}, "attempt score"),
    (Attempt, {"passed": False}, {"passed": True}, "attempt passed"),
    (Attempt, {"passed": True}, {"seed": "x", "pass_mark": 101}, "attempt passed"),
    (Attempt, {"passed": False}, {"pass_mark": 81}, "attempt pass_mark"),
    (Attempt, {"passed": True}, {"submitted_at": LATER}, "response submitted_at"),
    (Response, {"mark": 1}, {"mark": 0}, "response mark"),
    (Response, {"mark": 1}, {"is_right": False}, "response is_right"),
    (Response, {"mark": 1}, {"answer": {"chosen": []}}, "response answer"),
    (Response, {"mark": 1}, {"seq": 7}, "response seq"),
    (Response, {"mark": 1}, {"saved_at": LATER}, "response saved_at"),
    (Response, {"mark": 1}, {"is_final": False}, "response is_final"),
    (Response, {"mark": 1}, {"position": 9}, "attempt questions"),
    (ResponseEvent, {"kind": "marked"}, {"kind": "saved"}, "response marked"),
    (ResponseEvent, {"kind": "submitted"}, {"seq": 9}, "response events"),
    (ResponseEvent, {"kind": "marked"}, {"mark": "0.5"}, "response mark"),
    (Certificate, {"number": 1}, {"serial": "FT-2026-999999"}, "certificate serial"),
    (Certificate, {}, {"expires_on": date(2050, 1, 1)}, "certificate expires_on"),
    (Certificate, {}, {"pdf": b"%PDF another"}, "certificate sha256"),
    (Certificate, {}, {"pdf": None}, "certificate sha256"),
    (Certificate, {}, {"sha256": "0" * 64}, "certificate sha256"),
    (Certificate, {}, {"data": {"name": "Amara Okafor", "course": "Law"}}, "certificate data"),
    (Certificate, {}, {"data": {}}, "certificate name"),
    (Certificate, {"number": 2}, {"number": 3}, "certificate supersedes"),
    (CertificateEvent, {"kind": "superseded"}, {"kind": "revoked"}, "certificate replaced"),
    (CertificateEvent, {"kind": "revoked"}, {"kind": "reinstated"}, "certificate decisions"),
    (CertificateEvent, {"kind": "issued"}, {"kind": "reinstated"}, "certificate first_event"),
]


@pytest.mark.promise(2)
def test_each_kind_of_difference_is_named(history):
    from django.db import transaction

    missed = []
    for model, which, change, named in SPOILT:
        with transaction.atomic():
            row = raw(model).filter(**which).first()
            raw(model).filter(pk=row.pk).update(**change)
            if named not in found():
                missed.append((named, found()))
            transaction.set_rollback(True)
    assert missed == []
    assert found() == set()


@pytest.mark.promise(2)
def test_a_missing_record_is_named(history, amara):
    raw(CertificateEvent).all()._raw_delete("default")
    raw(Certificate).exclude(supersedes=None).order_by("-pk")._raw_delete("default")
    raw(Certificate).all()._raw_delete("default")
    raw(Completion).filter(how="marked")._raw_delete("default")
    Enrolment.objects.filter(learner=amara, number=1).update(completed_at=None, valid_until=None)
    assert {"enrolment certificate", "attempt completion"} <= found()


def test_the_command_names_each_difference_on_a_line_and_ends_with_1(history, amara):
    Enrolment.objects.filter(learner=amara, number=1).update(valid_until=date(2050, 1, 1))
    said = StringIO()
    with pytest.raises(CommandError, match="5 differences"):
        call_command("check_records", "--json", stdout=said)
    lines = [json.loads(line) for line in said.getvalue().splitlines()]
    assert {line["what"] for line in lines} >= {"valid_until", "valid_until_by_the_rules"}
    assert set(lines[0]) == {"record", "what", "stored", "derived"}


def test_the_records_of_an_erased_person_are_sound_and_what_was_left_of_her_is_named(history, amara):
    type(amara).objects.filter(pk=amara.pk).update(
        erased_at=timezone.now(), is_active=False, name="", accommodations="", email="4@erased.invalid"
    )
    assert found() == {"certificate bytes", "certificate name"}
    for certificate in Certificate.objects.all():
        raw(Certificate).filter(pk=certificate.pk).update(pdf=None, data={**certificate.data, "name": ""})
    assert found() == set()


@pytest.mark.promise(2)
def test_an_attempt_keeps_the_pass_mark_of_the_edition_it_began_on(course, quiz, amara):
    releasing.release(course, released_for="new_starters")
    period = enrolling.enrol(amara, course)
    answer(attempting.start(period, quiz), wrong_answer)
    course.pass_mark = 55
    course.save_revision().publish()
    releasing.move_everyone(releasing.release(course, released_for="everyone"))
    attempting.start(period, quiz)
    assert list(Attempt.objects.order_by("number").values_list("pass_mark", flat=True)) == [80, 55]
    assert found() == set()
    for number, other in ((1, 55), (2, 80)):
        Attempt.objects.filter(number=number).update(pass_mark=other)
        assert found() == {"attempt pass_mark"}
        Attempt.objects.filter(number=number).update(pass_mark={1: 80, 2: 55}[number])


def test_checking_asks_by_the_chunk_and_not_by_the_row(history, team, course, quiz, check_growth):
    def grow():
        for index in range(3):
            member = make_user(f"Person{index} Example")
            join(member, team)
            period = enrolling.enrol(member, course)
            answer(attempting.start(period, quiz), right_answer)
            for page in course.get_children().exclude(pk=quiz.pk):
                completing.record(period, page.specific, how="self")
            period.refresh_from_db()
            issuing.issue(period)

    check_growth(lambda: list(differences()), grow, is_seen=False)
