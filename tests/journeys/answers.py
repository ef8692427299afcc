"""The questions of the demo's quizzes, read from the files that trainers wrote."""

import re
from functools import cache

import yaml

from tests.journeys.site import ROOT

DEMO = ROOT / "demo"
CONTACTS = DEMO / "contacts.yaml"
EXAMPLES = ROOT / "scripts" / "pictures" / "examples"
TOKEN = re.compile(r"\{\{contact:(\w+)\}\}")


@cache
def contacts():
    """The names of the demo's contacts, by key."""
    return {contact["key"]: contact["name"] for contact in yaml.safe_load(CONTACTS.read_text())}


@cache
def misconceptions():
    """The names of the demo's misconceptions, by key."""
    return {one["key"]: one["name"] for one in yaml.safe_load((DEMO / "misconceptions.yaml").read_text())}


def misconception(key):
    """What the misconception with this key is called."""
    return misconceptions()[key]


def example_of(type_):
    """The question of a type whose picture stands in docs/questions/."""
    (question,) = yaml.safe_load((EXAMPLES / f"{type_}.yaml").read_text())
    return question


@cache
def questions():
    """Every question of the demo's courses."""
    return [question for path in DEMO.glob("*/questions.yaml") for question in yaml.safe_load(path.read_text())]


def question_on(text, among=None):
    """The question whose words a page shows: one of the demo, unless other questions are given."""
    squashed = _squash(text)
    return next(question for question in among or questions() if _squash(question["stem"]) in squashed)


def shown(text):
    """What matches words of a file as the page shows them."""
    # A contact is shown with its number, or with what to do while it has none.
    pieces = TOKEN.split(re.sub(r"\s+", " ", text).strip())
    named = [
        re.escape(contacts()[piece]) + ".*" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces)
    ]
    return re.compile(f"^{''.join(named)}$")


def _squash(text):
    return re.sub(r"[\W_]+", "", text).lower()
