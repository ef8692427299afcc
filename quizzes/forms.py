"""The editor's form for a quiz page."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from . import checking
from .reviewing import cells
from .rules import Rules, contradictions


class QuizPageForm(WagtailAdminPageForm):
    """Lets a draft be unfinished, and refuses to publish a quiz that could not be asked."""

    review_own = forms.MultipleChoiceField(
        choices=cells,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("What they see, and when"),
        help_text=_("Counts only where “as ticked below” is chosen. Whether they passed is always said."),
    )

    def clean(self):
        """Check questions, pools and rules together, on publishing."""
        cleaned = super().clean()
        if not self.is_deferred_validation:
            for problem in [*self._problems(cleaned), *self._rule_problems(cleaned)]:
                self.add_error(None, problem)
        return cleaned

    def _rule_problems(self, cleaned):
        # A field that was refused already says so itself.
        given = {name: cleaned[name] for name in Rules.model_fields if name in cleaned}
        return contradictions(Rules(**given), cleaned.get("attempts_allowed"))

    def _problems(self, cleaned):
        fixed = [form["question"] for form in self._kept("items") if form.get("question")]
        pools = [form.instance for form in self._kept_forms("pools") if form.cleaned_data.get("topic")]
        return checking.problems(self.instance, self.parent_page, cleaned.get("measures"), fixed, pools)

    def _kept(self, relation):
        return [form.cleaned_data for form in self._kept_forms(relation)]

    def _kept_forms(self, relation):
        formset = self.formsets[relation]
        # Where one of them is wrong there is no order, and the formset itself says what is wrong.
        forms = formset.ordered_forms if formset.is_valid() else formset.forms
        return [form for form in forms if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")]
