r"""Signs that GIFT gives a meaning, and the backslash before them that takes it away.

While a text is taken apart, an escaped sign is hidden behind a character that no text holds.
"""

SIGNS = ":#={}~"
# Of Unicode's private use: a file that has one of its own would see it turned into a sign, and nothing worse.
HIDDEN = {sign: chr(0xF0000 + place) for place, sign in enumerate(SIGNS)}
HIDDEN_LINE, HIDDEN_BACKSLASH = chr(0xF0010), chr(0xF0011)


def hidden(text):
    """The text with escaped signs hidden. A backslash before anything else stands for itself."""
    text = text.replace("\\\\", HIDDEN_BACKSLASH)
    for sign, stand_in in HIDDEN.items():
        text = text.replace("\\" + sign, stand_in)
    return text.replace("\\n", HIDDEN_LINE).replace(HIDDEN_BACKSLASH, "\\")


def shown(text):
    """The text with hidden signs as they are meant."""
    for sign, stand_in in HIDDEN.items():
        text = text.replace(stand_in, sign)
    return text.replace(HIDDEN_LINE, "\n")


def escaped(text):
    """A text ready for a file, on one line."""
    text = text.replace("\\", "\\\\")
    for sign in SIGNS:
        text = text.replace(sign, "\\" + sign)
    return text.replace("\r", "").replace("\n", "\\n")
