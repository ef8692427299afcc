"""Bytes of files into text."""

import pytest

from quizzes.formats.decoding import text_of
from quizzes.formats.reading import BadFile


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marks_of_byte_order_are_no_letters(encoding):
    assert text_of("Схема: café".encode(encoding)) == ("Схема: café", ())


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_every_end_of_a_line_is_one(end):
    assert text_of(f"one{end}two".encode())[0] == "one\ntwo"


def test_letters_of_windows_are_read_and_named_with_their_line():
    text, losses = text_of("plain\n“café”".encode("cp1252"))
    assert text == "plain\n“café”"
    assert "line 2" in str(losses[0]) and "Windows-1252" in str(losses[0])


@pytest.mark.parametrize("content", [b"\x89PNG\x00\x01", b"\xff\xfe\x00\xd8"])
def test_what_is_no_text_is_refused(content):
    with pytest.raises(BadFile):
        text_of(content)
