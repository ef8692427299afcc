"""Fixtures of this folder."""

from tests.training.reports.team import trained_team

__all__ = ["trained_team"]
