"""One go at a quiz, what was answered in it and how that was marked. `attempting` alone writes here."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models import Enrolment
from training.evidence import Frozen

from ..confidence import Confidence
from .edition import QuizEdition
from .regrade import Regrade


class AttemptQuerySet(models.QuerySet):
    """Attempts, by whose they are and whether they are finished."""

    def of(self, learner):
        """Those of one person."""
        return self.filter(enrolment__learner=learner)

    def open(self):
        """Those that still take answers."""
        return self.filter(state=Attempt.State.OPEN)

    def submitted(self):
        """Those that are finished and have their result."""
        return self.filter(state=Attempt.State.SUBMITTED)


class Attempt(models.Model):
    """One go at one edition of a quiz, in one period. The pass mark is the one in force when it began.

    It names no page: the quiz may be edited, moved, unpublished or deleted and the record stands.
    """

    class State(models.TextChoices):
        OPEN = "open", _("in progress")
        AWAITING = "awaiting", _("waiting for marks")
        SUBMITTED = "submitted", _("finished")

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attempts")
    edition = models.ForeignKey(QuizEdition, models.PROTECT, related_name="attempts")
    quiz_key = models.UUIDField()
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    # Decides the order of options and which questions of a pool were drawn.
    seed = models.CharField(max_length=32)
    pass_mark = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    # Worked out at the beginning, with the time that this person needs, and when it is reopened. None without a limit.
    deadline_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    passed = models.BooleanField(null=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            # "Attempt 2" must name one thing.
            models.UniqueConstraint(fields=["enrolment", "quiz_key", "number"], name="quizzes_attempt_number_once"),
            # Two open attempts would split what a learner has answered in two.
            models.UniqueConstraint(
                fields=["enrolment", "quiz_key"], condition=Q(state="open"), name="quizzes_attempt_one_open"
            ),
            # A result means that everything is marked, and without one there is neither score nor pass.
            models.CheckConstraint(
                condition=Q(state="open", submitted_at=None, score=None, passed=None)
                | Q(state="awaiting", submitted_at__isnull=False, score=None, passed=None)
                | Q(state="submitted", submitted_at__isnull=False, score__isnull=False, passed__isnull=False),
                name="quizzes_attempt_marked_if_submitted",
            ),
        ]

    def __str__(self):
        return f"{self.edition.quiz.title}, attempt {self.number}"

    @property
    def is_open(self):
        """Whether it still takes answers."""
        return self.state == self.State.OPEN

    @property
    def is_awaiting(self):
        """Whether it is finished, and a person has yet to mark something in it."""
        return self.state == self.State.AWAITING


class Response(models.Model):
    """One question of an attempt. Its last fields are a cache of its newest event."""

    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="responses")
    position = models.PositiveSmallIntegerField()
    question_key = models.UUIDField()
    seq = models.PositiveIntegerField(default=0)
    answer = models.JSONField(null=True)
    saved_at = models.DateTimeField(null=True)
    # Set when the attempt is submitted, or the question is closed before: no answer is taken, unless it is reopened.
    is_final = models.BooleanField(default=False)
    mark = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    is_right = models.BooleanField(null=True)
    # How sure the learner said she was of it, where her quiz asks.
    confidence = models.CharField(max_length=6, choices=Confidence, blank=True)
    # What a person gave: {key of a criterion: points}. None where nobody marked it by hand.
    points = models.JSONField(null=True)
    # Whether a regrade left it out of the total.
    is_void = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="quizzes_response_position_once"),
            # A question drawn twice would count twice.
            models.UniqueConstraint(fields=["attempt", "question_key"], name="quizzes_response_question_once"),
        ]

    def __str__(self):
        return f"{self.attempt_id}/{self.position}"


class ResponseEvent(Frozen):
    """Something that happened to a response. Holds keys and marks, never prose."""

    class Kind(models.TextChoices):
        SAVED = "saved"
        # The learner went on from the question for good, or saw what is right.
        LOCKED = "locked"
        SUBMITTED = "submitted"
        # The attempt goes on: what was marked since it began, or was reopened before, counts no more.
        REOPENED = "reopened"
        MARKED = "marked"
        REGRADED = "regraded"
        VOIDED = "voided"

    response = models.ForeignKey(Response, models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    answer = models.JSONField(null=True)
    confidence = models.CharField(max_length=6, choices=Confidence, blank=True)
    mark = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    points = models.JSONField(null=True)
    # The rule by which it was marked anew.
    regrade = models.ForeignKey(Regrade, models.PROTECT, null=True, related_name="events")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    idempotency_key = models.UUIDField(null=True)

    class Meta:
        ordering = ["response", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["response", "seq"], name="quizzes_responseevent_seq_once"),
            # The same answer sent again after a lost reply is one event.
            models.UniqueConstraint(
                fields=["response", "idempotency_key"],
                condition=Q(idempotency_key__isnull=False),
                name="quizzes_responseevent_key_once",
            ),
        ]
