"""The form with which an administrator opens a finished attempt again."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from ..models import Reopening
from ..models.rules import A_MONTH

USUAL = 30


class ReopenForm(forms.Form):
    """Why and, where there is a limit, for how long."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=Reopening.Reason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why the attempt is opened again.")},
    )
    minutes = forms.IntegerField(
        label=_("Minutes from now"),
        validators=[MinValueValidator(1), MaxValueValidator(A_MONTH)],
        help_text=_(
            "The learner has at least what was left when the attempt was finished. Who needs more time gets it on top."
        ),
    )

    def __init__(self, data, attempt):
        limit = attempt.edition.quiz.rules.time_limit
        super().__init__(data, initial={"minutes": limit or USUAL})
        if attempt.deadline_at is None:
            del self.fields["minutes"]
