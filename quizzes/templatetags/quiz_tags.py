"""What the quiz page says about the learner who reads it."""

from dataclasses import dataclass, field
from functools import partial
from html import unescape

from django import template
from django.core.cache import caches
from django.template.defaultfilters import floatformat
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join, strip_tags
from wagtail.images import get_image_model

from courses import access
from courses.models import Enrolment
from courses.outline import course_of
from training.content.templatetags.content_tags import short_phrase, with_contacts

from .. import allowing, attempting, editions, finding, timing
from ..allowing import Refusal
from ..content import QuizContent
from ..grading import Grade, verdict_of
from ..models import Attempt
from ..reviewing import EVERYTHING, cut, shown_of
from ..rules import Rules
from ..saying import minutes_in_words, seconds_in_words, until
from ..sheet import trial_sheet

register = template.Library()
register.filter(minutes_in_words)
register.filter(seconds_in_words)
register.filter(until)
# No larger than a page shows it on a sharp screen.
PICTURE = "max-1920x1920"
PICTURE_FIELDS = ("picture_id", "stem_picture_id")


@dataclass
class QuizState:
    """The rules of the next attempt, and the reader's attempts so far. Without an enrolment, the rules alone."""

    size: int = 0
    pass_mark: int | None = None
    has_must_pass: bool = False
    attempts_left: int | None = None
    rules: Rules = field(default_factory=Rules)
    enrolment: Enrolment | None = None
    grade: Grade | None = None
    refusal: Refusal | None = None
    open: Attempt | None = None
    finished: list = field(default_factory=list)
    # What of each of those is shown now.
    shown: list = field(default_factory=list)

    @property
    def looked_back_on(self):
        """The finished attempts, each with what is shown of it."""
        return list(zip(self.finished, self.shown, strict=True))

    @property
    def extra_minutes(self):
        """How much more than the time limit this reader has."""
        extra = self.enrolment.learner.extra_time if self.enrolment and self.rules.time_limit else 0
        return timing.extra_minutes(self.rules.time_limit, extra) if extra else 0

    @property
    def is_passed(self):
        """Whether the quiz is passed in this period."""
        return self.grade is not None and self.grade.passed

    @property
    def may_start(self):
        """Whether there is a button to press."""
        return self.enrolment is not None and self.refusal is None


@register.filter
def option_words(text):
    """The words of an option, contacts by name and number but no links: a tap on it chooses, and dials nobody."""
    return unescape(strip_tags(with_contacts(text, short_phrase))) if "{{" in text else text


@register.simple_tag(takes_context=True)
def choices(context, asked, template):
    """The options of a question, in the order of this learner's sheet, each shown by a template of its own.

    The html of an option is the same for everybody who chose it, and for everybody who did not. It is kept for a
    minute: made anew for each learner, it takes longer than all the rest of a page of questions.
    """
    key = f"choices {template} {asked.prefix} {asked.question.digest} {context['words']}"
    pieces = caches["process"].get_or_set(key, partial(_pieces, asked, template))
    chosen = asked.question.chosen(asked.answer)
    in_order = asked.question.in_order(asked.seed)
    return format_html_join("", "{}", ((pieces[option.key, option.key in chosen],) for option in in_order))


def _pieces(asked, template):
    # Not in the author's order where that is kept back: the numbers would tell it, and what is right often comes first.
    numbered = list(enumerate(asked.question.in_order("numbers")))
    return {
        (option.key, is_chosen): render_to_string(
            template, {"option": option, "prefix": asked.prefix, "place": place, "is_chosen": is_chosen}
        )
        for place, option in numbered
        for is_chosen in (False, True)
    }


@register.simple_tag(takes_context=True)
def select_options(context, asked, row):
    """What may be chosen in one list of a question, in the order of this learner's sheet. Kept as `choices` are."""
    key = f"select {asked.question.digest} {context['words']}"
    pieces = caches["process"].get_or_set(key, partial(_select_pieces, asked.question))
    return format_html_join("", "{}", ((pieces[value, chosen],) for _id, value, _words, chosen in row.choices))


def _select_pieces(question):
    offered = [("", str(question.blank)), *((choice.key, choice.text) for choice in question.choices)]
    return {
        (value, bool(chosen)): format_html('<option value="{}"{}>{}</option>', value, chosen, option_words(words))
        for value, words in offered
        for chosen in ("", " selected")
    }


@register.filter
def looked_back(lines, shown):
    """Lines of an answer with no more than is shown."""
    return cut(lines, shown)


@register.simple_tag
def everything():
    """What a trainer sees: all of it."""
    return EVERYTHING


@register.filter
def rounded(number, places):
    """A number that may be below nothing, with so many decimal places. A hyphen would be no minus, and break a line."""
    return floatformat(number, places).replace("-", "−")


@register.filter
def share(part):
    """A number from 0 to 1 as a percentage."""
    return f"{part:.0%}"


@register.inclusion_tag("quizzes/statistics/_bars.html")
def score_bars(bars):
    """Scores as a picture: a bar for each (lowest, highest, how many), all in a box of 400 by 120."""
    tallest = max(count for _lowest, _highest, count in bars)
    width = 400 / len(bars)
    drawn = [
        {"left": place * width + 3, "middle": (place + 0.5) * width, "top": 100 - 95 * count / tallest}
        | {"height": 95 * count / tallest, "lowest": lowest}
        for place, (lowest, _highest, count) in enumerate(bars)
    ]
    return {"bars": drawn, "width": width - 6}


@register.simple_tag(takes_context=True)
def picture_address(context, question, name="picture_id"):
    """Where the browser finds a question's picture, or None. Costs two queries a minute for all of a sheet."""
    asked = [question, *(one.question for one in context.get("sheet", []))]
    pks = {getattr(one, field, None) for one in asked for field in PICTURE_FIELDS} - {None}
    kept = caches["process"].get_many(_address_keys(pks))
    if not kept.keys() >= _address_keys(pks):
        images = get_image_model().objects.filter(pk__in=pks).prefetch_renditions(PICTURE)
        kept = {f"picture {image.pk}": _address(image) for image in images}
        caches["process"].set_many(kept, 60)
    return kept.get(f"picture {getattr(question, name)}")


def _address_keys(pks):
    return {f"picture {pk}" for pk in pks}


def _address(image):
    return image.file.url if image.is_svg() else image.get_rendition(PICTURE).url


@register.simple_tag(takes_context=True)
def quiz_state(context, page):
    """The reader's state on a quiz. Costs three queries, or four where the pass mark is the course's."""
    edition = editions.newest(page)
    if edition is None:
        return QuizState()
    enrolment = _enrolment(context["request"], page)
    attempts = finding.attempts_of(enrolment, page.key) if enrolment else []
    now = timezone.now()
    return QuizState(
        size=edition.quiz.size,
        pass_mark=_pass_mark(edition, enrolment, page),
        has_must_pass=edition.quiz.has_must_pass,
        attempts_left=allowing.attempts_left(edition, len(attempts)),
        rules=edition.quiz.rules,
        enrolment=enrolment,
        grade=verdict_of(attempts),
        refusal=enrolment and allowing.refusal_of(enrolment, edition, attempts, now),
        open=next((attempt for attempt in attempts if attempt.is_open), None),
        finished=[attempt for attempt in attempts if not attempt.is_open],
        shown=[shown_of(attempt, edition.quiz.rules, now) for attempt in attempts if not attempt.is_open],
    )


@register.inclusion_tag("quizzes/_to_know_of.html", takes_context=True)
def attempts_to_know_of(context, enrolment):
    """The attempts of a period that wait for a mark or are open again. One query for all periods of a page."""
    request = context["request"]
    if not hasattr(request, "to_know_of"):
        request.to_know_of = finding.to_know_of(request.user)
    return {"attempts": request.to_know_of.get(enrolment.pk, [])}


def _enrolment(request, page):
    if not hasattr(request, "enrolment"):
        request.enrolment = access.enrolment_for(request.user, page)
    return request.enrolment


def _pass_mark(edition, enrolment, page):
    if enrolment:
        return attempting.pass_mark_of(edition, enrolment)
    own = edition.quiz.own_pass_mark
    return course_of(page).pass_mark if own is None else own


@register.simple_tag
def draft_sheet(page):
    """The questions of a draft, for its preview. Writes nothing."""
    return trial_sheet(editions.content_of(page, with_drafts=True), seed="preview")


@register.simple_tag
def sheet_of_one(snapshot):
    """One question alone, for its preview."""
    return trial_sheet(QuizContent(title="", questions=[snapshot]), seed="preview")
