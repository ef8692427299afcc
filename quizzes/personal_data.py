"""What quizzes know about people.

Attempts and answers, in keys and marks, stay and name nobody. What was written in words goes.
"""

from datetime import timedelta

from training.personal import table_of

from .models import Attempt, BoosterAnswer, Question, ResponseComment, ResponseEvent, ResponseText

# So long a trainer may mark what was written, and its learner look back on it.
KEPT_FOR = timedelta(days=180)

PERSONAL = {"quizzes.Attempt.enrolment": "attempts"}
NOT_PERSONAL = {
    "quizzes.Regrade.actor": "the trainer who decided, by key; it names nobody once erased",
    "quizzes.Reopening.actor": "the administrator who reopened an attempt, by key; it names nobody once erased",
    "quizzes.ResponseEvent.actor": "the learner herself, or whoever marked, by key; it names nobody once erased",
    **dict.fromkeys(
        [f"{type_._meta.label}.locked_by" for type_ in (Question, *Question.types())]
        + ["quizzes.QuizPage.locked_by", "quizzes.QuizPage.owner"],
        "says by key who works on it; it names nobody once erased",
    ),
}


def export(user):
    """Her attempts, every answer she gave and what was given for it, and what she wrote."""
    attempts = Attempt.objects.filter(enrolment__learner=user).order_by("pk")
    columns = ("id", "enrolment", "quiz_key", "number", "state", "started_at", "submitted_at", "score", "passed")
    yield table_of("attempts", attempts, *columns)
    events = ResponseEvent.objects.filter(response__attempt__enrolment__learner=user).order_by("pk")
    of_response = ("response__attempt", "response__position", "response__question_key")
    columns = (*of_response, "kind", "answer", "confidence", "mark", "points", "at")
    yield table_of("answers", events, *columns)
    boosters = BoosterAnswer.objects.filter(booster__follow_up__enrolment__learner=user).order_by("pk")
    columns = ("booster__follow_up", "position", "question_key", "answer", "mark", "is_right", "at")
    yield table_of("booster-answers", boosters, *columns)
    written = ResponseText.objects.filter(response__attempt__enrolment__learner=user).order_by("pk")
    columns = ("response__attempt", "response__position", "text", "written_at")
    yield table_of("written-answers", written, *columns)
    comments = ResponseComment.objects.filter(response__attempt__enrolment__learner=user).order_by("pk")
    yield table_of("comments-on-answers", comments, *columns)


def erase(person):
    """Delete what she wrote, and what was written to her about it. Her answers stay, in keys and marks."""
    for model in (ResponseText, ResponseComment):
        model.objects.filter(response__attempt__enrolment__learner=person.user).delete()


def expire(now):
    """Delete what was written long ago."""
    for model in (ResponseText, ResponseComment):
        model.objects.filter(written_at__lt=now - KEPT_FOR).delete()
