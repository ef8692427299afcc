"""A manager's view: the certificates of her people that are in force, singly or as one file."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.scope import enrolments_seen_in
from training.people.scope import organisations_managed_by

from ..forms import TeamFilterForm
from ..models import Certificate, Status
from ..zipping import zipped

ON_A_PAGE = 50


@login_required
@require_safe
def team(request):
    """List her people's certificates in force."""
    form, certificates = _chosen(request)
    paginator = Paginator(certificates, ON_A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
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
    _form, certificates = _chosen(request)
    pks = list(certificates.values_list("pk", flat=True))
    name = f"certificates-{timezone.localdate():%Y-%m-%d}.zip"
    return StreamingHttpResponse(
        zipped(pks),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
    )


def _chosen(request):
    """The filter form and the certificates it lets through; 404 for whoever answers for nobody."""
    organisations = list(organisations_managed_by(request.user).order_by("path"))
    if not organisations:
        raise Http404
    form = TeamFilterForm(request.GET, organisations=organisations)
    if not form.is_valid():
        return form, Certificate.objects.none()
    return form, _in_force(organisations_managed_by(request.user), **form.cleaned_data)


def _in_force(organisations, *, organisation, course):
    if organisation:
        organisations = organisations.filter(path__startswith=organisation.path)
    periods = enrolments_seen_in(organisations)
    if course:
        periods = periods.filter(course_key=course)
    certificates = Certificate.objects.with_status().filter(status=Status.VALID, enrolment__in=periods.values("pk"))
    return certificates.order_by("data__name", "pk")
