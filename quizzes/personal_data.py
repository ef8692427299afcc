"""What quizzes know about people: attempts and answers, in keys and marks. They stay, and name nobody."""

from training.personal import table_of

from .models import Attempt, Question, ResponseEvent

PERSONAL = {"quizzes.Attempt.enrolment": "attempts"}
NOT_PERSONAL = {
    "quizzes.ResponseEvent.actor": "the learner herself, by key; it names nobody once erased",
    **dict.fromkeys(
        [f"{type_._meta.label}.locked_by" for type_ in (Question, *Question.types())]
        + ["quizzes.QuizPage.locked_by", "quizzes.QuizPage.owner"],
        "says by key who works on it; it names nobody once erased",
    ),
}


def export(user):
    """Her attempts, and every answer she gave."""
    attempts = Attempt.objects.filter(enrolment__learner=user).order_by("pk")
    columns = ("id", "enrolment", "quiz_key", "number", "state", "started_at", "submitted_at", "score", "passed")
    yield table_of("attempts", attempts, *columns)
    events = ResponseEvent.objects.filter(response__attempt__enrolment__learner=user).order_by("pk")
    columns = ("response__attempt", "response__position", "response__question_key", "kind", "answer", "mark", "at")
    yield table_of("answers", events, *columns)
