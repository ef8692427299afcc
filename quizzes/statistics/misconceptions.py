"""Which misconceptions were chosen, by frontline role and by organisation. Counts people, and names none.

It counts what the tables of questions count, of every edition, and cannot be narrowed: two tables of different
attempts could be subtracted from each other. So each person is in one group, and groups add up. Who is in which is
what her enrolment noted when it opened. `hiding` says what is shown.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Count, Q, TextField
from django.db.models.functions import Cast

from training.people.models import FrontlineRole

from ..models import Misconception, QuizEdition, Response
from ..questions.misconceiving import tagged
from . import hiding

ROLE, ORGANISATION = "attempt__enrolment__role_slug", "attempt__enrolment__organisation_path"


class Condition(NamedTuple):
    """Which answers say something of a misconception: those to these questions, by whom was asked and who chose it."""

    questions: set
    asked: Q
    chose: Q


class Group(NamedTuple):
    """Some people: how many were asked, and how many of them chose the misconception.

    The name is `hiding.OTHERS` for small groups together, and "" where none was noted.
    """

    name: str | None
    asked: int
    chose: int


@dataclass
class Believed:
    """A misconception and who chose it. Without organisations where they would tell of fewer than five."""

    name: str
    asked: int
    chose: int
    roles: list = field(default_factory=list)
    organisations: list = field(default_factory=list)


def misconceptions_of(attempts):
    """Every misconception of which five people or more were asked, the most chosen first.

    `counting.counted` finds the attempts. Costs four queries, however many answers there are.
    """
    naming = _naming(attempts)
    if not naming:
        return []
    names = dict(Misconception.objects.filter(key__in=naming).values_list("key", "name"))
    roles = dict(FrontlineRole.objects.values_list("slug", "name"))
    counted = _counted(attempts, naming)
    found = [_believed(names.get(key, key), cells, roles) for key, cells in counted.items()]
    shown = [one for one in found if one.asked >= hiding.FEWEST]
    return sorted(shown, key=lambda one: (-one.chose / one.asked, one.name))


def _naming(attempts):
    """Which answers name which misconception: {key: Condition}."""
    named, holding = defaultdict(lambda: defaultdict(set)), defaultdict(set)
    for edition in QuizEdition.objects.filter(pk__in=attempts.values("edition")):
        for question in edition.quiz.by_key.values():
            holding[question.key].add(edition.pk)
            for option in tagged(question):
                named[option.misconception][question.key, option.key].add(edition.pk)
    return {key: _conditions(options, holding) for key, options in named.items()}


def _conditions(options, holding):
    asked, chose = Q(), Q()
    for (question, option), editions in options.items():
        given = Q(question_key=question)
        # The option may have been another misconception's, or nobody's, before.
        if editions != holding[question]:
            given &= Q(attempt__edition__in=editions)
        asked |= given
        # Answers hold keys alone, and a key in its quotation marks is part of no other.
        chose |= given & Q(said__contains=f'"{option}"')
    return Condition({question for question, _option in options}, asked, chose)


def _counted(attempts, naming):
    """{key: {(role, organisation): (asked, chose)}}. One query; each of its rows is a role in an organisation."""
    numbered = dict(enumerate(naming))
    counts = {}
    for number, key in numbered.items():
        questions, asked, chose = naming[key]
        # An attempt asks a question once. To tell attempts apart the database would sort all answers for each count.
        of = {"distinct": len(questions) > 1}
        counts[f"asked_{number}"] = Count("attempt", filter=asked, **of)
        counts[f"chose_{number}"] = Count("attempt", filter=chose, **of)
    telling = set().union(*(condition.questions for condition in naming.values()))
    responses = Response.objects.filter(attempt__in=attempts, question_key__in=telling).order_by()
    responses = responses.alias(said=Cast("answer", TextField()))
    rows = list(responses.values(ROLE, ORGANISATION).annotate(**counts))
    return {
        key: {(row[ROLE], row[ORGANISATION]): (row[f"asked_{number}"], row[f"chose_{number}"]) for row in rows}
        for number, key in numbered.items()
    }


def _believed(name, cells, role_names):
    roles = hiding.together(_sizes(cells, 0))
    organisations = hiding.with_those_above(_sizes(cells, 1))
    both = Counter()
    for (role, organisation), (asked, _chose) in cells.items():
        if asked:
            both[roles.get(role), organisations.get(organisation)] += asked
    return Believed(
        name=name,
        asked=sum(asked for asked, _chose in cells.values()),
        chose=sum(chose for _asked, chose in cells.values()),
        roles=[group._replace(name=role_names.get(group.name, group.name)) for group in _groups(cells, 0, roles)],
        organisations=_groups(cells, 1, organisations) if hiding.is_safe_beside(both) else [],
    )


def _sizes(cells, side):
    sizes = Counter()
    for pair, (asked, _chose) in cells.items():
        sizes[pair[side]] += asked
    return sizes


def _groups(cells, side, shown):
    """The rows of a table: the largest first, and small ones together last."""
    asked, chose = Counter(), Counter()
    for pair, counts in cells.items():
        if pair[side] in shown:
            asked[shown[pair[side]]] += counts[0]
            chose[shown[pair[side]]] += counts[1]
    in_order = sorted(asked, key=lambda name: (name is hiding.OTHERS, -asked[name], name or ""))
    return [Group(name, asked[name], chose[name]) for name in in_order]
