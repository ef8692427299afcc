"""What stands before every course page: who may read it, and what its template needs to know."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from . import access
from .models import Activity, ModulePage
from .outline import course_of


def guard(page, request):
    """Refuse who may not read the page: None to go on, or a response that says where to go instead."""
    if isinstance(page, ModulePage):
        return redirect(course_of(page).url)
    if not isinstance(page, Activity):
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    # The page's template reads it again.
    request.enrolment = access.enrolment_for(request.user, page)
    if not access.can_view(request.user, page, request.enrolment):
        messages.info(request, _("Start the course first. Its lessons open from this page."))
        return redirect(course_of(page).url)
    return None


def keep_private(response):
    """No cache on the way may keep a page that names a learner's progress."""
    patch_cache_control(response, private=True)
    return response
