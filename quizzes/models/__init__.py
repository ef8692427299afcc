"""Topics, misconceptions and questions, quiz pages and their editions, and what learners answered."""

from ..questions import Question
from .attempt import Attempt, Response, ResponseEvent
from .edition import QuizEdition
from .misconception import Misconception
from .quiz import QuizItem, QuizPage, QuizPool
from .regrade import Regrade, RegradedEdition
from .text import ResponseComment, ResponseText
from .topic import Topic

__all__ = [
    "Attempt",
    "Misconception",
    "Question",
    "QuizEdition",
    "QuizItem",
    "QuizPage",
    "QuizPool",
    "Regrade",
    "RegradedEdition",
    "Response",
    "ResponseComment",
    "ResponseEvent",
    "ResponseText",
    "Topic",
]
