"""Which boosters wait for a message. Reads only."""

from datetime import timedelta

from django.db.models import CharField, Count, Exists, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from courses.models import FollowUp
from training.notices.models import Notice
from training.people.models import Membership

# So many days after the first message comes the second, and after that the third and last.
WAITS = [timedelta(days=7), timedelta(days=14)]


def to_tell(day):
    """The follow-ups about which a message is due, each with the number of those before. One query."""
    has_left = Membership.objects.filter(user=OuterRef("enrolment__learner"))
    waiting = FollowUp.objects.open(day).annotate(
        said=Coalesce(Subquery(_said().annotate(count=Count("pk")).values("count")), 0),
        last=Subquery(_said().annotate(last=Max("due_on")).values("last")),
    )
    is_due = Q(said=0)
    for said, wait in enumerate(WAITS, start=1):
        is_due |= Q(said=said, last__lte=day - wait)
    # Who has left all her organisations would be written to by one that is hers no more.
    waiting = waiting.filter(is_due).filter(Exists(has_left.current(on=day)) | ~Exists(has_left))
    return waiting.select_related("enrolment__learner", "enrolment__edition").order_by("pk")


def _said():
    """The messages about a follow-up. Found by their reader first, for whom there is an index."""
    key = Concat(Value("follow-up:"), Cast(OuterRef("pk"), CharField()))
    about = Notice.objects.filter(user=OuterRef("enrolment__learner"), kind="booster", subject_key=key)
    return about.order_by().values("subject_key")
