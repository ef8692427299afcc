"""Starting, answering and finishing an attempt. Only its own learner finds it."""

import re
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from courses import access
from training.prepared import Prepared

from .. import attempting, finding, locking, timing
from ..confidence import confidence_in, is_asked
from ..leafing import leaf_of
from ..models import Attempt, QuizPage
from ..refusing import Refused, refusals
from ..reviewing import NOTHING, Moment, shown_at
from ..saying import clock_time
from ..sheet import Posted, is_outdated, prefix_of, read, sheet_of

PUBLISHED = Prepared(lambda pk: QuizPage.objects.live().filter(pk=pk).select_related("locale"), -1)
UNREADABLE = gettext_lazy("This answer could not be read. Reload the page and try again.")
OUTDATED = gettext_lazy(
    "This page was opened before the site was updated, and was not saved. Note what you wrote, and load it again."
)
SECONDS = re.compile(r"[0-9]{1,11}")
# To which question a button leads, or which one's answer it checks.
WAY = re.compile(r"(?P<way>go|look)-(?P<number>[0-9]{1,4})")
SEQ = re.compile(r"[0-9]{1,9}")


@login_required
@require_POST
def start(request, page_id):
    """Begin an attempt, or go on with the open one."""
    quiz = PUBLISHED.first(page_id)
    if quiz is None:
        raise Http404("No such quiz")
    enrolment = access.enrolment_for(request.user, quiz)
    if enrolment is None or not access.is_unlocked(enrolment, request.user, quiz):
        raise Http404("Not enrolled")
    try:
        begun = attempting.start(enrolment, quiz)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(quiz.url)
    return redirect("quizzes:attempt", begun.pk)


@login_required
@never_cache
@require_GET
def attempt(request, pk):
    """The questions, all or one, with the answers saved so far."""
    mine = own_attempt(request, pk)
    if not mine.is_open:
        return redirect("quizzes:result", mine.pk)
    if timing.is_over(mine.deadline_at, timezone.now()):
        return render(request, "quizzes/time_up.html", {"attempt": mine, "quiz": mine.edition.quiz})
    return _asking(request, mine, sheet_of(mine))


def _asking(request, mine, sheet, **more):
    leaf = leaf_of(sheet, mine.edition.quiz.rules, _wanted(request))
    context = {"attempt": mine, "quiz": mine.edition.quiz, "leaf": leaf, "page": finding.page_of(mine)}
    context["shown"] = shown_at(Moment.DURING, mine.edition.quiz.rules)
    return render(request, "quizzes/attempt.html", {**context, **more})


def _wanted(request):
    number = (request.POST or request.GET).get("question", "")
    return int(number) if SEQ.fullmatch(number) else None


@require_POST
@sensitive_post_parameters()
def save_answer(request, pk):
    """Keep one answer and send its receipt. Answers in JSON, refusals too."""
    if not request.user.is_authenticated:
        return _problem(_("You are signed out. Sign in in another tab, then come back to this one."), 401)
    key = _idempotency_key(request)
    if key is None:
        return _unreadable()
    responses = finding.responses_with(key).filter(attempt__enrolment__learner=request.user)
    response = responses.filter(pk=pk).first()
    if response is None:
        refusals.warning("not-own-response response=%s person=%s", pk, request.user.pk)
        return _problem(_("This question is not part of your quiz."), 404)
    question = response.attempt.edition.quiz.by_key[response.question_key]
    form = question.answer_form(request.POST, prefix=prefix_of(response, request.POST))
    problem = _problem_of(form, response, has_answer=question.is_answered(response.answer))
    if problem:
        return _problem(problem, 400)
    try:
        given = {**_given(form, response), **_circumstances(request, form)}
        if is_asked(response.attempt.edition.quiz, question):
            given["confidence"] = confidence_in(request.POST, form.prefix)
        kept = attempting.save(response, **given, idempotency_key=key)
    except Refused as refused:
        return _problem(str(refused), 409)
    return JsonResponse({"message": receipt(kept.at), "saved_at": kept.at.isoformat(), "seen": kept.seq})


def _problem_of(form, response, *, has_answer):
    """Why this form holds no answer, in a sentence, or None. Whoever has one may untick it, however sure she was."""
    if confidence_in(form.data, form.prefix) and not form.was_posted and not has_answer:
        return _("Choose an answer as well. How sure you are is kept with it.")
    if not _is_readable(form):
        person = response.attempt.enrolment.learner_id
        refusals.warning("no-answer response=%s person=%s", response.pk, person)
        return OUTDATED if is_outdated({form.prefix}, form.data) else UNREADABLE
    return None


def _idempotency_key(request):
    try:
        return UUID(request.POST.get("idempotency_key", ""))
    except ValueError:
        return None


def _is_readable(form):
    """Whether the form was posted whole. No ticked box is an answer too, where the page tells what it had seen."""
    seen = form.data.get(form.add_prefix("seen"))
    if seen is None:
        return form.was_posted
    return bool(SEQ.fullmatch(seen)) and (form.was_posted or form.can_be_left_out)


def _seen(form):
    seen = form.data.get(form.add_prefix("seen"))
    return None if seen is None else int(seen)


def _circumstances(request, form):
    return {"seen": _seen(form), "given_at": given_at(request), "actor": request.user}


def given_at(request):
    """When the browser says that what it sends was given, by the clock of the page, or None. `timing` judges it."""
    said = request.POST.get("given_at", "")
    return datetime.fromtimestamp(int(said), UTC) if SECONDS.fullmatch(said) else None


def _given(form, response):
    if form.slips:
        raise Refused("slip", ". ".join(form.slips), response=response.pk)
    # What the form refuses is no answer; `attempting` says so, and notes it.
    return {"answer": form.given(), "text": form.prose()} if form.is_valid() else {"answer": None}


def _unreadable():
    return _problem(UNREADABLE, 400)


def _problem(message, status):
    return JsonResponse({"problem": message}, status=status)


def receipt(at):
    """The sentence that says an answer is safe."""
    return _("Saved at %(time)s") % {"time": clock_time(at)}


@login_required
@require_POST
@sensitive_post_parameters()
def submit(request, pk):
    """Keep what the form holds, and finish unless the learner asked to come back later."""
    mine = own_attempt(request, pk)
    try:
        posted = _posted(request, mine)
        sent = {
            "answers": posted.answers,
            "texts": posted.texts,
            "confidences": posted.confidences,
            "given_at": given_at(request),
            "actor": request.user,
        }
        is_over = _is_over(request, mine, posted)
        if is_over:
            attempting.submit(mine, **sent)
        elif posted.answers:
            attempting.save_all(mine, **sent)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("quizzes:attempt", mine.pk)
    if not is_over and (posted.slips or request.POST.get("then") == "check"):
        return _asked_again(request, mine, posted.slips)
    if not is_over and (way := WAY.fullmatch(request.POST.get("then", ""))):
        return _go_on(request, mine, way["way"], int(way["number"]))
    if not is_over and request.POST.get("then") == "later":
        messages.success(request, _("Your answers are saved. You can go on whenever you like."))
        quiz = finding.page_of(mine)
        return redirect(quiz.url if quiz and quiz.live else "courses:my-training")
    return redirect("quizzes:result" if is_over else "quizzes:gaps", mine.pk)


def _posted(request, mine):
    """What the form changes, which is nothing where it came too late: what was saved in time counts.

    Raises Refused where the attempt is over, or no page of ours sent this.
    """
    if not mine.is_open:
        raise Refused("replayed-submit", _("This attempt is finished. Nothing was changed."), attempt=mine.pk)
    if not timing.is_in_time(mine.deadline_at, timezone.now(), given_at(request)):
        messages.info(request, _("Your time was up. What you had answered by then counts."))
        return Posted({}, {}, {}, [], is_whole=True)
    sheet = sheet_of(mine, request.POST)
    if is_outdated({asked.prefix for asked in sheet}, request.POST):
        raise Refused("outdated-page", str(OUTDATED), attempt=mine.pk)
    posted = read(sheet, request.POST)
    if posted is None:
        message = _("One of the answers was not among those shown. Nothing was saved.")
        raise Refused("not-an-option", message, attempt=mine.pk)
    return posted


def _is_over(request, mine, posted):
    if timing.is_over(mine.deadline_at, timezone.now()):
        return True
    then = request.POST.get("then", "")
    if posted.slips or then in {"later", "check"} or WAY.fullmatch(then):
        return False
    return posted.is_whole or "confirmed" in request.POST


def _go_on(request, mine, way, number):
    """To another question, or to see what is right in this one: where nobody may go back, and then, it is closed."""
    rules = mine.edition.quiz.rules
    if way == "go" and rules.is_one_way:
        locking.lock(mine, number - 1, actor=request.user)
    if way == "look" and shown_at(Moment.DURING, rules) != NOTHING:
        _look(request, mine, number)
    return redirect(f"{reverse('quizzes:attempt', args=[mine.pk])}?question={number}#question-{number}")


def _look(request, mine, number):
    """Close a question to show what is right in it. Only an answer can be checked: a slip of the hand costs nothing."""
    if any(asked.number == number and asked.is_answered for asked in sheet_of(mine)):
        locking.lock(mine, number, actor=request.user)
    else:
        messages.info(request, _("Answer question %(number)d first. Then you can check it.") % {"number": number})


def _asked_again(request, mine, slips):
    """The page again, with what could not be read, or is never kept, still in its box: it is stored nowhere."""
    numbers = {asked.number for asked in slips}
    sheet = sheet_of(mine)
    for asked in sheet:
        is_shown = asked.number in numbers or asked.question.is_checked_in_page
        asked.data = request.POST if is_shown else None
        asked.prefix = prefix_of(asked.response, asked.data)
    return _asking(request, mine, sheet, slips=[asked for asked in sheet if asked.slips])


@login_required
@never_cache
@require_GET
def gaps(request, pk):
    """Ask before finishing with questions unanswered."""
    mine = own_attempt(request, pk)
    missing = [asked for asked in sheet_of(mine) if not asked.is_answered and not asked.is_closed]
    if not mine.is_open or not missing:
        return redirect("quizzes:attempt", mine.pk)
    return render(request, "quizzes/gaps.html", {"attempt": mine, "quiz": mine.edition.quiz, "missing": missing})


def _own(learner, pk):
    attempts = Attempt.objects.of(learner).select_related("edition", "enrolment")
    return attempts.defer("edition__content").filter(pk=pk).order_by()


OWN = Prepared(_own, -1, -2)


def own_attempt(request, pk):
    """The attempt, with its edition and period. Raises Http404 unless it is this person's own."""
    mine = OWN.first(request.user.pk, pk)
    if mine is None:
        refusals.warning("not-own-attempt attempt=%s person=%s", pk, request.user.pk)
        raise Http404("No such attempt")
    return mine
