"""The bodies of Moodle's types of question, each from its element."""

from django.utils.translation import gettext as _

from ..figures import number_of
from ..neutral import (
    Answer,
    Broken,
    Choices,
    Description,
    Number,
    Numbers,
    Order,
    Pairs,
    Prose,
    Statement,
    Written,
)
from .elements import is_on, share_in, text_in, value_of
from .gaps import gaps


def choices(question, texts):
    """Multiple choice, of one or of several."""
    options = _answers(question, texts)
    full = tuple(option for option in options if option.text)
    if len(full) < len(options):
        texts.lose(_("An option without words is left out."))
    if not is_on(question, "shuffleanswers", default=True):
        texts.lose(_("Its options keep their order there; here the quiz says whether they are shuffled."))
    return Choices(full, takes_one=is_on(question, "single", default=True))


def set_of_choices(question, texts):
    """All-or-nothing multiple choice, a plug-in."""
    return Choices(_answers(question, texts), takes_one=False, is_all_or_nothing=True)


def _answers(question, texts):
    return tuple(
        Answer(texts.words_in_line(answer), share_in(answer), texts.words(answer.find("feedback")))
        for answer in question.findall("answer")
    )


def statement(question, texts):
    """True or false. Old files name the answers in their own language, true first."""
    answers = question.findall("answer")
    by_word = {text_in(answer).lower(): answer for answer in answers}
    if not {"true", "false"} & set(by_word):
        by_word = dict(zip(("true", "false"), answers, strict=False))
    true, false = by_word.get("true"), by_word.get("false")
    if true is None and false is None:
        return Broken(_("It does not say whether it is true."))
    is_true = share_in(true) == 1 if true is not None else share_in(false) != 1
    feedback = [texts.words(one.find("feedback")) if one is not None else "" for one in (true, false)]
    return Statement(is_true, *feedback)


def written(question, texts):
    """A short answer."""
    answers = tuple(
        Answer(" ".join(text_in(answer).split()), share_in(answer), texts.words(answer.find("feedback")))
        for answer in question.findall("answer")
    )
    return Written(answers, is_case_sensitive=is_on(question, "usecase", default=False))


def numbers(question, texts):
    """A number, with its units."""
    found, other = [], ""
    for answer in question.findall("answer"):
        words, feedback = text_in(answer) or (answer.text or "").strip(), texts.words(answer.find("feedback"))
        if words in {"*", ""}:
            other = feedback
            continue
        try:
            value, tolerance = _number(words), _number(value_of(answer, "tolerance", "0"))
        except ValueError:
            return Broken(_("“%(words)s” is not a number, or is too large.") % {"words": words[:60]})
        found.append(Number(value, abs(tolerance), share_in(answer), feedback))
    if not found:
        return Broken(_("It gives no number as its answer."))
    return Numbers(tuple(found), _unit(question, texts), other)


def _number(words):
    return number_of(words.replace(",", ".").replace(" ", ""))


def _unit(question, texts):
    """The unit that counts once. Others, such as cm beside m, would be converted."""
    units = question.findall("units/unit")
    names = [value_of(unit, "unit_name") for unit in units if value_of(unit, "multiplier", "1") in {"1", "1.0"}]
    if len(units) > 1:
        texts.lose(_("Only its first unit is kept; others would have been converted."))
    return names[0] if names else ""


def pairs(question, texts):
    """Matching. A right side with nothing on its left is one too many on purpose."""
    found = [
        (texts.words_in_line(pair), " ".join(text_in(pair.find("answer")).split()))
        for pair in question.findall("subquestion")
    ]
    return Pairs(
        tuple((left, right) for left, right in found if left and right),
        tuple(right for left, right in found if right and not left),
    )


def prose(question, texts):
    """An essay."""
    if text_in(question.find("responsetemplate")):
        texts.lose(_("Words that stand in the box before one writes are left out."))
    if value_of(question, "attachments", "0") != "0":
        texts.lose(_("Nobody can attach files to an answer here."))
    return Prose(texts.words(question.find("graderinfo")))


def order(question, texts):
    """Ordering: in the order of their numbers, where they have some."""
    answers = sorted(question.findall("answer"), key=lambda answer: float(share_in(answer)))
    if value_of(question, "selecttype", "0") != "0":
        texts.lose(_("There it asks for some of its items at a time; here for all of them."))
    return Order(tuple(texts.words_in_line(answer) for answer in answers))


def description(question, texts):
    """Words between questions."""
    return Description()


BODIES = {
    "multichoice": choices,
    "multichoiceset": set_of_choices,
    "truefalse": statement,
    "shortanswer": written,
    "numerical": numbers,
    "matching": pairs,
    "match": pairs,
    "essay": prose,
    "ordering": order,
    "gapselect": gaps,
    "ddwtos": gaps,
    "description": description,
}
