"""What learners answer: all that is right, as a browser posts it, or what somebody gives who knows a part of it."""

from random import Random

from quizzes.content import QuizContent
from quizzes.questions import QuestionSnapshot


def all_right(content: QuizContent) -> list[dict[str, list[str]]]:
    """What is posted for each question, in order, by somebody who knows everything. No attempt may be shuffled."""
    return [_posted(question, f"question-{number}") for number, question in enumerate(content.drawn(""), start=1)]


def _posted(question: QuestionSnapshot, prefix: str) -> dict[str, list[str]]:
    # What has no right answer at all still says what is right in words.
    kept = {"text": question.review(None)[0].text} if question.keeps_prose else {}
    form = question.answer_form(answer=question.right_answer(), prefix=prefix, **kept)
    return {bound.html_name: _values(bound.value()) for bound in form}


def _values(value) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else ["" if value is None else str(value)]


def guess(question: QuestionSnapshot, knows: float, chance: Random) -> dict:
    """The answer of somebody who knows this share of everything: right, or one of those that come to mind."""
    right = question.right_answer()
    if question.is_scored and chance.random() < knows:
        return right
    return {part: GUESSES.get(part, _same)(question, given, chance) for part, given in right.items()}


def _chosen(question, given, chance):
    keys = [option.key for option in getattr(question, "options", ())] or ["true", "false"]
    return chance.sample(keys, chance.randint(1, len(given)))


def _placed(question, given, chance):
    return {slot.key: chance.choice(question.offered(slot)).key for slot in question.slots}


def _number(_question, given, chance):
    return str(int(given) + chance.randint(-30, 30))


def _fits(question, _given, chance):
    return chance.choice([[], *([one.key] for one in question.accepted)])


def _some(_question, given, chance):
    return [one for one in given if chance.random() < 0.5]


def _fields(question, given, chance):
    return {key: _some(question, rules, chance) for key, rules in given.items()}


def _same(_question, given, _chance):
    return given


# By the parts of an answer.
GUESSES = {"chosen": _chosen, "placed": _placed, "number": _number, "fits": _fits, "met": _some, "fields": _fields}
