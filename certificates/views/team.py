"""A manager's view: the certificates of her people that are in force, singly or as one file."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.scope import enrolments_seen_in
from training.people import audit
from training.people.scope import organisations_managed_by

from ..forms import TeamFilterForm
from ..models import Certificate, Status
from ..zipping import zipped

ON_A_PAGE = 50


@login_required
@require_safe
def team(request):
    """List her people's certificates in force."""
    form, certificates, top = _chosen(request)
    paginator = Paginator(certificates, ON_A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    _record("certificates.view_team", request, top, form, **audit.numbers_of(page))
    context = {
        "form": form,
        "page_of_certificates": page,
        "page_numbers": paginator.get_elided_page_range(page.number),
        "count": paginator.count,
    }
    return render(request, "certificates/team.html", context)


@login_required
@require_safe
def team_zip(request):
    """The same certificates as one zip file."""
    form, certificates, top = _chosen(request)
    pks = list(certificates.values_list("pk", flat=True))
    _record("certificates.download_team", request, top, form, rows=len(pks))
    name = f"certificates-{timezone.localdate():%Y-%m-%d}.zip"
    return StreamingHttpResponse(
        zipped(pks),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
    )


def _record(action, request, top, form, **numbers):
    filters = audit.filters_of(form) if form.is_valid() else {}
    audit.record(action, top, user=request.user, data={"filters": filters, **numbers})


def _chosen(request):
    """The filter form, the certificates it lets through, and the highest organisation; 404 for who manages nobody."""
    organisations = list(organisations_managed_by(request.user).order_by("path"))
    if not organisations:
        raise Http404
    form = TeamFilterForm(request.GET, organisations=organisations)
    if not form.is_valid():
        return form, Certificate.objects.none(), organisations[0]
    return form, _in_force(organisations_managed_by(request.user), **form.cleaned_data), organisations[0]


def _in_force(organisations, *, organisation, course):
    if organisation:
        organisations = organisations.filter(path__startswith=organisation.path)
    periods = enrolments_seen_in(organisations)
    if course:
        periods = periods.filter(course_key=course)
    certificates = Certificate.objects.with_status().filter(status=Status.VALID, enrolment__in=periods.values("pk"))
    # Erasing a person takes the file: there is nothing to download, and no name to list.
    return certificates.exclude(pdf=None).order_by("data__name", "pk")
