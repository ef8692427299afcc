"""The rows that taking a quiz reads: attempts, responses and the quiz's page. Writes nothing."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery
from wagtail.models import Page

from training.prepared import Prepared

from .models import Attempt, QuizPage, RegradedEdition, Reopening, Response, ResponseEvent


def attempts_of(enrolment, quiz_key):
    """Every attempt at a quiz in this period, the newest first, each with its edition. Costs one query."""
    return ATTEMPTS.rows(enrolment.pk, quiz_key)


def _attempts(pk, key):
    return Attempt.objects.filter(enrolment=pk, quiz_key=key).select_related("edition").defer("edition__content")


ATTEMPTS = Prepared(_attempts, -1, UUID(int=1))


def to_know_of(learner):
    """A learner's attempts that wait for a mark or are open again, {period pk: [attempt]}. Costs one query."""
    waiting, again = Q(state=Attempt.State.AWAITING), Q(state=Attempt.State.OPEN, was_reopened=True)
    reopenings = Reopening.objects.filter(attempt=OuterRef("pk"))
    attempts = Attempt.objects.of(learner).annotate(was_reopened=Exists(reopenings)).filter(waiting | again)
    found = defaultdict(list)
    for attempt in attempts.select_related("edition").defer("edition__content").order_by("started_at"):
        found[attempt.enrolment_id].append(attempt)
    return found


def responses_with(idempotency_key):
    """Responses with all that saving needs, and when and as which event an answer with this key came before."""
    same = ResponseEvent.objects.filter(response=OuterRef("pk"), idempotency_key=idempotency_key)
    whole = Response.objects.select_related("attempt__edition", "attempt__enrolment")
    return whole.defer("attempt__edition__content").annotate(
        replayed_at=Subquery(same.values("at")[:1]), replayed_seq=Subquery(same.values("seq")[:1])
    )


def _locked(pk):
    others = Attempt.objects.filter(enrolment=OuterRef("enrolment"), quiz_key=OuterRef("quiz_key"))
    locked = Attempt.objects.select_for_update(of=("self",), no_key=True)
    locked = locked.select_related("edition", "enrolment__edition").annotate(
        has_others=Exists(others.exclude(pk=OuterRef("pk")))
    )
    return locked.defer("edition__content").filter(pk=pk).order_by()


LOCKED = Prepared(_locked, -1)


def _locked_responses(pk):
    # Asked after the attempt is locked, and a regrade locks it too: whichever comes second knows of the first.
    rules = RegradedEdition.objects.filter(
        edition=OuterRef("attempt__edition"), regrade__question_key=OuterRef("question_key")
    )
    responses = Response.objects.select_for_update(of=("self",), no_key=True).annotate(has_rules=Exists(rules))
    return responses.filter(attempt=pk)


LOCKED_RESPONSES = Prepared(_locked_responses, -1)


PAGES = Prepared(lambda key: QuizPage.objects.filter(translation_key=key).select_related("locale"), UUID(int=1))


def page_of(attempt):
    """The quiz page of an attempt, in its language where there is one, or None where it was deleted."""
    pages = PAGES.rows(attempt.quiz_key)
    same = [page for page in pages if page.locale.language_code == attempt.edition.language]
    return next(iter([*same, *pages]), None)


def lessons_of(questions, language):
    """The published lessons to go back to for these questions, {lesson key: page}. Costs one query, or none.

    Each is in this language where there is one.
    """
    keys = {question.lesson_key for question in questions} - {None}
    pages = Page.objects.live().filter(translation_key__in=keys).select_related("locale") if keys else []
    own_last = sorted(pages, key=lambda page: page.locale.language_code == language)
    return {page.translation_key: page for page in own_last}
