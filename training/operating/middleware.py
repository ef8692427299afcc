"""One line for each request, that says what was slow or broken and not who looked at what."""

import logging
import re
import secrets
import time

from .lines import request_id

logger = logging.getLogger("training.requests")

# A proxy's own number for a request is kept; anything that could hold words is not.
PLAUSIBLE = re.compile(r"[0-9a-f-]{16,36}")


class RequestJournal:
    """Give each request a number, say it in the response, and write one line when the response is there.

    The line has the name of the address and not its path, which may hold a code; never the query string, in which
    a learner may ask for the gentler version of a lesson; the key of a person and not the name.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Pass on, with a clock running."""
        began = time.perf_counter()
        given = request.headers.get("x-request-id", "")
        number = given if PLAUSIBLE.fullmatch(given) else secrets.token_hex(8)
        token = request_id.set(number)
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = number
            logger.info("request", extra={"facts": _facts(request, response, began)})
            return response
        finally:
            request_id.reset(token)


def _facts(request, response, began):
    match = request.resolver_match
    facts = {
        "method": request.method,
        "url": match.view_name if match else "",
        "status": response.status_code,
        "ms": round((time.perf_counter() - began) * 1000, 1),
    }
    # Only where somebody asked already: to look here would cost every public page a session.
    user = getattr(request, "_cached_user", None)
    if user is not None and user.pk:
        facts["user"] = user.pk
    return facts
