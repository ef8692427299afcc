"""Texts cleaned to what the editor allows."""

import pytest

from quizzes.formats import cleaning
from quizzes.formats.texts import Texts


def lost(losses):
    return " ".join(map(str, losses))


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("<p>Call <strong>now</strong>, <em>please</em>.</p>", "<p>Call <b>now</b>, <i>please</i>.</p>"),
        ('<div style="color: red" onclick="x()">Who?</div>', "<p>Who?</p>"),
        ("<ul><li>One</li></ul>", "<ul><li>One</li></ul>"),
        ("<h3>Which?</h3><p></p>", "<p>Which?</p>"),
        ("<script>alert(1)</script><p>Which?</p>", "<p>Which?</p>"),
        ('<p><a href="javascript:x()">Who?</a></p>', "<p>Who?</p>"),
        ("<svg><script>x()</script></svg>Who?", "Who?"),
        ("<!-- hidden -->Who?", "Who?"),
        ("<p>Tea &amp; <b>cake", "<p>Tea &amp; <b>cake</b></p>"),
    ],
)
def test_a_stem_keeps_what_the_editor_has_buttons_for(source, kept):
    assert cleaning.stem(source, "html")[0] == kept


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("<table><tr><td>1</td></tr></table>", "table"),
        ("$$x^2$$", "formula"),
        (r"\(x\)", "formula"),
        ("<math><mi>x</mi></math>", "MathML"),
        ("<video src='x'></video>", "video"),
        ("H<sub>2</sub>O", "Subscript"),
        ('<a href="https://example.org">here</a>', "Links"),
    ],
)
def test_what_the_editor_has_nothing_for_is_named(source, word):
    assert word in lost(cleaning.stem(source, "html")[1])
    assert word in lost(cleaning.plain(source, "html")[1])


def test_markdown_and_plain_text_become_html():
    assert cleaning.stem("**Who** calls?", "markdown")[0] == "<p><b>Who</b> calls?</p>"
    assert cleaning.stem("a < b & c", "plain")[0] == "<p>a &lt; b &amp; c</p>"


def test_moodles_own_format_tells_html_from_an_angle_bracket():
    assert cleaning.stem("What does <a> do?", "moodle")[0] == "<p>What does &lt;a&gt; do?</p>"
    assert cleaning.stem("<b>Who?</b>\nYou", "moodle")[0] == "<b>Who?</b><br/>You"


def test_plain_words_keep_their_lines_and_lose_their_tags():
    assert cleaning.plain("<p>One<br>two</p><ul><li>three</li></ul>", "html")[0] == "One\ntwo\nthree"
    assert Texts().line("<p>One</p><p>two</p>", "html") == "One two"


def test_an_answer_that_is_nothing_but_a_tag_is_its_source():
    assert cleaning.plain("<link>", "html")[0] == "<link>"
    assert cleaning.plain("<p><br></p>", "html")[0] == ""


def test_pictures_are_found_with_their_words():
    assert cleaning.stem('<p><img src="@@PLUGINFILE@@/a.png" alt="A door"></p>', "html")[2] == [
        ("@@PLUGINFILE@@/a.png", "A door")
    ]
