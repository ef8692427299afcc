"""What administrators, and after a fault trainers, decide about a certificate in the editor."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin.views import generic

from training.pdf import PdfError
from training.people import audit

from .. import issuing, revoking
from ..forms import RevokeForm
from ..models import Certificate, CertificateEvent


class CertificateInspectView(generic.InspectView):
    """One certificate: what it says, what happened to it, and what can be done."""

    any_permission_required = ["view"]

    def get_object(self, queryset=None):
        """The certificate with its status."""
        return get_object_or_404(Certificate.objects.with_status().select_related("enrolment__learner"), pk=self.pk)

    def get_context_data(self, **kwargs):
        """Events and dates. An administrator also has names, and her look is written down.

        A trainer has nothing that names the person, or leads to a page that does: neither file, code nor hash.
        """
        context = super().get_context_data(
            **kwargs,
            events=self.object.events.select_related("actor"),
            completed_on=date.fromisoformat(self.object.data["completed_on"]),
            is_named=self.request.user.is_superuser,
        )
        if context["is_named"]:
            learner = self.object.enrolment.learner
            audit.record("certificates.view", self.object, user=self.request.user, about=learner)
        return context


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request, pk):
    """Say what follows from it and ask why; POST revokes."""
    certificate = _certificate(pk, may=request.user.is_superuser)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _try(request, _("The certificate is revoked."), revoking.revoke, certificate, **form.cleaned_data)
        return redirect("certificate:inspect", pk)
    if not certificate.can_be_corrected:
        messages.error(request, _("Nothing was done: this certificate was replaced or revoked."))
        return redirect("certificate:inspect", pk)
    audit.record("certificates.view", certificate, user=request.user, about=certificate.enrolment.learner)
    return render(request, "certificates/admin/revoke.html", {"certificate": certificate, "form": form})


@require_POST
def reinstate(request, pk):
    """Take a revocation back."""
    certificate = _certificate(pk, may=request.user.is_superuser)
    _try(request, _("The certificate counts again."), revoking.reinstate, certificate)
    return redirect("certificate:inspect", pk)


@require_POST
def reissue(request, pk):
    """Replace a certificate that has a fault."""
    certificate = _certificate(pk, may=request.user.is_trainer)
    newer = _try(
        request,
        _("A new certificate replaces it."),
        issuing.reissue,
        certificate,
        reason=CertificateEvent.Reason.FAULT,
    )
    return redirect("certificate:inspect", newer.pk if newer else pk)


def _certificate(pk, *, may):
    if not may:
        raise Http404
    return get_object_or_404(Certificate.objects.with_status().select_related("enrolment__learner"), pk=pk)


def _try(request, done, act, certificate, **options):
    """Do it and say so, or say why not."""
    try:
        outcome = act(certificate, actor=request.user, **options)
    except revoking.Overtaken:
        messages.error(
            request, _("Nothing was done: another certificate is in force for this training. Revoke that one first.")
        )
    except issuing.NotInForce:
        messages.error(request, _("Nothing was done: this certificate was replaced or revoked."))
    except (issuing.NameMissing, PdfError):
        messages.error(request, _("Nothing was done: the new certificate could not be made."))
    else:
        messages.success(request, done)
        return outcome
