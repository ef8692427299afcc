"""Course pages, released editions, and who is on a course and how far."""

from .activity import Activity
from .completion import Completion
from .edition import CourseEdition
from .enrolment import Enrolment, EnrolmentEvent
from .followup import FollowUp
from .pages import CataloguePage, CoursePage, LessonPage, ModulePage
from .requirement import Obligation, Requirement

__all__ = [
    "Activity",
    "CataloguePage",
    "Completion",
    "CourseEdition",
    "CoursePage",
    "Enrolment",
    "EnrolmentEvent",
    "FollowUp",
    "LessonPage",
    "ModulePage",
    "Obligation",
    "Requirement",
]
