"""A person downloads what is kept about her."""

from tempfile import SpooledTemporaryFile

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import FileResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from .. import audit
from ..exporting import export

# Nobody needs it more often, and it reads everything.
MOST_IN_A_DAY = 5
A_DAY = 24 * 60 * 60
IN_MEMORY = 1024 * 1024


@require_POST
@login_required
@never_cache
def download(request):
    """Give her everything in one file."""
    if not _may(request.user):
        messages.error(request, _("You have downloaded your data several times today. Please try again tomorrow."))
        return redirect("people:profile")
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it when it was sent
    rows = export(request.user, file)
    audit.record("people.export", request.user, user=request.user, data={"rows": rows})
    file.seek(0)
    name = f"my-training-data-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


def _may(user):
    key = f"people.export.{user.pk}"
    cache.add(key, 0, A_DAY)
    try:
        return cache.incr(key) <= MOST_IN_A_DAY
    except ValueError:  # the day ended between the two lines
        return True
