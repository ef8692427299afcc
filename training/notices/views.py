"""The outbox of a demo site."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from .outbox import mails


@never_cache
def outbox(request):
    """Show outgoing mail where the settings say that anybody may read it; elsewhere there is no such page."""
    if not settings.OUTBOX_IS_READABLE:
        raise Http404
    return render(request, "notices/outbox.html", {"mails": mails(settings.EMAIL_FILE_PATH)})
