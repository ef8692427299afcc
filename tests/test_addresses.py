"""Every address of ours times every kind of person. A new address without a row here fails the build.

A cell is what the person gets: a status, or "in" for "sign in first". Objects named by an address are Amara's,
in the part of the tree that Ben manages and Judith audits; Dana manages another council, and Efe learns there.
"""

from datetime import date, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.test import override_settings
from django.urls import get_resolver, reverse
from wagtail.documents.models import Document
from wagtail.images import get_image_model

from certificates import issuing
from courses import completing, enrolling, releasing, requiring
from courses.models import Completion
from quizzes import attempting
from tests.cast import make_chidi, make_member, make_northmere, make_southmere, make_team, token_of
from tests.courses import factories
from tests.quizzes.boosters.making import make_booster
from tests.quizzes.making import lesson_of, make_course, make_quiz, make_single
from tests.quizzes.questions import test_free_text as free_text
from training.people import inviting

pytestmark = pytest.mark.once
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3"/></svg>'
PEOPLE = ["nobody", "efe", "amara", "ben", "judith", "dana", "chidi", "admin"]
ANYBODY = [200] * 8
# (address, method): who gets what, in the order of PEOPLE
TABLE = {
    ("page", "get"): ANYBODY,
    ("content:whom-do-i-call", "get"): ANYBODY,
    ("content:wallet-card", "get"): ["in", *[200] * 7],
    ("content:report-problem", "get"): [404, 404, 200, 200, 200, 200, 200, 200],
    ("certificates:check", "get"): ANYBODY,
    ("certificates:check code", "get"): ANYBODY,
    ("certificates:check-file", "post"): ANYBODY,
    ("content:media", "get"): [404, *[200] * 7],
    ("wagtaildocs_serve", "get"): ["in", *[200] * 7],
    ("notices:outbox", "get"): [404] * 8,
    ("operating:healthz", "get"): ANYBODY,
    # No ticker runs beside a test.
    ("operating:readyz", "get"): [503] * 8,
    ("people:accept-invitation", "get"): ANYBODY,
    ("people:profile", "get"): ["in", *[200] * 7],
    ("people:end-session", "post"): ["in", 404, 302, *[404] * 5],
    ("courses:my-training", "get"): ["in", *[200] * 7],
    ("certificates:mine", "get"): ["in", *[200] * 7],
    # A learner's own things
    ("courses:enrol", "post"): ["in", *[302] * 7],
    ("courses:complete-activity", "post"): ["in", 404, 302, *[404] * 5],
    ("courses:withdraw", "get"): ["in", 404, 200, *[404] * 5],
    ("courses:withdraw", "post"): ["in", 404, 302, *[404] * 5],
    ("quizzes:start", "post"): ["in", 404, 302, *[404] * 5],
    ("quizzes:attempt", "get"): ["in", 404, 200, *[404] * 5],
    ("quizzes:gaps", "get"): ["in", 404, 200, *[404] * 5],
    ("quizzes:save-answer", "post"): [401, 404, 400, *[404] * 5],
    ("quizzes:submit", "post"): ["in", 404, 302, *[404] * 5],
    ("quizzes:result", "get"): ["in", 404, 302, *[404] * 5],
    # The link in a message does without signing in; somebody else who is signed in is refused.
    ("quizzes:booster", "get"): [200, 404, 200, *[404] * 5],
    ("quizzes:begin-booster", "post"): [302, 404, 302, *[404] * 5],
    ("quizzes:answer-booster", "post"): [200, 404, 200, *[404] * 5],
    ("quizzes:decline-boosters", "get"): [200, 404, 200, *[404] * 5],
    ("quizzes:decline-boosters", "post"): [302, 404, 302, *[404] * 5],
    ("certificates:download", "get"): ["in", 404, 200, 200, 404, 404, 404, 200],
    ("certificates:make", "post"): ["in", 404, 302, *[404] * 5],
    ("certificates:correct", "post"): ["in", 404, 302, *[404] * 5],
    ("people:download-data", "post"): ["in", *[200] * 7],
    # A trainer's
    ("quizzes:trial", "get"): ["in", 404, 404, 404, 404, 404, 200, 200],
    ("quizzes:statistics", "get"): ["in", 404, 404, 404, 404, 404, 200, 200],
    ("quizzes:regrade", "get"): ["in", 404, 404, 404, 404, 404, 200, 200],
    ("quizzes:regrade", "post"): ["in", 404, 404, 404, 404, 404, 200, 200],
    ("quizzes:marking-queue", "get"): ["in", 404, 404, 404, 404, 404, 200, 200],
    ("quizzes:mark-answer", "get"): ["in", 404, 404, 404, 404, 404, 200, 200],
    ("quizzes:mark-answer", "post"): ["in", 404, 404, 404, 404, 404, 200, 200],
    # A manager's; an auditor reads
    ("courses:team-training", "get"): ["in", 404, 404, 200, 200, 200, 404, 200],
    ("courses:assign", "get"): ["in", 404, 404, 200, 404, 200, 404, 200],
    ("courses:check-assignment", "get"): ["in", 404, 404, 200, 404, 200, 404, 200],
    ("courses:make-assignment", "post"): ["in", 404, 404, 302, 404, 302, 404, 302],
    ("courses:assignments", "get"): ["in", 404, 404, 200, 404, 200, 404, 200],
    ("courses:change-due", "get"): ["in", 404, 404, 200, 404, 404, 404, 200],
    ("courses:end-requirement", "get"): ["in", 404, 404, 200, 404, 404, 404, 200],
    ("courses:people-asked", "get"): ["in", 404, 404, 200, 404, 404, 404, 200],
    ("courses:exempt", "get"): ["in", 404, 404, 200, 404, 404, 404, 200],
    # Once Ben has exempted Amara, nothing is left to exempt her from.
    ("courses:exempt", "post"): ["in", 404, 404, 302, 404, 404, 404, 404],
    ("people:team", "get"): ["in", 404, 404, 200, 200, 200, 404, 200],
    ("people:change-membership", "get"): ["in", 404, 404, 200, 404, 404, 404, 200],
    ("people:end-membership", "get"): ["in", 404, 404, 200, 404, 404, 404, 200],
    ("people:invite", "get"): ["in", 404, 404, 200, 404, 200, 404, 200],
    ("people:invite-many", "get"): ["in", 404, 404, 200, 404, 200, 404, 200],
    ("people:invitations", "get"): ["in", 404, 404, 200, 404, 200, 404, 200],
    # A resent or withdrawn invitation is no longer there for whoever comes after Ben.
    ("people:resend-invitation", "post"): ["in", 404, 404, 302, 404, 404, 404, 404],
    ("people:withdraw-invitation", "post"): ["in", 404, 404, 302, 404, 404, 404, 404],
    ("certificates:team", "get"): ["in", 404, 404, 200, 404, 200, 404, 200],
    ("certificates:team-zip", "get"): ["in", 404, 404, 200, 404, 200, 404, 200],
    ("reports:index", "get"): ["in", 404, 404, 200, 200, 200, 404, 200],
    ("reports:report", "get"): ["in", 404, 404, 200, 200, 200, 404, 200],
    ("reports:download", "get"): ["in", 404, 404, 200, 200, 200, 404, 200],
    # The editor's: an administrator's and a trainer's
    ("certificates_revoke", "get"): ["in", 404, 404, 404, 404, 404, 404, 200],
    ("certificates_reinstate", "post"): ["in", 404, 404, 404, 404, 404, 404, 302],
    ("certificates_reissue", "post"): ["in", 404, 404, 404, 404, 404, 302, 302],
    ("people_audit", "get"): ["in", 404, 404, 404, 404, 404, 404, 200],
    ("people_audit_results", "get"): ["in", 404, 404, 404, 404, 404, 404, 200],
    ("people_erase", "get"): ["in", 404, 404, 404, 404, 404, 404, 200],
    ("courses_release", "get"): ["in", 404, 404, 404, 404, 404, 200, 200],
    ("courses_editions", "get"): ["in", 404, 404, 404, 404, 404, 200, 200],
    ("quizzes_import", "get"): ["in", 404, 404, 404, 404, 404, 200, 200],
    # Nobody has chosen a file yet, and is led to choose one.
    ("quizzes_import_check", "get"): ["in", 404, 404, 404, 404, 404, 302, 302],
    ("quizzes_import_check", "post"): ["in", 404, 404, 404, 404, 404, 302, 302],
    ("quizzes_export", "get"): ["in", 404, 404, 404, 404, 404, 200, 200],
    ("quizzes_export", "post"): ["in", 404, 404, 404, 404, 404, 200, 200],
    ("quizzes_reopen", "get"): ["in", 404, 404, 404, 404, 404, 404, 200],
    # Nobody has said why, and is asked.
    ("certificates_revoke", "post"): ["in", 404, 404, 404, 404, 404, 404, 200],
    ("quizzes_reopen", "post"): ["in", 404, 404, 404, 404, 404, 404, 200],
    ("quizzes_uses", "get"): ["in", 404, 404, 404, 404, 404, 200, 200],
    ("courses_to_check", "get"): ["in", 404, 404, 404, 404, 404, 200, 200],
}
OURS = {"training", "courses", "quizzes", "certificates"}


@pytest.fixture(scope="module")
def people(made_once):
    """Everybody of the table, by name; made once for all its rows."""
    northmere, southmere = make_northmere(), make_southmere()
    regulation = northmere.get_children().get()
    return {
        "amara": make_member("Amara Okafor", make_team(regulation)),
        "ben": make_member("Ben Hughes", regulation, role=None, access="manager"),
        "judith": make_member("Judith Kaye", regulation, role=None, access="auditor"),
        "dana": make_member("Dana Price", southmere, role="licensing", access="manager"),
        "efe": make_member("Efe Musa", southmere, role="licensing"),
        "chidi": make_chidi(),
        "admin": get_user_model().objects.create_superuser("admin@northmere.example", "x", name="Admin"),
    }


@pytest.fixture(scope="module")
def things(people, tmp_path_factory):
    """What the addresses name: all of it Amara's, or Ben's to manage."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield make_things(people["amara"], people["ben"])


def make_things(amara, ben):
    """Amara's team and training, and what Ben asks of her."""
    team = amara.memberships.get().organisation
    course = make_course()
    quiz = make_quiz(course, [make_single()])
    essay = make_quiz(course, [free_text.make(is_marked_by_person=True)], slug="essay")
    releasing.release(course, released_for="new_starters")
    enrolment = enrolling.start(enrolling.enrol(amara, course))
    attempt = attempting.start(enrolment, quiz)
    done = finished_course(amara)
    certificate = issuing.issue(done)
    invitation = inviting.invite(team, "new@northmere.example", role=None, access="none", actor=ben)
    requirement = requiring.require(course, team, due_on=date.today() + timedelta(days=9), actor=ben)  # noqa: DTZ011
    return {
        "course": course,
        "quiz": quiz,
        "lesson": lesson_of(course),
        "attempt": attempt,
        "response": attempt.responses.first(),
        "written": make_written(enrolment, essay),
        "done": done,
        "follow_up": make_booster(done),
        "enrolment": enrolment,
        "certificate": certificate,
        "invitation": invitation,
        "token": token_of(invitation),
        "requirement": requirement,
        "membership": amara.memberships.get(),
        "picture": get_image_model().objects.create(title="Plan", file=ContentFile(SVG, "plan.svg"), width=4, height=3),
        "document": Document.objects.create(title="Card", file=ContentFile(b"%PDF-", "card.pdf")),
        "session": UserSession.objects.create(user=amara, ip="203.0.113.7", session_key="x", user_agent=""),
    }


def make_written(enrolment, essay):
    """What waits to be marked."""
    attempt = attempting.start(enrolment, essay)
    (response,) = attempt.responses.all()
    attempting.submit(attempt, answers={response.pk: {"done": True, "met": []}}, texts={response.pk: "I saw a bed."})
    return response


def finished_course(learner):
    """A course of one lesson that this learner completed."""
    course = factories.make_course("Another course", lessons=["Only"])
    enrolment = enrolling.enrol(learner, course)
    completing.record(enrolment, factories.lessons_of(course)[0], how=Completion.How.SELF)
    enrolment.refresh_from_db()
    return enrolment


def arguments(name, things):
    """What an address is called with."""
    certificate, link = things["certificate"], [things["follow_up"].pk, things["follow_up"].token]
    return {
        "page": [""],
        "content:media": [things["picture"].file.name],
        "wagtaildocs_serve": [things["document"].pk, things["document"].filename],
        "content:report-problem": [things["lesson"].pk],
        "certificates:check code": [certificate.code],
        "people:accept-invitation": [things["token"]],
        "courses:enrol": [things["course"].pk],
        "courses:complete-activity": [things["lesson"].pk],
        "quizzes:start": [things["quiz"].pk],
        "quizzes:trial": [things["quiz"].pk],
        "quizzes_reopen": [things["written"].attempt_id],
        "quizzes_uses": [things["quiz"].items.first().question_id],
        "quizzes:statistics": [things["quiz"].pk],
        "quizzes:attempt": [things["attempt"].pk],
        "quizzes:gaps": [things["attempt"].pk],
        "quizzes:submit": [things["attempt"].pk],
        "quizzes:result": [things["attempt"].pk],
        "quizzes:save-answer": [things["response"].pk],
        **dict.fromkeys(["quizzes:booster", "quizzes:begin-booster", "quizzes:answer-booster"], link),
        "quizzes:decline-boosters": link,
        "quizzes:regrade": [things["quiz"].pk, things["response"].question_key],
        "quizzes:mark-answer": [things["written"].pk],
        "certificates:download": [certificate.code],
        "certificates:make": [things["done"].pk],
        "certificates:correct": [certificate.code],
        "courses:change-due": [things["requirement"].key],
        "courses:end-requirement": [things["requirement"].key],
        "courses:people-asked": [things["requirement"].key],
        "courses:exempt": [things["requirement"].key, things["enrolment"].learner_id],
        "courses:withdraw": [things["enrolment"].pk],
        "people:change-membership": [things["membership"].pk],
        "people:end-membership": [things["membership"].pk],
        "people:end-session": [things["session"].pk],
        "people:resend-invitation": [things["invitation"].pk],
        "people:withdraw-invitation": [things["invitation"].pk],
        "reports:report": ["completion"],
        "reports:download": ["completion", "csv"],
        "certificates_revoke": [certificate.pk],
        "certificates_reinstate": [certificate.pk],
        "certificates_reissue": [certificate.pk],
        "courses_release": [things["course"].pk],
        "people_erase": [things["membership"].user_id],
        "courses_editions": [things["course"].pk],
    }.get(name, [])


def outcome(response):
    is_sign_in = response.status_code == 302 and response.url.startswith("/account/login/")
    return "in" if is_sign_in else response.status_code


@pytest.mark.promise(9)
@pytest.mark.parametrize(("name", "method"), TABLE, ids=[f"{method} {name}" for name, method in TABLE])
def test_each_person_gets_what_the_table_says(db, client, things, people, name, method):
    got = {}
    data = {
        "quizzes:answer-booster": {"number": 1},
        "quizzes:save-answer": {"idempotency_key": "4cbb7d0c-9d5f-4f4e-8a4e-2d3a3a3a3a3a"},
        "courses:exempt": {"reason": "not_in_work"} if method == "post" else {},
    }.get(name, {})
    # Whoever may act comes last, so that the act cannot open or shut the address for the rest.
    order = sorted(PEOPLE, key=lambda person: person in {"amara", "ben", "admin"})
    for person in order:
        client.logout()
        if person != "nobody":
            client.force_login(people[person])
        url = reverse(name.split()[0], args=arguments(name, things))
        got[person] = outcome(getattr(client, method)(url, data))
    assert [got[person] for person in PEOPLE] == TABLE[name, method]


def own_names(resolver=None, namespace=""):
    """The names of every address whose view is ours; Wagtail's snippet screens are Wagtail's."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from own_names(pattern, inner)
        elif pattern.callback.__module__.split(".")[0] in OURS and not hasattr(pattern.callback, "view_class"):
            yield f"{namespace}{pattern.name}"


def test_every_address_has_a_row():
    rows = {name.split()[0] for name, _method in TABLE}
    assert set(own_names()) - rows - {"None"} == set()


@pytest.mark.parametrize("name", [name for name, method in TABLE if method == "post" and (name, "get") not in TABLE])
def test_what_writes_cannot_be_reached_by_a_link(db, client, things, people, name):
    client.force_login(people["amara"])
    assert client.get(reverse(name, args=arguments(name, things))).status_code in {404, 405}
