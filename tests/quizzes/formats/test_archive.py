"""Zips with questions and their pictures, most of them mean."""

from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from quizzes.formats import archive
from quizzes.formats.reading import BadFile
from quizzes.formats.registry import read

PNG = b"\x89PNG\r\n\x1a\n"
GIFT = '[html]<p>Where?</p><img src\\="pictures/door%201.png" alt\\="A door">{T}'


def zipped(*files, compression=ZIP_DEFLATED):
    content = BytesIO()
    with ZipFile(content, "w", compression) as made:
        for name, inside in files:
            made.writestr(name, inside)
    return content.getvalue()


def test_two_pictures_of_one_name_are_refused_rather_than_mixed_up():
    with pytest.raises(BadFile, match="same name"):
        read(zipped(("bank.txt", GIFT), ("a/door 1.png", PNG), ("b/door 1.png", PNG)))


def test_a_picture_beside_the_questions_comes_along():
    (question,), format = read(zipped(("bank.txt", GIFT), ("pictures/door 1.png", PNG), ("__MACOSX/bank.txt", "x")))
    assert format == "gift"
    assert [(one.name, one.content, one.alt) for one in question.pictures] == [("door 1.png", PNG, "A door")]


def test_what_is_no_archive_is_itself():
    assert archive.opened(b"It is.{T}") == (b"It is.{T}", {})


@pytest.mark.parametrize("name", ["../../etc/passwd.png", "/etc/passwd.png", "a/../../door.png"])
def test_paths_that_lead_out_are_only_names(name):
    _text, files = archive.opened(zipped(("bank.txt", "x"), (name, PNG)))
    assert set(files) <= {"passwd.png", "door.png"}


@pytest.mark.parametrize(
    "content",
    [
        zipped(("a.txt", "x"), ("b.txt", "y")),
        zipped(("a.png", PNG)),
        zipped(("a.txt", "x"), compression=ZIP_BZIP2),
        zipped(("a.txt", "x"))[:-30],
        b"PK\x03\x04 nothing",
        zipped(("a.txt", "x" * (archive.MOST_BYTES + 1))),
        zipped(("a.txt", "x"), ("a.png", b"\0" * (archive.LARGEST + 1))),
        zipped(("a.txt", "x"), *((f"{n}.png", b"\0" * archive.LARGEST) for n in range(11))),
        zipped(*((f"{n}.png", b"") for n in range(archive.MOST_FILES + 1))),
    ],
    ids=["two", "none", "bzip2", "cut", "empty", "large", "bomb", "bombs", "many"],
)
def test_an_archive_that_is_broken_or_larger_than_it_seems_is_refused(content):
    with pytest.raises(BadFile):
        archive.opened(content)
