"""What courses know about people. An erased person's periods, completions and dates stay, and with them every count."""

from django.db.models import OuterRef, Subquery

from training.personal import table_of

from .models import Completion, CourseEdition, Enrolment, EnrolmentEvent, FollowUp, Obligation, Requirement

PERSONAL = {
    "courses.Enrolment.learner": "enrolments",
    "courses.EnrolmentEvent.enrolment": "enrolment-events",
    "courses.Completion.enrolment": "completions",
    "courses.Obligation.enrolment": "obligations",
    "courses.FollowUp.enrolment": "boosters",
    "courses.Requirement.learners": "requirements",
    "courses.Requirement_learners.user": "requirements",
}
NOT_PERSONAL = {
    "courses.CourseEdition.released_by": "says by key who released; it names nobody once erased",
    "courses.EnrolmentEvent.actor": "says by key who acted; it names nobody once erased",
    "courses.Requirement.made_by": "says by key who assigned; it names nobody once erased",
    **dict.fromkeys(
        [
            f"courses.{page}.{field}"
            for page in ("CataloguePage", "CoursePage", "ModulePage", "LessonPage")
            for field in ("owner", "locked_by")
        ],
        "says by key who works on a page; it names nobody once erased",
    ),
}


def export(user):
    """Her periods, what happened to them, what she finished and what was asked of her, by name or not."""
    own = Enrolment.objects.filter(learner=user).order_by("pk")
    yield table_of(
        "enrolments",
        own,
        *("id", "course_key", "edition__rules__title", "number", "source", "opens_on", "enrolled_at", "started_at"),
        *("completed_at", "valid_until", "update_due_on", "ended_at", "end_reason"),
        *("name", "email", "organisation_path", "role", "role_slug"),
    )
    events = EnrolmentEvent.objects.filter(enrolment__learner=user)
    yield table_of("enrolment-events", events, "enrolment", "kind", "data", "at")
    completions = Completion.objects.filter(enrolment__learner=user)
    columns = ("enrolment", "activity_key", "page__title", "how", "score", "completed_at")
    yield table_of("completions", completions, *columns)
    asked = Obligation.objects.filter(enrolment__learner=user)
    columns = ("enrolment", "requirement__organisation__name", "due_on", "ended_at", "end_reason")
    yield table_of("obligations", asked, *columns)
    follow_ups = FollowUp.objects.filter(enrolment__learner=user)
    columns = ("id", "enrolment", "kind", "due_on", "closes_on", "asked_at", "done_at", "declined_at")
    yield table_of("boosters", follow_ups, *columns)
    # Those that name her, also where nothing came of them; what others asked of her role or team stands above.
    newest = CourseEdition.objects.filter(course_key=OuterRef("course_key")).order_by("-number")
    named = Requirement.objects.filter(learners=user).order_by("pk")
    columns = ("course_key", "course", "organisation__name", "version", "due_on", "made_at", "ended_at")
    yield table_of("requirements", named.annotate(course=Subquery(newest.values("rules__title")[:1])), *columns)


def erase(person):
    """Take the name and the address that each period keeps. Team and role stay: reports count by them."""
    Enrolment.objects.filter(learner=person.user).update(name="", email="")
