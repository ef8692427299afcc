"""What is stored about courses, held against what the events say. For `manage.py check_records`; reads only."""

from . import completions, enrolments, followups, obligations


def differences():
    """Every Difference among periods, completions, obligations and follow-ups."""
    yield from enrolments.differences()
    yield from completions.differences()
    yield from obligations.differences()
    yield from followups.differences()
