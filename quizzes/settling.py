"""What a finished attempt comes to: its marks, its result, and the completion of its quiz.

`attempting` settles what marks itself, `assessing` what a person had to mark. Both hold the attempt locked.
"""

from django.utils import timezone

from courses import completing
from courses.models import Completion
from training.notices import sending

from .finding import attempts_of, page_of
from .grading import verdict_of
from .marking import Ruling, decimal, result_of
from .models import Attempt, ResponseEvent
from .refusing import refusals


def state_of(result):
    """The state of a finished attempt with this result."""
    return Attempt.State.AWAITING if result.is_pending else Attempt.State.SUBMITTED


def marked(response, mark, *, at, actor=None, points=None):
    """The event that a response was marked, by a person where there is an actor. The response takes the mark on."""
    response.seq += 1
    response.mark, response.is_right, response.points = decimal(mark.fraction), mark.is_right, points
    said = {"answer": response.answer, "mark": response.mark, "points": points}
    return ResponseEvent(
        response=response, seq=response.seq, kind=ResponseEvent.Kind.MARKED, actor=actor, at=at, **said
    )


def settle(attempt, responses):
    """Give an attempt that waits its result, where nothing waits any more, and tell the learner."""
    questions = [attempt.edition.quiz.by_key[response.question_key] for response in responses]
    answers = [response.answer for response in responses]
    rulings = [Ruling(response.points) for response in responses]
    result = result_of(questions, answers, attempt.pass_mark, rulings)
    if result.is_pending:
        return
    Attempt.objects.filter(pk=attempt.pk).update(state=state_of(result), score=result.score, passed=result.passed)
    complete(attempt, attempts_of(attempt.enrolment, attempt.quiz_key))
    _tell(attempt)


def _tell(attempt):
    learner = attempt.enrolment.learner
    data = {"name": learner.name, "quiz": attempt.edition.quiz.title, "attempt": attempt.pk}
    sending.post(learner.email, "marked", f"attempt:{attempt.pk}", timezone.localdate(), data, user=learner)


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
