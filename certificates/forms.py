"""What is asked for on the screens about certificates."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from courses.reports import course_titles, indented

from .codes import LENGTH, normalised
from .revoking import REASONS_TO_REVOKE


class CodeForm(forms.Form):
    """The code of a certificate, as somebody reads it off a page."""

    code = forms.CharField(
        label=_("Code on the certificate"),
        help_text=_("20 letters and numbers, such as 7K4M2-QH8XT-WB3ND-6RVPC. Spaces and dashes do not matter."),
        error_messages={"required": _("Enter the code on the certificate.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self):
        """The code as we know it, or a word on how many characters are missing."""
        code = normalised(self.cleaned_data["code"])
        if len(code) != LENGTH:
            raise ValidationError(
                ngettext(
                    "A code has %(length)d letters and numbers. This has %(count)d.",
                    "A code has %(length)d letters and numbers. This has %(count)d.",
                    len(code),
                )
                % {"length": LENGTH, "count": len(code)}
            )
        return code


class TeamFilterForm(forms.Form):
    """Whose certificates, and for which course."""

    # Nothing in it has to be answered, so no label says "(optional)".
    is_filter = True

    organisation = forms.TypedChoiceField(label=_("Part of the organisation"), required=False, empty_value=None)
    course = forms.ChoiceField(label=_("Course"), required=False)

    def __init__(self, data=None, *, organisations):
        super().__init__(data)
        parts = {part.pk: part for part in organisations}
        self.fields["organisation"].coerce = lambda value: parts[int(value)]
        self.fields["organisation"].choices = [("", _("All that I see")), *indented(parts.values())]
        self.fields["course"].choices = [("", _("All courses")), *course_titles()]


class RevokeForm(forms.Form):
    """Why a certificate is revoked: a reason code, never prose."""

    reason = forms.ChoiceField(
        label=_("Reason"), choices=[(reason.value, reason.label) for reason in REASONS_TO_REVOKE]
    )
