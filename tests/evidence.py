"""Everything that is evidence, as rows: to see that an act changed none of it."""

from certificates.models import Certificate, CertificateEvent
from courses.models import Completion, CourseEdition, Enrolment, EnrolmentEvent, FollowUp, Obligation, Requirement
from quizzes.models import (
    Attempt,
    Booster,
    BoosterAnswer,
    QuizEdition,
    Regrade,
    RegradedEdition,
    Response,
    ResponseEvent,
)

RECORDS = [
    Enrolment,
    EnrolmentEvent,
    Completion,
    CourseEdition,
    Requirement,
    Obligation,
    FollowUp,
    Booster,
    BoosterAnswer,
    Attempt,
    Response,
    ResponseEvent,
    QuizEdition,
    Regrade,
    RegradedEdition,
    Certificate,
    CertificateEvent,
]


def evidence():
    """Every column of every record, the bytes of certificates among them: {model: {pk: row}}."""
    return {model.__name__: {row["pk"]: row for row in _rows(model)} for model in RECORDS}


def _rows(model):
    columns = [field.attname for field in model._meta.concrete_fields]
    return model._base_manager.order_by("pk").values("pk", *columns)


def changed(before, after):
    """The records that are gone or different, by name and number. New ones are no loss."""
    return [f"{name} {pk}" for name, rows in before.items() for pk, row in rows.items() if after[name].get(pk) != row]
