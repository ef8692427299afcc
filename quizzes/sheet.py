"""The questions of an attempt or a trial run, ready to be shown, read from a form, or looked back on."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from training.prepared import Prepared

from .confidence import Confidence, confidence_in, is_asked
from .models import Response, ResponseComment, ResponseText
from .questions import QuestionSnapshot
from .questions.snapshots import Mark


@dataclass
class Asked:
    """One question on the sheet. A trial run has no response.

    The names of its fields begin with `prefix`, `seed` shuffles it, and `data` is what was posted.
    """

    number: int
    question: QuestionSnapshot
    prefix: str
    seed: str | None = None
    data: Mapping | None = None
    response: Response | None = None
    # What is kept of what was written, and of what a trainer wrote back; only the learner's own screens show it.
    text: str = ""
    comment: str = ""

    @cached_property
    def form(self):
        """The ways to answer, as a form. Made only where somebody asks: twenty forms take longer than the rest."""
        kept = {"text": self.text} if self.question.keeps_prose else {}
        return self.question.answer_form(self.data, answer=self.answer, prefix=self.prefix, seed=self.seed, **kept)

    @property
    def slips(self):
        """What is to be put right in what was posted."""
        return [] if self.data is None else self.form.slips

    @property
    def answer(self):
        """The answer that is kept, or None."""
        return self.response.answer if self.response else None

    @property
    def is_closed(self):
        """Whether no answer is taken any more."""
        return self.response is not None and self.response.is_final

    @property
    def is_answered(self):
        """Whether an answer is kept."""
        return self.question.is_answered(self.answer)

    @property
    def is_void(self):
        """Whether a regrade left it out of the total."""
        return bool(self.response) and self.response.is_void

    @property
    def is_waiting(self):
        """Whether a person has yet to mark it."""
        is_over = bool(self.response) and not self.response.attempt.is_open
        return is_over and self.response.mark is None and not self.is_void

    @property
    def given_points(self):
        """What a person gave, criterion by criterion: [(criterion, points)]."""
        given = (self.response and self.response.points) or {}
        return [(one, given[one.key]) for one in self.question.criteria if one.key in given] if given else []

    @property
    def confidences(self):
        """How sure one may say to be, [(key, words, is chosen)]; empty where the quiz does not ask."""
        if not self.response or not is_asked(self.response.attempt.edition.quiz, self.question):
            return []
        return [(key, words, key == self.response.confidence) for key, words in Confidence.choices]

    @property
    def mark(self):
        """What the answer earned, or would earn if the attempt were finished now."""
        if self.response and self.response.mark is not None:
            return Mark(self.response.mark, self.response.is_right)
        return self.question.mark(self.answer)

    @property
    def lines(self):
        """The answer looked back on."""
        return self.question.review(self.answer)


def sheet_of(attempt, data=None):
    """The questions of an attempt in order, with the answers kept or, with `data`, those posted.

    Costs one query, and one more where a question keeps prose; where a person marks one, a third.
    """
    content = attempt.edition.quiz
    seed = attempt.seed if content.shuffle_options else None
    texts = _texts_of(ResponseText, attempt, "keeps_prose")
    comments = {} if attempt.is_open else _texts_of(ResponseComment, attempt, "is_marked_by_person")
    return [
        _asked(attempt, response, seed, data, text=texts.get(response.pk, ""), comment=comments.get(response.pk, ""))
        for response in RESPONSES.rows(attempt.pk)
    ]


RESPONSES = Prepared(lambda pk: Response.objects.filter(attempt=pk), -1)


def _texts_of(model, attempt, trait):
    """What was written in an attempt, {response pk: text}, where its quiz has a question with this trait."""
    if not any(getattr(question, trait) for question in attempt.edition.quiz.by_key.values()):
        return {}
    return dict(model.objects.filter(response__attempt=attempt).values_list("response", "text"))


def _asked(attempt, response, seed, data, **written):
    # Saves the reverse look-up: the response belongs to the attempt in hand.
    response.attempt = attempt
    question = attempt.edition.quiz.by_key[response.question_key]
    return Asked(response.position, question, prefix_of(response, data), seed, data, response, **written)


def prefix_of(response, data=None):
    """What the names of a response's form fields begin with. By place, so that the same html does for every attempt.

    A page that was opened before the site was updated, and now sends `data`, may name them by the response's key.
    """
    earlier = f"response-{response.pk}"
    return earlier if data and f"{earlier}-seen" in data else f"question-{response.position}"


def is_outdated(prefixes, data):
    """Whether a page of some other version of the site sent this: it names questions that are none of these."""
    return any(name.endswith("-seen") and name.removesuffix("-seen") not in prefixes for name in data)


def trial_sheet(content, seed, data=None):
    """The questions of a trial run. Reads and writes nothing."""
    shuffled = seed if content.shuffle_options else None
    return [
        Asked(number, question, f"question-{question.key}", shuffled, data)
        for number, question in enumerate(content.drawn(seed), start=1)
    ]


def changed(asked, data):
    """The answer to keep from a posted form, or None where it says nothing new. The form has been validated.

    A page opened long ago must not wipe out what was saved since. An empty field clears an answer only for whoever had
    seen that answer; and where scripts run, the page says by number which questions nobody touched on it.
    """
    if str(asked.number) in data.get("untouched", "").split():
        return None
    given = asked.form.given()
    if not asked.question.is_answered(given):
        seen = data.get(f"{asked.prefix}-seen", "")
        if not asked.is_answered or seen != str(asked.response.seq):
            return None
    is_new = given != asked.answer or (asked.form.prose() or "") != asked.text
    if asked.confidences and confidence_in(data, asked.prefix) != asked.response.confidence:
        is_new = True
    return given if is_new else None


class Posted(NamedTuple):
    """What a form that was posted changes."""

    answers: dict  # {response pk: answer}
    texts: dict  # {response pk: text}, of those of them that keep prose
    confidences: dict  # {response pk: how sure}, of those of them whose quiz asks
    slips: list  # the questions whose answer could not be read
    is_whole: bool  # whether every question is answered then


def read(sheet, data):
    """What a sheet made of `data` changes, or None where it holds what no page sends."""
    slips = [asked for asked in sheet if asked.slips]
    sound = [asked for asked in sheet if not asked.slips]
    if not all(asked.form.is_valid() for asked in sound):
        return None
    found = {asked.response.pk: changed(asked, data) for asked in sound}
    answers = {pk: answer for pk, answer in found.items() if answer is not None}
    prose = {asked.response.pk: asked.form.prose() for asked in sound}
    texts = {pk: text for pk, text in prose.items() if pk in answers and text is not None}
    answered = [
        asked.is_closed or asked.question.is_answered(answers.get(asked.response.pk, asked.answer)) for asked in sound
    ]
    sure = {asked.response.pk: confidence_in(data, asked.prefix) for asked in sound if asked.confidences}
    return Posted(answers, texts, sure, slips, is_whole=all(answered) and not slips)
