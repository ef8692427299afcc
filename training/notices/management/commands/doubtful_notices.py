"""Messages that may have arrived or not, for a person to decide about."""

from django.core.management.base import BaseCommand

from training.notices import sending


class Command(BaseCommand):
    """List the messages whose sender was killed while it handed them over, or send them again."""

    help = "Lists messages that may have arrived or not. With --send-again they are sent: some then arrive twice."

    def add_arguments(self, parser):
        """Say whether to send."""
        parser.add_argument("--send-again", action="store_true", help="Send all of them.")

    def handle(self, *, send_again, **_):
        """Print a line for each, without its address."""
        for notice in sending.unfinished():
            outcome = ""
            if send_again:
                outcome = ": sent again" if sending.send_again(notice) else ": failed, see the log"
            self.stdout.write(f"{notice.pk} {notice.kind} {notice.sent_at:%Y-%m-%d %H:%M}{outcome}")
