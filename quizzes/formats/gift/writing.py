"""Writes GIFT."""

from django.utils.translation import gettext as _

from ..neutral import Choices, Loss, Numbers, Pairs, Prose, Statement, Written
from ..shares import percentage_of
from ..writing import Rendered, decimal, part_marks_loss, picture_loss, refused, refused_kind
from .escaping import escaped


def write(question):
    """One `Neutral` in GIFT, as `Rendered`."""
    render = ANSWERS.get(type(question.body))
    answers = render(question.body) if render else refused_kind("GIFT")
    if answers.text is None:
        return answers
    feedback = f"\n\t####{_plain(question.feedback)}" if question.feedback else ""
    name = f"::{escaped(question.name)}::" if question.name else ""
    text = f"{_labels(question)}{name}[html]{escaped(question.stem)}{{{answers.text}{feedback}\n}}"
    return Rendered(text, answers.losses + part_marks_loss(question.body) + picture_loss(question, "GIFT"))


def wrap(texts):
    """A whole file."""
    return "\n\n".join(texts) + "\n"


def _labels(question):
    """The id and the tags, in a comment."""
    labels = [("id", question.identifier)] if question.identifier else []
    labels += [("tag", tag) for tag in question.tags]
    written = [f"[{kind}:{_in_brackets(value)}]" for kind, value in labels]
    return f"// {' '.join(written)}\n" if written else ""


def _in_brackets(value):
    return " ".join(value.replace("\\", "\\\\").replace("]", "\\]").split())


def _plain(text):
    return f"[plain]{escaped(text)}" if text else ""


def _comment(feedback):
    return f"#{_plain(feedback)}" if feedback else ""


def _statement(body):
    """The first comment is for whoever is wrong, the second for whoever is right."""
    truth = "TRUE" if body.is_true else "FALSE"
    right, wrong = body.feedback_true, body.feedback_false
    if not body.is_true:
        right, wrong = wrong, right
    return Rendered(f"{truth}#{_plain(wrong)}#{_plain(right)}" if right or wrong else truth)


def _choices(body):
    lines = [f"\n\t{_sign(option, body)}{_plain(option.text)}{_comment(option.feedback)}" for option in body.options]
    if len(body.options) < 2 or not all(option.text for option in body.options):
        return refused(_("It is not finished: it has fewer than two options, or one without words."))
    if body.takes_one and not any(option.share == 1 for option in body.options):
        return refused(_("It is not finished: none of its options is right."))
    if body.takes_one and all(option.share == 1 for option in body.options):
        return refused(_("It is not finished: none of its options is wrong."))
    return Rendered("".join(lines))


def _sign(option, body):
    if body.takes_one and option.share == 1:
        return "="
    return f"~%{percentage_of(option.share)}%" if option.share else "~"


def _pairs(body):
    pairs = [*body.pairs, *(("", right) for right in body.extras)]
    if any("->" in left for left, _right in pairs):
        return refused(_("A left side holds “->”, which GIFT keeps for itself."))
    if len(pairs) < 2:
        return refused(_("It is not finished: it has fewer than two pairs."))
    return Rendered("".join(f"\n\t={_plain(left)} -> {escaped(right)}" for left, right in pairs))


def _written(body):
    lines = [
        f"\n\t=%{percentage_of(answer.share)}%{_plain(answer.text)}{_comment(answer.feedback)}"
        for answer in body.answers
    ]
    if not lines:
        return refused(_("It is not finished: it has no answers."))
    if any("->" in answer.text + answer.feedback for answer in body.answers):
        return refused(_("An answer holds “->”, which GIFT keeps for pairs."))
    lost = (Loss(_("GIFT cannot say that capital letters count.")),) if body.is_case_sensitive else ()
    return Rendered("".join(lines), lost)


def _numbers(body):
    lines = [
        f"\n\t=%{percentage_of(one.share)}%{decimal(one.value)}:{decimal(one.tolerance)}{_comment(one.feedback)}"
        for one in body.answers
    ]
    if not lines:
        return refused(_("It is not finished: it has no answers."))
    other = f"\n\t~{_comment(body.feedback_other)}" if body.feedback_other else ""
    lost = (Loss(_("GIFT has no units.")),) if body.unit else ()
    return Rendered("#" + "".join(lines) + other, lost)


def _prose(body):
    return Rendered("", (Loss(_("GIFT has no notes for whoever marks it.")),) if body.guidance else ())


ANSWERS = {
    Choices: _choices,
    Numbers: _numbers,
    Pairs: _pairs,
    Prose: _prose,
    Statement: _statement,
    Written: _written,
}
