"""The question bank: which questions may be drawn."""

from .questions import Question


def drawable(topic, *, besides=()):
    """Published questions of a topic, without the given ones, each as its own type."""
    return (
        Question.objects.filter(topic=topic, live=True)
        .exclude(pk__in=[question.pk for question in besides])
        .order_by("pk")
    )
