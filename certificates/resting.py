"""What an update's certificate rests on: the one before it, of the same learner and course. Decision 34 says why."""

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from courses.models import Enrolment

from .models import Certificate, Status

UPDATE = Enrolment.Source.UPDATE
# Of the one before: revoked, or replaced by a later update's, so that nothing is left to replace.
WITHHOLDING = (Status.REVOKED, Status.REPLACED)


def one_before(enrolment):
    """The newest certificate of an earlier period, with its status, or None."""
    return _before(enrolment.learner_id, enrolment.course_key, enrolment.number).first()


def without_withheld(periods):
    """Of these periods, leave out the updates that get no certificate while the one before stands as it does."""
    before = _before(OuterRef("learner"), OuterRef("course_key"), OuterRef("number"))
    # Where there is none before, null would leave the period out as well.
    status = Coalesce(Subquery(before.values("status")[:1]), Value(""))
    return periods.alias(status_before=status).exclude(source=UPDATE, status_before__in=WITHHOLDING)


def in_force_beside(certificate):
    """The other certificates in force for the same training: that is one period, and the updates that follow it."""
    period = certificate.enrolment
    completed = Enrolment.objects.filter(
        learner=period.learner_id, course_key=period.course_key, completed_at__isnull=False
    )
    begun_anew = list(completed.exclude(source=UPDATE).order_by("number").values_list("number", flat=True))
    first = max((number for number in begun_anew if number <= period.number), default=0)
    next_one = min((number for number in begun_anew if number > period.number), default=None)
    same = completed.filter(number__gte=first)
    if next_one:
        same = same.filter(number__lt=next_one)
    return Certificate.objects.with_status().filter(status=Status.VALID, enrolment__in=same).exclude(pk=certificate.pk)


def _before(learner, course_key, number):
    earlier = Certificate.objects.with_status().filter(
        enrolment__learner=learner, enrolment__course_key=course_key, enrolment__number__lt=number
    )
    return earlier.order_by("-enrolment__number", "-number")
