"""What people said of an answer, by its events."""

from ..marking import result_of
from ..models import ResponseEvent
from ..ruling import Fix, Ruling

Kind = ResponseEvent.Kind
ANEW = [Kind.REGRADED, Kind.VOIDED]


def runs_of(events):
    """Events of one response, in their order, as lists: each begins with a reopening, but for the first."""
    runs = [[]]
    for event in events:
        if event.kind == Kind.REOPENED:
            runs.append([])
        runs[-1].append(event)
    return runs


def ruling_of(events):
    """The `Ruling` that these events of one response, in their order, come to: those since it was last reopened."""
    events = runs_of(events)[-1]
    points = [event.points for event in events if event.kind == Kind.MARKED]
    rules = tuple(event.regrade.rule for event in events if event.kind in ANEW)
    return Ruling(points[-1] if points else None, rules)


def wrong_regrades(response, attempt, events):
    """The events of a response that name a regrade of something else, or whose kind is not that of their rule."""
    return [
        event.seq
        for event in events
        if (event.kind in ANEW) != bool(event.regrade) or (event.regrade and not _fits(event, response, attempt))
    ]


def _fits(event, response, attempt):
    regrade = event.regrade
    is_of_it = regrade.question_key == response.question_key and regrade.quiz_key == attempt.quiz_key
    return is_of_it and (event.kind == Kind.VOIDED) == (regrade.fix == Fix.DROP)


def result_at(attempt, at):
    """The result that an attempt had at an instant, by its events: (score, passed), or None. Prefetch its responses."""
    responses = list(attempt.responses.all())
    events = [[event for event in response.events.all() if event.at <= at] for response in responses]
    if not all(any(event.kind == Kind.SUBMITTED for event in runs_of(some)[-1]) for some in events):
        return None
    questions = [attempt.edition.quiz.by_key[response.question_key] for response in responses]
    answers = [some[-1].answer for some in events]
    return result_of(questions, answers, attempt.pass_mark, [ruling_of(some) for some in events])
