"""What learners are told by mail about their attempts. No message holds a result."""

from django.utils import timezone

from training.notices import sending

from .saying import day_and_time


def tell_of_marks(attempt):
    """Everything in an attempt is marked."""
    # Once each time that it was finished: it may have been reopened, and marked again on the same day.
    about = f"attempt:{attempt.pk}:{attempt.submitted_at.timestamp()}"
    _post("marked", about, attempt, attempt.enrolment.learner)


def tell_of_reopening(made, learner):
    """An attempt is in progress again, and until when."""
    until = made.deadline_at and day_and_time(made.deadline_at)
    _post("reopened", f"reopening:{made.pk}", made.attempt, learner, until=until)


def _post(kind, about, attempt, learner, **more):
    data = {"name": learner.name, "quiz": attempt.edition.quiz.title, "attempt": attempt.pk, **more}
    sending.post(learner.email, kind, about, timezone.localdate(), data, user=learner)
