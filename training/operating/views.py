"""What a monitor and a load balancer ask. Both answers are open to everybody and say nothing about anybody."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from . import health


@never_cache
def healthz(request):
    """Say that this process answers. It asks nothing else, so that a broken database does not restart it."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
def readyz(request):
    """Say whether the site can do its work: 200, or 503 with the names of what cannot."""
    found = health.problems()
    return JsonResponse({"ready": not found, "problems": found}, status=503 if found else 200)
