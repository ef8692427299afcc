"""What this app does when others announce something."""

import logging

from django.dispatch import receiver

from courses.signals import course_completed
from training.pdf import PdfError

from . import issuing

logger = logging.getLogger(__name__)


@receiver(course_completed, dispatch_uid="certificates.issue")
def issue_certificate(enrolment, **_):
    """Issue at once, for the learner is waiting. What fails here is made good by the ticker."""
    try:
        issuing.issue(enrolment)
    except issuing.NotEarned:
        logger.info("No certificate for period %s while the one before it is revoked", enrolment.pk)
    except (issuing.NameMissing, PdfError) as reason:
        logger.warning("No certificate yet for period %s: %r", enrolment.pk, reason)
