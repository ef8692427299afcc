"""That journeys can answer what the demo's files ask."""

from importlib import import_module

import pytest

from tests.journeys.answers import questions


@pytest.mark.parametrize("type_", sorted({question["type"] for question in questions()}))
def test_every_type_of_the_demo_can_be_answered_in_a_browser(type_):
    assert callable(import_module(f"tests.journeys.questions.{type_}").answer)
