"""For somebody who has lost phone, passkey and recovery codes."""

from django.core.management.base import BaseCommand, CommandError

from training.people import second_step
from training.people.models import User


class Command(BaseCommand):
    """Remove a person's second steps and end her sessions. Be sure first that it is she who asks."""

    help = "Removes the second steps of one person and ends all their sessions; they then set up a new one."

    def add_arguments(self, parser):
        """Whose."""
        parser.add_argument("email", help="The address they sign in with.")

    def handle(self, *, email, **_):
        """Do it, and say how many there were."""
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            raise CommandError("Nobody here has this address.")
        self.stdout.write(f"Removed: {second_step.take_away(user)}. All their sessions are ended.")
