"""Readers tell the trainers what is wrong with a page."""

import hashlib

from django.core.cache import cache
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page

from training.notices.sending import post
from training.people.models import User
from training.people.models.user import TRAINERS
from training.visitors import address_of

from .models import ProblemReport

WINDOW = 60 * 60
MOST_FOR_A_PERSON = 5
# A whole council may stand behind one address.
MOST_FOR_AN_ADDRESS = 30


def page_that_may_be_read(page_id, request):
    """The live page, if this reader may read it.

    Asks the same hooks that guard the page itself, so that nothing more can be learnt here than there.
    Raises Http404 for any other.
    """
    page = get_object_or_404(Page.objects.live().filter(depth__gt=1), pk=page_id).specific
    for guard in hooks.get_hooks("before_serve_page"):
        if isinstance(guard(page, request, [], {}), HttpResponse):
            raise Http404
    return page


def report(page, message, *, request):
    """Keep a report about a page. Returns None, keeping nothing, when this reader has sent many in an hour."""
    if not _may_send(request):
        return None
    with transaction.atomic():
        kept = ProblemReport.objects.create(
            page_id=page.pk,
            page_title=page.title,
            message=message,
            reporter=request.user if request.user.is_authenticated else None,
        )
        _tell_trainers()
    return kept


def _tell_trainers():
    # Once a day, however many reports; the words stay in the editor and out of the mail.
    for trainer in User.objects.filter(is_active=True, groups__name=TRAINERS):
        post(trainer.email, "page_problems", "page_problems", timezone.localdate(), user=trainer)


def _may_send(request):
    if request.user.is_authenticated:
        who, most = f"person {request.user.pk}", MOST_FOR_A_PERSON
    else:
        who, most = f"address {address_of(request)}", MOST_FOR_AN_ADDRESS
    key = f"problem-reports:{hashlib.sha256(who.encode()).hexdigest()}"
    cache.add(key, 0, WINDOW)
    try:
        return cache.incr(key) <= most
    except ValueError:  # the hour ended between the two lines
        return True
