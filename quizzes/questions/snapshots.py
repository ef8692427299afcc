"""What was asked, as plain data. A snapshot shows, checks and marks an answer without the database."""

import hashlib
from fractions import Fraction
from functools import cached_property
from typing import ClassVar, NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class Mark(NamedTuple):
    """What an answer earned: a fraction from 0 to 1, and whether it is fully right.

    None for both: a person must mark it.
    """

    fraction: Fraction | None
    is_right: bool | None


RIGHT = Mark(Fraction(1), True)


class Line(NamedTuple):
    """One line of a looked-back-on answer, such as an option.

    Where something is put in a place, `text` names the place, `given` what was put there and `expected` what belongs.
    Where right and wrong are not all there is, `verdict` says in a word what it is. Where `is_key`, the text was not
    there to choose from: it is an accepted answer.
    """

    text: str
    was_chosen: bool
    is_right: bool
    feedback: str = ""
    given: str = ""
    expected: str = ""
    verdict: str = ""
    is_key: bool = False


class QuestionSnapshot(BaseModel):
    """One question as it was asked, and the contract of its type.

    An answer is a dict that JSON can hold, with keys and never prose; None or an empty one means unanswered.
    Old editions are read for ever: a new field needs a default.
    """

    model_config = ConfigDict(frozen=True, ignored_types=(cached_property,))

    # Whether it counts in the score. What only asks for an opinion, or for practice, does not.
    is_scored: ClassVar[bool] = True
    # A template of what is looked at again with the answer, such as a picture.
    illustration: ClassVar[str] = ""
    # Whether the page itself can say what came of it, on asking, before the attempt is finished.
    is_checked_in_page: ClassVar[bool] = False
    # Whether its form keeps what was written: then `answer_form` takes the `text` that is kept as well.
    keeps_prose: ClassVar[bool] = False
    # Whether a person marks what was answered. Then `criteria` say for what there are points.
    is_marked_by_person: ClassVar[bool] = False

    type: str
    key: UUID
    stem: str
    stem_picture_id: int | None = None
    stem_picture_alt: str = ""
    feedback: str = ""
    is_must_pass: bool = False
    lesson_key: UUID | None = None
    facts: list[str] = []
    difficulty: int = 2
    outcome: str = ""
    framework_tags: list[str] = []

    @cached_property
    def digest(self):
        """Names what is asked, to the letter: for what is kept of its html."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    @property
    def template(self):
        """The template that shows the ways to answer."""
        return f"quizzes/questions/{self.type}.html"

    def answer_form(self, data=None, *, answer=None, prefix=None, seed=None):
        """An `AnswerForm`, filled in with an earlier answer or with what was posted. With a seed, it is shuffled."""
        raise NotImplementedError

    def right_answer(self):
        """An answer that earns everything. For model answers, demo data and benchmarks."""
        raise NotImplementedError

    def accepts(self, answer):
        """Whether this is an answer to this question at all, right or wrong."""
        raise NotImplementedError

    def is_same(self, answer, other):
        """Whether two answers say the same."""
        return answer == other

    @property
    def meanings(self):
        """What the keys in an answer stand for, {key: what was shown}.

        A key survives the editing of its words: only where this is the same do two editions' answers say the same.
        """
        return {}

    def is_answered(self, answer):
        """Whether there is anything in the answer."""
        raise NotImplementedError

    def mark(self, answer):
        """The `Mark` for an answer. An unanswered question earns nothing."""
        raise NotImplementedError

    def mark_from(self, points):
        """The `Mark` for what a person gave: {key of a criterion: points}. Only of types that a person marks."""
        raise NotImplementedError

    def review(self, answer):
        """The answer looked back on: a list of `Line`."""
        raise NotImplementedError

    def offered_words(self):
        """The words by which `review` says what may be answered: {what stays when an author changes them: words}."""
        return {str(place): line.text for place, line in enumerate(self.review(None))}


def names_each_once(keys, known):
    """Whether a list from an answer holds known keys alone, and none twice: an answer is no place to fill the disk."""
    return all(isinstance(key, str) and key in known for key in keys) and len(keys) == len(set(keys))


def in_seeded_order(items, seed, key):
    """Items in an order that looks random and is the same for the same seed, on every machine.

    `key` names an item. Not for secrets.
    """
    return sorted(items, key=lambda item: hashlib.sha256(f"{seed}:{key(item)}".encode()).digest())
