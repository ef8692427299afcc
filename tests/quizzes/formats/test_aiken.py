"""Reading and writing Aiken."""

from fractions import Fraction

import pytest

from quizzes.formats.aiken import read, write
from quizzes.formats.neutral import Answer, Broken, Choices, Neutral, Statement

FILE = "Whom do you call?\nA. The police\nB) Nobody\nANSWER: A\n\nWhich is <b>?\r\nA. One\r\nB. Two\r\nANSWER:B"


def test_questions_with_their_right_option():
    first, second = read(FILE.encode())
    assert first.body == Choices((Answer("The police", Fraction(1)), Answer("Nobody")))
    assert (first.stem, first.place) == ("<p>Whom do you call?</p>", "line 1")
    assert second.stem == "<p>Which is &lt;b&gt;?</p>" and second.body.options[1].share == 1


def test_words_on_several_lines():
    assert read(b"One\ntwo\nA. x\nB. y\nANSWER: A")[0].stem == "<p>One<br/>two</p>"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Who?\nA. x\nB. y\nANSWER: C", "letter"),
        ("Who?\nA. x\nB. y", "letter"),
        ("Who?\nA. x\nANSWER: A", "two options"),
        ("ANSWER: A", "no words"),
    ],
)
def test_what_is_broken_is_named_with_its_line(text, words):
    good, broken = read(f"Who?\nA. x\nB. y\nANSWER: A\n\n{text}".encode())
    assert isinstance(good.body, Choices)
    assert isinstance(broken.body, Broken) and words in broken.body.reason and broken.place == "line 6"


def test_a_question_without_an_answer_does_not_swallow_the_next():
    first, second = read(b"Who?\nA. x\nB. y\n\nWhich?\nA. x\nB. y\nANSWER: B")
    assert isinstance(first.body, Broken)
    assert second.body.options[1].share == 1 and second.place == "line 5"


def choice(stem="<p>Who?</p>", options=("x", "y"), **fields):
    answers = tuple(Answer(text, Fraction(int(place == 0))) for place, text in enumerate(options))
    return Neutral(Choices(answers), stem, **fields)


def test_what_has_no_place_in_it_is_named():
    rendered = write(choice("<p>Who <b>is</b>?</p>", name="Q1", feedback="So."))
    assert len(rendered.losses) == 3 and rendered.text.startswith("Who is?")
    assert write(choice()).losses == ()


@pytest.mark.parametrize(
    "question",
    [
        Neutral(Statement(is_true=True), "<p>x</p>"),
        choice("<p>A. Who?</p>"),
        choice(options=("ANSWER: B", "y")),
        choice(options=("x",)),
        choice(stem=""),
    ],
)
def test_what_it_could_not_tell_apart_is_refused_in_words(question):
    rendered = write(question)
    assert rendered.text is None and rendered.losses
