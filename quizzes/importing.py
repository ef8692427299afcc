"""Questions of a file into the bank: first a plan that changes nothing, then the same plan carried out, as drafts."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.content.models import LoadMark

from . import drafting, picturing, storing
from .formats.neutral import Broken, Description, Neutral, Unsupported
from .identifying import keys_of
from .models import Question
from .narrowing import in_review

# Course files mark theirs as "question".
KIND = "imported question"


class Outcome(TextChoices):
    """What becomes of a question of a file."""

    NEW = "new", gettext_lazy("new")
    CHANGED = "changed", gettext_lazy("changed")
    UNCHANGED = "unchanged", gettext_lazy("unchanged")
    KEPT = "kept", gettext_lazy("kept as it is here")
    REFUSED = "refused", gettext_lazy("cannot come along")
    NO_QUESTION = "no question", gettext_lazy("not a question")


WRITTEN = {Outcome.NEW, Outcome.CHANGED}


@dataclass
class Step:
    """One question of the file, and what becomes of it."""

    source: Neutral
    outcome: Outcome
    notes: list = field(default_factory=list)
    drafted: drafting.Drafted | None = None

    @property
    def changes(self):
        """What differs from the question in the bank, in words."""
        return self.drafted.changes if self.drafted else []

    @property
    def type_name(self):
        """The type that it has here, in words."""
        return self.drafted.question._meta.verbose_name if self.drafted else ""

    @property
    def is_written(self):
        """Whether carrying it out writes anything."""
        return self.outcome in WRITTEN


@dataclass
class Plan:
    """What an import will do."""

    topic: object
    steps: list[Step]

    @property
    def counts(self):
        """How many of each outcome, in the order of `Outcome`."""
        found = Counter(step.outcome for step in self.steps)
        return [(outcome, found[outcome]) for outcome in Outcome if found[outcome]]

    @property
    def left_out(self):
        """How many of each outcome that writes nothing."""
        return [(outcome, count) for outcome, count in self.counts if outcome not in WRITTEN]

    @property
    def categories(self):
        """Into what the file sorts its questions. All of them go into the topic."""
        return list(dict.fromkeys(step.source.category for step in self.steps if step.source.category))

    @property
    def is_something(self):
        """Whether carrying it out writes anything."""
        return any(step.is_written for step in self.steps)


def plan(questions, topic, *, replaces_edits=False):
    """What becomes of each of these `Neutral` questions in a topic. Writes nothing.

    A question that was edited here since its import is kept, unless told otherwise.
    """
    keys = keys_of(questions, topic)
    known = {one.key: one for one in Question.objects.filter(key__in=keys).select_related("latest_revision", "topic")}
    marks = {mark.key: mark for mark in LoadMark.objects.filter(kind=KIND, key__in=[str(key) for key in keys])}
    steps = []
    for source, key in zip(questions, keys, strict=True):
        step = _without_question(source) or _step(source, key, topic, known.get(key), marks.get(str(key)))
        if step.outcome == Outcome.KEPT and replaces_edits:
            step.outcome = Outcome.CHANGED
        steps.append(step)
    _hold_what_is_locked(steps)
    _note_pictures(steps)
    return Plan(topic, steps)


def carry_out(plan, *, user=None):
    """Save what is new and what changed, as drafts, all or nothing. What is published stays so until it is again."""
    new = [step for step in plan.steps if step.outcome == Outcome.NEW]
    changed = [step for step in plan.steps if step.outcome == Outcome.CHANGED]
    with transaction.atomic():
        revisions = storing.store_new([drafting.complete(step.drafted, user=user) for step in new], user=user)
        revisions += [storing.store_changed(drafting.complete(step.drafted, user=user), user=user) for step in changed]
        LoadMark.objects.bulk_create(
            [_mark(step, revision) for step, revision in zip(new + changed, revisions, strict=True)],
            update_conflicts=True,
            unique_fields=["kind", "key"],
            update_fields=["digest", "marker"],
        )


def _hold_what_is_locked(steps):
    """Nobody changes by a file what she could not change on its screen: what is locked, or in review."""
    changing = [step for step in steps if step.drafted and step.drafted.known and step.outcome != Outcome.UNCHANGED]
    reviewed = set(in_review()) if changing else set()
    for step in changing:
        if step.drafted.known.locked or step.drafted.known.pk in reviewed:
            step.outcome = Outcome.REFUSED
            step.notes.append(_("It is locked or in review here, and stays as it is until it no longer is."))


def _note_pictures(steps):
    """Tell of each question that shows another picture than its file does."""
    shown = {
        (step.drafted.question.stem_picture_id, picture): step
        for step in steps
        if step.drafted and step.drafted.question.stem_picture_id
        for picture in step.source.pictures
    }
    for one in picturing.others(shown) if shown else ():
        shown[one].notes.append(_("It shows another picture here, which stays. Take that out first to have this one."))


def _mark(step, revision):
    return LoadMark(kind=KIND, key=str(step.drafted.plain.uid), digest=step.drafted.digest, marker=str(revision.pk))


def _without_question(source):
    notes = [str(loss) for loss in source.losses]
    if isinstance(source.body, Description):
        return Step(source, Outcome.NO_QUESTION, notes=[_("It asks nothing: put its words into a lesson.")])
    if isinstance(source.body, Unsupported | Broken):
        return Step(source, Outcome.REFUSED, notes=[source.body.reason, *notes])
    return None


def _step(source, key, topic, known, mark):
    drafted = drafting.drafted(source, key, topic, known)
    if drafted is None:
        return Step(source, Outcome.REFUSED, notes=[_("No type of question here can carry it.")])
    if isinstance(drafted, drafting.OtherType):
        return Step(source, Outcome.REFUSED, notes=[str(drafted)])
    outcome = Outcome.NEW if known is None else _outcome(drafted, known, mark)
    return Step(source, outcome, drafted.notes, drafted)


def _outcome(drafted, known, mark):
    if not drafted.changes:
        return Outcome.UNCHANGED
    if mark is None or mark.marker != str(known.latest_revision_id):
        return Outcome.KEPT
    # What is kept in other words than the file's seems to differ for ever.
    return Outcome.UNCHANGED if mark.digest == drafted.digest else Outcome.CHANGED
