"""Marking a question anew in attempts that are finished, after a fix. The one writer of regrades.

`plan_of` says what would come of it and writes nothing; `regrade` does exactly that, or nothing where something changed
meanwhile. What was there stays: every new mark is a new event, which names its rule.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from training.evidence import in_chunks
from training.people import audit

from . import settling, telling
from .finding import attempts_of
from .grading import verdict_of
from .marking import Result, is_lower, regraded
from .models import Attempt, Regrade, RegradedEdition, Response, ResponseEvent
from .rounding import Reach
from .ruling import Rule

Reason = Regrade.Reason


class Order(NamedTuple):
    """What is asked: mark this question of a quiz anew by a rule, in the attempts of these editions (pks)."""

    quiz_key: UUID
    question_key: UUID
    editions: tuple
    rule: Rule


class Change(NamedTuple):
    """An attempt that comes out otherwise."""

    attempt: Attempt
    response: Response
    result: Result
    mark: object
    has_new_pass: bool
    has_lost_pass: bool


@dataclass
class Plan:
    """What an order comes to. `counts` says it in numbers, for the record; `reach` as it may be told."""

    order: Order
    changes: list = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    reach: Reach = field(default_factory=Reach)

    @property
    def digest(self):
        """The same for the same outcome, to the last mark. It needs the site's secret, since a browser gets to see it.

        Whoever guesses what one person answered could make it otherwise, and compare.
        """
        lines = [repr(self.order), repr(sorted(self.counts.items()))]
        lines += [f"{one.attempt.pk} {one.response.seq} {one.result.score} {one.mark}" for one in self.changes]
        return salted_hmac("quizzes.regrading", "\n".join(lines), algorithm="sha256").hexdigest()


class Changed(Exception):
    """Something changed since the plan that was agreed to. `plan` is how it would be now."""

    def __init__(self, plan):
        super().__init__("Not as it was planned")
        self.plan = plan


def plan_of(order):
    """What would come of an order. Writes nothing. Costs a few queries for each 500 attempts."""
    return _plan(order, _attempts(order).exclude(state=Attempt.State.OPEN))


@transaction.atomic
def regrade(order, *, reason, agreed, actor):
    """Carry out an order whose plan has the digest `agreed`. Returns the Regrade.

    Raises Changed, and changes nothing, where something else would come of it by now. Passes that are new complete
    their quiz; completions and certificates that are there stay whatever becomes of a score.
    """
    # Held until the end, and those in progress too: who finishes meanwhile comes wholly before, or wholly after.
    locked = _attempts(order).select_for_update(of=("self",), no_key=True).order_by("pk")
    finished = [pk for pk, state in locked.values_list("pk", "state") if state != Attempt.State.OPEN]
    plan = _plan(order, Attempt.objects.filter(pk__in=finished))
    if plan.digest != agreed:
        raise Changed(plan)
    made = _write(plan, reason, actor)
    audit.record("quizzes.regrade", made, user=actor, data={"reason": reason, **plan.reach.numbers})
    for change in plan.changes:
        if change.has_new_pass:
            settling.complete(change.attempt, attempts_of(change.attempt.enrolment, change.attempt.quiz_key))
        if change.attempt.is_awaiting and not change.result.is_pending:
            telling.tell_of_marks(change.attempt)
    return made


def _attempts(order):
    return Attempt.objects.filter(
        edition__in=order.editions, quiz_key=order.quiz_key, responses__question_key=order.question_key
    )


def _plan(order, attempts):
    plan, others = Plan(order), {}
    whole = attempts.select_related("edition", "enrolment__learner", "enrolment__edition").defer("edition__content")
    for chunk in in_chunks(whole.prefetch_related("responses")):
        rules = settling.rules_in(Response.objects.filter(attempt__in=chunk))
        # Kept from chunk to chunk: one person's attempts may lie in several.
        others |= _others_of(order, {attempt.enrolment_id for attempt in chunk} - set(others))
        for attempt in chunk:
            _add(plan, attempt, rules, others[attempt.enrolment_id])
    return plan


def _others_of(order, periods):
    """{period: every attempt at the quiz in it} for these (pks). One query, or none."""
    found = {pk: [] for pk in periods}
    attempts = Attempt.objects.filter(enrolment__in=periods, quiz_key=order.quiz_key)
    for attempt in attempts.select_related("edition").defer("edition__content"):
        found[attempt.enrolment_id].append(attempt)
    return found


def _add(plan, attempt, rules, others):
    responses = list(attempt.responses.all())
    place = next(at for at, one in enumerate(responses) if one.question_key == plan.order.question_key)
    found = regraded(settling.sheet_of(attempt, responses, rules), place, plan.order.rule)
    if found.result is None:
        _count(plan, attempt, ["attempts", "left" if found.is_lower else "same"])
        return
    # Both of one person's attempts may change; the later one is judged with the earlier one as it then is.
    before = verdict_of(others)
    _take_on(others, attempt, found.result)
    after = verdict_of(others)
    new, lost = _passes(after) and not _passes(before), _passes(before) and not _passes(after)
    change = Change(attempt, responses[place], found.result, found.result.marks[place], new, lost)
    plan.changes.append(change)
    _count(plan, attempt, ["attempts", *_said_of(change)])


def _count(plan, attempt, kinds):
    plan.counts.update(kinds)
    plan.reach.add(attempt.edition_id, attempt.enrolment.learner_id, kinds)


def _passes(grade):
    return grade is not None and grade.passed


def _take_on(others, attempt, result):
    for other in others:
        if other.pk == attempt.pk:
            other.score, other.passed = result.score, result.passed


def _said_of(change):
    """The counts to which a change belongs."""
    attempt, result = change.attempt, change.result
    yield "changed"
    if change.has_new_pass:
        yield "new_passes"
    if change.has_lost_pass:
        yield "lost_passes"
    if attempt.score is not None:
        if result.score > attempt.score:
            yield "rise"
        if is_lower(result, Result([], attempt.score, attempt.passed)):
            yield "fall"


def _write(plan, reason, actor):
    order, rule, at = plan.order, plan.order.rule, timezone.now()
    made = Regrade.objects.create(
        quiz_key=order.quiz_key,
        question_key=order.question_key,
        fix=rule.fix,
        answer=rule.answer,
        may_lower=rule.may_lower,
        reason=reason,
        counts=dict(plan.counts),
        actor=actor,
        at=at,
    )
    RegradedEdition.objects.bulk_create(RegradedEdition(regrade=made, edition_id=pk) for pk in order.editions)
    responses = [change.response for change in plan.changes]
    events = [settling.marked_anew(one.response, one.mark, at=at, regrade=made) for one in plan.changes]
    ResponseEvent.objects.bulk_create(events)
    Response.objects.bulk_update(responses, ["seq", "mark", "is_right", "is_void"], batch_size=100)
    _store_results(plan.changes)
    return made


def _store_results(changes):
    attempts = [Attempt(pk=change.attempt.pk) for change in changes]
    for attempt, change in zip(attempts, changes, strict=True):
        result = change.result
        attempt.state, attempt.score, attempt.passed = settling.state_of(result), result.score, result.passed
    Attempt.objects.bulk_update(attempts, ["state", "score", "passed"], batch_size=100)
