"""What the ticker does for people: forget where they were signed in."""

from . import sessions


def tick(now):
    """Delete what is kept of sessions that have run out."""
    sessions.tidy(now)
