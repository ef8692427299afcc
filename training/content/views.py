"""Pages, whom to call, and telling the trainers that a page is wrong."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail import views

from . import calling
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
