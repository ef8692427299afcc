"""What browsers may do on our pages, beside the Content-Security-Policy, and what caches may not."""

from django.conf import settings
from django.utils.cache import patch_cache_control


class BrowserFeatures:
    """Tell the browser which of its features no page here uses."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = ", ".join(f"{feature}={whom}" for feature, whom in settings.PERMISSIONS_POLICY.items())

    def __call__(self, request):
        """Add the header."""
        response = self.get_response(request)
        response["Permissions-Policy"] = self.policy
        return response


class PrivateToWhoAsked:
    """Tell whatever stands on the way that a page made for a signed-in person is hers: no shared cache may keep it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Add the header where the view said nothing."""
        response = self.get_response(request)
        # Only where somebody asked already who it is: a page that did not is the same for everybody.
        user = getattr(request, "_cached_user", None)
        if user is not None and user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True)
        return response
