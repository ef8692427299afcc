"""What courses do when somebody joins, moves or leaves."""

from django.dispatch import receiver

from training.people.models import Organisation
from training.people.signals import membership_changed

from . import requiring
from .models import Requirement


@receiver(membership_changed, dispatch_uid="courses.membership_changed")
def follow_requirements(membership, **_options):
    """Ask a joiner what is asked of everybody, and a leaver nothing. The ticker heals a failure."""
    path = membership.organisation.path
    above = [path[:end] for end in range(Organisation.steplen, len(path) + 1, Organisation.steplen)]
    requiring.bring_up_to_date(Requirement.objects.filter(organisation__path__in=above), learner=membership.user)
