"""Invite everybody on a pasted list: the good rows are invited, each bad one is reported with its line."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from . import inviting
from .listing import BadRow, read
from .models import FrontlineRole, Invitation, Membership


@dataclass
class Outcome:
    """What became of a list: invitations made, addresses left alone with the reason, rows that are wrong."""

    invited: list[Invitation] = field(default_factory=list)
    left_alone: list[BadRow] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)

    @property
    def bad_text(self):
        """The wrong rows as they were pasted, to be put right and sent again."""
        return "\n".join(row.text for row in self.bad)


def invite_many(organisation, text, *, role=None, access=Membership.Access.NONE, actor):
    """Invite the people of a list; a role on a row goes before `role`. Returns an Outcome.

    Who was invited already with the same role and access is left alone, so that sending a list twice
    sends nobody a second mail.
    """
    outcome = Outcome()
    roles = _roles_by_name()
    waiting = _waiting(organisation)
    for row in read(text):
        if isinstance(row, BadRow):
            outcome.bad.append(row)
        elif row.role and row.role.lower() not in roles:
            reason = _("We do not know the frontline role “%(role)s”.") % {"role": row.role}
            outcome.bad.append(BadRow(row.number, row.text, reason))
        else:
            row_role = roles[row.role.lower()] if row.role else role
            if (row.email, row_role and row_role.pk, access) in waiting:
                reason = _("was invited already and has not answered yet")
                outcome.left_alone.append(BadRow(row.number, row.email, reason))
            else:
                _invite(outcome, organisation, row, role=row_role, access=access, actor=actor)
    return outcome


def _invite(outcome, organisation, row, **options):
    try:
        invitation = inviting.invite(organisation, row.email, **options)
    except inviting.AlreadyMember as already:
        outcome.left_alone.append(BadRow(row.number, row.email, str(already)))
    else:
        outcome.invited.append(invitation)


def _roles_by_name():
    roles = {}
    for role in FrontlineRole.objects.all():
        roles[role.name.lower()] = role
        roles[role.slug] = role
    return roles


def _waiting(organisation):
    rows = inviting.unanswered(organisation).filter(expires_at__gt=timezone.now())
    return set(rows.values_list("email", "role_id", "access"))
