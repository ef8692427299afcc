"""The editor's own Content-Security-Policy."""

from csp.constants import SELF, UNSAFE_INLINE


class EditorContentSecurityPolicy:
    """Let Wagtail's editor use the inline scripts and styles it is built on; for signed-in people under /cms/ only."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Loosen the policy of an editor page."""
        response = self.get_response(request)
        if request.path.startswith("/cms/") and request.user.is_authenticated:
            response._csp_replace = {
                "script-src": [SELF, UNSAFE_INLINE],
                "style-src": [SELF, UNSAFE_INLINE],
                "img-src": [SELF, "data:", "blob:"],
            }
        return response
