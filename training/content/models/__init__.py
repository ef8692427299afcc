"""Public pages, the registers of contacts and facts, and problems that readers reported."""

from .contact import Contact
from .fact import Fact
from .pages import HomePage, InfoPage
from .problem_report import ProblemReport
from .site_settings import CareSettings

__all__ = ["CareSettings", "Contact", "Fact", "HomePage", "InfoPage", "ProblemReport"]
