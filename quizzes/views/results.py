"""Looking back on an attempt."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from wagtail.models import Page

from courses.outline import outline_of

from .. import attempting
from ..models import Attempt
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
    quiz = attempting.page_of(mine)
    context = {
        "attempt": mine,
        "quiz": mine.edition.quiz,
        "page": quiz,
        "sheet": sheet,
        "right_count": sum(asked.response.is_right for asked in sheet),
        "to_repeat": _to_repeat(sheet),
        **_ways_on(mine, quiz),
    }
    return render(request, "quizzes/result.html", context)


def _to_repeat(sheet):
    """The must-pass questions that went wrong, each with its lesson: [(asked, page or None)]."""
    wrong = [asked for asked in sheet if asked.question.is_must_pass and not asked.response.is_right]
    keys = {asked.question.lesson_key for asked in wrong} - {None}
    lessons = {page.translation_key: page for page in Page.objects.live().filter(translation_key__in=keys)}
    return [(asked, lessons.get(asked.question.lesson_key)) for asked in wrong]


def _ways_on(mine, quiz):
    """What a learner may do next: {"course", "following", "may_try_again", "attempts_left"}."""
    used = Attempt.objects.filter(enrolment=mine.enrolment_id, quiz_key=mine.quiz_key).count()
    left = attempting.attempts_left(mine.edition, used)
    ways = {"course": None, "following": None, "attempts_left": left, "may_try_again": False}
    if quiz is None or not quiz.live:
        return ways
    outline = outline_of(quiz)
    ways["course"] = outline.course
    ways["following"] = outline.next_after(quiz)
    ways["may_try_again"] = not mine.passed and mine.enrolment.is_open and left != 0
    return ways
