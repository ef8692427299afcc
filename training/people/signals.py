"""What this app announces."""

from django.dispatch import Signal

# A membership began, changed its role or organisation, or ended. Sent on commit with `membership`.
membership_changed = Signal()
