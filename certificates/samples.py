"""A certificate that nobody earned, for the self-test and for looking at the design."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from .models import Certificate


def sample_certificate(**data):
    """An unsaved certificate with invented contents; `data` replaces some of what is printed."""
    return Certificate(
        serial="FT-2026-000000",
        code="0" * 20,
        issued_at=datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("Europe/London")),
        expires_on=date(2028, 11, 21),
        data={
            "name": "Amara Okafor",
            "course": "Core: Recognise and respond",
            "edition": 1,
            "outcomes": [
                "Explain in plain words what trafficking and exploitation are, and are not",
                "Describe how control works and why people rarely ask for help",
                "Question assumptions about who is exploited",
            ],
            "minutes": 75,
            "completed_on": "2026-11-21",
            "fact_checked_on": "2026-11-21",
            **data,
        },
    )
