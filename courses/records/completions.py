"""Completions: each names an activity of its course, falls into its period, and has its origin if carried over."""

from wagtail.models import Page

from training.evidence import differences_of, in_chunks

from ..models import Completion, CourseEdition, CoursePage


def differences():
    """Every Difference among completions."""
    frozen = _frozen_keys()
    for chunk in in_chunks(Completion.objects.select_related("enrolment", "page")):
        places = _places_of_courses(chunk)
        origins = _origins(chunk)
        for completion in chunk:
            yield from _of_one(completion, frozen, places)
            if completion.how == Completion.How.CARRIED_OVER:
                has_origin = any(number < completion.enrolment.number for number in origins.get(_fact(completion), []))
                yield from differences_of(completion, origin_on_the_same_date=(has_origin, True))


def _of_one(completion, frozen, places):
    period, page = completion.enrolment, completion.page
    course_key = str(period.course_key)
    is_named = str(completion.activity_key) in frozen.get(course_key, ())
    is_below = any(page.path.startswith(path) for path in places.get(course_key, []))
    at, over = completion.completed_at, period.completed_at or period.ended_at
    is_carried = completion.how == Completion.How.CARRIED_OVER
    yield from differences_of(
        completion,
        page_key=(page.translation_key, completion.activity_key),
        in_its_course=(is_named or is_below, True),
        score_in_range=(completion.score is None or 0 <= completion.score <= 100, True),
        after_the_beginning=(is_carried or (period.started_at is not None and at >= period.started_at), True),
        before_the_end=(over is None or at <= over, True),
    )


def _frozen_keys():
    """{course key: every activity key that an edition of it froze}. One query; editions are few."""
    frozen = {}
    for course_key, outline in CourseEdition.objects.values_list("course_key", "outline"):
        frozen.setdefault(str(course_key), set()).update(item["key"] for item in outline)
    return frozen


def _places_of_courses(chunk):
    """{course key: its paths in the tree, one for each language}. One query."""
    places = {}
    keys = {completion.enrolment.course_key for completion in chunk}
    pages = Page.objects.type(CoursePage).filter(translation_key__in=keys)
    for key, path in pages.values_list("translation_key", "path"):
        places.setdefault(str(key), []).append(path)
    return places


def _origins(chunk):
    """{what was carried over: numbers of the periods it is in}, for those that were. One query."""
    carried = [completion for completion in chunk if completion.how == Completion.How.CARRIED_OVER]
    same = Completion.objects.filter(
        enrolment__learner__in={completion.enrolment.learner_id for completion in carried},
        activity_key__in={completion.activity_key for completion in carried},
    ).select_related("enrolment")
    found = {}
    for completion in same if carried else []:
        found.setdefault(_fact(completion), []).append(completion.enrolment.number)
    return found


def _fact(completion):
    period = completion.enrolment
    return period.learner_id, period.course_key, completion.activity_key, completion.score, completion.completed_at
