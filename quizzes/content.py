"""The content of a quiz edition: its questions and rules as validated plain data."""

from functools import cached_property
from typing import Annotated, Literal, Union
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from .questions import Question
from .questions.snapshots import in_seeded_order
from .rules import Rules

# Whatever types exist, told apart by `type`.
AnyQuestion = Annotated[
    Union[tuple(type_.Snapshot for type_ in Question.types())],  # noqa: UP007
    Field(discriminator="type"),
]


class PoolContent(BaseModel):
    """A pool: how many to draw, and from what."""

    topic_key: UUID
    count: int
    questions: list[AnyQuestion]


class QuizContent(BaseModel):
    """A quiz as it was published. Editions are read for ever: raise `schema_version` when the shape changes."""

    model_config = ConfigDict(ignored_types=(cached_property,))

    schema_version: Literal[1] = 1
    title: str
    introduction: str = ""
    pass_mark: int | None = None
    attempts_allowed: int | None = None
    shuffle_options: bool = True
    rules: Rules = Rules()
    questions: list[AnyQuestion] = []
    pools: list[PoolContent] = []

    def drawn(self, seed, besides=frozenset()):
        """The questions of one attempt, in order: the fixed ones, then from each pool, unless all are shuffled.

        The same for the same seed. No pool gives one of `besides`, keys of questions.
        """
        drawn = {question.key: question for question in self.questions}
        for pool in self.pools:
            left = [
                question for question in pool.questions if question.key not in drawn and question.key not in besides
            ]
            chosen = in_seeded_order(left, seed, lambda question: question.key)[: pool.count]
            drawn.update({question.key: question for question in chosen})
        if self.rules.shuffle_questions:
            return in_seeded_order(drawn.values(), f"{seed}:order", lambda question: question.key)
        return list(drawn.values())

    @cached_property
    def by_key(self):
        """Every question that may be drawn, by its key."""
        pooled = [question for pool in self.pools for question in pool.questions]
        return {question.key: question for question in [*self.questions, *pooled]}

    @property
    def size(self):
        """How many questions an attempt asks."""
        return len(self.drawn("size"))

    @property
    def own_pass_mark(self):
        """The pass mark that it sets itself, or None for the course's. What measures asks for nothing."""
        return 0 if self.rules.measures else self.pass_mark

    @property
    def has_must_pass(self):
        """Whether any question must be right whatever the score."""
        return not self.rules.measures and any(question.is_must_pass for question in self.by_key.values())
