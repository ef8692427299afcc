"""What was overlooked when it happened: read off what is stored, at any age, by the chunk and never by the row."""

from datetime import timedelta

from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from wagtail.models import Page

from training.evidence import in_chunks
from training.people.models import Membership

from .models import CourseEdition, Enrolment
from .roles import held_by, judged_by

# As long as it takes until the ticker looks at all of them.
LATELY = timedelta(days=1)


def finished(*, of_all=False):
    """The open periods of which nothing is left, however long that is so.

    Looks at periods of editions that name something unpublished, and of courses published within a day: what is
    finished while its course is down closes nothing. Elsewhere the last completion does, or the receiver that hears
    of another role; `of_all` looks there too, for a receiver may fail.
    """
    still_open = Enrolment.objects.filter(completed_at=None, ended_at=None).exclude(completions=None)
    if not of_all:
        # Read first: nested, it would keep the database from the index of those in progress.
        still_open = still_open.filter(edition__in=_with_something_changed())
    # Fetched apart from the periods, an edition is read once for all of a chunk.
    for chunk in in_chunks(still_open.prefetch_related("edition", "completions")):
        done = nothing_left(chunk)
        yield from (period for period in chunk if period.pk in done)


def nothing_left(chunk):
    """The keys of those open periods that should be completed ones. Two queries, where completions are prefetched."""
    still_open = [period for period in chunk if period.is_open]
    held = held_by(Membership.objects.filter(user__in={period.learner_id for period in still_open}))
    live = _live_keys(still_open)
    return {period.pk for period in still_open if _lacks_nothing(period, live, held)}


def _with_something_changed():
    """The editions (keys) on which somebody is in progress, and that finished() looks at every time. Two queries."""
    periods = Enrolment.objects.filter(completed_at=None, ended_at=None).filter(edition=OuterRef("pk"))
    editions = list(CourseEdition.objects.filter(Exists(periods)))
    required = {one.pk: {item["key"] for item in one.outline if item["is_required"]} for one in editions}
    published = _published_at(set().union(*required.values()) | {str(one.course_key) for one in editions})
    lately = {key for key, at in published.items() if at and at >= timezone.now() - LATELY}
    return [one.pk for one in editions if required[one.pk] - set(published) or str(one.course_key) in lately]


def _lacks_nothing(period, live, held):
    slugs = judged_by(held.get(period.learner_id, []), period.role_slug)
    required = set(period.edition.required_keys(slugs)) & live
    done = {str(one.activity_key) for one in period.completions.all()}
    return bool(required and done) and required <= done and str(period.course_key) in live


def _live_keys(periods):
    """The keys of what is published, of the courses of these periods and all that their editions name. One query."""
    editions = {period.edition_id: period.edition for period in periods}
    keys = {item["key"] for edition in editions.values() for item in edition.outline}
    return set(_published_at(keys | {str(period.course_key) for period in periods}))


def _published_at(keys):
    """{key: when it was last published, if that is known} of those that are. One query."""
    pages = Page.objects.filter(translation_key__in=keys, live=True).order_by().values_list("translation_key")
    return {str(key): at for key, at in pages.annotate(at=Max("last_published_at"))}
