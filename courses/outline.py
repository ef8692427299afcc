"""The order of a course: its modules and activities, read in one query."""

from dataclasses import dataclass, field
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page

from .models import Activity, CoursePage, ModulePage

# Root, home, catalogue, course: `parent_page_types` allow a course nowhere else.
COURSE_DEPTH = 4


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
        return self._beside(page, 1)

    def previous_before(self, page):
        """The activity before, or None at the start."""
        return self._beside(page, -1)

    def position_of(self, page):
        """Which activity of how many this is: (3, 10)."""
        return self._keys.index(page.translation_key) + 1, len(self.activities)

    @cached_property
    def _keys(self):
        return [activity.translation_key for activity in self.activities]

    def _beside(self, page, step):
        place = self._keys.index(page.translation_key) + step
        return self.activities[place] if 0 <= place < len(self.activities) else None


def outline_of(page):
    """Read the published outline of the course that a page is, or belongs to. Costs one query.

    Raises Page.DoesNotExist where the page is in no course.
    """
    course_path = page.path[: Page.steplen * COURSE_DEPTH]
    pages = list(
        Page.objects.filter(path__startswith=course_path).filter(Q(live=True) | Q(path=course_path)).order_by("path")
    )
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


def is_activity(page):
    """Whether a page is something a learner completes. Asks nothing of the page's own table."""
    model = ContentType.objects.get_for_id(page.content_type_id).model_class()
    return model is not None and issubclass(model, Activity)


def course_of(page):
    """The course that a page belongs to, or None. Costs one query."""
    if isinstance(page, CoursePage):
        return page
    return CoursePage.objects.filter(path=page.path[: Page.steplen * COURSE_DEPTH]).first()


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
