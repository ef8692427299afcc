"""Topics and questions, quiz pages and their editions, and what learners answered."""

from ..questions import Question
from .attempt import Attempt, Response, ResponseEvent
from .edition import QuizEdition
from .quiz import QuizItem, QuizPage, QuizPool
from .topic import Topic

__all__ = [
    "Attempt",
    "Question",
    "QuizEdition",
    "QuizItem",
    "QuizPage",
    "QuizPool",
    "Response",
    "ResponseEvent",
    "Topic",
]
