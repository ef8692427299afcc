"""What a release would freeze: the published outline and rules of a course, as an edition that is not stored."""

import hashlib
import json

from wagtail.models import Page

from . import enrolling
from .models import Activity, CourseEdition
from .outline import outline_of


def outline_data(course):
    """What an edition freezes of the outline, from the published pages. Costs a query per kind of activity."""
    activities = outline_of(course).activities
    pages = {page.pk: page for page in _specific(activities)}
    return [
        {
            "key": str(page.key),
            "title": page.title,
            "kind": page._meta.model_name,
            "minutes": page.minutes,
            "is_required": page.is_required,
            "roles": sorted(role.slug for role in page.roles.all()),
        }
        for page in (pages[activity.pk] for activity in activities)
    ]


def _specific(pages):
    return Page.objects.filter(pk__in=[page.pk for page in pages]).type(Activity).specific()


def rules_data(course):
    """What an edition freezes of the course's rules."""
    return {
        "title": course.title,
        "outcomes": [str(block.value) for block in course.outcomes],
        "valid_months": course.certificate_valid_months,
        "pass_mark": course.pass_mark,
        "fact_checked_on": course.fact_checked_on and course.fact_checked_on.isoformat(),
    }


def draft(course):
    """The edition that a release would make now, not stored."""
    newest = enrolling.newest_edition(course.key)
    outline, rules = outline_data(course), rules_data(course)
    return CourseEdition(
        course_key=course.key,
        number=newest.number + 1 if newest else 1,
        outline=outline,
        rules=rules,
        digest=_digest(outline, rules),
    )


def is_new(edition, course):
    """Whether there is something in a drafted edition to release."""
    newest = enrolling.newest_edition(edition.course_key)
    return course.live and bool(edition.outline) and (newest is None or newest.digest != edition.digest)


def as_seen(edition):
    """What a form carries of a drafted edition, so that nothing is released that nobody looked at."""
    return f"{edition.number}:{edition.digest}"


def _digest(outline, rules):
    # Without titles: words are always the live page's, so that correcting one is nothing to release.
    frozen = [{name: value for name, value in item.items() if name != "title"} for item in outline]
    return hashlib.sha256(json.dumps([frozen, rules], sort_keys=True).encode()).hexdigest()
