"""What is asked for on the screens about certificates."""

import hashlib

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from courses.reports import course_titles, indented

from .codes import LENGTH, normalised
from .revoking import REASONS_TO_REVOKE
from .uploading import LARGEST


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


class FileForm(forms.Form):
    """The file of a certificate, or its fingerprint. Nothing of the file is kept, nothing but its SHA-256 used."""

    # One of the first two has to be answered, so no label says "(optional)".
    is_filter = True

    file = forms.FileField(
        label=_("File of the certificate (PDF)"),
        required=False,
        help_text=_("Up to 1 MB. We do not keep it."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
    sha256 = forms.CharField(
        label=_("Or its SHA-256"),
        required=False,
        help_text=_("If you would rather not send the file: 64 letters and numbers that a program made from it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("Its code, if you can read it"),
        required=False,
        help_text=_("With it we can tell a changed file from one that we know nothing of."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs):
        # The form for the code stands on the same page, with a field of the same name.
        super().__init__(*args, auto_id="file_%s", **kwargs)

    def clean_file(self):
        """Refuse what is too large to be a certificate."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise ValidationError(_("The file is larger than 1 MB, so it is no certificate of ours."))
        return file

    def clean_sha256(self):
        """The fingerprint in small letters, without the spaces and colons that some programs put in."""
        text = "".join(self.cleaned_data["sha256"].lower().replace(":", " ").split())
        if text and not (len(text) == 64 and set(text) <= set("0123456789abcdef")):
            raise ValidationError(_("A SHA-256 has 64 characters: the numbers 0 to 9 and the letters a to f."))
        return text

    def clean(self):
        """Ask for one of the two, and work out the fingerprint of a file."""
        cleaned = super().clean()
        if file := cleaned.get("file"):
            cleaned["sha256"] = hashlib.sha256(file.read()).hexdigest()
        elif not cleaned.get("sha256") and not self.errors:
            self.add_error("file", _("Choose the file of the certificate, up to 1 MB, or give its SHA-256."))
        return cleaned


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
        label=_("Reason"),
        # None is chosen to begin with: whoever reads past it must not say something of a person.
        choices=[("", _("Choose a reason")), *((reason.value, reason.label) for reason in REASONS_TO_REVOKE)],
        error_messages={"required": _("Choose why the certificate is revoked.")},
    )
