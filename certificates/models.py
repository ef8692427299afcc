"""Certificates and what happened to each. Both are written once; where one stands follows from its events."""

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.dates import today
from courses.models import Enrolment
from courses.scope import enrolments_seen_in
from training.evidence import Frozen, FrozenQuerySet
from training.people.scope import organisations_managed_by


class Status(models.TextChoices):
    """Where a certificate stands on a local day; the first that fits of revoked, replaced, expired."""

    VALID = "valid", _("Valid")
    EXPIRED = "expired", _("Expired")
    REPLACED = "replaced", _("Replaced")
    REVOKED = "revoked", _("Revoked")


class CertificateQuerySet(FrozenQuerySet):
    """Certificates, in adjectives."""

    def visible_to(self, user):
        """A person's own, those of the people she manages, and all for an administrator. Auditors read reports only."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        return self.filter(
            Q(enrolment__learner=user)
            | Q(enrolment__in=enrolments_seen_in(organisations_managed_by(user)).values("pk"))
        )

    def with_status(self, on=None):
        """Annotate `status` as judged on a local day (today unless told)."""
        day = on or today()
        successors = Certificate.objects.filter(supersedes=OuterRef("pk"))
        return self.annotate(
            last_decision=_of_last_decision("kind"),
            status=Case(
                When(last_decision=CertificateEvent.Kind.REVOKED, then=Value(Status.REVOKED)),
                When(Exists(successors), then=Value(Status.REPLACED)),
                When(expires_on__lt=day, then=Value(Status.EXPIRED)),
                default=Value(Status.VALID),
                output_field=models.CharField(),
            ),
        )

    def with_decision(self):
        """Annotate `decided_at` and `decided_for`: when it was last revoked or reinstated, and the reason."""
        return self.annotate(decided_at=_of_last_decision("at"), decided_for=_of_last_decision("reason"))


def _of_last_decision(field):
    decisions = CertificateEvent.objects.filter(
        certificate=OuterRef("pk"), kind__in=[CertificateEvent.Kind.REVOKED, CertificateEvent.Kind.REINSTATED]
    )
    return Subquery(decisions.order_by("-pk").values(field)[:1])


class CertificateManager(models.Manager.from_queryset(CertificateQuerySet)):
    """Leaves the bytes in the database until somebody asks for `certificate.pdf`."""

    def get_queryset(self):
        """Certificates without their bytes."""
        return super().get_queryset().defer("pdf")


class Certificate(Frozen):
    """Proof that one period was completed. A correction is a new certificate that supersedes this one.

    `data`: what is printed: {"name", "course", "edition": int, "outcomes": [str], "minutes": int, "completed_on": iso,
    "fact_checked_on": iso | None, "check_url"}. Erasing a person takes the name and the bytes, and leaves `sha256`.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="certificates")
    number = models.PositiveSmallIntegerField(default=1)
    serial = models.CharField(_("serial"), max_length=30, unique=True)
    code = models.CharField(_("code"), max_length=20, unique=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    data = models.JSONField()
    design = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64, db_index=True)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    # The last column, so that SQLite reads the others without walking through it.
    pdf = models.BinaryField(null=True)

    erasable = ("data", "pdf")

    objects = CertificateManager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            # However many tabs, retries and ticks issue at once, a period gets one certificate of each number.
            models.UniqueConstraint(fields=["enrolment", "number"], name="certificates_certificate_number_once"),
            # A second certificate beside the first would make both look in force.
            models.CheckConstraint(
                condition=Q(number=1) | Q(supersedes__isnull=False),
                name="certificates_certificate_later_ones_supersede",
            ),
        ]

    def __str__(self):
        return self.serial

    @property
    def name(self):
        """The name printed on it, "" once its person was erased."""
        return self.data.get("name", "")

    @property
    def status_label(self):
        """The status in words. Asks for `with_status`."""
        return Status(self.status).label

    @property
    def decision_label(self):
        """Why it was last revoked or reinstated, in words. Asks for `with_decision`."""
        return CertificateEvent.Reason(self.decided_for).label

    @property
    def can_be_corrected(self):
        """Whether a corrected one may take its place. Asks for `with_status`."""
        return self.status in (Status.VALID, Status.EXPIRED)


class CertificateEvent(Frozen):
    """Something that happened to a certificate. `actor` is empty where the site itself acted."""

    class Kind(models.TextChoices):
        ISSUED = "issued", _("issued")
        SUPERSEDED = "superseded", _("replaced")
        REVOKED = "revoked", _("revoked")
        REINSTATED = "reinstated", _("reinstated")

    class Reason(models.TextChoices):
        COMPLETED = "completed", _("the course was completed")
        UPDATED = "updated", _("the course was updated")
        NAME = "name", _("the name was corrected")
        FAULT = "fault", _("the certificate had a fault")
        ISSUED_IN_ERROR = "issued_in_error", _("it was issued in error")
        NOT_OWN_WORK = "not_own_work", _("the work was not the learner's own")
        REVOKED_IN_ERROR = "revoked_in_error", _("it was revoked in error")

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.CharField(max_length=20, choices=Reason)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            # Issued and replaced happen once; revoking and reinstating may take turns.
            models.UniqueConstraint(
                fields=["certificate", "kind"],
                condition=Q(kind__in=["issued", "superseded"]),
                name="certificates_certificateevent_once",
            ),
        ]
