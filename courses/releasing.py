"""Releases: the next edition is stored, and people are brought to it. The one writer of editions."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format

from training.notices.sending import post
from training.people import audit
from training.people.models import Membership, User

from . import completing, enrolling
from .drafting import as_seen, draft, is_new
from .models import CourseEdition, CoursePage, Enrolment, EnrolmentEvent
from .statuses import today

EVERYONE = CourseEdition.For.EVERYONE
# Whoever's newest period ended so is where the period before left her. An exempted one is not asked again.
LEFT_BEHIND = [Enrolment.EndReason.WITHDRAWN, Enrolment.EndReason.REPLACED]
# As long as requirements give to people who join later.
TIME_AFTER_COMING_BACK = timedelta(days=30)


class NothingToRelease(Exception):
    """The course or all of its activities are not published, or nothing changed since its newest edition."""


class ChangedMeanwhile(Exception):
    """The course, or its newest edition, is another one than whoever released it had seen."""


@transaction.atomic
def release(course, *, released_for, actor=None, due_on=None, seen=None):
    """Freeze the published outline and rules as the next edition.

    `due_on`: by when people already trained are to finish what it adds, where it is for everyone. `seen`: what
    `as_seen` said of the draft that the trainer looked at.
    Raises NothingToRelease where nothing is published or changed, and ChangedMeanwhile where the draft is another.
    """
    # Read again under the lock: what the caller holds may be older than what another trainer has published.
    course = CoursePage.objects.select_for_update(no_key=True).get(pk=course.pk)
    edition = draft(course)
    if not is_new(edition, course):
        raise NothingToRelease(course.title)
    if seen is not None and seen != as_seen(edition):
        raise ChangedMeanwhile(course.title)
    edition.released_for, edition.released_by, edition.due_on = released_for, actor, due_on
    edition.save()
    data = {"course": edition.course_key, "number": edition.number, "released_for": released_for}
    audit.record("courses.release", edition, user=actor, data=data)
    return edition


def newest_for_everyone(course_key):
    """The newest edition that everybody is to have, or None. A later one for new starters does not undo it."""
    editions = CourseEdition.objects.filter(course_key=course_key, released_for=EVERYONE)
    return editions.order_by("-number").first()


def reached(course_key):
    """The newest period of each person whom a release for everyone finds in progress, or trained and in date."""
    periods = Enrolment.objects.filter(course_key=course_key).exclude(end_reason__in=LEFT_BEHIND)
    newer = periods.filter(learner=OuterRef("learner"), number__gt=OuterRef("number"))
    return periods.filter(~Exists(newer), ended_at=None).exclude(valid_until__lt=today())


def away():
    """People who have left: no membership of theirs goes on, or their account is closed."""
    memberships = Membership.objects.filter(user=OuterRef("pk"))
    has_left = Exists(memberships) & ~Exists(memberships.current())
    return User.objects.filter(Q(is_active=False) | has_left)


def away_from(course_key):
    """Of the learners of a course, those who have left."""
    return away().filter(Exists(Enrolment.objects.filter(learner=OuterRef("pk"), course_key=course_key)))


def soonest():
    """The earliest day that is named to somebody who is asked late. Nobody is asked by a day that is past."""
    return today() + TIME_AFTER_COMING_BACK


def move_everyone(edition, actor=None):
    """Bring people to an edition that was released for everyone. Again is harmless; so is being interrupted.

    Who has left is not asked for a difference; see `follow_releases` for coming back.
    """
    _bring(reached(edition.course_key), edition, edition.due_on, actor)


def reach(edition, periods):
    """Bring these periods (keys) to an edition for everyone that has not reached them. Again is harmless."""
    for start in range(0, len(periods), 500):
        few = reached(edition.course_key).filter(pk__in=periods[start : start + 500])
        is_in_time = edition.due_on is not None and edition.due_on >= today()
        _bring(few, edition, edition.due_on if is_in_time else soonest(), edition.released_by)


def newest_for_everyone_of_each():
    """Of each course, the newest edition that everybody is to have: one for new starters undoes nothing. One query."""
    newest = {}
    for edition in CourseEdition.objects.filter(released_for=EVERYONE).order_by("number"):
        newest[edition.course_key] = edition
    return list(newest.values())


def follow_releases(learner):
    """Bring somebody who came back to what everybody was asked while she was away. She has time for it."""
    courses = Enrolment.objects.filter(learner=learner).order_by().values_list("course_key", flat=True).distinct()
    for edition in filter(None, map(newest_for_everyone, courses)):
        due_on = max(filter(None, [edition.due_on, soonest()]))
        _bring(reached(edition.course_key).filter(learner=learner), edition, due_on, edition.released_by)


def _bring(periods, edition, due_on, actor):
    behind = periods.filter(edition__number__lt=edition.number)
    for pk in behind.filter(completed_at=None).values_list("pk", flat=True).iterator():
        _move(pk, edition, due_on, actor)
    trained = behind.filter(completed_at__isnull=False).exclude(learner__in=away_from(edition.course_key))
    for enrolment in trained.select_related("learner").iterator():
        _ask_for_the_difference(enrolment, edition, due_on, actor)


@transaction.atomic
def _move(pk, edition, due_on, actor):
    enrolment = Enrolment.objects.select_for_update(no_key=True).get(pk=pk)
    if not enrolment.is_open or enrolment.edition.number >= edition.number:
        return
    old, enrolment.edition = enrolment.edition, edition
    is_update = enrolment.source == Enrolment.Source.UPDATE
    # Who has left goes along without a date or a message: `pausing` asks her when she is back.
    is_asked = is_update and not away().filter(pk=enrolment.learner_id).exists()
    if is_asked:
        # An edition without a day of its own leaves the one that is there.
        asked = [enrolment.update_due_on, edition.due_on and due_on]
        enrolment.update_due_on = min(filter(None, asked), default=due_on)
    enrolment.save(update_fields=["edition", "update_due_on"])
    EnrolmentEvent.objects.create(
        enrolment=enrolment,
        kind=EnrolmentEvent.Kind.EDITION_CHANGED,
        data={"from": old.number, "to": edition.number, **_due(enrolment)},
        actor=actor,
    )
    if not completing.close_if_done(enrolment) and is_asked:
        tell(enrolment)


@transaction.atomic
def _ask_for_the_difference(trained, edition, due_on, actor):
    learner = User.objects.select_for_update(no_key=True).get(pk=trained.learner_id)
    newest = enrolling.current_enrolment(learner, trained.course_key)
    if newest.pk != trained.pk:
        return
    done = set(map(str, trained.completions.values_list("activity_key", flat=True)))
    # Whoever comes back late may lack only what is taken down by now: she would wait for it for ever.
    if set(completing.published(edition.required_keys(completing.role_slugs(trained)))) <= done:
        return
    period = enrolling.open_period(learner, edition, source=Enrolment.Source.UPDATE, update_due_on=due_on, actor=actor)
    completing.carry_over(trained, period)
    tell(period)


def _due(enrolment):
    return {"update_due_on": str(enrolment.update_due_on)} if enrolment.update_due_on else {}


def tell(update):
    """Say that something is new, and by when it is to be done."""
    learner, edition, due_on = update.learner, update.edition, update.update_due_on
    post(
        learner.email,
        "updated",
        f"edition:{edition.course_key}:{edition.number}",
        timezone.localdate(),
        data={
            "name": learner.name,
            "course": edition.rules["title"],
            "due_on": due_on and date_format(due_on, "j F Y"),
        },
        user=learner,
    )
