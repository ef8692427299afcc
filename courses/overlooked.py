"""What was overlooked when it happened: read off what is stored, at any age, by the chunk and never by the row."""

from django.db.models import Exists, OuterRef
from wagtail.models import Page

from training.evidence import in_chunks
from training.people.models import Membership

from .models import CourseEdition, Enrolment


def finished():
    """The open periods of which nothing is left, since something was unpublished, however long ago.

    Looks only at periods of editions that name something unpublished: elsewhere the last completion closes a course.
    """
    editions = _with_something_gone()
    still_open = (
        Enrolment.objects.filter(completed_at=None, ended_at=None)
        .filter(edition__in=editions)
        .exclude(completions=None)
    )
    for chunk in in_chunks(still_open.select_related("edition").prefetch_related("completions")) if editions else ():
        done = nothing_left(chunk)
        yield from (period for period in chunk if period.pk in done)


def nothing_left(chunk):
    """The keys of those open periods that should be completed ones. Two queries, where completions are prefetched."""
    still_open = [period for period in chunk if period.is_open]
    live, roles = _live_keys(still_open), _roles_today(still_open)
    return {period.pk for period in still_open if _lacks_nothing(period, live, roles)}


def _with_something_gone():
    """The editions (keys) on which somebody is in progress, and of which something required is not published."""
    periods = Enrolment.objects.filter(completed_at=None, ended_at=None).filter(edition=OuterRef("pk"))
    required = {
        edition.pk: {item["key"] for item in edition.outline if item["is_required"]}
        for edition in CourseEdition.objects.filter(Exists(periods))
    }
    live = _live(set().union(*required.values()))
    return [edition for edition, keys in required.items() if keys - live]


def _lacks_nothing(period, live, roles):
    slugs = roles.get(period.learner_id) or {period.role_slug} - {""}
    required = set(period.edition.required_keys(slugs)) & live
    done = {str(one.activity_key) for one in period.completions.all()}
    return bool(required and done) and required <= done and str(period.course_key) in live


def _live_keys(periods):
    """The keys of what is published, of the courses of these periods and all that their editions name. One query."""
    editions = {period.edition_id: period.edition for period in periods}
    keys = {item["key"] for edition in editions.values() for item in edition.outline}
    return _live(keys | {str(period.course_key) for period in periods})


def _live(keys):
    pages = Page.objects.filter(translation_key__in=keys, live=True)
    return set(map(str, pages.values_list("translation_key", flat=True)))


def _roles_today(periods):
    """{learner: slugs of her roles today}. One query."""
    roles = {}
    members = Membership.objects.current().filter(user__in={period.learner_id for period in periods})
    for user, slug in members.exclude(role=None).values_list("user", "role__slug"):
        roles.setdefault(user, set()).add(slug)
    return roles
