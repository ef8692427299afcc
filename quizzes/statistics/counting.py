"""Which attempts are counted, and by which editions, so that nobody's answers are left where numbers are subtracted."""

from django.db.models import Count

from ..models import Response
from . import hiding
from .gain import paired
from .reading import first_of_each


def counted(page):
    """The attempts at a quiz that its statistics count, one of each person.

    Beside the gain, which tells of those who sent both forms, a few who sent this one only would be what is left:
    then they are not counted yet.
    """
    everybody, both = first_of_each(page.key), paired(page)
    if both is None:
        return everybody
    left = (everybody.exclude(pk__in=both.values("pk")), both.exclude(pk__in=everybody.values("pk")))
    return both if any(hiding.few(attempts.count()) for attempts in left) else everybody


def editions_alone(attempts):
    """The primary keys of the editions that may be shown by themselves. Two queries."""
    sizes = attempts.order_by().values_list("edition").annotate(Count("pk"))
    answers = Response.objects.filter(attempt__in=attempts.order_by().values("pk"), mark__isnull=False).order_by()
    cells = {(None, edition): people for edition, people in sizes}
    for question, edition, people in answers.values_list("question_key", "attempt__edition").annotate(Count("pk")):
        cells[question, edition] = people
    return hiding.alone(cells)
