"""Erase a person from the command line, as where nobody can sign in as an administrator."""

from django.core.management.base import BaseCommand, CommandError

from training.people.erasing import erase
from training.people.models import User


class Command(BaseCommand):
    """Erase the person with this e-mail address, for ever."""

    help = "Erases a person: name, addresses, words and files go, every count stays. It cannot be undone."

    def add_arguments(self, parser):
        """Say whom, and that it is meant."""
        parser.add_argument("who", help="The e-mail address, or the number of the account.")
        parser.add_argument("--yes", action="store_true", help="Do not ask.")

    def handle(self, *, who, yes, **_):
        """Ask, and erase."""
        found = {"pk": who} if who.isdecimal() else {"email": who.strip().lower()}
        user = User.objects.filter(**found).first()
        if user is None:
            raise CommandError(f"There is no account {who}.")
        if not yes and input(f"Erase {user} for ever? Type yes: ").strip() != "yes":
            raise CommandError("Nothing was done.")
        erase(user, actor=None)
        self.stdout.write(f"Account {user.pk} is erased.")
