"""Rows to choose on a form. A key that no row can have is refused before SQLite, which fails at it, is asked."""

from django import forms
from django.core.exceptions import ValidationError

from .addresses import LARGEST_ID


def is_possible(value):
    """Whether a row could have this key, as a form sends it."""
    try:
        return 0 < int(value) <= LARGEST_ID
    except (TypeError, ValueError):
        return False


class RowField(forms.ModelChoiceField):
    """One row by its key. Raises ValidationError for anything else."""

    def to_python(self, value):
        """The row, or None where nothing was chosen."""
        if value not in self.empty_values and not isinstance(value, self.queryset.model) and not is_possible(value):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return super().to_python(value)


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows by their keys. Raises ValidationError when one is anything else."""

    def clean(self, value):
        """The rows, as a queryset."""
        wrong = [one for one in value or [] if not is_possible(one)] if isinstance(value, list | tuple) else []
        if wrong:
            raise ValidationError(
                self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": wrong[0]}
            )
        return super().clean(value)
