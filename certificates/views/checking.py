"""The public check: is this certificate real, and is it in force?"""

from datetime import date

from django.core.cache import cache
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from training.visitors import address_of

from ..codes import normalised
from ..forms import CodeForm
from ..models import Certificate
from ..rendering import in_words

# Wrong codes from one address in a minute. Nobody guesses a code; this only keeps a guesser from being a load.
WRONG_CODES_ALLOWED = 30
A_MINUTE = 60


@require_safe
def ask(request):
    """Ask for a code."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("certificates:check", code=form.cleaned_data["code"])
    return render(request, "certificates/ask.html", {"form": form})


@never_cache
@require_safe
def check(request, code):
    """Show what a certificate shows, and where it stands today."""
    wanted = normalised(code)
    certificate = Certificate.objects.with_status().prefetch_related("events").filter(code=wanted).first()
    if certificate is None:
        return _unknown(request, wanted)
    if code != wanted:
        return redirect("certificates:check", code=wanted)
    context = {"certificate": certificate, "data": certificate.data, **_dates(certificate)}
    response = render(request, "certificates/check.html", context)
    # Search engines have no business with people's names.
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _dates(certificate):
    data = certificate.data
    newest_event = list(certificate.events.all())[-1]
    return {
        "completed_on": date.fromisoformat(data["completed_on"]),
        "fact_checked_on": data["fact_checked_on"] and date.fromisoformat(data["fact_checked_on"]),
        "learning_time": in_words(data["minutes"]),
        "changed_at": newest_event.at,
    }


def _unknown(request, code):
    key = f"certificates.wrong.{address_of(request)}"
    cache.add(key, 0, A_MINUTE)
    if _one_more(key) > WRONG_CODES_ALLOWED:
        response = render(request, "certificates/too_many.html", status=429)
        response["Retry-After"] = str(A_MINUTE)
        return response
    context = {"form": CodeForm(initial={"code": code})}
    return render(request, "certificates/unknown.html", context, status=404)


def _one_more(key):
    try:
        return cache.incr(key)
    except ValueError:
        # It ran out between being set and being counted.
        return 1
