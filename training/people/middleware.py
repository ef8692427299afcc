"""The editor: whom it is for, and its own Content-Security-Policy. And the second step before others' records."""

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import Http404

from . import second_step, sessions

EDITOR = "/cms/"


class EditorContentSecurityPolicy:
    """Let Wagtail's editor use the inline scripts and styles it is built on; signed-in people only."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Loosen the policy of an editor page."""
        response = self.get_response(request)
        if request.path.startswith(EDITOR) and request.user.is_authenticated:
            response._csp_replace = {
                "script-src": [SELF, UNSAFE_INLINE],
                "style-src": [SELF, UNSAFE_INLINE],
                "img-src": [SELF, "data:", "blob:"],
            }
        return response


class EditorIsForTrainers:
    """Hide the editor from signed-in people who may not use it.

    Wagtail would send them to sign in, and signing in would send them back, for ever.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Raise Http404 for whoever is signed in without being a trainer."""
        user = request.user
        if request.path.startswith(EDITOR) and user.is_authenticated and not user.has_perm("wagtailadmin.access_admin"):
            raise Http404


class SecondStep:
    """Refuse whatever is not named as open to trainers, and to those who answer for others, until their second step.

    It goes by the session and not by the form that opened it, so that no way in, ours or a library's, goes round it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Pass on."""
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Lead to the second step, or to where one is set up."""
        if not settings.SECOND_STEP_REQUIRED or second_step.is_open(request.resolver_match.view_name):
            return None
        user = request.user
        # Who comes this far into the editor may use it, whatever group of Wagtail's says so.
        is_editor = request.path.startswith(EDITOR) and user.is_authenticated
        if not (is_editor or second_step.is_needed(user)):
            return None
        if second_step.is_done(request):
            second_step.forget_where(request)
            return None
        return second_step.lead(request)


class LastSeen:
    """Note once an hour that a session is in use, for the list of where a person is signed in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Note, and pass on."""
        sessions.note(request)
        return self.get_response(request)
