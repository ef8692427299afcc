"""The order of a course: its modules and activities, read in one query."""

from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page

from training.prepared import Prepared

from .models import Activity, CoursePage, ModulePage

# Root, home, catalogue, course: `parent_page_types` allow a course nowhere else.
COURSE_DEPTH = 4
# What a link to a page needs to know of it, in the order of the model's fields: `from_db` takes them by place.
_NEEDED = {"id", "translation_key", "content_type_id", "title", "url_path"}
AROUND = [field.attname for field in Page._meta.concrete_fields if field.attname in _NEEDED]
KEY, TYPE = AROUND.index("translation_key"), AROUND.index("content_type_id")


@dataclass
class Outline:
    """A course as a learner walks through it. Pages are plain `Page` rows: titles and addresses, nothing more."""

    course: Page
    modules: list = field(default_factory=list)

    @cached_property
    def activities(self):
        """Every activity, in order."""
        return [activity for _module, activities in self.modules for activity in activities]

    def next_after(self, page):
        """The activity that follows, or None at the end."""
        keys = [activity.translation_key for activity in self.activities]
        place = keys.index(page.translation_key) + 1
        return self.activities[place] if place < len(keys) else None


def outline_of(page):
    """Read the published outline of the course that a page is, or belongs to. Costs one query.

    Raises Page.DoesNotExist where the page is in no course.
    """
    pages = list(_pages_of_course(_course_path(page.path)))
    if not pages or pages[0].content_type_id != _type_of(CoursePage):
        raise Page.DoesNotExist(f"{page} is in no course")
    outline = Outline(pages[0])
    for below in pages[1:]:
        if below.content_type_id == _type_of(ModulePage):
            outline.modules.append((below, []))
        elif is_activity(below):
            _place(outline, below)
    outline.modules = [(module, activities) for module, activities in outline.modules if activities]
    return outline


@dataclass
class Surroundings:
    """What stands around an activity: its course, what comes before and after it, and which of how many it is."""

    course: Page
    previous: Page | None
    next: Page | None
    position: int
    count: int


def surroundings_of(page):
    """Read what stands around an activity. Costs one query, and less than reading the outline.

    Raises Page.DoesNotExist where the page is no published activity of a course.
    """
    rows = LINKS.rows(_course_path(page.path))
    if not rows or rows[0][TYPE] != _type_of(CoursePage):
        raise Page.DoesNotExist(f"{page} is in no course")
    activities = [row for row in rows if _is_type_of_activity(row[TYPE])]
    keys = [row[KEY] for row in activities]
    if page.translation_key not in keys:
        raise Page.DoesNotExist(f"{page} is not published in its course")
    place = keys.index(page.translation_key)
    return Surroundings(
        course=_page_from(rows[0]),
        previous=_page_from(activities[place - 1]) if place else None,
        next=_page_from(activities[place + 1]) if place + 1 < len(activities) else None,
        position=place + 1,
        count=len(activities),
    )


def _page_from(row):
    # As `only()` would make it: what is not here is asked for when somebody wants it.
    return Page.from_db(None, AROUND, row)


def is_activity(page):
    """Whether a page is something a learner completes. Asks nothing of the page's own table."""
    return _is_type_of_activity(page.content_type_id)


def course_of(page):
    """The course that a page belongs to, or None. Costs one query."""
    if isinstance(page, CoursePage):
        return page
    return CoursePage.objects.filter(path=page.path[: Page.steplen * COURSE_DEPTH]).first()


def _course_path(path):
    return path[: Page.steplen * COURSE_DEPTH]


def _pages_of_course(course_path):
    """A course, published or not, and the published pages below it, in order."""
    published = Q(live=True) | Q(path=course_path)
    return Page.objects.filter(published, path__startswith=course_path).order_by("path")


def _links(course_path):
    return _pages_of_course(course_path).values_list(*AROUND)


LINKS = Prepared(_links, "a course")


def _is_type_of_activity(content_type_id):
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    return model is not None and issubclass(model, Activity)


def _place(outline, page):
    # An activity straight below the course stands in a part without a heading.
    last = outline.modules[-1][0] if outline.modules else None
    belongs = last is not None and page.path.startswith(last.path)
    is_loose = outline.modules and last is None and page.depth == outline.course.depth + 1
    if not belongs and not is_loose:
        outline.modules.append((None, []))
    outline.modules[-1][1].append(page)


def _type_of(model):
    return ContentType.objects.get_for_model(model).pk
