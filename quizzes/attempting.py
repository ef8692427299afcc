"""Attempts: begun, answered, submitted. The one writer of them."""

import secrets
from datetime import datetime
from typing import NamedTuple
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import completing, enrolling

from . import allowing, editions, measuring, settling, timing
from .finding import LOCKED, LOCKED_RESPONSES, attempts_of, responses_with
from .models import Attempt, Response, ResponseEvent, ResponseText
from .refusing import Refused


class Receipt(NamedTuple):
    """When an answer was kept, and as which event of its response."""

    at: datetime
    seq: int


def start(enrolment, quiz):
    """The open attempt at a quiz in this period, or a new one on the newest edition.

    Starts at once give one attempt. One whose time is up is closed first. Raises Refused where `allowing` says why.
    """
    edition = editions.current(quiz)
    begun = _start(enrolment, quiz, edition)
    if timing.is_overdue(begun.deadline_at, timezone.now()):
        submit(begun)
        begun = _start(enrolment, quiz, edition)
    return begun


def _start(enrolment, quiz, edition):
    with transaction.atomic():
        enrolment = completing.lock(enrolment)
        earlier = attempts_of(enrolment, quiz.key)
        if unfinished := next((one for one in earlier if one.is_open), None):
            return unfinished
        refusal = allowing.refusal_of(enrolment, edition, earlier, timezone.now())
        if refusal:
            raise Refused(*refusal, enrolment=enrolment.pk, edition=edition.pk)
        enrolling.start(enrolment)
        return _begin(enrolment, edition, number=len(earlier) + 1)


def pass_mark_of(edition, enrolment):
    """The pass mark for an attempt begun now: the quiz's own, else that of the course edition."""
    own = edition.quiz.own_pass_mark
    return enrolment.edition.rules["pass_mark"] if own is None else own


def _begin(enrolment, edition, number):
    now, rules = timezone.now(), edition.quiz.rules
    attempt = Attempt.objects.create(
        enrolment=enrolment,
        edition=edition,
        quiz_key=edition.quiz_key,
        number=number,
        seed=secrets.token_hex(8),
        pass_mark=pass_mark_of(edition, enrolment),
        started_at=now,
        deadline_at=timing.deadline_of(now, rules, enrolment.learner.extra_time if rules.time_limit else 0),
    )
    asked = measuring.asked_before([attempt])[attempt.pk] if edition.quiz.rules.measures else frozenset()
    Response.objects.bulk_create(
        Response(attempt=attempt, position=position, question_key=question.key)
        for position, question in enumerate(edition.quiz.drawn(attempt.seed, besides=asked), start=1)
    )
    return attempt


def save(response, answer, *, text=None, confidence="", idempotency_key=None, seen=None, given_at=None, actor=None):
    """Keep an answer. Returns its `Receipt`, from which on it cannot be lost.

    The same key again returns the first receipt and changes nothing. Give a response from `responses_with`, and
    the first try asks two queries. `seen` is the event that the learner's page knew last, None for whatever there is.
    `text` is what she wrote, None where the question keeps no prose; it is stored beside the event, never in it.
    `confidence` is how sure she says she is.
    `given_at` is when the browser says that it was given, for one that was on its way when the time was up.
    Raises Refused after submission, for what is no answer to the question and where it was answered since `seen`.
    """
    idempotency_key = idempotency_key or uuid4()
    while True:
        if not hasattr(response, "replayed_at"):
            response = responses_with(idempotency_key).get(pk=response.pk)
        if response.replayed_at:
            return Receipt(response.replayed_at, response.replayed_seq)
        _check_answer(response, answer, seen, given_at)
        said = {"text": text, "confidence": confidence}
        at = _write(response, answer, **said, idempotency_key=idempotency_key, actor=actor)
        if at:
            return Receipt(at, response.seq + 1)
        # Another tab was faster; read what it wrote and try again.
        response = Response(pk=response.pk)


def _check_answer(response, answer, seen, given_at):
    attempt = response.attempt
    ids = {"attempt": attempt.pk, "response": response.pk}
    if response.is_final or not attempt.is_open:
        if attempt.is_open:
            message = _("This question is closed. Your answer to it stays as it was, and this one was not saved.")
            raise Refused("closed-question", message, **ids)
        raise Refused(
            "late-answer", _("This attempt is finished. Your answer was not saved, and nothing changed."), **ids
        )
    if not timing.is_in_time(attempt.deadline_at, timezone.now(), given_at):
        raise Refused("after-deadline", _("Your time was up before this answer came. It was not saved."), **ids)
    if seen is not None and response.seq > seen:
        message = _("You answered this question again in another tab or on another device. Reload this page to see it.")
        raise Refused("outdated-answer", message, **ids)
    if not attempt.edition.quiz.by_key[response.question_key].accepts(answer):
        raise Refused("not-an-option", _("That is not one of the answers to this question. It was not saved."), **ids)


def _write(response, answer, *, text, confidence, idempotency_key, actor):
    at = timezone.now()
    # Always outermost, or inside a transaction that fails as a whole: a savepoint would cost two more queries.
    with transaction.atomic(savepoint=False):
        # The condition is the lock: a submission, and an answer from another tab, change it.
        won = Response.objects.filter(pk=response.pk, seq=response.seq, is_final=False).update(
            seq=response.seq + 1, answer=answer, confidence=confidence, saved_at=at
        )
        if not won:
            return None
        ResponseEvent.objects.create(
            response_id=response.pk,
            seq=response.seq + 1,
            kind=ResponseEvent.Kind.SAVED,
            answer=answer,
            confidence=confidence,
            actor=actor,
            at=at,
            idempotency_key=idempotency_key,
        )
        _keep_prose({} if text is None else {response.pk: text}, at)
    return at


def _keep_prose(texts, at):
    """Overwrite what was written in these responses: {pk: text}. No words means no row. They are locked."""
    emptied = [pk for pk, text in texts.items() if not text]
    if emptied:
        ResponseText.objects.filter(response__in=emptied).delete()
    rows = [ResponseText(response_id=pk, text=text, written_at=at) for pk, text in texts.items() if text]
    last = {"unique_fields": ["response"], "update_fields": ["text", "written_at"]}
    if rows:
        ResponseText.objects.bulk_create(rows, update_conflicts=True, **last)


@transaction.atomic
def save_all(attempt, answers, *, texts=None, confidences=None, given_at=None, actor=None):
    """Keep many answers of one attempt, all or none: {response pk: answer}. Costs three queries, four with prose.

    `texts`, {response pk: text}, is what was written in those of them that keep prose; `confidences`, {response pk:
    key}, how sure she says she is.

    Raises Refused after submission, and for what is no answer to its question.
    """
    # Locked, so that a submission comes wholly before, or wholly after.
    locked = Response.objects.select_for_update(of=("self",), no_key=True).select_related("attempt")
    responses = list(locked.filter(attempt=attempt, pk__in=answers))
    for response in responses:
        # Whoever calls may have read the attempt before it was submitted.
        attempt.state = response.attempt.state
    at = timezone.now()
    _say_confidence(responses, answers, confidences)
    kept = _take(attempt, responses, answers, actor=actor, at=at, given_at=given_at)
    ResponseEvent.objects.bulk_create(kept)
    overwrite(responses, ["seq", "answer", "confidence", "saved_at"])
    _keep_prose(texts or {}, at)


def _say_confidence(responses, answers, confidences):
    for response in responses:
        if response.pk in answers:
            response.confidence = (confidences or {}).get(response.pk, "")


def _take(attempt, responses, answers, *, actor, at, given_at):
    """Give locked responses their new answers. Returns the events that say so; nothing is written yet."""
    events = []
    for response in responses:
        if response.pk not in answers:
            continue
        response.attempt = attempt
        _check_answer(response, answers[response.pk], None, given_at)
        response.seq, response.answer, response.saved_at = response.seq + 1, answers[response.pk], at
        given = {"response": response, "answer": response.answer, "actor": actor, "at": at}
        given |= {"confidence": response.confidence, "idempotency_key": uuid4()}
        kept = ResponseEvent(**given, seq=response.seq, kind=ResponseEvent.Kind.SAVED)
        events.append(kept)
    return events


def overwrite(responses, fields):
    """Store these fields of rows that are there and locked. `bulk_update` would take ten times as long."""
    Response.objects.bulk_create(responses, update_conflicts=True, unique_fields=["id"], update_fields=fields)


def submit(attempt, *, answers=None, texts=None, confidences=None, given_at=None, actor=None):
    """Finish an attempt, mark it, and complete the quiz where it was passed. Returns whether this call did it.

    Submissions at once give one; the others find it done. Last `answers`, {response pk: answer}, are kept with it, as
    by `save_all`, `texts` and `confidences` with them: answers alone cost no more queries than none. Raises Refused as
    that does, and changes nothing.
    """
    with transaction.atomic():
        attempt = LOCKED.first(attempt.pk)
        # Locked too, so that an answer on its way is either in the result or refused.
        responses = LOCKED_RESPONSES.rows(attempt.pk)
        now = timezone.now()
        at = timing.ended_at(attempt.deadline_at, now)
        _say_confidence(responses, answers or {}, confidences)
        kept = _take(attempt, responses, answers or {}, actor=actor, at=now, given_at=given_at)
        sheet = settling.sheet_of(attempt, responses)
        # A question may have been found wrong since it was asked.
        final, changes = settling.under(sheet, settling.standing(attempt, responses))
        result = final.result
        won = Attempt.objects.filter(pk=attempt.pk, state=Attempt.State.OPEN).update(
            state=settling.state_of(result), submitted_at=at, score=result.score, passed=result.passed
        )
        if not won:
            return False
        _close(responses, sheet.result.marks if changes else result.marks, kept, actor=actor, at=at, marked_at=now)
        _mark_anew(responses, changes, at=now)
        attempt.score, attempt.passed = result.score, result.passed
        settling.complete(attempt, [attempt, *_others(attempt)])
        _keep_prose(texts or {}, at)
    return True


def _others(attempt):
    # Later ones too: this one may have been reopened after them.
    attempts = attempts_of(attempt.enrolment, attempt.quiz_key) if attempt.has_others else []
    return [other for other in attempts if other.pk != attempt.pk]


def _close(responses, marks, kept, *, actor, at, marked_at):
    events = list(kept)
    for response, mark in zip(responses, marks, strict=True):
        response.seq, response.is_final = response.seq + 1, True
        given = {"response": response, "answer": response.answer, "actor": actor, "at": at}
        events.append(ResponseEvent(**given, seq=response.seq, kind=ResponseEvent.Kind.SUBMITTED))
        # What a person must mark waits for her.
        if mark.fraction is not None:
            events.append(settling.marked(response, mark, at=marked_at))
    ResponseEvent.objects.bulk_create(events)
    last = ["answer", "confidence", "saved_at"] if kept else []
    overwrite(responses, [*last, "mark", "is_right", "seq", "is_final"])


def _mark_anew(responses, changes, *, at):
    if changes:
        events = [settling.marked_anew(responses[place], mark, at=at, regrade=made) for place, made, mark in changes]
        ResponseEvent.objects.bulk_create(events)
        overwrite([responses[place] for place, _made, _mark in changes], ["mark", "is_right", "seq", "is_void"])
