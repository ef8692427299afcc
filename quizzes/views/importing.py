"""Import questions in the editor: a file, what it would do, and doing it."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from training.people import audit

from .. import importing, staging
from ..exchange_forms import ImportForm
from ..formats import registry
from ..formats.reading import BadFile
from ..formats.registry import FORMATS
from ..importing import Outcome
from ..models import Topic
from .permitting import for_authors

KEY = "quizzes.import"
# More rows than this nobody reads, and no browser likes.
MOST_ROWS = 1000


@require_http_methods(["GET", "POST"])
@for_authors
def choose_file(request):
    """Take a file, and lead on to what it would do."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            _questions, format = registry.read(content, form.cleaned_data["format"])
        except BadFile as problem:
            form.add_error("file", str(problem))
        else:
            topic = form.cleaned_data["topic"]
            _forget(request)
            request.session[KEY] = {"file": staging.stage(content), "format": format, "topic": topic.pk}
            return redirect("quizzes_import_check")
    return render(request, "quizzes/editor/import.html", {"form": form})


@require_http_methods(["GET", "POST"])
@for_authors
def check(request):
    """Show what the import would do; on POST, do it."""
    chosen = request.session.get(KEY) or {}
    # Another tab may have brought another file since this one was looked at.
    is_same = request.POST.get("file") in {None, chosen.get("file")}
    content = staging.staged(chosen["file"]) if chosen and is_same else None
    topic = Topic.objects.filter(pk=chosen.get("topic")).first()
    if content is None or topic is None:
        messages.warning(request, _("Choose the file again."))
        return redirect("quizzes_import")
    questions, _format = registry.read(content, chosen["format"])
    plan = importing.plan(questions, topic, replaces_edits="replace" in request.POST)
    if request.method == "POST":
        return _carry_out(request, plan, chosen["format"])
    context = {
        "plan": plan,
        "file": chosen["file"],
        "format": FORMATS[chosen["format"]],
        "rows": _shown(plan.steps),
        "kept": sum(step.outcome == Outcome.KEPT for step in plan.steps),
    }
    return render(request, "quizzes/editor/import_check.html", context)


def _shown(steps):
    """Every question in the order of the file; of very many, those first that have something to tell."""
    if len(steps) <= MOST_ROWS:
        return steps
    return sorted(steps, key=lambda step: not step.notes)[:MOST_ROWS]


def _carry_out(request, plan, format):
    importing.carry_out(plan, user=request.user)
    counts = {outcome.name.lower(): count for outcome, count in plan.counts}
    audit.record("quizzes.import", plan.topic, user=request.user, data={"format": format, **counts})
    _forget(request)
    _tell(request, plan)
    return redirect(f"{reverse('wagtailsnippets_quizzes_question:list')}?topic={plan.topic.pk}")


def _tell(request, plan):
    """Say how many are drafts now, and what became of the rest of the file."""
    written = sum(step.is_written for step in plan.steps)
    words = ngettext(
        "%(count)d question was imported as a draft.", "%(count)d questions were imported as drafts.", written
    )
    said = words % {"count": written} if written else _("No question was imported.")
    if plan.left_out:
        rest = ", ".join(f"{count} {outcome.label}" for outcome, count in plan.left_out)
        said = f"{said} {_('The rest: %s.') % rest}"
    (messages.success if written else messages.info)(request, said)


def _forget(request):
    chosen = request.session.pop(KEY, None)
    if chosen:
        staging.forget(chosen["file"])
