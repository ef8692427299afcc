"""Public pages, the registers of contacts and facts, and problems that readers reported."""

from .contact import Contact, Urgency
from .fact import Fact
from .load_mark import LoadMark
from .pages import HomePage, InfoPage
from .problem_report import ProblemReport
from .site_settings import CareSettings

__all__ = [
    "CareSettings",
    "Contact",
    "Fact",
    "HomePage",
    "InfoPage",
    "LoadMark",
    "ProblemReport",
    "Urgency",
]
