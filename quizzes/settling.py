"""What a finished attempt comes to: its marks, its result, and the completion of its quiz.

`attempting` settles what marks itself, `assessing` what a person had to mark, `regrading` what is marked anew. All hold
the attempt locked.
"""

from collections import defaultdict

from django.db import transaction
from django.db.models import Exists, OuterRef

from courses import completing
from courses.models import Completion

from . import telling
from .finding import attempts_of, page_of
from .grading import verdict_of
from .marking import Sheet, decimal, regraded
from .models import Attempt, Regrade, ResponseEvent
from .refusing import refusals
from .ruling import Ruling

Kind = ResponseEvent.Kind


def state_of(result):
    """The state of a finished attempt with this result."""
    return Attempt.State.AWAITING if result.is_pending else Attempt.State.SUBMITTED


def sheet_of(attempt, responses, rules=None):
    """An attempt as it is marked. `rules`, {response pk: (Rule, ...)}, are those that hold for its answers."""
    rules = rules or {}
    return Sheet(
        [attempt.edition.quiz.by_key[response.question_key] for response in responses],
        [response.answer for response in responses],
        attempt.pass_mark,
        [Ruling(response.points, rules.get(response.pk, ())) for response in responses],
    )


def rules_in(responses):
    """The rules by which these responses were marked anew, {response pk: (Rule, ...)}. One query.

    Those from before they were reopened do not hold: `standing` applies them once the attempt is finished again.
    """
    later = ResponseEvent.objects.filter(response=OuterRef("response"), seq__gt=OuterRef("seq"), kind=Kind.REOPENED)
    events = ResponseEvent.objects.filter(~Exists(later), response__in=responses, regrade__isnull=False)
    found = defaultdict(tuple)
    for event in events.select_related("regrade").order_by("response", "seq"):
        found[event.response_id] += (event.regrade.rule,)
    return found


def marked(response, mark, *, at, actor=None, points=None):
    """The event that a response was marked, by a person where there is an actor. The response takes the mark on."""
    response.points = points
    return _event(response, Kind.MARKED, mark, at=at, actor=actor, points=points)


def marked_anew(response, mark, *, at, regrade):
    """The event that a response was marked anew. The response takes the mark on; without one, it does not count."""
    response.is_void = mark is None
    kind = Kind.VOIDED if response.is_void else Kind.REGRADED
    return _event(response, kind, mark, at=at, actor=regrade.actor, regrade=regrade)


def _event(response, kind, mark, **said):
    response.seq += 1
    response.mark, response.is_right = (None, None) if mark is None else (decimal(mark.fraction), mark.is_right)
    given = {"answer": response.answer, "mark": response.mark}
    return ResponseEvent(response=response, seq=response.seq, kind=kind, **given, **said)


def standing(attempt, responses):
    """The regrades that hold for an attempt that is finished only now: [(place, Regrade)], in their order."""
    places = {response.question_key: place for place, response in enumerate(responses) if response.has_rules}
    if not places:
        return []
    regrades = Regrade.objects.filter(editions=attempt.edition, question_key__in=places).order_by("pk")
    return [(places[regrade.question_key], regrade) for regrade in regrades.select_related("actor")]


def under(sheet, regrades):
    """A `Sheet` with these regrades, [(place, Regrade)], and those of them that change it: [(place, Regrade, mark)]."""
    changes = []
    for place, regrade in regrades:
        found = regraded(sheet, place, regrade.rule)
        if found.result:
            sheet = sheet._replace(rulings=found.rulings)
            changes.append((place, regrade, found.result.marks[place]))
    return sheet, changes


def settle(attempt, responses):
    """Give an attempt that waits its result, where nothing waits any more, and tell the learner."""
    result = sheet_of(attempt, responses, rules_in(responses)).result
    if result.is_pending:
        return
    Attempt.objects.filter(pk=attempt.pk).update(state=state_of(result), score=result.score, passed=result.passed)
    complete(attempt, attempts_of(attempt.enrolment, attempt.quiz_key))
    telling.tell_of_marks(attempt)


@transaction.atomic
def complete_late(attempt):
    """Complete the quiz of an attempt with which it was passed, where that was left undone."""
    attempts = Attempt.objects.filter(enrolment=attempt.enrolment_id, quiz_key=attempt.quiz_key)
    # A regrade that could take the pass away comes wholly before, or wholly after.
    list(attempts.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    complete(attempt, attempts_of(attempt.enrolment, attempt.quiz_key))


def complete(attempt, attempts):
    """Complete the quiz of these attempts where they come to a pass, and their period still takes that."""
    verdict = verdict_of(attempts)
    if verdict is None or not verdict.passed:
        return
    quiz = page_of(attempt)
    ids = {"attempt": attempt.pk}
    if quiz is None:
        # The quiz was deleted meanwhile, so nothing is left to complete; the result stands.
        refusals.warning("complete-without-page %s", ids)
        return
    try:
        completing.record(attempt.enrolment, quiz, how=Completion.How.MARKED, score=verdict.score)
    except completing.NotOpen:
        refusals.warning("complete-after-end %s", ids)
