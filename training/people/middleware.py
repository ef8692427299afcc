"""The editor: whom it is for, and its own Content-Security-Policy."""

from csp.constants import SELF, UNSAFE_INLINE
from django.http import Http404

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
