"""Post messages and send them: each once, whatever happens.

A message is a row first. Whoever sends it claims the row by a conditional update, so that the worker and
the ticker cannot both win. While it is written and the mail server is called, the row says CLAIMED: where a sender
dies there, nothing has left, and ten minutes later the message is sent by another. While it is handed over, the row
says BEGUN: where a sender dies there, it may have arrived or not. It is not sent again, and the ticker says so in
the log.
"""

import logging
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

from .links import token_for
from .models import Notice

logger = logging.getLogger(__name__)

# The end of an address that reaches nobody: no domain may be called so (RFC 2606). Erased people have such ones.
NOBODY = "@erased.invalid"
CLAIMED = "claimed, nothing handed over"
BEGUN = "begun, never finished"
TAKEN_BACK_AFTER = timedelta(minutes=10)
LONGEST_WAIT = timedelta(hours=6)
GIVE_UP_AFTER = timedelta(days=7)


def post(address, kind, subject_key, due_on, data=None, *, user=None):
    """Keep a message for an address, once, and have it sent after commit if it is due. Returns the Notice.

    `kind` names the template notices/<kind>.txt; `data` is its context. A "token_for" in it reaches the
    template as `token`, made from that key when the message is sent. To nobody nothing is kept: None.
    """
    if address.endswith(NOBODY):
        return None
    notice, is_new = Notice.objects.get_or_create(
        address=address,
        kind=kind,
        subject_key=subject_key,
        due_on=due_on,
        defaults={"data": data or {}, "user": user},
    )
    today = timezone.localdate()
    # What was due long ago may have been sent, and forgotten since with its address.
    if is_new and today - GIVE_UP_AFTER < due_on <= today:
        transaction.on_commit(partial(send_soon.enqueue, notice.pk), robust=True)
    return notice


def cancel(kind, subject_key):
    """Drop what is not sent yet about a thing."""
    Notice.objects.filter(kind=kind, subject_key=subject_key, sent_at=None).delete()


@task(backend="slow")
def send_soon(notice_pk):
    """Send one message from the worker, unless somebody was faster."""
    notice = Notice.objects.filter(pk=notice_pk).first()
    if notice is not None:
        send(notice)


def send_due(now=None):
    """Send every message that is due and not sent. Returns how many went out."""
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    _take_back(moment)
    waiting = Notice.objects.filter(
        Q(try_again_at=None) | Q(try_again_at__lte=moment),
        sent_at=None,
        due_on__lte=today,
        due_on__gt=today - GIVE_UP_AFTER,
    )
    # What was forgotten unsent, as by a clock that was set far ahead and back, goes to nobody.
    waiting = waiting.exclude(address__endswith=NOBODY)
    return sum(send(notice) for notice in waiting.order_by("due_on", "pk").iterator())


def send(notice):
    """Send one message unless it is claimed. Returns whether it went out; a failure is kept for a retry."""
    moment = timezone.now()
    if not Notice.objects.filter(pk=notice.pk, sent_at=None).update(sent_at=moment, error=CLAIMED):
        return False
    mine = Notice.objects.filter(pk=notice.pk, sent_at=moment)
    try:
        message = written(notice)
        with get_connection() as message.connection:
            # A sender that slept for ten minutes may find that another has taken the message.
            if not mine.filter(error=CLAIMED).update(error=BEGUN):
                return False
            message.send()
    # Whatever goes wrong with one message, its row must be free to try again and the others must go out.
    except Exception as error:
        logger.exception("Notice %s was not sent", notice.pk)
        _keep_failure(mine, notice, error)
        return False
    mine.update(error="")
    return True


def _take_back(now):
    """Free what was claimed by a sender that died before it handed anything over."""
    lost = Notice.objects.filter(error=CLAIMED, sent_at__lt=now - TAKEN_BACK_AFTER)
    lost.update(sent_at=None, error="")


def written(notice):
    """Write a message from its template: the first line is the subject. Returns an EmailMessage."""
    context = {**notice.data, "notice": notice, "site_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/")}
    if "token_for" in notice.data:
        context["token"] = token_for(notice.data["token_for"])
    text = render_to_string(f"notices/{notice.kind}.txt", context).strip()
    subject, _, body = text.partition("\n")
    return EmailMessage(subject.strip(), body.strip() + "\n", to=[notice.address])


def send_again(notice):
    """Send a message that may have arrived or not, since somebody decided that twice is better than never."""
    Notice.objects.filter(pk=notice.pk, error=BEGUN).update(sent_at=None, error="")
    return send(notice)


def unfinished():
    """Messages whose sender died in the middle an hour ago or more: they may have arrived or not."""
    return Notice.objects.filter(error=BEGUN, sent_at__lt=timezone.now() - timedelta(hours=1))


def _keep_failure(mine, notice, error):
    now = timezone.now()
    # The wait grows with the age of the message: a full mailbox is not knocked at every minute for a week.
    wait = min(now - notice.created_at, LONGEST_WAIT)
    mine.update(
        sent_at=None,
        error=f"{type(error).__name__}: {error}"[:1000],
        try_again_at=now + wait if wait > timedelta(minutes=5) else None,
    )
