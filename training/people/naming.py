"""Whether a name is one that people can see, and the forms that ask for such a name."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Letters, numbers, punctuation and symbols. Spaces, controls and marks alone show nothing.
SEEN = ("L", "N", "P", "S")
# What Unicode counts among them and draws as nothing: fillers of Hangul, and a blank of Braille.
BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def is_visible(name):
    """Whether anything in a name leaves a mark on paper."""
    return any(unicodedata.category(sign).startswith(SEEN) and sign not in BLANK for sign in name)


class SeenName:
    """A form with a field `name` that people can see. Whether it may be empty is the field's own affair."""

    unseen_name = _("Enter your full name.")

    def clean_name(self):
        """Refuse a name that would print as nothing."""
        name = self.cleaned_data["name"]
        if name and not is_visible(name):
            raise ValidationError(self.unseen_name, code="unseen")
        return name
