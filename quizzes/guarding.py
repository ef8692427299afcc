"""Nothing that a quiz names is deleted under it, not even what only a draft or an earlier version names."""

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import Revision

from training.content.using import uses_of

from . import rebuilding
from .models import Attempt, Misconception, Question, QuizEdition, QuizPage, Topic


def holds_evidence(pages):
    """Whether somebody has taken a quiz among these pages (a queryset). Asked by `courses.guarding`."""
    return Attempt.objects.filter(quiz_key__in=pages.order_by().values("translation_key")).exists()


def refuse_delete(request, records):
    """Refuse to delete questions, topics and misconceptions that are used: None to go on, or a response with a message.

    Wagtail asks this for one record and for many.
    """
    refusals = [refusal for record in records if (refusal := _refusal(record))]
    if not refusals:
        return None
    for refusal in refusals:
        messages.error(request, refusal)
    return redirect(type(records[0]).snippet_viewset.get_url_name("list"))


def users_of(upload):
    """What names a picture, though no published question does: drafts, earlier versions and editions.

    Asked by `training.content.guarding`, and reads every version of every question.
    """
    if not isinstance(upload, get_image_model()):
        return []
    drafts = {content["pk"] for content in _versions_of(Question.types()) if _names(content, upload)}
    return [*Question.objects.filter(pk__in=drafts), *_editions_showing(upload)]


def _editions_showing(image):
    words = Cast("content", TextField())
    naming = QuizEdition.objects.annotate(words=words).filter(words__contains=f'picture_id": {image.pk}')
    for edition in naming:
        if any(_shows(question, image) for question in edition.quiz.by_key.values()):
            yield edition


def _names(content, image):
    return image.pk in (content.get("picture"), content.get("stem_picture"))


def _shows(question, image):
    return image.pk in (getattr(question, "picture_id", None), question.stem_picture_id)


def after_delete(request, records):
    """A pool may have lost a question."""
    if any(isinstance(record, Question) for record in records):
        transaction.on_commit(rebuilding.soon, robust=True)


def log_bulk_delete(request, action_type, objects, action_class_instance):
    """Note what of the bank a list deleted, one by one: Wagtail notes only what is deleted alone."""
    if action_type == "delete":
        for record in objects:
            if isinstance(record, Question | Topic | Misconception):
                log(instance=record, action="wagtail.delete", user=request.user, deleted=True)


def _refusal(record):
    if isinstance(record, Question):
        quizzes = quizzes_naming("items", "question", record.pk)
        if quizzes:
            return _(
                "“%(question)s” was not deleted: these quizzes name it, perhaps in a draft or an earlier version: "
                "%(quizzes)s. Unpublish it instead: nobody is asked it any more, and every record stays."
            ) % {"question": record, "quizzes": ", ".join(quizzes)}
    if isinstance(record, Topic) and _is_used(record):
        return _("“%(topic)s” was not deleted: questions or quizzes belong to it.") % {"topic": record}
    if isinstance(record, Misconception) and uses_of([record])[record.pk]:
        return _("“%(misconception)s” was not deleted: questions name it.") % {"misconception": record}
    return None


def _is_used(topic):
    versions = _versions_of(Question.types())
    return (
        Question.objects.non_polymorphic().filter(topic=topic).exists()
        or any(content.get("topic") == topic.pk for content in versions)
        or bool(quizzes_naming("pools", "topic", topic.pk))
    )


def quizzes_naming(relation, field, pk):
    """The titles of quizzes that name an object in `relation`, also in drafts and earlier versions.

    An earlier version that names a deleted question could never be opened again. Reads every version of every
    quiz, so it is for deletions only.
    """
    named = set(QuizPage.objects.filter(**{f"{relation}__{field}": pk}).values_list("pk", flat=True))
    for content in _versions_of([QuizPage]):
        if any(child.get(field) == pk for child in content.get(relation, [])):
            named.add(content["pk"])
    return list(QuizPage.objects.filter(pk__in=named).order_by("title").values_list("title", flat=True))


def _versions_of(models):
    types = ContentType.objects.get_for_models(*models).values()
    return Revision.objects.filter(content_type__in=types).values_list("content", flat=True).iterator()
