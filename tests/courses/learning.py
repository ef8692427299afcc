"""People who learn, and what the trainers then change: for tests of editions."""

from courses import completing, enrolling, releasing
from courses.models import Completion, CourseEdition, Enrolment
from tests.courses.factories import lessons_of
from training.people.models import FrontlineRole

EVERYONE = CourseEdition.For.EVERYONE


def do(enrolment, lessons):
    """Finish lessons, and return the period as it is then."""
    for lesson in lessons:
        completing.record(enrolment, lesson, how=Completion.How.SELF)
    enrolment.refresh_from_db()
    return enrolment


def finish(user, course):
    """Take a whole course."""
    return do(enrolling.enrol(user, course), lessons_of(course))


def release_for_everyone(course, due_on=None):
    """Release, and bring everybody to it."""
    edition = releasing.release(course, released_for=EVERYONE, due_on=due_on)
    releasing.move_everyone(edition)
    return edition


def periods(user):
    """Somebody's periods: [(number, edition, source)]."""
    return [(one.number, one.edition.number, one.source) for one in user.enrolments.order_by("number")]


def left_in(enrolment):
    """The titles of what is left."""
    titles = {item["key"]: item["title"] for item in enrolment.edition.outline}
    return [titles[key] for key in completing.lacking(enrolment)]


def update_of(user):
    """The period that asks for a difference."""
    return user.enrolments.get(source=Enrolment.Source.UPDATE)


def change(page, **fields):
    """Publish a page with these fields."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def for_role(lesson, *slugs):
    """Publish a lesson as required for these roles only."""
    lesson.roles.set(FrontlineRole.objects.filter(slug__in=slugs))
    lesson.save_revision().publish()
