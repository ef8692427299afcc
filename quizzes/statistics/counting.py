"""Which attempts are counted, and by which editions, so that nobody's answers are left where numbers are subtracted."""

from collections import Counter

from django.db.models import Count

from ..models import Response
from . import hiding
from .gain import paired
from .reading import first_of_each

GROUPS = ("enrolment__role_slug", "enrolment__organisation_path")


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


def editions_alone(attempts, *, beside_groups=False):
    """The primary keys of the editions that may be shown by themselves. Two queries.

    `beside_groups` says that the same screen tells roles and organisations apart, of all editions together. An edition
    that hardly anybody took besides one of them could be subtracted from it.
    """
    rows = list(attempts.order_by().values_list("edition", *GROUPS).annotate(Count("pk")))
    cells = _cells(rows, 1, dict.fromkeys) | _answered(attempts)
    if beside_groups:
        cells |= _cells(rows, 1, hiding.together) | _cells(rows, 2, hiding.with_those_above)
    return hiding.alone(cells)


def _cells(rows, side, together):
    """{(a group as it is shown, an edition): how many people}, by one side of the rows."""
    sizes, cells = Counter(), Counter()
    for row in rows:
        sizes[row[side]] += row[-1]
    shown = together(sizes)
    for row in rows:
        cells[(together, shown.get(row[side])), row[0]] += row[-1]
    return cells


def _answered(attempts):
    """{(a question, an edition): how many people answered it there}."""
    answers = Response.objects.filter(attempt__in=attempts.order_by().values("pk"), mark__isnull=False).order_by()
    counts = answers.values_list("question_key", "attempt__edition").annotate(Count("pk"))
    return Counter({(question, edition): people for question, edition, people in counts})
