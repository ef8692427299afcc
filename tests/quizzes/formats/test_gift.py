"""Reading GIFT."""

from fractions import Fraction

import pytest

from quizzes.formats.gift.reading import read
from quizzes.formats.neutral import (
    Answer,
    Broken,
    Choices,
    Description,
    Number,
    Numbers,
    Pairs,
    Prose,
    Statement,
    Written,
)
from quizzes.formats.reading import MOST_QUESTIONS, BadFile


def one(text):
    (question,) = read(text.encode())
    return question


def lost(question):
    return " ".join(map(str, question.losses))


def test_a_choice_of_one_with_feedback_for_each():
    question = one("::Q1:: Whom do you call?{ =The police#Yes. ~Nobody#No: call. ####Call first.}")
    assert question.name == "Q1"
    assert question.stem == "<p>Whom do you call?</p>"
    assert question.feedback == "Call first."
    assert question.body == Choices((Answer("The police", Fraction(1), "Yes."), Answer("Nobody", feedback="No: call.")))


def test_a_choice_of_several_by_weights():
    body = one("Which?{~%33.33333%A ~%33.33333%B ~%33.33333%C ~%-100%D}").body
    assert not body.takes_one
    assert [option.share for option in body.options] == [Fraction(1, 3)] * 3 + [Fraction(-1)]


def test_a_weight_keeps_to_an_option_of_one():
    body = one("Which?{=A ~%50%B}").body
    assert body.takes_one and [option.share for option in body.options] == [1, Fraction(1, 2)]


@pytest.mark.parametrize(("word", "is_true"), [("T", True), ("TRUE", True), ("F", False), ("FALSE", False)])
def test_a_statement_gives_its_first_feedback_to_whoever_is_wrong(word, is_true):
    body = one(f"It is so.{{{word}#wrong#right}}").body
    mine, other = (body.feedback_true, body.feedback_false)[:: 1 if is_true else -1]
    assert (body.is_true, mine, other) == (is_true, "right", "wrong")


def test_a_missing_word_leaves_a_line():
    assert one("Call {=999 ~111} at once.").stem == "<p>Call _____ at once.</p>"


def test_written_answers_and_their_shares():
    assert one("Who?{=police =%50%polise#Nearly.}").body == Written(
        (Answer("police", Fraction(1)), Answer("polise", Fraction(1, 2), "Nearly."))
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("#1822", Number(Fraction(1822))),
        ("#3.14:0.5", Number(Fraction("3.14"), Fraction("0.5"))),
        ("#1..5", Number(Fraction(3), Fraction(2))),
        ("#-5..-1", Number(Fraction(-3), Fraction(2))),
        ("#5..1", Number(Fraction(3), Fraction(2))),
        ("#5:-1", Number(Fraction(5), Fraction(1))),
        ("#1.5e3", Number(Fraction(1500))),
    ],
)
def test_numbers_with_tolerance_and_ranges(text, number):
    assert one(f"How many?{{{text}}}").body == Numbers((number,))


def test_numbers_with_shares_and_feedback_for_every_other():
    body = one("How many?{# =5:0#Yes. =%50%5:2 ~#Count again.}").body
    assert [number.share for number in body.answers] == [1, Fraction(1, 2)]
    assert body.feedback_other == "Count again."


def test_pairs_and_an_answer_that_belongs_to_nothing():
    body = one("Match.{=Paris -> France =Rome -> Italy = -> Spain}").body
    assert body == Pairs((("Paris", "France"), ("Rome", "Italy")), ("Spain",))


def test_prose_and_a_description():
    assert one("Write.{}").body == Prose()
    assert one("Only words.").body == Description()


def test_escaped_signs_are_words():
    question = one(r"::a\:b::What is 1 \= 1, \{x\}, \#1, \~ and \\?{=\=2 ~c\:d#e\#f}")
    assert question.name == "a:b"
    assert question.stem == "<p>What is 1 = 1, {x}, #1, ~ and \\?</p>"
    assert question.body.options == (Answer("=2", Fraction(1)), Answer("c:d", feedback="e#f"))


@pytest.mark.parametrize(
    ("written", "stem"),
    [
        ("[html]<p>Who <b>calls</b>?</p>", "<p>Who <b>calls</b>?</p>"),
        ("[markdown]Who **calls**?", "<p>Who <b>calls</b>?</p>"),
        ("[plain]Who <b>?", "<p>Who &lt;b&gt;?</p>"),
        ("[moodle]One\\ntwo", "<p>One<br/>two</p>"),
        ("[sic] Who?", "<p>[sic] Who?</p>"),
    ],
)
def test_a_text_may_name_its_format(written, stem):
    assert one(written + "{T}").stem == stem


def test_comments_give_an_id_and_tags_and_categories_no_question():
    questions = read(
        b"// a comment\n\n$CATEGORY: Safety/First\n\n// [id:a\\]1] [tag:must-pass] [tag:x]\nIt is.{T}\n// end\n"
    )
    assert [(one.identifier, one.tags, one.place) for one in questions] == [("a]1", ("must-pass", "x"), "line 6")]
    assert questions[0].category == "Safety/First"


def test_a_question_right_below_its_category_is_read():
    assert one("$CATEGORY: x\nIt is.{T}").body == Statement(is_true=True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is.{T", "brace"),
        ("How many?{#1/3}", "not a number"),
        ("How many?{#1e30}", "too large"),
        ("It is.T}", "brace"),
        ("Which?{~one}", "two options"),
        ("Match.{=a->b =c}", "->"),
        ("How many?{#many}", "number"),
        ("How many?{#}", "number"),
        ("How many?{#1:1/0}", "number"),
    ],
)
def test_what_is_broken_is_named_with_its_line(text, words):
    good, broken = read(f"Fine.{{T}}\n\n{text}".encode())
    assert good.body == Statement(is_true=True)
    assert isinstance(broken.body, Broken) and words in broken.body.reason
    assert broken.place == "line 3"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Which?{~a ~b=c ~%50%}", "without words"),
        ("Which?{=Red ~#00ff00}", "begins an option"),
        ("Tag?{={% x %} }", "braces after"),
    ],
)
def test_signs_without_their_backslash_are_pointed_out(text, words):
    assert words in lost(one(text))


def test_too_many_questions_are_refused():
    with pytest.raises(BadFile):
        read(b"It is.{T}\n\n" * (MOST_QUESTIONS + 1))


def test_a_file_of_an_old_mac_in_windows_letters_is_read():
    question = one_of("Où ?{=café ~thé}\r\rEst-ce vrai ?{T}\r".encode("cp1252"))
    assert question.stem == "<p>Où ?</p>" and "Windows-1252" in lost(question)


def one_of(content):
    first, second = read(content)
    assert second.body == Statement(is_true=True)
    return first
