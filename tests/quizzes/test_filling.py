"""What answers name keeps its key, however a file that is loaded again turns and changes it."""

import pytest

from quizzes.filling import fill
from quizzes.models import Question
from quizzes.questions.categorise import PlainCard, PlainGroup
from quizzes.questions.choosing import PlainOption
from tests.quizzes.questions import test_categorise as categorise
from tests.quizzes.questions import test_single_choice as single_choice
from tests.quizzes.test_contract import examples_of

pytestmark = pytest.mark.once


@pytest.fixture
def load(db):
    """Load a choice among these options, again and again."""
    question = single_choice.make()

    def act(*texts):
        options = [PlainOption(text=text, correct=not place) for place, text in enumerate(texts)]
        fill(question, question.plain().model_copy(update={"options": options}))
        return {option.text: option.key for option in question.snapshot().options}

    return act


def test_what_has_the_same_words_keeps_its_key_wherever_it_stands(load):
    before = load("Call", "Wait", "Leave")
    assert load("Leave", "Call", "Wait") == before


def test_what_has_other_words_in_its_place_keeps_its_key(load):
    before = load("Call", "Wait", "Leave")
    assert list(load("Call", "Wait outside", "Leave").values()) == list(before.values())


@pytest.mark.parametrize(
    "texts", [("Wait", "Ring", "Leave"), ("Ring", "Call", "Wait"), ("Wait", "Ring", "Leave", "Call")]
)
def test_what_is_new_gets_a_key_that_nothing_had(load, texts):
    before = load("Call", "Wait", "Leave")
    after = load(*texts)
    assert len(set(after.values())) == len(texts)
    assert all(after[words] == before[words] for words in after.keys() & before.keys())
    assert after["Ring"] not in before.values()
    assert load(*texts) == after


def test_cards_go_with_their_groups(db):
    question = categorise.make()

    def keys(groups):
        fill(question, question.plain().model_copy(update={"groups": groups}))
        snapshot = question.snapshot()
        return {slot.text: (slot.key, slot.right) for slot in snapshot.slots}

    first = PlainGroup(name="Signs", cards=[PlainCard(text="Fear"), PlainCard(text="No papers")])
    second = PlainGroup(name="Not signs", cards=[PlainCard(text="A hat")])
    before = keys([first, second])
    assert keys([second, first]) == before
    third = PlainGroup(name="Unclear", cards=[PlainCard(text="Tired"), PlainCard(text="Quiet")])
    after = keys([third, second, first])
    assert {words: after[words] for words in before} == before
    assert len({key for key, _group in after.values()}) == 5


@pytest.mark.parametrize("type_", Question.types(), ids=lambda type_: type_._meta.model_name)
def test_the_same_file_again_changes_no_key(db, type_):
    question = examples_of(type_).make()
    plain = question.plain()
    before = question.snapshot()
    fill(question, plain)
    assert question.snapshot() == before
