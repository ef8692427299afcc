"""What became of boosters: asked, answered, declined. The one writer of that; `planning` makes them.

Nothing here touches the period, what was finished in it or its certificate.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from training.notices.links import token_for
from training.notices.sending import cancel

from .dates import today
from .models import FollowUp


def find(pk, token, user):
    """The follow-up of a link, or None: for its learner, signed in or not, and for nobody else."""
    follow_up = FollowUp.objects.select_related("enrolment__edition", "enrolment__learner").filter(pk=pk).first()
    if follow_up is None or not constant_time_compare(token, token_for(follow_up.subject_key)):
        return None
    learner = follow_up.enrolment.learner
    is_somebody_else = user.is_authenticated and user.pk != learner.pk
    return follow_up if learner.is_active and not is_somebody_else else None


def is_open(follow_up):
    """Whether it can be answered today."""
    return FollowUp.objects.open(today()).filter(pk=follow_up.pk).exists()


def lock(follow_up):
    """The row, held until the transaction ends."""
    return FollowUp.objects.select_for_update(no_key=True).get(pk=follow_up.pk)


def note_asked(follow_ups, at):
    """Note when these were first put to their learners."""
    FollowUp.objects.filter(pk__in=[one.pk for one in follow_ups], asked_at=None).update(asked_at=at)


def finish(follow_up, at):
    """Note that it is answered, once. Whoever calls holds its row."""
    FollowUp.objects.filter(pk=follow_up.pk, done_at=None, declined_at=None).update(done_at=at)
    cancel("booster", follow_up.subject_key)


@transaction.atomic
def decline(follow_up):
    """Ask this learner nothing more about this course, now or in a later period. Again is harmless."""
    for one in _unanswered(follow_up):
        # Asked once more in the update: she may be sending the last answer in another tab.
        waiting = FollowUp.objects.filter(pk=one.pk, done_at=None, declined_at=None)
        waiting.update(declined_at=timezone.now())
        cancel("booster", one.subject_key)


def has_more_to_ask(follow_up):
    """Whether this learner may still be asked something about this course."""
    return _unanswered(follow_up).filter(closes_on__gte=today()).exists()


def _unanswered(follow_up):
    period = follow_up.enrolment
    same = FollowUp.objects.filter(enrolment__learner=period.learner_id, enrolment__course_key=period.course_key)
    return same.filter(done_at=None, declined_at=None).order_by("pk")
