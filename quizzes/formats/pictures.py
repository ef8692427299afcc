"""The picture of a question: named by its words, and found beside them in the file."""

import binascii
from base64 import b64decode
from pathlib import PurePosixPath
from urllib.parse import unquote

from django.utils.translation import gettext as _

from .neutral import Loss, Picture

# How Moodle's own texts name what lies beside them.
BESIDE = "@@PLUGINFILE@@"
LARGEST = 5 * 1024 * 1024


def found(sources, files):
    """((the picture,) or (), losses) for the (source, words) of the pictures of a text.

    `files` gives bytes by file name. A question has one picture here: the first that is found.
    """
    pictures, losses = [], []
    for source, alt in sources:
        # What lies at somebody else's address is never fetched, and no file of ours is taken for it.
        content = _embedded(source) or ("://" not in source and files.get(name_in(source))) or None
        if content is None:
            losses.append(_("A picture is left out: it is not in the file (%(source)s).") % {"source": source[:60]})
        elif len(content) > LARGEST:
            losses.append(_("A picture is left out: it is larger than 5 MB."))
        elif pictures:
            losses.append(_("Only the first of its pictures comes along."))
        else:
            pictures.append(Picture(_file_name(source), content, " ".join(alt.split())))
    return tuple(pictures), [Loss(words) for words in dict.fromkeys(losses)]


def name_in(source):
    """The file name that a source ends in, without its folders: only the last part is ever looked up."""
    return PurePosixPath(unquote(source.partition("?")[0])).name


def decoded(text):
    """The bytes of base64, or None for what is none."""
    try:
        return b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def _embedded(source):
    head, comma, data = source.partition(",")
    is_picture = head.lower().startswith("data:image/") and head.lower().endswith(";base64")
    return decoded(data) if comma and is_picture else None


def _file_name(source):
    if source.lower().startswith("data:image/"):
        kind = source[len("data:image/") :].partition(";")[0].partition("+")[0].lower()
        return f"picture.{kind}"
    return name_in(source)
