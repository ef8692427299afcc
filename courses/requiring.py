"""Requirements: "these people, or everyone with this role in this team, by this date".

The one writer of requirements. Everything here may be done again without harm.
"""

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from training.people import audit
from training.people.models import Organisation

from . import enrolling
from .asking import ask, let_go
from .covering import covered_by, present_below, unasked_by
from .models import CoursePage, Obligation, Requirement

# One transaction asks so many people, so that nobody else waits long for SQLite's one write lock.
CHUNK = 50


def require(
    course,
    organisation,
    *,
    due_on,
    actor,
    roles=(),
    learners=(),
    joiners_have_days=30,
    renewal_days=enrolling.RENEWAL_DAYS,
    later=False,
):
    """Require a course of an organisation's people and ask them; of many, `later`, from the worker.

    With `learners` it asks them and nobody else; otherwise everybody of `roles`, or simply everybody. Whoever has met
    it is asked again `renewal_days` before her training runs out.
    Returns the Requirement: the one in force where the same is asked already, as by a form that was sent twice.
    """
    with transaction.atomic():
        # The lock makes two forms at once take turns.
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
        requirement = _same_in_force(course, organisation, due_on, roles, learners)
        if requirement is None:
            requirement = Requirement.objects.create(
                course_key=course.key,
                organisation=organisation,
                due_on=due_on,
                joiners_have_days=joiners_have_days,
                renewal_days=renewal_days,
                made_by=actor,
            )
            requirement.roles.set(roles)
            requirement.learners.set(learners)
            _record("courses.assign", requirement, actor, roles=list(roles), learners=list(learners))
    _ask(requirement, later)
    return requirement


def _same_in_force(course, organisation, due_on, roles, learners):
    same = Requirement.objects.filter(
        course_key=course.key, organisation=organisation, due_on=due_on, ended_at=None
    ).prefetch_related("roles", "learners")
    for requirement in same:
        is_same = set(requirement.roles.all()) == set(roles) and set(requirement.learners.all()) == set(learners)
        if is_same and not _has_exempted(requirement, learners):
            return requirement
    return None


def _has_exempted(requirement, learners):
    # To name somebody again who was exempted is to take that back, so a requirement of its own asks her.
    exempted = Obligation.objects.filter(requirement__key=requirement.key, end_reason=Obligation.EndReason.EXEMPTED)
    return exempted.filter(enrolment__learner__in=learners).exists()


def change_due(requirement, due_on, *, actor, later=False):
    """Ask for another date, as a new version. Returns it, or the requirement itself where nothing changes."""
    with transaction.atomic():
        old = Requirement.objects.select_for_update(no_key=True).get(pk=requirement.pk)
        if old.ended_at or old.due_on == due_on:
            return old
        roles, learners = list(old.roles.all()), list(old.learners.all())
        now = _close(old)
        let_go(old.obligations.filter(ended_at=None), Obligation.EndReason.CANCELLED, actor=actor)
        new = _next_version(old, due_on, actor, now)
        new.roles.set(roles)
        new.learners.set(learners)
        _record("courses.change_due", new, actor, before=old.due_on)
    _ask(new, later)
    return new


def end(requirement, *, actor):
    """Ask no longer. Who has begun may go on; nobody is overdue for it any more."""
    with transaction.atomic():
        locked = Requirement.objects.select_for_update(no_key=True).get(pk=requirement.pk)
        if locked.ended_at is None:
            _close(locked)
            let_go(locked.obligations.filter(ended_at=None), Obligation.EndReason.CANCELLED, actor=actor)
            _record("courses.end_requirement", locked, actor)
    return locked


def _record(action, requirement, actor, **more):
    data = {
        "key": requirement.key,
        "course": requirement.course_key,
        "organisation": requirement.organisation_id,
        "due_on": requirement.due_on,
    }
    learners = more.get("learners", [])
    about = learners[0] if len(learners) == 1 else None
    audit.record(action, requirement, user=actor, about=about, data=data | more)


def apply(requirement, learner=None):
    """Ask everybody covered who has not been asked yet, or one of them. Returns how many were asked now."""
    course = CoursePage.objects.filter(translation_key=requirement.course_key, live=True).first()
    if course is None or enrolling.newest_edition(course.key) is None:
        return 0
    members = list(unasked_by(requirement, None if learner is None else [learner]).values())
    for start in range(0, len(members), CHUNK):
        ask(requirement, course, members[start : start + CHUNK])
    return len(members)


def release_uncovered(requirement, learner=None):
    """Stop asking those who are covered no longer: they left, or their role is another one now."""
    still_asked = requirement.obligations.filter(ended_at=None)
    if learner is not None:
        still_asked = still_asked.filter(enrolment__learner=learner)
    uncovered = still_asked.exclude(enrolment__learner__in=covered_by(requirement).order_by().values("user"))
    if not uncovered.exists():
        return
    present = present_below(requirement.organisation).order_by().values("user")
    with transaction.atomic():
        let_go(uncovered.filter(enrolment__learner__in=present), Obligation.EndReason.CANCELLED)
        let_go(uncovered, Obligation.EndReason.LEFT)


def bring_up_to_date(requirements, learner=None):
    """Ask whoever joined and stop asking whoever left."""
    for requirement in requirements.filter(ended_at=None).select_related("organisation"):
        release_uncovered(requirement, learner)
        apply(requirement, learner)


@task(backend="slow")
def apply_soon(requirement_pk):
    """Ask many people, from the worker."""
    bring_up_to_date(Requirement.objects.filter(pk=requirement_pk))


def _ask(requirement, later):
    if later:
        transaction.on_commit(lambda: apply_soon.enqueue(requirement.pk), robust=True)
    else:
        apply(requirement)


def _close(requirement):
    requirement.ended_at = timezone.now()
    requirement.save(update_fields=["ended_at"])
    return requirement.ended_at


def _next_version(old, due_on, actor, now):
    return Requirement.objects.create(
        key=old.key,
        version=old.version + 1,
        course_key=old.course_key,
        organisation_id=old.organisation_id,
        due_on=due_on,
        joiners_have_days=old.joiners_have_days,
        renewal_days=old.renewal_days,
        made_by=actor,
        made_at=now,
    )
