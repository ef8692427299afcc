"""What becomes of an address that an account no longer has: the next who has it is somebody else, perhaps."""

from django.db import transaction

from . import inviting, personal_data
from .models import User


def let_go(address):
    """Withdraw what is open for an address, and forget what is kept under it alone. Again is harmless.

    Invitations and messages that know the address and no account could not be told from the next person's. An
    address that an account has is left alone.
    """
    if User.objects.filter(email=address).exists():
        return
    with transaction.atomic():
        for invitation in inviting.unanswered().filter(email=address):
            inviting.withdraw(invitation, actor=None)
        personal_data.let_go({address})


def follow_change(from_email_address, **_options):
    """Follow an address that its owner changed and proved. A receiver of allauth's `email_changed`."""
    # None for the first address of an account.
    if from_email_address is not None:
        let_go(from_email_address.email.lower())
