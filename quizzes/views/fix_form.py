"""The form with which a trainer says how a question is to be marked anew."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..models import QuizEdition
from ..regrading import Reason
from ..ruling import Fix


class FixForm(forms.Form):
    """Which fix, in which editions, and why."""

    fix = forms.ChoiceField(label=gettext_lazy("What is to be done?"), choices=Fix, widget=forms.RadioSelect)
    editions = forms.ModelMultipleChoiceField(
        QuizEdition.objects.none(),
        label=gettext_lazy("In which editions?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Those that asked it. Who is in the middle of one gets the fix on finishing."),
        error_messages={"required": gettext_lazy("Choose at least one edition.")},
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("What was wrong?"),
        choices=Reason,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a reason.")},
    )
    may_lower = forms.BooleanField(
        label=gettext_lazy("Scores may fall too, and passes be taken away"),
        required=False,
        help_text=gettext_lazy("Otherwise nobody loses anything. Completions and certificates stay in any case."),
    )
    agreed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, question, editions):
        super().__init__(data, initial={"editions": editions})
        chosen_from = QuizEdition.objects.filter(pk__in=[one.pk for one in editions])
        self.fields["editions"].queryset = chosen_from.defer("content")
        self.fields["editions"].label_from_instance = self._label
        self._unlike = {one.pk for one in editions if one.quiz.by_key[question.key].meanings != question.meanings}
        if not may_accept(question):
            self._unlike = set()
            self.fields["fix"].choices = [choice for choice in Fix.choices if choice[0] != Fix.ACCEPT]

    def _label(self, edition):
        words = _("Edition %(number)s (no other answer can be accepted: the words to choose from were others)")
        return (words if edition.pk in self._unlike else _("Edition %(number)s")) % {"number": edition.number}

    def clean(self):
        """An answer is accepted only where it says what it says on the screen: a key outlives its words."""
        cleaned = super().clean()
        if cleaned.get("fix") == Fix.ACCEPT:
            unlike = [str(one.number) for one in cleaned.get("editions", ()) if one.pk in self._unlike]
            if unlike:
                self.add_error("editions", _why_not(unlike))
        return cleaned


def _why_not(numbers):
    sentence = ngettext(
        "In edition %(numbers)s the words to choose from were others, so who gave this answer there would be a guess. "
        "Leave that edition out, or choose something else to be done.",
        "In editions %(numbers)s the words to choose from were others, so who gave this answer there would be a guess. "
        "Leave those editions out, or choose something else to be done.",
        len(numbers),
    )
    return sentence % {"numbers": ", ".join(numbers)}


def may_accept(question):
    """Whether an answer can be named that is right too. Of words, the answer keeps only what came of them."""
    return not question.keeps_prose
