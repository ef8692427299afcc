"""What is written in a format is read again as it was."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.formats.neutral import Choices, Groups, Order
from quizzes.formats.registry import FORMATS, guessed
from tests.quizzes.formats.neutrals import BODIES, neutrals

CARRIED = {
    "gift": ["statement", "single", "multiple", "pairs", "written", "numbers", "prose"],
    "moodle-xml": [body for body in BODIES if body != "groups"],
}
CASES = [(format, body) for format, bodies in CARRIED.items() for body in bodies]


def bare(question):
    return replace(question, place="", losses=())


@pytest.mark.parametrize(("name", "body"), CASES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_is_written_is_read_as_it_was(name, body, data):
    format = FORMATS[name]
    question = data.draw(neutrals(body))
    rendered = format.write(question)
    if rendered.text is None:
        # Only an arrow, which GIFT keeps for itself, and two equal pairs are no fault of ours.
        assert name == "gift" and "->" in str(question.body)
        return
    (again,) = format.read(format.wrap([rendered.text, ""]).encode())
    assert bare(again) == question


@settings(max_examples=25, deadline=None)
@given(question=neutrals("single"))
def test_aiken_keeps_words_options_and_which_is_right(question):
    rendered = FORMATS["aiken"].write(question)
    if rendered.text is None:
        return
    (again,) = FORMATS["aiken"].read(FORMATS["aiken"].wrap([rendered.text]).encode())
    assert again.body == Choices(tuple(option._replace(feedback="") for option in question.body.options))
    assert rendered.losses


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(sorted(FORMATS)), st.lists(neutrals("single"), min_size=1, max_size=3))
def test_a_format_is_told_from_what_it_wrote(name, questions):
    texts = [text for one in questions if (text := FORMATS[name].write(one).text)]
    if texts:
        assert guessed(FORMATS[name].wrap(texts).encode()) == name


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(FORMATS)), st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_file_brings_a_reader_down(name, content):
    from quizzes.formats.reading import BadFile

    try:
        FORMATS[name].read(content)
    except BadFile as problem:
        assert str(problem)


@pytest.mark.parametrize("body", [Order(("a", "b")), Groups(())])
def test_a_kind_that_a_format_lacks_is_refused_in_words(body):
    for name in ("gift", "aiken"):
        from quizzes.formats.neutral import Neutral

        rendered = FORMATS[name].write(Neutral(body, "<p>x</p>"))
        assert rendered.text is None and rendered.losses
