"""Marks that a person gives for what a learner wrote. The one writer of them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from training.people import audit

from . import settling
from .finding import LOCKED, LOCKED_RESPONSES
from .models import Attempt, Response, ResponseComment
from .refusing import Refused


def waiting(marker):
    """The responses that wait for a person, the oldest first. Nobody marks her own."""
    responses = Response.objects.filter(attempt__state=Attempt.State.AWAITING, is_final=True, mark=None, is_void=False)
    responses = responses.exclude(attempt__enrolment__learner=marker).select_related("attempt__edition", "written")
    return responses.defer("attempt__edition__content").order_by("attempt__submitted_at", "attempt", "position")


@transaction.atomic
def assess(response, points, *, seen, actor, comment=""):
    """Mark a response: {key of a criterion: points}. Gives the attempt its result where nothing else waits.

    `seen` is the event of the response that the marker's page knew. Raises Refused where somebody else was faster;
    then nothing changes.
    """
    attempt = LOCKED.first(response.attempt_id)
    responses = LOCKED_RESPONSES.rows(attempt.pk)
    locked = next(one for one in responses if one.pk == response.pk)
    if not attempt.is_awaiting or locked.mark is not None or locked.is_void or locked.seq != seen:
        message = _("Somebody else marked this answer meanwhile. Your marks were not kept.")
        raise Refused("marked-already", message, response=locked.pk, person=actor.pk)
    at = timezone.now()
    mark = attempt.edition.quiz.by_key[locked.question_key].mark_from(points)
    settling.marked(locked, mark, at=at, actor=actor, points=points).save()
    locked.save(update_fields=["mark", "is_right", "points", "seq"])
    _keep_comment(locked, comment, at)
    audit.record("quizzes.mark", locked, user=actor, about=attempt.enrolment.learner)
    settling.settle(attempt, responses)


def _keep_comment(response, comment, at):
    """In the place of one from before the attempt was reopened: that was about another answer."""
    ResponseComment.objects.filter(response=response).delete()
    if comment:
        ResponseComment.objects.create(response=response, text=comment, written_at=at)
