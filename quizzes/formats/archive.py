"""A zip with a file of questions and the pictures beside it. Nothing of it is written to the disk."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from .pictures import LARGEST, name_in
from .reading import MOST_BYTES, BadFile

MOST_FILES = 500
MOST_TOGETHER = 50 * 1024 * 1024
QUESTIONS, PICTURES = (".txt", ".gift", ".xml"), (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
# Others are slow to read, or can be made to fill the memory with their first byte.
STORED, DEFLATED = 0, 8


def opened(content):
    """(the bytes of the file of questions, {name: bytes of a picture}) of what was uploaded; no zip is itself.

    Raises BadFile for an archive that is broken, or larger than it seems.
    """
    if not content.startswith(b"PK\x03\x04"):
        return content, {}
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _read(archive)
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as problem:
        raise BadFile(_("The archive cannot be read. Make it anew, without a password.")) from problem


def _read(archive):
    files = [file for file in archive.infolist() if not file.is_dir()]
    if len(files) > MOST_FILES:
        raise BadFile(_("The archive holds more than %(count)s files.") % {"count": MOST_FILES})
    if any(file.compress_type not in {STORED, DEFLATED} for file in files):
        raise BadFile(_("The archive cannot be read. Make it anew, without a password."))
    # A folder of macOS repeats every name.
    files = [file for file in files if "__MACOSX" not in file.filename]
    questions = [file for file in files if file.filename.lower().endswith(QUESTIONS)]
    if len(questions) != 1:
        raise BadFile(_("The archive must hold one file of questions (.txt, .gift or .xml), and pictures beside it."))
    reader = _Reader(archive)
    pictures = [file for file in files if file.filename.lower().endswith(PICTURES)]
    if len({name_in(file.filename) for file in pictures}) < len(pictures):
        raise BadFile(_("Two pictures of the archive have the same name. Give each a name of its own."))
    return reader.read(questions[0], MOST_BYTES), {name_in(one.filename): reader.read(one, LARGEST) for one in pictures}


class _Reader:
    """Reads files of an archive, and counts what they really hold: what the archive says of it may be a lie."""

    def __init__(self, archive):
        self.archive, self.left = archive, MOST_TOGETHER

    def read(self, file, most):
        """The bytes of one file."""
        most = min(most, self.left)
        with self.archive.open(file) as stream:
            content = stream.read(most + 1)
        if len(content) > most:
            raise BadFile(_("The archive holds too much: “%(name)s”.") % {"name": name_in(file.filename)[:60]})
        self.left -= len(content)
        return content
