"""The form with which a trainer marks what was written."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..questions.writing import ProseField


class RubricForm(forms.Form):
    """Points for each criterion, and a word to the learner."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    comment = ProseField(
        label=gettext_lazy("Comment to the learner"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What was good, and what would make it better. Write about nobody real."),
    )

    def __init__(self, data, *, response, question):
        super().__init__(data, initial={"seen": response.seq})
        self.criteria = {f"points-{place}": one for place, one in enumerate(question.criteria)}
        for name, criterion in self.criteria.items():
            self.fields[name] = self._field(criterion)
        self.order_fields([*self.criteria, "comment"])

    def _field(self, criterion):
        most = ngettext("0 or %(most)d point", "0 to %(most)d points", criterion.points) % {"most": criterion.points}
        words = _("Enter %(most)s for “%(criterion)s”") % {"most": most, "criterion": criterion.text}
        return forms.IntegerField(
            label=criterion.text,
            min_value=0,
            max_value=criterion.points,
            help_text=most,
            widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
            error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), words),
        )

    @property
    def points(self):
        """{key of a criterion: points}. Call it on a valid form."""
        return {criterion.key: self.cleaned_data[name] for name, criterion in self.criteria.items()}
