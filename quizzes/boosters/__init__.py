"""Boosters: a few questions some time after a course. They are no attempt, and complete nothing."""
