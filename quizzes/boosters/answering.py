"""A booster answered. The one writer of its answers; `following_up` notes when it is done.

Nothing here touches an attempt, a completion, the period or its certificate.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import following_up

from ..marking import decimal
from ..models import BoosterAnswer
from ..refusing import Refused
from .beginning import check_open


@transaction.atomic
def answer(booster, position, given):
    """Keep the answer to one question, once and for all, and finish with the last. Returns the answer that stands.

    Sent again, it changes nothing. Raises Refused where the booster is closed, and for what is no answer to it.
    """
    # The lock makes two submissions at once take turns.
    follow_up = following_up.lock(booster.follow_up)
    answered = {one.position: one for one in booster.answers.all()}
    if position in answered:
        return answered[position]
    check_open(follow_up)
    question = booster.asked[position - 1]
    if not question.accepts(given) or not question.is_answered(given):
        message = _("That is not one of the answers to this question. It was not saved.")
        raise Refused("not-an-option", message, booster=booster.pk)
    mark, now = question.mark(given), timezone.now()
    kept = {"answer": given, "mark": decimal(mark.fraction), "is_right": mark.is_right, "at": now}
    new = BoosterAnswer.objects.create(booster=booster, position=position, question_key=question.key, **kept)
    if len(answered) + 1 == len(booster.asked):
        following_up.finish(follow_up, now)
    return new
