"""Numbers in addresses: `<id:page_id>` matches what a row's key can be, and nothing larger.

A urls module imports this one, and with that the converter is known.
"""

from django.urls import register_converter
from django.urls.converters import IntConverter

# The largest key that either database can hold. SQLite cannot even compare with a larger number.
LARGEST_ID = 2**63 - 1


class IdConverter(IntConverter):
    """A row's key. Any other number is an address that does not exist."""

    regex = "[0-9]{1,19}"

    def to_python(self, value):
        """The key. Raises ValueError, which Django takes for "no match", beyond the largest."""
        number = int(value)
        if number > LARGEST_ID:
            raise ValueError(value)
        return number


register_converter(IdConverter, "id")
