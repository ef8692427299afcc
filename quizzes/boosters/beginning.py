"""A booster begun: its questions chosen and frozen. The one maker of boosters; `answering` takes the answers."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import following_up

from ..models import Booster
from ..refusing import Refused
from .choosing import choose
from .finding import candidates, history_of


def begin(follow_up):
    """The booster of a follow-up, its questions frozen now if it was not begun before. Begun at once, it is one.

    Raises Refused where it is closed, and where there is nothing to ask.
    """
    begun = Booster.objects.filter(follow_up=follow_up).first()
    if begun:
        return begun
    period, seed = follow_up.enrolment, secrets.token_hex(8)
    # Before the lock: reading editions takes its time.
    questions = choose(candidates(period.course_key), history_of(period), seed)
    if not questions:
        raise Refused("empty-booster", _("There is nothing to ask about this course just now."), follow_up=follow_up.pk)
    with transaction.atomic():
        check_open(following_up.lock(follow_up))
        content, now = [question.model_dump(mode="json") for question in questions], timezone.now()
        following_up.note_asked([follow_up], now)
        defaults = {"questions": content, "seed": seed, "begun_at": now}
        return Booster.objects.get_or_create(follow_up=follow_up, defaults=defaults)[0]


def check_open(follow_up):
    """Raise Refused where it cannot be answered today."""
    if not following_up.is_open(follow_up):
        message = _("These questions are closed. Nothing was saved, and nothing is asked of you.")
        raise Refused("closed-booster", message, follow_up=follow_up.pk)
