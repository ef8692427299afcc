"""What courses know about people. An erased person's periods, completions and dates stay, and with them every count."""

from training.personal import table_of

from .models import Completion, Enrolment, EnrolmentEvent, Obligation

PERSONAL = {
    "courses.Enrolment.learner": "enrolments",
    "courses.EnrolmentEvent.enrolment": "enrolment-events",
    "courses.Completion.enrolment": "completions",
    "courses.Obligation.enrolment": "obligations",
    "courses.Requirement.learners": "obligations",
    "courses.Requirement_learners.user": "obligations",
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
    """Her periods, what happened to them, what she finished and what was asked of her."""
    own = Enrolment.objects.filter(learner=user).order_by("pk")
    yield table_of(
        "enrolments",
        own,
        *("id", "course_key", "edition__rules__title", "number", "source", "opens_on", "enrolled_at", "started_at"),
        *("completed_at", "valid_until", "ended_at", "end_reason", "name", "email", "organisation_path", "role"),
    )
    events = EnrolmentEvent.objects.filter(enrolment__learner=user)
    yield table_of("enrolment-events", events, "enrolment", "kind", "data", "at")
    completions = Completion.objects.filter(enrolment__learner=user)
    columns = ("enrolment", "activity_key", "page__title", "how", "score", "completed_at")
    yield table_of("completions", completions, *columns)
    asked = Obligation.objects.filter(enrolment__learner=user)
    columns = ("enrolment", "requirement__organisation__name", "due_on", "ended_at", "end_reason")
    yield table_of("obligations", asked, *columns)


def erase(person):
    """Take the name and the address that each period keeps. Team and role stay: reports count by them."""
    Enrolment.objects.filter(learner=person.user).update(name="", email="")
