"""The form by which an edition is released."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from wagtail.admin.widgets import AdminDateInput

from .models import CourseEdition
from .statuses import today

For = CourseEdition.For


class ReleaseForm(forms.Form):
    """For whom an edition takes effect, and by when. Each choice says whom it touches, by a `Forecast`."""

    released_for = forms.ChoiceField(
        label=gettext_lazy("Who gets this edition?"), widget=forms.RadioSelect, initial=For.NEW_STARTERS
    )
    due_on = forms.DateField(
        label=gettext_lazy("If everyone: by which day are people already trained to finish what is new?"),
        help_text=gettext_lazy("For example, 2027-03-27."),
        widget=AdminDateInput,
        required=False,
    )
    # What the trainer looked at, so that nothing else is released.
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, forecast, **options):
        super().__init__(data, **options)
        self.forecast = forecast
        self.fields["released_for"].choices = [
            (For.NEW_STARTERS, f"{_('New starters')}. {_for_new_starters(forecast)}"),
            (For.EVERYONE, f"{_('Everyone')}. {' '.join(_for_everyone(forecast))}"),
        ]

    def clean(self):
        """Ask for a date where it matters, refuse one that is past, and forget one that asks nobody."""
        cleaned = super().clean()
        due_on = cleaned.get("due_on")
        if cleaned.get("released_for") != For.EVERYONE:
            cleaned["due_on"] = None
        elif due_on and due_on < today():
            self.add_error("due_on", _("Choose today or a later day."))
        elif not due_on and self.forecast.asked and "due_on" not in self.errors:
            self.add_error("due_on", _("Choose the day by which people already trained are to finish what is new."))
        return cleaned


def _for_new_starters(forecast):
    if forecast.in_progress or forecast.trained:
        return _("People in progress keep the edition they began with, and nobody who is trained is asked anything.")
    return _("Nobody is in progress or trained yet.")


# What a release for everyone does to people, by the number of the forecast that counts them.
FOR_EVERYONE = {
    "in_progress": ngettext_lazy(
        "%(count)d person in progress moves over and keeps what is done.",
        "%(count)d people in progress move over and keep what they have done.",
        "count",
    ),
    "completing": ngettext_lazy(
        "%(count)d of them then lacks nothing and completes the course at once.",
        "%(count)d of them then lack nothing and complete the course at once.",
        "count",
    ),
    "asked": ngettext_lazy(
        "%(count)d person already trained gets a new period, with only the difference left to do.",
        "%(count)d people already trained get a new period, with only the difference left to do.",
        "count",
    ),
    "untouched": ngettext_lazy(
        "%(count)d person already trained lacks nothing and is not asked.",
        "%(count)d people already trained lack nothing and are not asked.",
        "count",
    ),
    "away": ngettext_lazy(
        "%(count)d person already trained has left, and is asked only after coming back.",
        "%(count)d people already trained have left, and are asked only after coming back.",
        "count",
    ),
}


def _for_everyone(forecast):
    """Sentences: who moves, who is done with that, who is asked, and who is not."""
    for name, sentence in FOR_EVERYONE.items():
        if count := getattr(forecast, name):
            yield sentence % {"count": count}
    if not forecast.in_progress and not forecast.trained:
        yield _("Nobody is in progress or trained yet, so this is the same.")
