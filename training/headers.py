"""What browsers may do on our pages, beside the Content-Security-Policy."""

from django.conf import settings


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
