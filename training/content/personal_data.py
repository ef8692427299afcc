"""What pages and registers know about people: what readers wrote to the trainers."""

from training.personal import table_of

from .models import ProblemReport

PERSONAL = {"content.ProblemReport.reporter": "problem-reports"}
NOT_PERSONAL = dict.fromkeys(
    [f"content.{page}.{field}" for page in ("HomePage", "InfoPage") for field in ("owner", "locked_by")],
    "says by key who works on a page; it names nobody once erased",
)


def export(user):
    """What she wrote about pages."""
    own = ProblemReport.objects.filter(reporter=user)
    yield table_of("problem-reports", own, "page_title", "message", "reported_at", "is_done")


def erase(person):
    """Take her words; that a page was reported stays."""
    ProblemReport.objects.filter(reporter=person.user).update(message="")
