"""Numbers as people write them, and how they are kept. Holds no question type."""

import re
from decimal import Decimal

# Whoever wants to leave a phone number needs ten.
MOST_DIGITS = 9
LONGEST = 30

SPACES = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))")
GROUPED = re.compile(r"[1-9]\d{0,2}(?:([,.])\d{3})(?:\1\d{3})*")
PLAIN = re.compile(r"\d*\.?\d+|\d+\.")


def read_number(text):
    """The number that somebody wrote, such as "1,250.5", "1 250" or "12,5". Raises ValueError where there is none.

    A comma before exactly three digits groups them, as in English; any other comma, and every single point, begins
    the decimals. So "1,250" is over a thousand, and "1.250" is over one.
    """
    text = text.strip().replace("\N{MINUS SIGN}", "-")
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text.removeprefix("+"))
    text = _with_a_point(SPACES.sub("", text))
    if not PLAIN.fullmatch(text) or not text.isascii() or sum(map(str.isdigit, text)) > MOST_DIGITS:
        raise ValueError("not a number of at most nine digits")
    return Decimal(sign + text)


def _with_a_point(text):
    """The number without what groups its digits, and with a point before its decimals."""
    last = max(text.rfind(","), text.rfind("."))
    whole, mark, decimals = text[:last], text[last : last + 1], text[last + 1 :]
    if mark and re.search(r"[,.]", whole):
        grouped = GROUPED.fullmatch(whole)
        if grouped and grouped[1] != mark:
            return re.sub(r"[,.]", "", whole) + "." + decimals
    grouped = GROUPED.fullmatch(text)
    if grouped and (grouped[1] == "," or text.count(".") > 1):
        return re.sub(r"[,.]", "", text)
    return text.replace(",", ".")


def canonical(number):
    """One way to write each number: no exponent, no zeros at the end, no minus before nothing."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def is_canonical(text):
    """Whether this is a number as it is kept."""
    try:
        return isinstance(text, str) and len(text) <= LONGEST and canonical(read_number(text)) == text
    except ValueError:
        return False
