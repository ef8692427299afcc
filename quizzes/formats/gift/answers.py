"""What stands between the braces of a GIFT question, turned into a body."""

import re
from fractions import Fraction

from django.utils.translation import gettext as _

from .. import cleaning
from ..figures import number_of
from ..neutral import Answer, Broken, Choices, Number, Numbers, Pairs, Prose, Statement, Written
from ..shares import share_of
from ..texts import Texts
from .escaping import shown

WEIGHT = re.compile(r"%(-*[0-9]{1,3}(?:[.,][0-9]*)?)%")
TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}


class GiftTexts(Texts):
    """Texts of one question, each of which may name its own format."""

    def __init__(self, format):
        super().__init__()
        self.format = format

    def words(self, text):
        """Its plain words."""
        return self.plain(*formatted(text, self.format))

    def words_in_line(self, text):
        """The same on one line."""
        return self.line(*formatted(text, self.format))


def formatted(text, format):
    """(the text, its format), which it may name at its beginning: `[html]`."""
    text = text.strip()
    name, end, rest = text[1:].partition("]")
    if text.startswith("[") and end and name in cleaning.FORMATS:
        text, format = rest, name
    return shown(text).strip(), format


def body_of(answers, texts):
    """The body that answers in this form make."""
    if not answers:
        return Prose()
    if answers.startswith("#"):
        return _numbers(answers[1:], texts)
    if "~" in answers:
        return _choices(answers, texts)
    if "=" in answers and "->" in answers:
        return _pairs(answers, texts)
    if answers.partition("#")[0].strip() in TRUTHS:
        return _statement(answers, texts)
    return _written(answers, texts)


def _split(text, sign):
    """The pieces that a sign begins. What stands before the first one is a piece too, unless it is nothing."""
    first, *others = text.split(sign)
    return [piece.strip() for piece in ([first] if first.strip() else []) + others]


def _weighed(piece, default):
    """(the share, the rest) of a piece that may begin with a percentage."""
    found = WEIGHT.match(piece)
    if found is None:
        return default, piece
    return share_of(found[1].replace("--", "")), piece[found.end() :]


def _choices(text, texts):
    options = []
    for piece in _split(text.replace("=", "~="), "~"):
        is_right = piece.startswith("=")
        share, rest = _weighed(piece.removeprefix("=").strip(), Fraction(int(is_right)))
        words, feedback = _commented(rest, texts)
        options.append(
            Answer(texts.words_in_line(words), share if not is_right else Fraction(1), texts.words(feedback))
        )
    if len(options) < 2:
        return Broken(_("It has fewer than two options."))
    full = tuple(option for option in options if option.text)
    if len(full) < len(options):
        texts.lose(_("An option without words is left out: perhaps a sign such as = or ~ wants a backslash before it."))
    return Choices(full, takes_one="=" in text)


def _commented(piece, texts):
    """(the words, their feedback). Nothing but a comment, such as #00ff00, is taken for words."""
    words, _sign, feedback = piece.partition("#")
    if words.strip() or not feedback.strip():
        return words, feedback
    texts.lose(_("“#” begins an option, and was read as its words: a backslash before it would say so."))
    return "#" + feedback, ""


def _pairs(text, texts):
    pairs, extras = [], []
    for piece in _split(text, "="):
        left, arrow, right = piece.partition("->")
        if not arrow:
            return Broken(_("A pair has no -> between its two sides: “%(pair)s”.") % {"pair": shown(piece)[:60]})
        left, right = texts.words_in_line(left), " ".join(shown(right).split())
        if left:
            pairs.append((left, right))
        else:
            extras.append(right)
    if len(pairs) + len(extras) < 2:
        return Broken(_("It has fewer than two pairs."))
    return Pairs(tuple(pairs), tuple(extras))


def _statement(text, texts):
    """True or false. The first feedback is for whoever is wrong, the second for whoever is right."""
    truth, wrong, right = (part.strip() for part in (text + "##").split("#")[:3])
    wrong, right = texts.words(wrong), texts.words(right)
    if TRUTHS[truth]:
        return Statement(is_true=True, feedback_true=right, feedback_false=wrong)
    return Statement(is_true=False, feedback_true=wrong, feedback_false=right)


def _written(text, texts):
    answers = []
    for piece in _split(text, "="):
        share, rest = _weighed(piece, Fraction(1))
        words, _sign, feedback = rest.partition("#")
        answers.append(Answer(" ".join(formatted(words, texts.format)[0].split()), share, texts.words(feedback)))
    return Written(tuple(answers))


def _numbers(text, texts):
    text, wrong, feedback = text.partition("~")
    other = texts.words(feedback.partition("#")[2]) if wrong else ""
    answers = []
    for piece in _split(text, "="):
        share, rest = _weighed(piece, Fraction(1))
        words, _sign, feedback = rest.partition("#")
        if shown(words).strip() == "*":
            other = texts.words(feedback)
            continue
        try:
            value, tolerance = _number(shown(words).strip())
        except ValueError:
            return Broken(_("“%(words)s” is not a number, or is too large.") % {"words": shown(words).strip()[:60]})
        answers.append(Number(value, tolerance, share, texts.words(feedback)))
    if not answers:
        return Broken(_("It gives no number as its answer."))
    return Numbers(tuple(answers), feedback_other=other)


def _number(words):
    """(the number, how far off it may be) of "3", "3:0.1" or "1..5"."""
    low, dots, high = words.partition("..")
    if dots and low:
        low, high = number_of(low), number_of(high)
        return (low + high) / 2, abs(high - low) / 2
    value, _colon, tolerance = words.partition(":")
    return number_of(value), abs(number_of(tolerance.strip() or "0"))
