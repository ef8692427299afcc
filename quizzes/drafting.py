"""A draft of a question from what a file says: its type, its fields, what changes and what is lost."""

import hashlib
from copy import copy
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from . import picturing
from .filling import fill
from .formats import cleaning
from .formats.neutral import Loss, Picture
from .labelling import body_with, labels_of
from .models import Question

LONGEST_CODE = 20
LONGEST_ALT = 300


class OtherType(str):
    """Why a question of a file cannot become the question of the bank that it was before."""


@dataclass
class Drafted:
    """A question as its file wants it, to look at; its `Plain`; what differs from before; what to tell of it.

    `known` is what the bank has, or None. `digest` is of what the file tells, and of nothing else.
    """

    question: Question
    plain: object
    known: Question | None
    picture: Picture | None
    digest: str
    changes: list = field(default_factory=list)
    notes: list = field(default_factory=list)


def drafted(source, key, topic, known):
    """A `Drafted` for a `Neutral`; None where no type takes it; `OtherType` where `known` is of another type.

    `known` is the question that the bank has by this key, or None.
    """
    type_, taken = _taker(body_with(source.tags, source.body))
    if type_ is None:
        return None
    if known is not None and not isinstance(known, type_):
        names = {"old": known._meta.verbose_name, "new": type_._meta.verbose_name}
        return OtherType(_("It is in the bank as a %(old)s, and cannot become a %(new)s.") % names)
    labels = labels_of(source.tags)
    code, lost_name = _code(source)
    told = {"stem": source.stem, "feedback": source.feedback, **labels.fields, **taken.fields}
    if code:
        told["key"] = code
    question = _as_last_edited(known) if known else type_(key=key, topic=topic, live=False)
    before = _plain_fields(question)
    name = type_.Snapshot.model_fields["type"].default
    # What a file does not tell stays as it is.
    plain = type_.Plain(type=name, uid=key, topic=topic.key, **(before if known else {"key": ""}) | told)
    changes = _changes(before, plain) if known else []
    _fill(question, plain)
    picture, lost_picture = _picture(source, question)
    if picture and known:
        changes.append(_("picture"))
    losses = (*source.losses, *lost_picture, *taken.losses, *labels.losses, *lost_name)
    notes = [*dict.fromkeys(str(loss) for loss in losses), *_unfinished(question, picture)]
    if known is not None and known.topic_id != topic.pk:
        notes.append(_("It stays in the topic “%(topic)s”, where it is.") % {"topic": known.topic})
    return Drafted(question, plain, known, picture, _digest(told, source.pictures), changes, notes)


def complete(drafted, *, user=None):
    """The question to save: a new one, or the one of the bank as it was last edited, with what its file wants.

    Stores its picture. Costs a few queries where it was there before, or has a picture.
    """
    question = drafted.question
    if drafted.known is not None:
        question = drafted.known.get_latest_revision_as_object()
        _fill(question, drafted.plain)
    if drafted.picture is not None:
        question.stem_picture = picturing.stored(drafted.picture, user=user)
        question.stem_picture_alt = drafted.picture.alt[:LONGEST_ALT]
    return question


def _taker(body):
    for type_ in Question.types():
        taken = type_.from_neutral(body)
        if taken is not None:
            return type_, taken
    return None, None


def _code(source):
    """(the short name, what is lost of it). A name that only repeats the words is none."""
    name = source.name.strip()
    words = " ".join(strip_tags(source.stem).split())
    is_cut = len(name) > LONGEST_CODE or name.endswith(("…", "..."))
    if name in {"", words} or (is_cut and words.startswith(name.rstrip(".… "))):
        return "", ()
    if len(name) > LONGEST_CODE:
        lost = _("Its name is too long for a short name and is not kept: “%(name)s”.") % {"name": name[:80]}
        return "", (Loss(lost),)
    return name, ()


def _as_last_edited(known):
    """The question as it was last edited, published or not; to look at, since nothing asks whether its topic exists."""
    if not known.has_unpublished_changes:
        return copy(known)
    return known.from_serializable_data(known.latest_revision.content, check_fks=False)


def _fill(question, plain):
    question.code, question.stem, question.feedback = plain.key, plain.stem, plain.feedback
    question.is_must_pass, question.difficulty, question.outcome = plain.must_pass, plain.difficulty, plain.outcome
    question.framework_tags = " ".join(plain.framework_tags)
    fill(question, plain)


def _picture(source, question):
    """(the picture that comes along, or None; why it does not). One that is there already stays."""
    for picture in source.pictures if question.stem_picture_id is None else ():
        refusal = picturing.refusal_of(picture)
        if refusal is None:
            return picture, ()
        return None, (Loss(_("Its picture is left out: %(refusal)s") % {"refusal": refusal}),)
    return None, ()


def _plain_fields(question):
    """What a file may tell of a question, by the names of its `Plain`. Asks nothing about its lesson and facts."""
    return {
        "key": question.code,
        # The editor keeps marks of its own in it.
        "stem": cleaning.stem(question.stem, "html")[0],
        "feedback": question.feedback,
        "must_pass": question.is_must_pass,
        "difficulty": question.difficulty,
        "outcome": question.outcome,
        "framework_tags": question.framework_tags.split(),
        **question.plain_fields(),
    }


def _changes(before, plain):
    """The names of what differs, in words."""
    words = {"key": _("short name"), "stem": _("question"), "must_pass": _("must pass")}
    changed = [name for name, value in before.items() if getattr(plain, name) != value]
    return [str(words.get(name) or name.replace("_", " ")) for name in changed]


def _digest(told, pictures):
    """A digest of what a file tells, whatever is here already. Models say themselves by their fields."""
    return hashlib.sha256(repr((sorted(told.items()), *(pictures or [None]))).encode()).hexdigest()


def _unfinished(question, picture):
    """What keeps the draft from being published as it is."""
    problems = [str(problem) for problem in question.problems().values()]
    if picture and not picture.alt:
        problems.append(_("Say what the picture shows."))
    if not strip_tags(question.stem).strip():
        problems.append(_("It has no words."))
    for field_ in question._meta.get_fields():
        if isinstance(field_, StreamField) and not field_.blank and not _is_clean(question, field_):
            problems.append(_("Too few, too many or too long: %(what)s.") % {"what": field_.verbose_name})
    return [_("Before you publish it: %(problem)s") % {"problem": problem} for problem in problems]


def _is_clean(question, stream):
    try:
        stream.stream_block.clean(getattr(question, stream.name))
    except ValidationError:
        return False
    return True
