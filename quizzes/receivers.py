"""Editions follow what trainers publish. Called once per publication; building again is harmless."""

from functools import partial

from django.db import transaction
from django.dispatch import receiver
from wagtail.signals import page_published, published, unpublished

from . import editions
from .models import Question, QuizPage


@receiver(page_published)
def build_edition(instance, **_):
    """A quiz was published."""
    if isinstance(instance, QuizPage):
        transaction.on_commit(partial(editions.build, instance), robust=True)


@receiver(published)
@receiver(unpublished)
def rebuild_editions(instance, **_):
    """A question came into use, changed or went out of use."""
    if isinstance(instance, Question):
        transaction.on_commit(partial(editions.rebuild_touched_by, instance), robust=True)
