"""A learner's certificates, and the download for everybody who may see one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses.models import Enrolment
from training.pdf import PdfError
from training.people import audit

from .. import issuing, resting
from ..codes import normalised
from ..models import Certificate, CertificateEvent
from ..naming import filename
from ..printing import printed_name


@login_required
@require_safe
def download(request, code):
    """The stored bytes, the same for ever, for the owner, her managers and administrators."""
    visible = Certificate.objects.visible_to(request.user).select_related("enrolment__learner")
    certificate = get_object_or_404(visible, code=normalised(code))
    etag = f'"{certificate.sha256}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        if certificate.pdf is None:
            raise Http404
        if (learner := certificate.enrolment.learner) != request.user:
            audit.record("certificates.download", certificate, user=request.user, about=learner)
        response = HttpResponse(bytes(certificate.pdf), content_type="application/pdf")
        response["Content-Disposition"] = content_disposition_header(True, filename(certificate))
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


@login_required
@require_safe
def mine(request):
    """All of one's own certificates, newest first, and those still being made."""
    own = Certificate.objects.with_status().with_decision().filter(enrolment__learner=request.user)
    periods = Enrolment.objects.filter(learner=request.user, completed_at__isnull=False, certificates=None)
    context = {
        "certificates": own,
        "waiting": resting.without_withheld(periods).select_related("edition", "learner"),
        "name": printed_name(request.user.name),
    }
    return render(request, "certificates/mine.html", context)


@login_required
@require_POST
def make(request, enrolment_id):
    """Make a certificate that should be there and is not."""
    enrolment = get_object_or_404(Enrolment, pk=enrolment_id, learner=request.user, completed_at__isnull=False)
    try:
        issuing.issue(enrolment)
    except issuing.NotEarned:
        messages.error(request, _("There is no new certificate while the one before it is revoked."))
    except issuing.NameMissing:
        messages.error(request, _("Enter the name to print on your certificate, then try again."))
        return redirect("people:profile")
    except PdfError:
        messages.error(request, _("We could not make your certificate. We will keep trying."))
    else:
        messages.success(request, _("Your certificate is ready to download."))
    return redirect("certificates:mine")


@login_required
@require_POST
def correct(request, code):
    """Replace a certificate of one's own whose name is no longer right."""
    own = Certificate.objects.filter(enrolment__learner=request.user)
    certificate = get_object_or_404(own, code=normalised(code))
    if printed_name(request.user.name) == certificate.name:
        messages.info(request, _("The certificate shows the name in your details already."))
        return redirect("certificates:mine")
    try:
        issuing.reissue(certificate, actor=request.user, reason=CertificateEvent.Reason.NAME)
    except issuing.NameMissing:
        messages.error(request, _("Enter the name to print on your certificate, then try again."))
        return redirect("people:profile")
    except issuing.NotInForce:
        messages.error(request, _("This certificate was replaced or revoked, so it cannot be corrected."))
    except PdfError:
        messages.error(request, _("We could not make your certificate. The old one still holds."))
    else:
        messages.success(request, _("Your new certificate is ready. It replaces the old one."))
    return redirect("certificates:mine")
