"""What managers ask of people, and how people come, move and go."""

import contextlib
from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule

from courses import exempting, requiring
from courses.models import Requirement
from training.people import inviting, joining
from training.people.models import FrontlineRole, Invitation

from .learners import LEARNER


class Managers:
    """The acts of a manager."""

    @rule(whom=st.integers(0, 3), days=st.sampled_from([0, 30, 200]), team=st.integers(0, 2))
    def require(self, whom, days, team):
        """Assign to everybody, to a role or to one person."""
        learners = [self.world.person(self.world.learners[whom - 1])] if whom in (1, 2) else []
        roles = FrontlineRole.objects.filter(slug="licensing") if whom == 3 else []
        if self.world.course.live:
            requiring.require(
                self.world.course,
                self.world.team(team),
                due_on=timezone.localdate() + timedelta(days=days),
                actor=self.world.person(self.world.manager),
                learners=learners,
                roles=roles,
                later=days == 200,
            )
        self.done()

    @rule(days=st.sampled_from([0, 10, 400]), is_end=st.booleans())
    def change_requirement(self, days, is_end):
        """Another date, or the end."""
        requirement = Requirement.objects.filter(ended_at=None).order_by("pk").first()
        manager = self.world.person(self.world.manager)
        if requirement and is_end:
            requiring.end(requirement, actor=manager)
        elif requirement:
            requiring.change_due(requirement, timezone.localdate() + timedelta(days=days), actor=manager)
        self.done()

    @rule(who=LEARNER, reason=st.sampled_from(exempting.Reason.values))
    def exempt(self, who, reason):
        """Exempt a person from the newest requirement."""
        requirement = Requirement.objects.filter(ended_at=None).order_by("-pk").first()
        learner, manager = (self.world.person(pk) for pk in (self.world.learners[who], self.world.manager))
        if requirement:
            with contextlib.suppress(exempting.NotAsked):
                exempting.exempt(requirement, learner, reason=reason, actor=manager)
        self.done()

    @rule(who=LEARNER, team=st.integers(1, 2), what=st.sampled_from(["join", "move", "leave", "role", "invite"]))
    def staff(self, who, team, what):
        """People come, move, leave, and get another role."""
        person, manager = (self.world.person(pk) for pk in (self.world.learners[who], self.world.manager))
        membership = person.memberships.filter(ended_on=None).order_by("pk").first()
        role = FrontlineRole.objects.get(slug="licensing" if team == 1 else "trading-standards")
        if what in ("join", "move"):
            joining.join(person, self.world.team(team), role, actor=manager)
        if what in ("leave", "move") and membership and membership.organisation_id != self.world.teams[team]:
            joining.leave(membership, actor=manager)
        if what == "role" and membership:
            joining.change_role(membership, role, actor=manager)
        if what == "invite":
            self.invite(person, team, manager)
        self.done()

    def invite(self, person, team, manager):
        """Invite an address and accept the invitation before."""
        waiting = Invitation.objects.open().filter(email=person.email).first()
        if waiting:
            inviting.accept(waiting, person)
            return
        try:
            inviting.invite(self.world.team(team), person.email, actor=manager)
        except inviting.AlreadyMember:
            return
