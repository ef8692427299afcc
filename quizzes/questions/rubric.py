"""What a good referral says, as a table of small checks that a script in the page reads too. Holds no question type.

`static/training/referral.js` does with this table what `is_met` does; tests/quizzes/questions/rubric_cases.py holds
both to the same cases. A check knows words, not meaning: it points to what is missing, and gives no mark.
"""

import re
import unicodedata
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Rule(NamedTuple):
    """One check: `kind` says how, `phrases` in which words. `good` and `bad` tell the writer what came of it."""

    key: str
    kind: str  # words, any, quoted or none
    label: Promise
    good: Promise
    bad: Promise
    phrases: tuple = ()


WHEN_AND_WHERE = (
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("morning", "afternoon", "evening", "night", "midnight", "noon", "today", "yesterday", "last week"),
    *("room", "kitchen", "floor", "flat", "house", "street", "road", "shop", "yard", "farm", "site", "van", "door"),
)
SOURCES = (
    *("i saw", "i heard", "i noticed", "i was told", "i counted", "i read", "we saw", "we heard", "we noticed"),
    *("she said", "he said", "they said", "she told", "he told", "they told", "told me", "told us", "according to"),
)
CONSENT = (
    *("consent", "consents", "consented", "agreed", "agrees", "agree", "permission"),
    *("declined", "declines", "refused", "refuses", "does not want", "did not want", "doesn't want", "didn't want"),
)
# Blame, judgement of the person, and words that the language guide leaves out.
HARMFUL = (
    *("illegal immigrant", "illegal immigrants", "illegals", "slave", "slaves", "prostitute", "prostitutes"),
    *("liar", "lying", "lied", "her own fault", "his own fault", "their own fault", "obviously", "clearly a victim"),
)

RULES = (
    Rule(
        "present",
        "words",
        _("Something is said"),
        _("There is enough here to work with."),
        _("Say more: somebody who was not there reads this."),
    ),
    Rule(
        "specific",
        "any",
        _("When and where"),
        _("It says when or where, or how many."),
        _("Say when, where or how many: a day, a time, a room, a number."),
        WHEN_AND_WHERE,
    ),
    Rule(
        "own_words",
        "quoted",
        _("In the person's words"),
        _("It keeps what the person said as they said it."),
        _("Write what the person said in quotation marks, as they said it."),
    ),
    Rule(
        "source",
        "any",
        _("How you know"),
        _("It says who saw, heard or said it."),
        _("Say how you know: “I saw”, “she said”, “a neighbour told me”."),
        SOURCES,
    ),
    Rule(
        "consent",
        "any",
        _("Consent"),
        _("It says what the person agreed to, or did not want."),
        _("Say whether the person agreed to this, and to what."),
        CONSENT,
    ),
    Rule(
        "harmless",
        "none",
        _("Nothing that could harm"),
        _("Nothing in it blames or labels the person."),
        _("Take out words that blame or label the person, or that guess."),
        HARMFUL,
    ),
)
KEYS = [rule.key for rule in RULES]
QUOTED = re.compile(r"[\"\u201c][^\"\u201c\u201d]{2,}[\"\u201d]|\u2018[^\u2018]{2,}\u2019")
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# A rule that looks for a time or a number takes any figure for one.
FIGURE = re.compile(r"[0-9]")


def met(text, field):
    """The keys of the field's rules that a text meets, in the order of the table."""
    return [rule.key for rule in RULES if rule.key in field.rubric and is_met(text, rule, field)]


def is_met(text, rule, field):
    """Whether a text meets one rule. An empty one meets none."""
    text = unicodedata.normalize("NFKC", text)
    words = _words(text)
    if not words:
        return False
    if rule.kind == "words":
        return len(words) >= field.least
    if rule.kind == "quoted":
        return QUOTED.search(text) is not None
    own = field.phrases_for(rule.key)
    found = any(_holds(words, phrase) for phrase in (*rule.phrases, *own))
    if rule.kind == "none":
        return not found
    return found or (rule.key == "specific" and FIGURE.search(text) is not None)


def _words(text):
    return WORD.findall(text.lower().replace("\u2019", "'"))


def _holds(words, phrase):
    return f" {' '.join(_words(phrase))} " in f" {' '.join(words)} "


def table():
    """The table for the script."""
    return [{"key": rule.key, "kind": rule.kind, "phrases": rule.phrases} for rule in RULES]
