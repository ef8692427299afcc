"""Shows certificates on pages that know nothing of this app."""

from django import template

from ..issuing import newest_of
from ..printing import printed_name

register = template.Library()


@register.inclusion_tag("certificates/_for_enrolment.html", takes_context=True)
def certificate_for(context, enrolment):
    """The learner's certificate of a period, or why it is not there yet; nothing before the course is completed.

    Costs one query, and none before completion.
    """
    user = context.get("user")
    shown = {"enrolment": enrolment, "csrf_token": context.get("csrf_token")}
    if enrolment is None or enrolment.completed_at is None:
        return {**shown, "enrolment": None}
    if user is not None and user.pk == enrolment.learner_id:
        enrolment.learner = user
    return {**shown, "certificate": newest_of(enrolment), "name": printed_name(enrolment.learner.name)}
