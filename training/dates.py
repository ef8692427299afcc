"""A date asked for as day, month and year: nobody has to find their way round a calendar."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class DatePartsWidget(forms.MultiWidget):
    """Three boxes in one fieldset, whose legend is the field's label."""

    template_name = "django/forms/widgets/date_parts.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        parts = {name: forms.TextInput(attrs={"inputmode": "numeric"}) for name in ("day", "month", "year")}
        super().__init__(parts, attrs)

    def decompress(self, value):
        """Day, month and year of a date."""
        return [value.day, value.month, value.year] if value else ["", "", ""]

    def get_context(self, name, value, attrs):
        """Label each box, and size it for what goes in."""
        context = super().get_context(name, value, attrs)
        labels = [(_("Day"), 2), (_("Month"), 2), (_("Year"), 4)]
        for part, (label, width) in zip(context["widget"]["subwidgets"], labels, strict=True):
            part["label"] = label
            part["attrs"]["class"] = f"govuk-date-input__input govuk-input--width-{width}"
        return context

    def id_for_label(self, id_):
        """An error summary leads to the first box."""
        return f"{id_}_0" if id_ else id_


class DatePartsField(forms.MultiValueField):
    """A date from three boxes.

    Raises ValidationError for a part left out and for a day that no calendar has.
    """

    widget = DatePartsWidget
    default_error_messages = {
        "incomplete": _("Enter a day, a month and a year."),
        "invalid": _("Enter a real date, such as 27 3 2027."),
    }

    def __init__(self, **options):
        parts = [forms.CharField(max_length=4, strip=True) for _part in range(3)]
        super().__init__(parts, require_all_fields=False, **options)

    def compress(self, data_list):
        """The date, or None when all three were left empty."""
        if not any(data_list):
            return None
        try:
            day, month, year = map(int, data_list)
            if year < 1000:
                raise ValueError(year)
            return date(year, month, day)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
