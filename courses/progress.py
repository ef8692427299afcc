"""How far somebody is on a course: what is done, what is left, and what comes next."""

from dataclasses import dataclass
from functools import cached_property

from wagtail.models import Page

from .models import Enrolment
from .roles import role_slugs_of_own


@dataclass
class Progress:
    """One period, read against its edition. `done` and `live` hold activity keys as text: finished, and published."""

    enrolment: Enrolment
    done: frozenset
    live: frozenset
    role_slugs: frozenset

    @cached_property
    def required(self):
        """The edition's items that this learner must complete, in order. What is not published is not required."""
        keys = self.live.intersection(self.enrolment.edition.required_keys(self.role_slugs))
        return [item for item in self.enrolment.edition.outline if item["key"] in keys]

    @cached_property
    def left(self):
        """The required items that are not done."""
        return [item for item in self.required if item["key"] not in self.done]

    @property
    def done_count(self):
        """How many of the required items are done."""
        return len(self.required) - len(self.left)

    @property
    def minutes_left(self):
        """About how long the rest takes."""
        return sum(item["minutes"] for item in self.left)

    def is_done(self, page):
        """Whether an activity is done in this period."""
        return str(page.translation_key) in self.done

    def is_required(self, page):
        """Whether this learner must complete an activity."""
        return any(item["key"] == str(page.translation_key) for item in self.required)

    def next_in(self, outline):
        """The page to go on with: the first required one that is not done, or None."""
        left = {item["key"] for item in self.left}
        return next((page for page in outline.activities if str(page.translation_key) in left), None)


def progress_of(enrolment, outline, user):
    """Read the progress of one of this person's own periods.

    Costs one query beside the enrolment, its edition and the outline of its course; two where she has no role today.
    """
    keys = enrolment.completions.values_list("activity_key", flat=True)
    live = (activity.translation_key for activity in outline.activities)
    roles = role_slugs_of_own(user, [enrolment])[enrolment.pk]
    return Progress(enrolment, frozenset(map(str, keys)), frozenset(map(str, live)), roles)


def progress_of_all(enrolments, user):
    """Read several of a person's own periods at once; they come with editions and completions prefetched.

    One query; two where she has no role today.
    """
    enrolments = list(enrolments)
    keys = {item["key"] for enrolment in enrolments for item in enrolment.edition.outline}
    live = Page.objects.filter(translation_key__in=keys, live=True).values_list("translation_key", flat=True)
    live = frozenset(map(str, live))
    roles = role_slugs_of_own(user, enrolments)
    return [
        Progress(
            enrolment,
            frozenset(str(completion.activity_key) for completion in enrolment.completions.all()),
            live,
            roles[enrolment.pk],
        )
        for enrolment in enrolments
    ]
