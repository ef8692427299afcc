"""A trainer marks a question anew: chooses the fix, sees what would come of it, and then agrees."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from training.people import audit

from .. import regrading
from ..models import QuizEdition, QuizPage
from ..ruling import Fix, Rule
from ..sheet import Asked
from ..statistics.hiding import FEWEST
from .fix_form import FixForm, may_accept

OTHER = "other"
LABELS = {
    "attempts": gettext_lazy("People who were asked it"),
    "rise": gettext_lazy("People whose score rises"),
    "new_passes": gettext_lazy("People who newly pass"),
    "lost_passes": gettext_lazy("People who lose a pass"),
    "fall": gettext_lazy("People whose result becomes worse"),
    "left": gettext_lazy("People left as they are, because their score would fall"),
}
# These are said of nobody too.
ALWAYS = ("attempts", "rise", "new_passes", "lost_passes")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def regrade(request, page_id, question_key):
    """Choose, try out, agree. Only an agreement writes anything, and only what was shown."""
    page = get_object_or_404(QuizPage, pk=page_id)
    if not request.user.is_trainer:
        raise Http404("Trainers only")
    question, editions = _asked_in(page, question_key)
    data = request.POST if request.method == "POST" else None
    form = FixForm(data, question=question, editions=editions)
    other = Asked(1, question, OTHER, data=data) if may_accept(question) else None
    context = {"page": page, "question": question, "form": form, "asked": other}
    if data is not None and form.is_valid():
        order = _order(page, question, form, other)
        if order is None:
            form.add_error("fix", _("Give the answer that is to be accepted too."))
        else:
            return _tried_or_done(request, context, order)
    return render(request, "quizzes/regrade.html", context)


def _tried_or_done(request, context, order):
    form = context["form"]
    if not form.cleaned_data["agreed"]:
        plan = regrading.plan_of(order)
    else:
        try:
            regrading.regrade(
                order, reason=form.cleaned_data["reason"], agreed=form.cleaned_data["agreed"], actor=request.user
            )
        except regrading.Changed as changed:
            plan = changed.plan
            messages.info(request, _("Something changed meanwhile. Nothing was done. This is how it would be now."))
        else:
            messages.success(request, _("Marked anew. The question itself is as it was: mend it for those to come."))
            return redirect("quizzes:statistics", context["page"].pk)
    audit.record("quizzes.try_regrade", context["page"], user=request.user, data=_tried(plan))
    said = {"plan": plan, "lines": _lines(plan.reach.told), "kept": _kept(request)}
    return render(request, "quizzes/regrade_plan.html", {**context, **said})


def _tried(plan):
    """A trial as the audit log keeps it."""
    order, rule = plan.order, plan.order.rule
    asked = {"question": order.question_key, "editions": order.editions, "fix": rule.fix, "may_lower": rule.may_lower}
    return asked | plan.reach.numbers


def _lines(told):
    """What is said of how many: [(label, words)]."""
    kinds = [kind for kind, number in told.items() if number != 0 or kind in ALWAYS]
    return [(LABELS[kind], _number(told[kind])) for kind in kinds]


def _number(number):
    if number is None:
        return _("Fewer than %(number)d") % {"number": FEWEST}
    return _("%(number)d or more") % {"number": number} if number else _("None")


def _kept(request):
    """What was chosen, to be sent again with the agreement: [(name, value)]."""
    left_out = {"csrfmiddlewaretoken", "agreed"}
    return [(name, value) for name, values in request.POST.lists() for value in values if name not in left_out]


def _order(page, question, form, other):
    """What is asked, or None where no answer was given to accept."""
    fix, answer = form.cleaned_data["fix"], None
    if fix == Fix.ACCEPT:
        answer = other.form.given() if other.form.is_valid() else None
        if not question.is_answered(answer) or not question.accepts(answer):
            return None
    editions = tuple(sorted(edition.pk for edition in form.cleaned_data["editions"]))
    rule = Rule(fix, answer, form.cleaned_data["may_lower"])
    return regrading.Order(page.key, question.key, editions, rule)


def _asked_in(page, key):
    """A question as it was asked last, and the editions that asked it. Raises Http404 where none did."""
    editions = QuizEdition.objects.filter(quiz_key=page.key).order_by("-number")
    holding = [edition for edition in editions if key in edition.quiz.by_key]
    if not holding or not holding[0].quiz.by_key[key].is_scored:
        raise Http404("No such question")
    return holding[0].quiz.by_key[key], holding
