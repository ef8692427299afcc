"""The world of the random histories: a council, a course with a quiz, and people. Built once, rolled back each time."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import Group
from django.db import connection

from courses.models import Completion, CoursePage, EnrolmentEvent
from quizzes.models import Booster, BoosterAnswer, QuizPage, Regrade, Reopening, ResponseEvent
from tests.cast import join, make_user
from tests.courses import factories
from tests.quizzes.making import make_multiple, make_quiz, make_single
from tests.quizzes.questions import test_free_text as free_text
from training.people.models import Organisation, User

CERTIFICATES = ["code", "serial", "sha256", "data", "expires_on", "issued_at", "supersedes"]


@dataclass
class World:
    """Keys of what a history acts on; rows are read anew, since each history is rolled back."""

    course_key: object
    quiz_key: object
    essay_key: object
    learners: list
    manager: int
    trainer: int
    administrator: int
    teams: list

    @property
    def course(self):
        """The course page, as it stands."""
        return CoursePage.objects.get(translation_key=self.course_key)

    @property
    def quiz(self):
        """Its quiz, as it stands."""
        return QuizPage.objects.get(translation_key=self.quiz_key)

    @property
    def essay(self):
        """A quiz that nobody must take, with something to write that a person marks."""
        return QuizPage.objects.get(translation_key=self.essay_key)

    def person(self, pk):
        """A person, with nothing remembered of an earlier act."""
        return User.objects.get(pk=pk)

    def team(self, number):
        """A part of the council."""
        return Organisation.objects.get(pk=self.teams[number])


def build():
    """Make the world: three learners (the last in no team yet), a manager, a trainer, an administrator."""
    council = Organisation.add_root(name="Northmere Borough Council", kind="council")
    for name in ("Housing", "Trading standards"):
        Organisation.objects.get(pk=council.pk).add_child(name=name, kind="team")
    teams = [council, *Organisation.objects.filter(depth=2)]
    learners = [make_user(name) for name in ("Amara Okafor", "Efe Musa", "Nia New")]
    join(learners[0], teams[2], role="trading-standards")
    join(learners[1], teams[1], role="licensing")
    manager, trainer = make_user("Ben Hughes"), make_user("Chidi Eze")
    join(manager, council, role=None, access="manager")
    trainer.groups.add(Group.objects.get(name="Trainers"))
    administrator = User.objects.create_superuser("admin@northmere.example", "x", name="Admin")
    course = factories.make_course(
        lessons=["One"], released=False, certificate_valid_months=6, boosters_from=date(2026, 1, 1)
    )
    module = course.get_children().get()
    factories.add_lesson(module, "For licensing", roles=["licensing"])
    quiz = make_quiz(module, [make_single(is_must_pass=True), make_multiple()], attempts_allowed=4)
    quiz = QuizPage.objects.get(pk=quiz.pk)
    essay = make_quiz(module, [free_text.make(is_marked_by_person=True)], slug="essay", is_required=False)
    factories.release(course)
    return World(
        course_key=course.key,
        quiz_key=quiz.key,
        essay_key=essay.key,
        learners=[person.pk for person in learners],
        manager=manager.pk,
        trainer=trainer.pk,
        administrator=administrator.pk,
        teams=[team.pk for team in teams],
    )


def commit():
    """Do what waits for a commit: a history is rolled back as a whole, so the database never gets to it."""
    while connection.run_on_commit:
        waiting, connection.run_on_commit = connection.run_on_commit, []
        for _savepoints, act, is_robust in waiting:
            _run(act, is_robust)


def _run(act, is_robust):
    # Robust ones are logged and go on in real life; here their failure is what we are after.
    del is_robust
    found = act()
    for _receiver, outcome in found if isinstance(found, list) else []:
        if isinstance(outcome, Exception):
            raise outcome


def evidence():
    """Every row that is written once: {(table, key): a hash of it}."""
    from certificates.models import Certificate, CertificateEvent

    rows = {}
    frozen = (EnrolmentEvent, Completion, Regrade, Reopening, ResponseEvent, Booster, BoosterAnswer, CertificateEvent)
    for model in frozen:
        rows |= {(model.__name__, row[0]): row for row in model.objects.order_by("pk").values_list()}
    for row in Certificate.objects.order_by("pk").values_list("pk", "pdf", *CERTIFICATES):
        rows["Certificate", row[0]] = (hashlib.sha256(row[1]).hexdigest(), *row[2:])
    return {key: json.dumps(row, default=str, sort_keys=True) for key, row in rows.items()}
