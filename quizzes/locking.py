"""Questions that are closed before their attempt is: the learner went on from them for good, or saw what is right."""

from django.db import transaction
from django.utils import timezone

from .attempting import overwrite
from .models import Response, ResponseEvent


@transaction.atomic
def lock(attempt, number, *, actor=None):
    """Take no further answer to the question with this number. Again, and after submission, it changes nothing.

    What was answered stays, and is marked with all the rest. Costs three queries.
    """
    # Locked, so that an answer on its way comes wholly before, or is refused.
    responses = Response.objects.select_for_update(no_key=True).filter(attempt=attempt, position=number, is_final=False)
    for response in responses:
        response.seq, response.is_final = response.seq + 1, True
        kind, at = ResponseEvent.Kind.LOCKED, timezone.now()
        given = {"response": response, "seq": response.seq, "answer": response.answer}
        ResponseEvent.objects.create(**given, kind=kind, actor=actor, at=at)
        overwrite([response], ["seq", "is_final"])
