"""What a period was asked in the forms that measure its course, for nobody is asked a question twice. Reads only."""

from collections import defaultdict

from .models import Response
from .rules import Measures

MEASURES = "attempt__edition__content__rules__measures__in"


def asked_before(attempts):
    """{attempt: the keys of what its period was asked earlier in a form that measures}. One query.

    An attempt is earlier whose number is lower: they are begun with the period locked, one after the other.
    """
    periods = {attempt.enrolment_id for attempt in attempts}
    measured = Response.objects.filter(
        attempt__enrolment__in=periods, **{MEASURES: [Measures.BEFORE.value, Measures.AFTER.value]}
    )
    asked = defaultdict(set)
    for period, attempt, key in measured.order_by().values_list("attempt__enrolment", "attempt", "question_key"):
        asked[period].add((attempt, key))
    return {one.pk: frozenset(key for pk, key in asked[one.enrolment_id] if pk < one.pk) for one in attempts}
