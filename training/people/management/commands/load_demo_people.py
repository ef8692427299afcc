"""Make the demo's organisations and people, and print how to sign in."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction

from training.people.demo import ORGANISATIONS, PEOPLE
from training.people.joining import join
from training.people.models import FrontlineRole, Organisation, User
from training.people.models.user import TRAINERS

PASSWORD = "learn-and-refer"  # noqa: S105 - printed for everybody who tries the demo


class Command(BaseCommand):
    """Load the demo's people. What is there already is left as it is."""

    help = "Makes demo organisations and people (never on a site for real people) and prints their sign-ins."

    @transaction.atomic
    def handle(self, **_):
        """Make what is missing; print everybody."""
        organisations = {}
        for name, above, kind in ORGANISATIONS:
            organisations[name] = _organisation(name, organisations.get(above), kind)
        for person in PEOPLE:
            _person(person, organisations)
        self._print()

    def _print(self):
        widest = max(len(person.email) for person in PEOPLE)
        self.stdout.write(f"Everybody's password is {PASSWORD}\n\n")
        for person in PEOPLE:
            place = f", {person.organisation}" if person.organisation else ""
            self.stdout.write(f"  {person.email:{widest}}   {person.what}{place}")


def _organisation(name, parent, kind):
    siblings = parent.get_children() if parent else Organisation.get_root_nodes()
    found = siblings.filter(name=name).first()
    if found:
        return found
    # add_child writes to the parent's row; a parent read before its other children were made would be wrong.
    fresh = Organisation.objects.get(pk=parent.pk) if parent else None
    return fresh.add_child(name=name, kind=kind) if fresh else Organisation.add_root(name=name, kind=kind)


def _person(person, organisations):
    if User.objects.filter(email=person.email).exists():
        return
    make = User.objects.create_superuser if person.is_administrator else User.objects.create_user
    user = make(person.email, PASSWORD, name=person.name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if person.is_trainer:
        user.groups.add(Group.objects.get(name=TRAINERS))
    if person.organisation:
        role = FrontlineRole.objects.get(slug=person.role) if person.role else None
        join(user, organisations[person.organisation], role, person.access)
