"""What courses do when somebody joins, moves or leaves; and what they keep from being deleted or moved by code."""

from django.db import transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import pre_page_move

from training.people.models import FrontlineRole, Organisation
from training.people.signals import membership_changed

from . import completing, guarding, pausing, planning, releasing, requiring
from .models import Enrolment, Requirement
from .signals import course_completed


@receiver(membership_changed, dispatch_uid="courses.membership_changed")
def follow_requirements(membership, **_options):
    """Ask a joiner what is asked of everybody, and a leaver nothing. The ticker heals a failure."""
    path = membership.organisation.path
    above = [path[:end] for end in range(Organisation.steplen, len(path) + 1, Organisation.steplen)]
    requiring.bring_up_to_date(Requirement.objects.filter(organisation__path__in=above), learner=membership.user)


@receiver(membership_changed, dispatch_uid="courses.role_changed")
def complete_what_is_done(membership, **_options):
    """Complete a course of which the learner's new role asks nothing more."""
    for enrolment in Enrolment.objects.filter(learner=membership.user, completed_at=None, ended_at=None):
        with transaction.atomic():
            completing.close_if_done(completing.lock(enrolment))


@receiver(membership_changed, dispatch_uid="courses.came_back")
def ask_what_was_released_meanwhile(membership, **_options):
    """Ask a leaver for no update, and somebody who came back for what releases added. The ticker heals a failure."""
    pausing.bring_up_to_date(membership.user)
    releasing.follow_releases(membership.user)


@receiver(course_completed, dispatch_uid="courses.plan_boosters")
def plan_boosters(enrolment, **_options):
    """Plan what is asked in the months after. The ticker heals a failure."""
    planning.plan(Enrolment.objects.filter(pk=enrolment.pk))


@receiver(pre_delete, sender=Page, dispatch_uid="courses.keep_pages")
def keep_page(instance, **_options):
    """Refuse to delete a page on which records rest, whichever code asks for it."""
    guarding.check_delete(instance)


@receiver(pre_delete, sender=FrontlineRole, dispatch_uid="courses.keep_roles")
def keep_role(instance, **_options):
    """Refuse to delete a role by which training is required."""
    guarding.check_delete_role(instance)


@receiver(pre_page_move, dispatch_uid="courses.keep_in_course")
def keep_in_course(instance, parent_page_after, **_options):
    """Refuse to move a released activity out of its course, whichever code asks for it."""
    guarding.check_move(instance, parent_page_after)
