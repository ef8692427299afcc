"""Shows certificates on pages that know nothing of this app."""

from django import template

from .. import resting
from ..printing import printed_name

register = template.Library()


@register.simple_tag
def certificate_of(enrolment):
    """The certificate that says where a completed period or an update stands, or None. One query for those."""
    if not enrolment or not (enrolment.completed_at or enrolment.source == enrolment.Source.UPDATE):
        return None
    return resting.speaking_for(enrolment)


@register.simple_tag
def revoked_among(*lists):
    """The keys of one learner's periods whose certificate is revoked, of lists of entries with an enrolment."""
    return resting.revoked_among([entry.enrolment for entries in lists for entry in entries])


@register.inclusion_tag("certificates/_for_enrolment.html", takes_context=True)
def certificate_for(context, enrolment, certificate=None):
    """The learner's certificate of a period, or why it is not there yet; nothing before the course is completed.

    Costs one query where `certificate` was not looked up already, and none before completion.
    """
    user = context.get("user")
    shown = {"enrolment": enrolment, "csrf_token": context.get("csrf_token")}
    if enrolment is None or enrolment.completed_at is None:
        return {**shown, "enrolment": None}
    if user is not None and user.pk == enrolment.learner_id:
        enrolment.learner = user
    certificate = certificate or resting.speaking_for(enrolment)
    return {**shown, "certificate": certificate, "name": printed_name(enrolment.learner.name)}
