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


def speaking_for(enrolment):
    """The certificate that says where a period stands: its own newest; else the one that withholds an update's."""
    if enrolment.source != UPDATE:
        return _newest_first(Certificate.objects.filter(enrolment=enrolment.pk)).first()
    newest = _before(enrolment.learner_id, enrolment.course_key, enrolment.number + 1).first()
    is_own = newest and newest.enrolment_id == enrolment.pk
    return newest if is_own or (newest and newest.status in WITHHOLDING) else None


def revoked_among(periods):
    """Of these periods of one learner, the keys of those for which a revoked certificate speaks. One query at most."""
    periods = [period for period in periods if period.completed_at or period.source == UPDATE]
    if not periods:
        return set()
    rows = Certificate.objects.with_status().filter(enrolment__learner=periods[0].learner_id)
    rows = rows.order_by("enrolment__number", "number")
    rows = list(rows.values_list("enrolment__course_key", "enrolment__number", "status"))
    return {period.pk for period in periods if _last_status(period, rows) == Status.REVOKED}


def _last_status(period, rows):
    lowest = 1 if period.source == UPDATE else period.number
    spoken = [status for key, number, status in rows if key == period.course_key and lowest <= number <= period.number]
    return spoken[-1] if spoken else None


def before_each():
    """The certificates before the one that a query of periods has in hand, with their status, newest first."""
    return _before(OuterRef("learner"), OuterRef("course_key"), OuterRef("number"))


def without_withheld(periods):
    """Of these periods, leave out the updates that get no certificate while the one before stands as it does."""
    # Where there is none before, null would leave the period out as well.
    status = Coalesce(Subquery(before_each().values("status")[:1]), Value(""))
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
    earlier = {"enrolment__learner": learner, "enrolment__course_key": course_key, "enrolment__number__lt": number}
    return _newest_first(Certificate.objects.filter(**earlier))


def _newest_first(certificates):
    return certificates.with_status().with_decision().order_by("-enrolment__number", "-number")
