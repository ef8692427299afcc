"""Many questions into another topic at once."""

from django.db import transaction
from wagtail.log_actions import log

from . import rebuilding


def change_topic(questions, topic, *, user):
    """Put questions into a topic, their drafts as well, and log each. Publishes nothing; editions follow.

    Returns how many were in another topic before.
    """
    changed = [question for question in questions if question.topic_id != topic.pk or _draft_of(question) != topic.pk]
    with transaction.atomic():
        for question in changed:
            _change(question, topic, user)
        if changed:
            transaction.on_commit(rebuilding.soon, robust=True)
    return len(changed)


def _draft_of(question):
    return question.get_latest_revision_as_object().topic_id


def _change(question, topic, user):
    draft, is_as_published = question.get_latest_revision_as_object(), not question.has_unpublished_changes
    question.topic = draft.topic = topic
    question.save(update_fields=["topic"])
    # The draft must not take the question back when it is published. Unfinished drafts are let be.
    revision = draft.save_revision(user=user, changed=not is_as_published, clean=False)
    if question.live and is_as_published:
        type(question).objects.filter(pk=question.pk).update(live_revision=revision)
    log(
        instance=question,
        action="quizzes.change_topic",
        user=user,
        revision=revision,
        content_changed=True,
        data={"topic": topic.name},
    )
