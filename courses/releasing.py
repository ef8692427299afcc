"""Editions: what a release freezes, and whom it moves."""

import hashlib
import json

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from training.people import audit
from training.people.models import User

from . import completing, enrolling
from .models import Activity, CourseEdition, CoursePage, Enrolment, EnrolmentEvent
from .outline import outline_of


class NothingToRelease(Exception):
    """The course has no published activity, or nothing changed since its newest edition."""


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


@transaction.atomic
def release(course, *, released_for, actor=None):
    """Freeze the published outline and rules as the next edition.

    Raises NothingToRelease where no activity is published or nothing changed.
    """
    CoursePage.objects.select_for_update().get(pk=course.pk)
    outline, rules = outline_data(course), rules_data(course)
    digest = _digest(outline, rules)
    newest = enrolling.newest_edition(course.key)
    if not outline or (newest and newest.digest == digest):
        raise NothingToRelease(course.title)
    edition = CourseEdition.objects.create(
        course_key=course.key,
        number=newest.number + 1 if newest else 1,
        outline=outline,
        rules=rules,
        digest=digest,
        released_for=released_for,
        released_by=actor,
    )
    data = {"course": edition.course_key, "number": edition.number, "released_for": released_for}
    audit.record("courses.release", edition, user=actor, data=data)
    return edition


def difference(course):
    """What a release would change: lists of titles, and whether the order or the rules do."""
    newest = enrolling.newest_edition(course.key)
    before = {item["key"]: item for item in newest.outline} if newest else {}
    after = {item["key"]: item for item in outline_data(course)}
    kept = [key for key in after if key in before]
    return {
        "added": [item["title"] for key, item in after.items() if key not in before],
        "removed": [item["title"] for key, item in before.items() if key not in after],
        "changed": [after[key]["title"] for key in kept if _rule(after[key]) != _rule(before[key])],
        "retimed": [after[key]["title"] for key in kept if after[key]["minutes"] != before[key]["minutes"]],
        "is_reordered": kept != [key for key in before if key in after],
        "rules": newest is None or newest.rules != rules_data(course),
    }


def _rule(item):
    return item["is_required"], item["roles"]


def _digest(outline, rules):
    # Without titles: words are always the live page's, so that correcting one is nothing to release.
    frozen = [{name: value for name, value in item.items() if name != "title"} for item in outline]
    return hashlib.sha256(json.dumps([frozen, rules], sort_keys=True).encode()).hexdigest()


def affected(course_key, on=None):
    """How many people a release for everyone reaches: (in progress, already trained)."""
    day = on or timezone.localdate()
    people = Enrolment.objects.filter(course_key=course_key, ended_at=None)
    trained = people.filter(completed_at__isnull=False).exclude(valid_until__lt=day)
    return people.filter(completed_at=None).count(), trained.values("learner").distinct().count()


def move_everyone(edition, actor=None):
    """Bring people to an edition that was released for everyone. Again is harmless; so is being interrupted."""
    behind = Enrolment.objects.filter(course_key=edition.course_key, edition__number__lt=edition.number)
    for enrolment in behind.filter(completed_at=None, ended_at=None).iterator():
        _move(enrolment.pk, edition, actor)
    today = timezone.localdate()
    trained = behind.filter(completed_at__isnull=False, ended_at=None).exclude(valid_until__lt=today)
    for enrolment in trained.iterator():
        _ask_for_the_difference(enrolment, edition, actor)


@transaction.atomic
def _move(pk, edition, actor):
    enrolment = Enrolment.objects.select_for_update().get(pk=pk)
    if not enrolment.is_open or enrolment.edition_id == edition.pk:
        return
    old, enrolment.edition = enrolment.edition, edition
    enrolment.save(update_fields=["edition"])
    EnrolmentEvent.objects.create(
        enrolment=enrolment,
        kind=EnrolmentEvent.Kind.EDITION_CHANGED,
        data={"from": old.number, "to": edition.number},
        actor=actor,
    )
    completing.close_if_done(enrolment)


@transaction.atomic
def _ask_for_the_difference(trained, edition, actor):
    User.objects.select_for_update(no_key=True).get(pk=trained.learner_id)
    newest = enrolling.current_enrolment(trained.learner, trained.course_key)
    if newest.pk != trained.pk:
        return
    done = set(map(str, trained.completions.values_list("activity_key", flat=True)))
    if set(edition.required_keys(completing.role_slugs(trained))) <= done:
        return
    period = enrolling.open_period(trained.learner, edition, source=Enrolment.Source.UPDATE, actor=actor)
    completing.carry_over(trained, period)
