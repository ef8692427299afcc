"""A booster, as the link in its message opens it: without signing in, for one person, and nothing else."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import following_up
from courses.dates import today

from ..boosters import answering, beginning
from ..boosters.sheet import first_open, item_of, sheet_of
from ..finding import lessons_of
from ..models import Booster
from ..refusing import Refused
from .linked import address_of, by_link


@require_safe
@by_link
def booster(request, follow_up):
    """Say what it is, ask the next question, or look back. Showing writes nothing, since mail scanners follow links."""
    begun = Booster.objects.filter(follow_up=follow_up).first()
    sheet = sheet_of(begun)
    item = item_of(sheet, request.GET.get("question", ""))
    context = {"follow_up": follow_up, "sheet": sheet, "item": item, "following": first_open(sheet)}
    if not _is_shown(request, follow_up):
        return render(request, "quizzes/boosters/closed.html", context)
    if item and item.kept:
        return render(request, "quizzes/boosters/answered.html", {**context, "lessons": _to_go_back_to([item])})
    if follow_up.done_at:
        return render(request, "quizzes/boosters/done.html", {**context, "lessons": _to_go_back_to(sheet)})
    if begun is None:
        return render(request, "quizzes/boosters/start.html", context)
    return _asking(request, follow_up, sheet, context["following"].asked)


def _to_go_back_to(items):
    """The lessons of what was not right, each once, in the order of the questions."""
    wrong = [item.asked.question for item in items if not item.kept.is_right]
    lessons = lessons_of(wrong, get_language())
    return list(dict.fromkeys(lessons[one.lesson_key] for one in wrong if one.lesson_key in lessons))


def _is_shown(request, follow_up):
    """Whether it can be answered; once it is, looked back on while its link is open, and by its learner for ever."""
    if follow_up.done_at:
        return request.user.is_authenticated or today() <= follow_up.closes_on
    return following_up.is_open(follow_up)


def _asking(request, follow_up, sheet, asked):
    context = {"follow_up": follow_up, "asked": asked, "count": len(sheet)}
    return render(request, "quizzes/boosters/question.html", context)


@require_POST
@by_link
def begin(request, follow_up):
    """Freeze the questions."""
    try:
        beginning.begin(follow_up)
    except Refused as refused:
        messages.info(request, str(refused))
    return redirect(address_of(follow_up))


@require_POST
@sensitive_post_parameters()
@by_link
def answer(request, follow_up):
    """Keep the answer to one question, and show what is right."""
    begun = Booster.objects.filter(follow_up=follow_up).first()
    sheet = sheet_of(begun)
    item = item_of(sheet, request.POST.get("number", ""))
    if item is None:
        raise Http404("No such question")
    asked = item.asked
    asked.data = request.POST
    # What no page sends is no answer: `answering` refuses it.
    given = asked.form.given() if asked.form.is_valid() else None
    if asked.form.is_valid() and not asked.question.is_answered(given):
        asked.form.add_error(None, _("Answer this question to go on."))
    if asked.slips and not item.kept:
        return _asking(request, follow_up, sheet, asked)
    try:
        answering.answer(begun, asked.number, given)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(address_of(follow_up))
    return redirect(f"{address_of(follow_up)}?question={asked.number}")


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def decline(request, follow_up):
    """Ask nothing more about this course. No reason is asked for."""
    if request.method == "POST":
        following_up.decline(follow_up)
        return redirect(request.path)
    is_asked = following_up.has_more_to_ask(follow_up)
    return render(request, "quizzes/boosters/decline.html", {"follow_up": follow_up, "is_asked": is_asked})
