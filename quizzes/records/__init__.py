"""What is stored about attempts and boosters, held against what they rest on. For `check_records`; reads only."""

from collections import defaultdict

from django.db.models import Prefetch

from courses.models import CourseEdition, EnrolmentEvent
from training.evidence import differences_of, in_chunks
from training.people.models import User

from .. import measuring, timing
from ..marking import decimal, result_of
from ..models import Attempt, QuizEdition, Response, ResponseEvent
from ..settling import state_of
from . import boosters, grades
from .rulings import ANEW, ruling_of, runs_of, wrong_regrades

Kind = ResponseEvent.Kind
_MOVES = [EnrolmentEvent.Kind.ENROLLED, EnrolmentEvent.Kind.EDITION_CHANGED]


def differences():
    """Every Difference among attempts, their responses, the completions that they earned, and boosters."""
    responses = Response.objects.order_by("position").prefetch_related(
        Prefetch("events", ResponseEvent.objects.select_related("regrade").order_by("seq"))
    )
    rows = Attempt.objects.select_related("enrolment").prefetch_related(Prefetch("responses", responses), "reopenings")
    editions = {}
    for chunk in in_chunks(rows, size=200):
        wanted = {attempt.edition_id for attempt in chunk} - set(editions)
        editions.update(QuizEdition.objects.in_bulk(wanted) if wanted else {})
        asked = _asked_by_the_course(chunk)
        besides = measuring.asked_before(chunk)
        for attempt in chunk:
            quiz = editions[attempt.edition_id].quiz
            earlier = besides[attempt.pk] if quiz.rules.measures else frozenset()
            yield from _of_attempt(attempt, quiz, asked[attempt.pk], earlier)
    yield from grades.differences()
    yield from boosters.differences()


def _of_attempt(attempt, quiz, asked, besides):
    responses = list(attempt.responses.all())
    drawn = [(place, question.key) for place, question in enumerate(quiz.drawn(attempt.seed, besides), start=1)]
    yield from differences_of(
        attempt,
        questions=([(one.position, one.question_key) for one in responses], drawn),
        deadline_at=(attempt.deadline_at, _deadline(attempt, quiz.rules)),
        submitted_at=(attempt.submitted_at, _not_after_the_deadline(attempt)),
        pass_mark=(
            attempt.pass_mark,
            _pass_mark(attempt, asked if quiz.own_pass_mark is None else [quiz.own_pass_mark]),
        ),
    )
    for response in responses:
        yield from _of_response(response, attempt)
    questions = [quiz.by_key.get(response.question_key) for response in responses]
    # Nothing can be marked by an edition that does not hold the question; that is named above.
    if not attempt.is_open and None not in questions:
        yield from _of_result(attempt, questions, responses)


def _asked_by_the_course(chunk):
    """{attempt: the pass marks that the course may have asked when it began}. Two queries.

    The period may have moved to another edition since: which it was on then follows from its events. Where one bears
    the very instant at which the attempt began, either side of it is possible. What cannot be derived is the order of
    what two web servers did whose clocks differ, and the edition of a period whose beginning was not written down:
    that event is missed by the check of periods, and any mark is possible here.
    """
    periods = {attempt.enrolment_id: attempt.enrolment for attempt in chunk}
    of_courses = CourseEdition.objects.filter(course_key__in={period.course_key for period in periods.values()})
    marks = {
        (key, number): mark for key, number, mark in of_courses.values_list("course_key", "number", "rules__pass_mark")
    }
    moves = defaultdict(list)
    for event in EnrolmentEvent.objects.filter(enrolment__in=periods, kind__in=_MOVES).order_by("pk"):
        number = event.data.get("to", event.data.get("edition"))
        moves[event.enrolment_id].append((event.at, marks.get((periods[event.enrolment_id].course_key, number))))
    return {attempt.pk: _at(moves[attempt.enrolment_id], attempt.started_at) for attempt in chunk}


def _at(moves, instant):
    return [mark for at, mark in moves if at < instant][-1:] + [mark for at, mark in moves if at == instant]


def _deadline(attempt, rules):
    """Which of the times that people may need was this one's, is not kept: any of them is possible."""
    if reopenings := list(attempt.reopenings.all()):
        return reopenings[-1].deadline_at
    possible = [timing.deadline_of(attempt.started_at, rules, extra) for extra in User.ExtraTime.values]
    return attempt.deadline_at if attempt.deadline_at in possible else possible[0]


def _not_after_the_deadline(attempt):
    return attempt.submitted_at and timing.ended_at(attempt.deadline_at, attempt.submitted_at)


def _pass_mark(attempt, possible):
    return attempt.pass_mark if attempt.pass_mark in possible or not possible else possible[-1]


def _of_response(response, attempt):
    events = list(response.events.all())
    newest = events[-1] if events else None
    saved = [event for event in events if event.kind == Kind.SAVED]
    yield from differences_of(
        response,
        events=([event.seq for event in events], list(range(1, len(events) + 1))),
        seq=(response.seq, len(events)),
        answer=(response.answer, newest.answer if newest else None),
        confidence=(response.confidence, saved[-1].confidence if saved else ""),
        saved_at=(response.saved_at, saved[-1].at if saved else None),
        regrades=(wrong_regrades(response, attempt, events), []),
    )
    yield from _of_runs(response, attempt, runs_of(events))


def _of_runs(response, attempt, runs):
    """Each time that it was answered and closed. What is stored is what came of the last."""
    *earlier, last = ({kind: [event for event in run if event.kind == kind] for kind in Kind} for run in runs)
    marked, submitted = last[Kind.MARKED], last[Kind.SUBMITTED]
    anew = [event for kind in ANEW for event in last[kind]]
    reopened = [(event.at, event.actor_id) for run in runs for event in run if event.kind == Kind.REOPENED]
    is_locked = any(run[Kind.LOCKED] for run in (*earlier, last))
    yield from differences_of(
        response,
        reopened=(reopened, [(one.at, one.actor_id) for one in attempt.reopenings.all()]),
        submitted_before=([len(run[Kind.SUBMITTED]) for run in earlier], [1] * len(earlier)),
        submitted=(len(submitted), 0 if attempt.is_open else 1),
        submitted_at=(attempt.submitted_at, submitted[-1].at if submitted else None),
        is_final=(response.is_final, bool(submitted or is_locked)),
        points=(response.points, marked[-1].points if marked else None),
        mark=(response.mark, runs[-1][-1].mark if marked or anew else None),
        is_void=(response.is_void, bool(last[Kind.VOIDED])),
        marked=(len(marked), 0 if (attempt.is_awaiting or anew) and not marked else len(submitted)),
        marked_by_somebody=([event.seq for event in marked if (event.actor_id is None) != (event.points is None)], []),
    )


def _of_result(attempt, questions, responses):
    rulings = [ruling_of(response.events.all()) for response in responses]
    result = result_of(questions, [response.answer for response in responses], attempt.pass_mark, rulings)
    yield from differences_of(
        attempt,
        state=(attempt.state, state_of(result)),
        score=(attempt.score, result.score),
        passed=(attempt.passed, result.passed),
    )
    for response, mark in zip(responses, result.marks, strict=True):
        yield from differences_of(
            response,
            mark_by_the_edition=(response.mark, _as_stored(mark)),
            is_right=(response.is_right, mark and mark.is_right),
        )


def _as_stored(mark):
    return None if mark is None or mark.fraction is None else decimal(mark.fraction)
