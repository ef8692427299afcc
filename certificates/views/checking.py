"""The public check: is this certificate real, and is it in force?"""

from datetime import date

from django.core.cache import cache
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from training.visitors import address_of

from ..codes import normalised
from ..forms import CodeForm, FileForm
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
    return render(request, "certificates/ask.html", {"form": form, "file_form": FileForm()})


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
    return _answer(request, certificate)


@never_cache
@require_POST
def check_file(request):
    """Say whether a file is the very one that we issued, and where that certificate stands. Nothing is kept of it."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "certificates/file.html", {"file_form": form})
    known = Certificate.objects.with_status().prefetch_related("events")
    certificate = known.filter(sha256=form.cleaned_data["sha256"]).first()
    if certificate:
        return _answer(request, certificate, is_file=True)
    if _is_one_too_many(request):
        return _too_many(request)
    code = normalised(form.cleaned_data["code"])
    outcome = "changed" if code and known.filter(code=code).exists() else "unknown"
    return render(request, "certificates/file.html", {"file_form": FileForm(), "outcome": outcome}, status=404)


def _answer(request, certificate, *, is_file=False):
    context = {"certificate": certificate, "data": certificate.data, "is_file": is_file, **_dates(certificate)}
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
    if _is_one_too_many(request):
        return _too_many(request)
    context = {"form": CodeForm(initial={"code": code})}
    return render(request, "certificates/unknown.html", context, status=404)


def _is_one_too_many(request):
    key = f"certificates.wrong.{address_of(request)}"
    cache.add(key, 0, A_MINUTE)
    return _one_more(key) > WRONG_CODES_ALLOWED


def _too_many(request):
    response = render(request, "certificates/too_many.html", status=429)
    response["Retry-After"] = str(A_MINUTE)
    return response


def _one_more(key):
    try:
        return cache.incr(key)
    except ValueError:
        # It ran out between being set and being counted.
        return 1
