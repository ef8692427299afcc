"""What a question says, whatever bank keeps it and whatever file carries it.

A question type turns itself into a body and back, a format reads and writes one: neither knows the other. The stem is
HTML that the editor allows; every other text is plain.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple


@dataclass(frozen=True)
class Loss:
    """Something that does not come along, in a sentence for a trainer."""

    what: str

    def __str__(self):
        return str(self.what)


@dataclass(frozen=True)
class Picture:
    """A picture of the stem."""

    name: str
    content: bytes
    alt: str = ""


class Answer(NamedTuple):
    """An option, or something that may be written, with the share of the mark that it earns."""

    text: str
    share: Fraction = Fraction(0)
    feedback: str = ""


class Number(NamedTuple):
    """A number that may be given, and how far off it may be."""

    value: Fraction
    tolerance: Fraction = Fraction(0)
    share: Fraction = Fraction(1)
    feedback: str = ""


class Gap(NamedTuple):
    """A place in a text, with the words to choose among there and which of them belongs."""

    choices: tuple[str, ...]
    right: int


class Group(NamedTuple):
    """A group, and the cards that belong in it."""

    name: str
    cards: tuple[str, ...]


@dataclass(frozen=True)
class Body:
    """The part of a question in which its kinds differ."""


@dataclass(frozen=True)
class Statement(Body):
    """A sentence to call true or false."""

    is_true: bool
    feedback_true: str = ""
    feedback_false: str = ""


@dataclass(frozen=True)
class Choices(Body):
    """Options, of which one takes one or several."""

    options: tuple[Answer, ...]
    takes_one: bool = True
    is_all_or_nothing: bool = False


@dataclass(frozen=True)
class Pairs(Body):
    """What belongs together, and answers that belong to nothing."""

    pairs: tuple[tuple[str, str], ...]
    extras: tuple[str, ...] = ()
    is_all_or_nothing: bool = False


@dataclass(frozen=True)
class Written(Body):
    """A word or a few to write. A star in an answer stands for anything."""

    answers: tuple[Answer, ...]
    is_case_sensitive: bool = False


@dataclass(frozen=True)
class Numbers(Body):
    """A number to give."""

    answers: tuple[Number, ...]
    unit: str = ""
    feedback_other: str = ""


@dataclass(frozen=True)
class Prose(Body):
    """Some sentences to write, and what whoever marks them should look for."""

    guidance: str = ""


@dataclass(frozen=True)
class Gaps(Body):
    """A text with places to choose a word for: pieces of plain text, and `Gap`s between them."""

    parts: tuple[str | Gap, ...]
    is_all_or_nothing: bool = False

    @property
    def gaps(self):
        """The gaps, in the order of the text."""
        return [part for part in self.parts if isinstance(part, Gap)]


@dataclass(frozen=True)
class Order(Body):
    """Things to put into the order in which they stand here."""

    items: tuple[str, ...]
    is_all_or_nothing: bool = False


@dataclass(frozen=True)
class Groups(Body):
    """Cards to put into groups."""

    groups: tuple[Group, ...]
    is_all_or_nothing: bool = False


@dataclass(frozen=True)
class Description(Body):
    """Words between questions. It asks nothing."""


@dataclass(frozen=True)
class Unsupported(Body):
    """A question that no type of ours can carry. `kind` is its name in the file."""

    kind: str
    reason: str


@dataclass(frozen=True)
class Broken(Body):
    """What could not be read as a question, and why."""

    reason: str


@dataclass(frozen=True)
class Neutral:
    """One question. `identifier` is the one that its file gives it, which stays when its words change.

    `place` says where in the file it begins, for a person; `category` into what the file sorts it, which nothing here
    keeps.
    """

    body: Body
    stem: str = ""
    name: str = ""
    identifier: str = ""
    feedback: str = ""
    tags: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    losses: tuple[Loss, ...] = ()
    place: str = ""
    category: str = ""


class Taken(NamedTuple):
    """What a question type takes from a body: its own fields, as its `Plain` names them, and what it must leave."""

    fields: dict
    losses: tuple[Loss, ...] = ()


class Given(NamedTuple):
    """What a question type gives: its body, and what no body can say."""

    body: Body
    losses: tuple[Loss, ...] = ()
