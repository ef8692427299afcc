"""Fixtures of this folder."""

from tests.training.reports.team import team_course_once, trained_team

__all__ = ["team_course_once", "trained_team"]
