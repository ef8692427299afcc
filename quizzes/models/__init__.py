"""Topics, misconceptions and questions, quiz pages and their editions, what learners answered, and boosters."""

from ..questions import Question
from .attempt import Attempt, Response, ResponseEvent
from .booster import Booster, BoosterAnswer
from .edition import QuizEdition
from .misconception import Misconception
from .quiz import QuizItem, QuizPage, QuizPool
from .regrade import Regrade, RegradedEdition
from .reopening import Reopening
from .text import ResponseComment, ResponseText
from .topic import Topic

__all__ = [
    "Attempt",
    "Booster",
    "BoosterAnswer",
    "Misconception",
    "Question",
    "QuizEdition",
    "QuizItem",
    "QuizPage",
    "QuizPool",
    "Regrade",
    "RegradedEdition",
    "Reopening",
    "Response",
    "ResponseComment",
    "ResponseEvent",
    "ResponseText",
    "Topic",
]
