"""What learners are told by mail about their certificates. No message holds a reason: others may read it."""

from django.utils import timezone

from training.notices.sending import post


def tell(event):
    """A certificate was revoked or reinstated. Of the erased nobody is told."""
    certificate = event.certificate
    learner = certificate.enrolment.learner
    data = {"name": learner.name, "course": certificate.data["course"], "serial": certificate.serial}
    post(learner.email, event.kind, f"certificate-event:{event.pk}", timezone.localdate(), data, user=learner)
