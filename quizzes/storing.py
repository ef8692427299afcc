"""Many drafts into the database: Wagtail's own way, with what can be done at once done at once.

`save_revision` saves, indexes and looks for references twice for every question; a thousand of them took a minute.
"""

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import ModelLogEntry, Revision

from .models import Question

AT_ONCE = 200


def store_new(questions, *, user=None):
    """Save new questions as drafts. Returns their revisions, in order. Call it in a transaction."""
    for question in questions:
        question.save()
    revisions = Revision.objects.bulk_create([_revision(question, user) for question in questions], AT_ONCE)
    newest = [
        Question(pk=question.pk, latest_revision=revision, has_unpublished_changes=True)
        for question, revision in zip(questions, revisions, strict=True)
    ]
    fields = ["latest_revision", "has_unpublished_changes"]
    Question.objects.non_polymorphic().bulk_update(newest, fields, batch_size=AT_ONCE)
    log = [_logged(*one, user) for one in zip(questions, revisions, strict=True)]
    ModelLogEntry.objects.bulk_create(log, AT_ONCE)
    return revisions


def store_changed(question, *, user=None):
    """Save a changed question as a draft; a published one stays as it is published. Returns the revision."""
    # Unfinished is allowed in a draft: publishing checks.
    return question.save_revision(user=user, log_action=True, clean=False)


def _revision(question, user):
    return Revision(
        content_object=question,
        base_content_type=question.get_base_content_type(),
        user=user,
        created_at=timezone.now(),
        content=question.serializable_data(),
        object_str=str(question),
    )


def _logged(question, revision, user):
    """What Wagtail's `log` would write. It checks each entry with three queries."""
    context = get_active_log_context()
    return ModelLogEntry(
        content_type=ContentType.objects.get_for_model(question, for_concrete_model=False),
        object_id=str(question.pk),
        label=str(question),
        action="wagtail.create",
        timestamp=timezone.now(),
        user=user or context.user,
        uuid=context.uuid,
        revision=revision,
        content_changed=True,
        data={},
    )
