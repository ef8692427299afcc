"""Reading Moodle XML."""

from fractions import Fraction

import pytest

from quizzes.formats.moodle_xml.reading import read
from quizzes.formats.neutral import (
    Answer,
    Broken,
    Choices,
    Description,
    Gap,
    Gaps,
    Number,
    Numbers,
    Order,
    Pairs,
    Prose,
    Statement,
    Unsupported,
    Written,
)


def text(tag, words, **attributes):
    attributes = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<{tag}{attributes}><text>{words}</text></{tag}>"


def question(kind, inner, stem="<![CDATA[<p>Who?</p>]]>", format="html"):
    return f'<question type="{kind}">{text("name", "Q1")}{text("questiontext", stem, format=format)}{inner}</question>'


def quiz(*questions):
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{"".join(questions)}\n</quiz>'.encode()


def one(kind, inner="", **options):
    (found,) = read(quiz(question(kind, inner, **options)))
    return found


def lost(found):
    return " ".join(map(str, found.losses))


def answer(words, fraction, feedback="", **attributes):
    return (
        f'<answer fraction="{fraction}" {" ".join(f"{k}={chr(34)}{v}{chr(34)}" for k, v in attributes.items())}>'
        f"<text>{words}</text>{text('feedback', feedback)}</answer>"
    )


def test_a_choice_with_its_name_id_feedback_and_tags():
    found = one(
        "multichoice",
        answer("&lt;p&gt;Police&lt;/p&gt;", 100, "Yes.")
        + answer("Nobody", 0)
        + text("generalfeedback", "Call first.")
        + "<idnumber>a1</idnumber><tags><tag><text>must-pass</text></tag></tags><single>true</single>",
    )
    assert found.body == Choices((Answer("Police", Fraction(1), "Yes."), Answer("Nobody")))
    assert (found.name, found.identifier, found.stem, found.feedback, found.tags, found.place) == (
        "Q1",
        "a1",
        "<p>Who?</p>",
        "Call first.",
        ("must-pass",),
        "line 3",
    )
    assert found.losses == ()


def test_a_choice_of_several_with_rounded_thirds():
    body = one("multichoice", "".join(answer(w, "33.33333") for w in "abc") + "<single>false</single>").body
    assert not body.takes_one and {option.share for option in body.options} == {Fraction(1, 3)}


def test_all_or_nothing():
    body = one("multichoiceset", answer("a", 100) + answer("b", 100) + answer("c", 0)).body
    assert body.is_all_or_nothing and not body.takes_one


@pytest.mark.parametrize("words", [("true", "false"), ("Wahr", "Falsch")])
def test_a_statement_in_whatever_language_its_answers_are(words):
    body = one("truefalse", answer(words[0], 0, "No.") + answer(words[1], 100, "Yes.")).body
    assert body == Statement(is_true=False, feedback_true="No.", feedback_false="Yes.")


def test_written_answers():
    body = one("shortanswer", answer("poli*", 100) + answer("pol", 50, "Nearly.") + "<usecase>1</usecase>").body
    assert body == Written((Answer("poli*", Fraction(1)), Answer("pol", Fraction(1, 2), "Nearly.")), True)


def test_numbers_with_tolerance_unit_and_feedback_for_every_other():
    inner = (
        '<answer fraction="100"><text>3,5</text><tolerance>0.5</tolerance></answer>'
        + answer("*", 0, "Count.")
        + "<units><unit><multiplier>1</multiplier><unit_name>km</unit_name></unit></units>"
    )
    assert one("numerical", inner).body == Numbers((Number(Fraction("3.5"), Fraction("0.5")),), "km", "Count.")


def test_pairs_order_and_prose():
    sub = "".join(
        f"<subquestion><text>{left}</text>{text('answer', right)}</subquestion>"
        for left, right in [("Paris", "France"), ("Rome", "Italy"), ("", "Spain")]
    )
    assert one("matching", sub).body == Pairs((("Paris", "France"), ("Rome", "Italy")), ("Spain",))
    assert one("ordering", answer("second", 2) + answer("first", 1)).body == Order(("first", "second"))
    assert one("essay", text("graderinfo", "Look for the date.")).body == Prose("Look for the date.")


def test_gaps_with_the_words_of_their_group():
    options = "".join(
        f"<selectoption><text>{word}</text><group>{group}</group></selectoption>"
        for word, group in [("call", 1), ("safe", 2), ("wait", 1)]
    )
    found = one("gapselect", options, stem="<![CDATA[<p>Choose.</p><p>First [[1]], then be [[2]].</p>]]>")
    assert found.stem == "<p>Choose.</p>"
    assert found.body == Gaps(("First ", Gap(("call", "wait"), 0), ", then be ", Gap(("safe",), 0), "."))


def test_words_between_questions_and_categories_are_no_questions():
    category = "<category>" + text("x", "$course$/Safety").replace("<x>", "").replace("</x>", "") + "</category>"
    (found,) = read(quiz(question("category", category), question("description", "")))
    assert (found.body, found.category) == (Description(), "$course$/Safety")


@pytest.mark.parametrize("kind", ["calculated", "ddmarker", "cloze", "coderunner", "a-plug-in", ""])
def test_what_nothing_here_carries_has_its_reason(kind):
    body = one(kind).body
    assert isinstance(body, Unsupported) and body.reason


@pytest.mark.parametrize(
    ("kind", "inner", "word"),
    [
        ("multichoice", "<hint><text>x</text></hint>", "Hints"),
        ("multichoice", text("correctfeedback", "Well done"), "as a whole"),
        ("multichoice", "<defaultgrade>3.0</defaultgrade>", "number of marks"),
        ("multichoice", "<defaultgrade>10</defaultgrade>", "number of marks"),
        ("multichoice", "<shuffleanswers>0</shuffleanswers>", "order"),
        ("essay", text("responsetemplate", "x"), "box"),
        ("essay", "<attachments>1</attachments>", "attach"),
        ("ordering", "<selecttype>2</selecttype>", "some of its items"),
    ],
)
def test_what_does_not_come_along_is_named(kind, inner, word):
    assert word in lost(one(kind, inner))


def test_what_moodle_writes_by_itself_is_no_loss():
    assert one("multichoice", text("correctfeedback", "Your answer is correct.")).losses == ()


@pytest.mark.parametrize(
    ("kind", "inner"),
    [("numerical", answer("many", 100)), ("numerical", ""), ("truefalse", ""), ("gapselect", "")],
)
def test_what_is_broken_is_named_with_its_line(kind, inner):
    found = one(kind, inner)
    assert isinstance(found.body, Broken) and found.place == "line 3"


def test_markdown_and_plain_text():
    assert one("essay", format="markdown", stem="**Who**?").stem == "<p><b>Who</b>?</p>"
    assert one("essay", format="plain_text", stem="a &lt; b").stem == "<p>a &lt; b</p>"


def test_html_that_is_written_as_elements_is_read():
    assert one("essay", stem="<p>Who <b>calls</b>?</p>").stem == "<p>Who <b>calls</b>?</p>"


def test_cyrillic_in_its_own_encoding_and_undeclared_letters():
    content = quiz(question("essay", "", stem="Кто?")).decode().replace("UTF-8", "windows-1251").encode("cp1251")
    assert read(content)[0].stem == "Кто?"
    assert one("essay", stem="caf&eacute;&nbsp;?").stem == "café\xa0?"


def test_letters_of_windows_in_a_file_that_says_utf8():
    content = quiz(question("essay", "", stem="café")).decode().encode("cp1252")
    (found,) = read(content)
    assert found.stem == "café" and "Windows-1252" in lost(found)


def test_a_mark_of_byte_order_and_an_empty_line_before_everything():
    assert len(read(b"\xef\xbb\xbf" + quiz(question("essay", "")))) == 1
    assert len(read(b"\n\n" + quiz(question("essay", "")))) == 1


def test_a_quiz_in_a_quiz_counts_and_a_question_in_a_question_does_not():
    inner = question("essay", question("essay", ""))
    assert len(read(quiz(f"<quiz>{inner}</quiz>", question("essay", "")))) == 2
