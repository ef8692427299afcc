"""Editions follow what trainers publish. Called once per publication; building again is harmless."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.signals import page_published, published, unpublished

from . import editions, rebuilding
from .models import Question, QuizPage


@receiver(page_published)
def build_edition(instance, **_):
    """A quiz was published."""
    if isinstance(instance, QuizPage):
        transaction.on_commit(partial(editions.build, instance), robust=True)


@receiver(post_save, sender=QuizPage)
def build_edition_of_alias(instance, created, **_):
    """A quiz was put into another course as an alias: Wagtail makes it published, and announces nothing."""
    if created and instance.alias_of_id and instance.live:
        transaction.on_commit(partial(editions.build, instance), robust=True)


@receiver(published)
@receiver(unpublished)
def rebuild_editions(instance, **_):
    """A question came into use, changed or went out of use."""
    if isinstance(instance, Question):
        transaction.on_commit(partial(rebuilding.follow, instance), robust=True)
