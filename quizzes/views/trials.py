"""A trainer's trial run. Everything is in the form, and nothing is written."""

import hashlib
import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from courses.outline import course_of

from .. import editions
from ..marking import result_of
from ..models import QuizPage
from ..sheet import trial_sheet

SALT = "quizzes.trial"


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def trial(request, page_id):
    """Take the quiz as its trainer last left it, drafts included."""
    page = get_object_or_404(QuizPage, pk=page_id)
    if not request.user.is_trainer:
        raise Http404("Trainers only")
    draft = page.get_latest_revision_as_object()
    content = editions.content_of(draft, with_drafts=True)
    context = {"page": page, "quiz": content, "pass_mark": _pass_mark(draft, content)}
    if request.method == "POST":
        return _marked(request, context)
    seed = secrets.token_hex(8)
    context["sheet"] = trial_sheet(content, seed)
    context["state"] = signing.dumps([page.pk, seed, _digest(content)], salt=SALT)
    return render(request, "quizzes/trial.html", context)


def _marked(request, context):
    page, content = context["page"], context["quiz"]
    try:
        pk, seed, digest = signing.loads(request.POST.get("state", ""), salt=SALT, max_age=24 * 3600)
    except signing.BadSignature:
        raise Http404("Not a trial run") from None
    if (pk, digest) != (page.pk, _digest(content)):
        messages.info(request, _("The quiz was changed meanwhile. Here it is as it is now."))
        return redirect("quizzes:trial", page.pk)
    sheet = trial_sheet(content, seed, request.POST)
    answers = [asked.form.given() if asked.form.is_valid() else None for asked in sheet]
    result = result_of([asked.question for asked in sheet], answers, context["pass_mark"])
    looked_back = [
        (asked, asked.question.review(answer), asked.question.is_answered(answer), mark)
        for asked, answer, mark in zip(sheet, answers, result.marks, strict=True)
    ]
    return render(request, "quizzes/trial_result.html", {**context, "result": result, "looked_back": looked_back})


def _digest(content):
    return hashlib.sha256(content.model_dump_json().encode()).hexdigest()


def _pass_mark(quiz, content):
    """The quiz's own pass mark, else that of its course as it stands."""
    return course_of(quiz).pass_mark if content.own_pass_mark is None else content.own_pass_mark
