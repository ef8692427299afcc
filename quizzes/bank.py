"""The question bank: which questions may be drawn, and whether they are enough."""

from typing import NamedTuple

from django.db.models import Q

from .questions import Question


class Criteria(NamedTuple):
    """What a pool draws by. Without outcome or difficulty, any."""

    topic: int
    outcome: str = ""
    difficulty: int | None = None

    def match(self, question):
        """Whether a question is one of those, if it is published. Asks nothing."""
        return (
            question.topic_id == self.topic
            and self.outcome in {"", question.outcome}
            and self.difficulty in {None, question.difficulty}
        )

    @property
    def condition(self):
        """The same for a query."""
        said = {"outcome": self.outcome, "difficulty": self.difficulty}
        return Q(topic=self.topic, live=True, **{name: value for name, value in said.items() if value})


class Shortfall(NamedTuple):
    """A pool that may come short: what it asks for, what matches, and what earlier pools may leave of it."""

    pool: object
    matching: int
    left: int


def drawable(criteria, *, besides=()):
    """Published questions that a pool may draw, without the given ones, each as its own type."""
    return (
        Question.objects.filter(criteria.condition).exclude(pk__in=[question.pk for question in besides]).order_by("pk")
    )


def published(topics):
    """What `shortfalls` needs to know of the published questions of topics. Costs one query."""
    return list(Question.objects.non_polymorphic().filter(topic__in=topics, live=True).only(*_COMPARED))


_COMPARED = ["topic", "outcome", "difficulty"]


def shortfalls(pools, questions, *, fixed):
    """Which of a quiz's pools, in their order, may not find as many as they ask for.

    `questions` come from `published`; those with a primary key in `fixed` are asked anyway. A pool counts on what
    those before it are sure to leave: no question is drawn twice.
    """
    earlier = []
    for pool in pools:
        matching = {one.pk for one in questions if pool.criteria.match(one) and one.pk not in fixed}
        taken = sum(min(count, len(matching & others)) for others, count in earlier)
        count, left = pool.count or 0, max(len(matching) - taken, 0)
        if count > left:
            yield Shortfall(pool, len(matching), left)
        earlier.append((matching, count))
