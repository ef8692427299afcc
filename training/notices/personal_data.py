"""What messages know about people: addresses, and the words of their templates."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from training.personal import table_of

from .models import Notice
from .sending import NOBODY

PERSONAL = {"notices.Notice.user": "messages"}
# So long one may ask whether a message went out, and to whom.
KEPT_FOR = timedelta(days=180)


def export(user):
    """The messages to her."""
    own = Notice.objects.filter(Q(user=user) | _unclaimed({user.email}))
    yield table_of("messages", own, "address", "kind", "subject_key", "due_on", "sent_at", "data")


def erase(person):
    """Forget whom messages went to and what they said; drop what is not sent yet."""
    _drop(Notice.objects.filter(Q(user=person.user) | _unclaimed(person.addresses)))


def let_go(addresses):
    """The same for addresses that an account had until now, where nothing but the address says whose a message is."""
    _drop(Notice.objects.filter(_unclaimed(addresses)))


def expire(now):
    """Forget addresses and words of messages that went out, or were given up, long ago. That they were stays."""
    _forget(Notice.objects.filter(due_on__lt=timezone.localdate(now) - KEPT_FOR))


def _unclaimed(addresses):
    """A message that names an account is that person's, whoever has the address by now."""
    return Q(user=None, address__in=addresses)


def _drop(notices):
    notices.filter(sent_at=None).delete()
    _forget(notices)


def _forget(notices):
    for pk in notices.exclude(address__endswith=NOBODY).values_list("pk", flat=True):
        # Its own number keeps the address different from every other, as the constraint asks.
        Notice.objects.filter(pk=pk).update(address=f"notice-{pk}{NOBODY}", data={}, error="", user=None)
