"""Looking back on an attempt."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from courses.outline import surroundings_of

from .. import allowing, editions, finding
from ..grading import verdict_of
from ..reviewing import shown_of
from ..sheet import sheet_of
from .attempts import own_attempt


@login_required
@never_cache
@require_GET
def result(request, pk):
    """Whether it is passed, and for each question what was answered, what is right, and why."""
    mine = own_attempt(request, pk)
    if mine.is_open:
        return redirect("quizzes:attempt", mine.pk)
    sheet = sheet_of(mine)
    quiz = finding.page_of(mine)
    attempts = finding.attempts_of(mine.enrolment, mine.quiz_key)
    newest = (quiz and editions.newest(quiz)) or mine.edition
    shown = shown_of(mine, newest.quiz.rules, timezone.now())
    context = {
        "attempt": mine,
        "shown": shown,
        "rules": newest.quiz.rules,
        "quiz": mine.edition.quiz,
        "page": quiz,
        "shown_sheet": sheet if shown.has_questions else [],
        "scored": [asked for asked in sheet if asked.question.is_scored and not asked.is_void],
        "right_count": sum(bool(asked.response.is_right) for asked in sheet if asked.question.is_scored),
        "to_repeat": _to_repeat(sheet, mine.edition.language) if shown.answers and shown.marks else [],
        "waiting": [asked for asked in sheet if asked.is_waiting],
        "grade": verdict_of(attempt for attempt in attempts if attempt.number <= mine.number),
        **_ways_on(mine, quiz, newest, attempts),
    }
    return render(request, "quizzes/result.html", context)


def _to_repeat(sheet, language):
    """The must-pass questions that went wrong, each with its lesson: [(asked, page or None)]."""
    wrong = [asked for asked in sheet if asked.question.is_must_pass and asked.response.is_right is False]
    lessons = finding.lessons_of([asked.question for asked in wrong], language)
    return [(asked, lessons.get(asked.question.lesson_key)) for asked in wrong]


def _ways_on(mine, quiz, newest, attempts):
    """What a learner may do next: {"course", "following", "may_try_again", "refusal"}, or {} without a page."""
    if quiz is None or not quiz.live:
        return {}
    around = surroundings_of(quiz)
    # A trainer may have allowed more attempts since this one began.
    refusal = allowing.refusal_of(mine.enrolment, newest, attempts, timezone.now())
    return {
        "course": around.course,
        "following": around.next,
        "may_try_again": refusal is None,
        "refusal": refusal,
    }
