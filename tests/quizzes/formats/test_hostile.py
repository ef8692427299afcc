"""Files that mean harm."""

import time

import pytest

from quizzes.formats import cleaning, registry
from quizzes.formats.moodle_xml import parsing
from quizzes.formats.moodle_xml.reading import read
from quizzes.formats.neutral import Broken, Prose, Written
from quizzes.formats.reading import MOST_QUESTIONS, BadFile

BOMB = """<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<quiz><question type="essay"><name><text>&b;</text></name></question></quiz>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<quiz><question type="essay"><name><text>&a;</text></name></question></quiz>"""
DTD = '<!DOCTYPE quiz SYSTEM "https://example.org/quiz.dtd"><quiz></quiz>'


@pytest.mark.parametrize("document", [BOMB, OUTSIDE, DTD])
def test_a_document_type_is_refused(document):
    with pytest.raises(BadFile, match="document type"):
        read(document.encode())


def test_a_file_nested_too_deeply_is_refused():
    with pytest.raises(BadFile, match="nested"):
        read(b"<quiz>" * 100_000)


def test_a_file_of_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(parsing, "MOST_ELEMENTS", 100)
    with pytest.raises(BadFile, match="too many parts"):
        read(b"<quiz>" + b"<a/>" * 200 + b"</quiz>")


def test_too_many_questions_are_refused():
    with pytest.raises(BadFile, match="Divide"):
        read(b"<quiz>" + b"<question type='essay'/>" * (MOST_QUESTIONS + 1) + b"</quiz>")


@pytest.mark.parametrize(
    "document",
    [
        b"<quiz><question></quiz>",
        b"<quiz>Tea & cake</quiz>",
        b"",
        b"<?xml version='1.0' encoding='klingon'?><quiz/>",
        b"<?xml version='1.0' encoding='utf-16'?><quiz/>",
    ],
)
def test_what_is_not_xml_is_refused_in_words(document):
    try:
        assert read(document) == []
    except BadFile as problem:
        assert str(problem)


@pytest.mark.parametrize("digits", ["1e99999999", "1e-99999999", "9" * 100_000])
@pytest.mark.parametrize(
    "document",
    [
        "How many?{#%s}",
        "How many?{#1..%s}",
        "How many?{#1:%s}",
        '<quiz><question type="numerical"><answer fraction="100"><text>%s</text></answer></question></quiz>',
        '<quiz><question type="shortanswer"><answer fraction="%s"><text>x</text></answer></question></quiz>',
        '<quiz><question type="essay"><defaultgrade>%s</defaultgrade></question></quiz>',
    ],
)
def test_a_number_that_would_fill_the_memory_is_not_worked_out(document, digits):
    begun = time.monotonic()
    ((question,), _format) = registry.read((document % digits).encode())
    assert isinstance(question.body, Broken | Written | Prose)
    assert time.monotonic() - begun < 2


def test_html_that_would_act_is_gone():
    document = """<quiz><question type="essay"><questiontext format="html"><text><![CDATA[
    <p onclick="x()">Who<script>alert(1)</script><iframe src="https://example.org"></iframe>?</p>
    <a href="javascript:x()">you</a><img src=x onerror=alert(1)>]]></text></questiontext></question></quiz>"""
    (found,) = read(document.encode())
    for word in ("script", "onclick", "onerror", "iframe", "javascript", "alert"):
        assert word not in found.stem


@pytest.mark.parametrize("text", ["{" * 50_000, "&" * 50_000, "<" * 50_000, "::" * 30_000, "\\" * 50_000, "%" * 50_000])
def test_odd_text_is_read_in_no_time(text):
    from quizzes.formats.registry import FORMATS

    began = time.monotonic()
    for format in FORMATS.values():
        try:
            format.read(text.encode())
        except BadFile:
            continue
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("format", ["html", "markdown", "moodle"])
@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 20_000,
        "<b>" * 150 + "x",
        "<!--" * 20_000,
        "[" * 20_000,
        "[a](" * 2_000,
        ">" * 9_000,
        "- " * 4_000 + "x",
    ],
)
def test_text_that_no_reader_should_be_given_stays_as_words(text, format):
    began = time.monotonic()
    cleaned, losses, _pictures = cleaning.stem(text, format)
    words, _losses = cleaning.plain(text, format)
    assert time.monotonic() - began < 5
    assert cleaned or words or losses is not None


def test_html_too_deep_to_read_says_so():
    cleaned, losses, _pictures = cleaning.stem("<b>" * 150 + "Who?", "html")
    assert "Who?" in cleaned and "too deep" in str(losses[0])
