"""Erasing a person takes all that says who she was, keeps every count, and touches nobody else."""

from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db.models import Q
from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile

from certificates import issuing
from certificates.models import Certificate
from courses import completing, enrolling, releasing, requiring
from courses.models import Enrolment
from courses.reports import CompletionReport
from quizzes import attempting
from quizzes.models import ResponseText
from tests.cast import make_southmere
from tests.dumping import dump, holding, touched
from tests.once import anew
from tests.quizzes.making import lesson_of, make_course, make_quiz, make_single, right_answer
from tests.training.people.stepping import give_app, sign_in
from training.content.models import ProblemReport
from training.evidence import FrozenError, blank
from training.notices import sending
from training.notices.models import Notice
from training.people import inviting
from training.people.erasing import NotOneself, erase
from training.people.management.commands.check_records import differences
from training.people.models import AuditEntry, Invitation, Organisation, User
from training.personal import Person, contributions

FROZEN = [
    *("courses_courseedition", "courses_enrolmentevent", "courses_completion", "people_auditentry"),
    *("quizzes_quizedition", "quizzes_responseevent", "certificates_certificateevent"),
]


@pytest.fixture
def admin(db):
    return get_user_model().objects.create_superuser("admin@northmere.example", "x", name="Admin")


@pytest.fixture(scope="module")
def course_once(amara_once):
    course = make_course()
    quiz = make_quiz(course, [make_single()])
    releasing.release(course, released_for="new_starters")
    course.quiz = quiz
    return course


@pytest.fixture
def course(db, course_once):
    return anew(course_once)


@pytest.fixture
def amara(db, amara_once):
    return anew(amara_once)


def live_through(user, course, team, elsewhere, manager):
    """Everything a person can leave behind here: training, a certificate, words, messages, sessions, invitations."""
    requiring.require(course, team, due_on=timezone.localdate(), actor=manager, learners=[user])
    period = enrolling.start(enrolling.enrol(user, course))
    attempt = attempting.start(period, course.quiz)
    response = attempt.responses.get()
    attempting.save(response, right_answer(attempt.edition.quiz.questions[0]), text=f"{user.name} wrote", actor=user)
    attempting.submit(attempt, actor=user)
    completing.record(period, lesson_of(course).specific, how="self")
    issuing.issue(Enrolment.objects.get(pk=period.pk))
    sign_in(Client(headers={"user-agent": f"browser of {user.name}"}), user)
    give_app(user)
    Client().force_login(user)
    EmailAddress.objects.create(user=user, email=f"second.{user.email}", verified=False)
    ProblemReport.objects.create(page_title="A page", message=f"{user.name} was here", reporter=user)
    inviting.accept(inviting.invite(elsewhere, user.email, actor=manager), user)
    inviting.invite(elsewhere, f"second.{user.email}", actor=manager)
    inviting.invite(elsewhere, f"friend-of-{user.pk}@northmere.example", actor=user)
    sent = sending.post(user.email, "assigned", "requirement:1", timezone.localdate(), {"name": user.name}, user=user)
    Notice.objects.filter(pk=sent.pk).update(sent_at=timezone.now())
    user.accommodations = f"{user.name} needs large print"
    user.save()


@pytest.fixture(scope="module")
def lives_once(amara_once, ben_once, course_once):
    """Amara and Ben have left everything behind that one can leave."""
    outsider = User.objects.create_superuser("kit@northmere.example", name="Kit Osborne")
    elsewhere = make_southmere()
    for user in (amara_once, ben_once):
        live_through(user, course_once, Organisation.objects.get(name="Regulation"), elsewhere, outsider)
    return amara_once, ben_once


@pytest.fixture
def lives(db, lives_once):
    return [anew(user) for user in lives_once]


def rows_of(user):
    """{table: keys} of every row that erasing this person may touch."""
    addresses = [user.email, f"second.{user.email}"]
    named = Q(email__in=addresses) | Q(accepted_by=user)
    posted = Q(user=user) | Q(address__in=addresses)
    sent_by_her = Q(subject_key__in=[f"invitation:{one.pk}" for one in Invitation.objects.filter(invited_by=user)])
    sessions = [one.pk for one in Session.objects.all() if one.get_decoded().get("_auth_user_id") == str(user.pk)]
    rows = [
        *(User.objects.filter(pk=user.pk), user.memberships.all(), Invitation.objects.filter(named)),
        *(user.enrolments.all(), Certificate.objects.filter(enrolment__learner=user)),
        *(ProblemReport.objects.filter(reporter=user), Notice.objects.filter(posted | sent_by_her)),
        *(EmailAddress.objects.filter(user=user), Authenticator.objects.filter(user=user)),
        ResponseText.objects.filter(response__attempt__enrolment__learner=user),
        *(UserSession.objects.filter(user=user), Session.objects.filter(pk__in=sessions)),
    ]
    return {some.model._meta.db_table: set(some.values_list("pk", flat=True)) for some in rows}


@pytest.mark.promise(6)
def test_an_erased_person_is_named_nowhere_and_every_count_stays(lives, admin):
    amara, _ben = lives
    before = dump()
    counted = [count.number for count in CompletionReport(admin).summary({})]
    assert {name for name, _key in holding(before, "amara", "okafor")} >= {"people_user", "courses_enrolment"}
    erase(amara, admin)
    after = dump()
    assert holding(after, "amara", "okafor") == []
    assert [count.number for count in CompletionReport(admin).summary({})] == counted
    fewer = {name for name, rows in before.items() if len(after[name]) < len(rows)}
    assert fewer == {
        *("account_emailaddress", "mfa_authenticator", "usersessions_usersession", "django_session"),
        *("notices_notice", "quizzes_responsetext"),
    }
    certificate = Certificate.objects.get(enrolment__learner=amara)
    assert (certificate.pdf, certificate.name, len(certificate.sha256)) == (None, "", 64)
    assert certificate.data["course"] == "Recognise and respond"


@pytest.mark.promise(1)
def test_erasing_touches_no_event_and_nothing_of_anybody_else(lives, admin):
    amara, _ben = lives
    before, mine = dump(), rows_of(amara)
    erase(amara, admin)
    changed = touched(before, dump())
    assert set(changed) & set(FROZEN) == set()
    assert {name for name, keys in changed.items() if keys - mine.get(name, set())} == set()
    # What was to go did go: each table that says who she was is among the changed ones.
    assert set(changed) == set(mine)


def test_the_account_is_shut_and_shown_as_an_erased_person(lives, admin, client):
    amara, ben = lives
    password = amara.password
    erase(amara, admin)
    amara = User.objects.get(pk=amara.pk)
    assert str(amara) == "Erased person"
    assert not amara.is_active
    assert amara.password != password
    assert not amara.memberships.filter(ended_on=None).exists()
    sign_in(client, User(email="amara@northmere.example"))
    assert "_auth_user_id" not in client.session
    client.force_login(ben)
    entry = AuditEntry.objects.get(action="people.erase")
    assert (entry.user, entry.about) == (admin, amara)


def test_what_she_was_called_before_and_her_picture_go_too(lives, admin, settings, tmp_path):
    amara, _ben = lives
    settings.MEDIA_ROOT = tmp_path
    avatar = ContentFile(b"a face", name="amara.png")
    picture = Path(UserProfile.objects.create(user=amara, avatar=avatar).avatar.path)
    assert picture.exists()
    # As the editor's form for an account has it: nothing of hers knows the address that she was invited at.
    EmailAddress.objects.filter(user=amara, email=amara.email).delete()
    amara.name, amara.email = "Ada Musa", "ada.musa@northmere.example"
    amara.save()
    erase(amara, admin)
    assert not picture.exists()
    assert holding(dump(), "amara", "okafor", "musa") == []


def test_every_record_is_still_what_its_events_say(lives, admin, django_capture_on_commit_callbacks):
    amara, _ben = lives
    assert list(differences()) == []
    periods = amara.enrolments.count()
    with django_capture_on_commit_callbacks(execute=True):
        erase(amara, admin)
    assert list(differences()) == []
    assert holding(dump(), "amara", "okafor") == []
    assert amara.enrolments.count() == periods
    issuing.issue_missing()
    assert holding(dump(), "amara", "okafor") == []


def test_an_administrator_still_reads_the_row_of_an_erased_person(lives, admin, client):
    amara, _ben = lives
    erase(amara, admin)
    client.force_login(admin)
    page = client.get("/reports/completion/").content.decode()
    assert "Erased person" in page
    assert "Amara" not in page
    assert "Ben Hughes" in page


def test_again_changes_nothing_and_the_first_day_stays(lives, admin):
    amara, _ben = lives
    first = erase(amara, admin).erased_at
    before = dump()
    assert erase(amara, admin).erased_at == first
    changed = touched(before, dump())
    assert set(changed) <= {"people_user"}  # the unusable password is a new one
    assert AuditEntry.objects.filter(action="people.erase").count() == 1


def test_interrupted_in_the_middle_nothing_is_done_and_again_does_it_all(lives, admin, monkeypatch):
    amara, _ben = lives
    before = dump()

    def fail(person):
        raise OSError("power cut")

    broken = [*contributions("erase"), fail]
    with monkeypatch.context() as cut:
        cut.setattr("training.people.erasing.contributions", lambda verb: broken)
        with pytest.raises(OSError, match="power cut"):
            erase(amara, admin)
    assert touched(before, dump()) == {}
    erase(amara, admin)
    assert holding(dump(), "okafor") == []


def test_nobody_erases_herself(admin):
    with pytest.raises(NotOneself):
        erase(admin, admin)


def test_what_proves_what_happened_goes_by_no_door(lives):
    amara, _ben = lives
    own = Certificate.objects.filter(enrolment__learner=amara)
    for field in ("sha256", "serial", "expires_on"):
        with pytest.raises(FrozenError):
            blank(own, **{field: None})
    with pytest.raises(FrozenError):
        blank(AuditEntry.objects.all(), data={})


def test_the_command_asks_and_erases(amara, capsys, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda words: "no")
    with pytest.raises(CommandError):
        call_command("erase_person", "Amara@northmere.example")
    with pytest.raises(CommandError):
        call_command("erase_person", "nobody@northmere.example")
    call_command("erase_person", "amara@northmere.example", "--yes")
    amara.refresh_from_db()
    assert amara.erased_at
    call_command("erase_person", str(amara.pk), "--yes")


def test_each_contribution_can_be_taken_again(amara):
    person = Person(amara, frozenset())
    for take_away in contributions("erase"):
        take_away(person)
        take_away(person)
    assert len(contributions("erase")) >= 5
