"""How many were asked a booster, how many answered, and how much they got right. Counts, and names nobody.

`statistics.hiding` says which groups may be shown; a number under five is never said.
"""

from collections import Counter
from typing import NamedTuple

from django.db.models import Count, F, Q

from courses.models import Enrolment, FollowUp

from ..models import BoosterAnswer
from ..statistics import hiding


class Group(NamedTuple):
    """Some people who were asked one kind of booster of one course.

    A number that is under five is None, and so is the share that would tell of fewer than five. The name is
    `hiding.OTHERS` for small groups together, and the numbers are None where all are under five even so.
    """

    course_key: object
    kind: int
    name: str | None
    asked: int | None
    answered: int | None
    right: float | None

    @property
    def label(self):
        """How long after the end."""
        return FollowUp.Kind(self.kind).label

    @property
    def rate(self):
        """The share of those asked who answered, or None."""
        return self.answered / self.asked if self.asked and self.answered is not None else None


def groups_of(enrolments):
    """Every `Group` of the boosters of these periods, by course, kind and organisation as noted. Two queries."""
    sizes = _sizes(enrolments)
    found = []
    for course_key, kind in sorted({(key, kind) for key, kind, _path in sizes}, key=str):
        of_kind = {path: numbers for (key, what, path), numbers in sizes.items() if (key, what) == (course_key, kind)}
        found += _shown(course_key, kind, of_kind)
    return found


def kinds_of(course_key):
    """A `Group` of everybody for each kind of booster that this course asked, for trainers. Two queries."""
    together = {}
    for (_key, kind, _path), numbers in _sizes(Enrolment.objects.filter(course_key=course_key)).items():
        together.setdefault(kind, Counter()).update(numbers)
    return [_group(course_key, kind, "", numbers) for kind, numbers in sorted(together.items())]


def _sizes(enrolments):
    """{(course, kind, organisation): Counter of asked, answered, answers and right}."""
    place = (F("enrolment__course_key"), F("kind"), F("enrolment__organisation_path"))
    asked = FollowUp.objects.filter(enrolment__in=enrolments.values("pk"), asked_at__isnull=False).order_by()
    rows = asked.values_list(*place).annotate(asked=Count("pk"), answered=Count("done_at"))
    sizes = {row[:3]: Counter(asked=row[3], answered=row[4]) for row in rows}
    answers = BoosterAnswer.objects.filter(
        booster__follow_up__in=asked.filter(done_at__isnull=False).values("pk")
    ).order_by()
    place = [F(f"booster__follow_up__{part.name}") for part in place]
    for row in answers.values_list(*place).annotate(answers=Count("pk"), right=Count("pk", filter=Q(is_right=True))):
        sizes[row[:3]].update(answers=row[3], right=row[4])
    return sizes


def _shown(course_key, kind, sizes):
    names = hiding.with_those_above({path: numbers["asked"] for path, numbers in sizes.items()})
    if not names:
        return [_group(course_key, kind, hiding.OTHERS, Counter())]
    together = {}
    for path, numbers in sizes.items():
        together.setdefault(names[path], Counter()).update(numbers)
    in_order = sorted(together, key=lambda name: (name is hiding.OTHERS, name or ""))
    return [_group(course_key, kind, name, together[name]) for name in in_order]


def _group(course_key, kind, name, numbers):
    if numbers["asked"] < hiding.FEWEST:
        return Group(course_key, kind, name, None, None, None)
    is_told = numbers["answered"] >= hiding.FEWEST
    # Nobody is not a few: that no one has answered yet tells of nobody's answer.
    answered = numbers["answered"] if is_told or not numbers["answered"] else None
    right = numbers["right"] / numbers["answers"] if is_told else None
    return Group(course_key, kind, name, numbers["asked"], answered, right)
