"""That journeys can answer what the demo's files ask, and write a question of every type."""

from importlib import import_module

import pytest

from quizzes.models import Question
from tests.journeys.answers import questions
from tests.journeys.questions import writer_of


@pytest.mark.parametrize("type_", sorted({question["type"] for question in questions()}))
def test_every_type_of_the_demo_can_be_answered_in_a_browser(type_):
    assert callable(import_module(f"tests.journeys.questions.{type_}").answer)


@pytest.mark.parametrize("type_", [type_.Snapshot.model_fields["type"].default for type_ in Question.types()])
def test_every_type_can_be_written_in_a_browser(type_):
    assert callable(writer_of(type_))


def test_a_type_that_nobody_can_write_is_named():
    with pytest.raises(AssertionError, match="the type date in a browser: give tests"):
        writer_of("date")
