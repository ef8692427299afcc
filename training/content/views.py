"""Pages, whom to call, the card that says so, and telling the trainers that a page is wrong."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail import views

from training.pdf import PdfError

from . import calling, printing
from .finding import remember_site
from .forms import ProblemReportForm
from .models import Urgency
from .reporting import page_that_may_be_read, report


def whom_do_i_call(request):
    """Every contact, the most urgent first. Open to everybody."""
    lines = [calling.line_of(contact) for contact in calling.contacts().values()]
    if "emergency" not in calling.contacts():
        lines.insert(0, calling.line("emergency"))
    groups = [
        (urgency.label, [line for line in lines if getattr(line.contact, "urgency", Urgency.NOW) == urgency])
        for urgency in Urgency
    ]
    context = {"groups": [group for group in groups if group[1]], "is_help_page": True}
    return render(request, "content/whom_do_i_call.html", context)


@login_required
@require_safe
def wallet_card(request):
    """The card to print. Only for people with an account: a council's own numbers are on it."""
    try:
        made = printing.wallet_card()
    except PdfError:
        messages.error(request, _("We could not make the card. Please try again later."))
        return redirect("content:whom-do-i-call")
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, "whom-do-i-call.pdf")
    response["Cache-Control"] = "private, no-cache"
    return response


def report_problem(request, page_id):
    """Show the form, or keep what was written and lead back to the page."""
    page = page_that_may_be_read(page_id, request)
    form = ProblemReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if report(page, form.cleaned_data["message"], request=request):
            messages.success(request, _("Thank you. The trainers will look at it."))
            return redirect(page.get_url(request) or "/")
        form.add_error(None, _("You have sent several reports in the last hour. Please try again later"))
    context = {"form": form, "reported_page": page, "is_help_page": True}
    return render(request, "content/report_problem.html", context)


def serve_page(request, path):
    """Serve the page at an address, as Wagtail does."""
    remember_site(request)
    return views.serve(request, path)
