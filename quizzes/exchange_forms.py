"""The forms of import and export."""

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from .formats.reading import MOST_BYTES
from .formats.registry import FORMATS
from .models import Topic


class ImportForm(forms.Form):
    """A file, and where its questions go."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "GIFT, Moodle XML or Aiken, or a zip of one such file with its pictures. "
            "Nothing is written yet: you see first what would be."
        ),
    )
    topic = forms.ModelChoiceField(label=_("Topic"), queryset=Topic.objects.all(), empty_label=_("Choose a topic"))
    format = forms.ChoiceField(label=_("Format"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        formats = [(name, format.label) for name, format in FORMATS.items()]
        self.fields["format"].choices = [("", _("Tell it from the file")), *formats]

    def clean_file(self):
        """Refuse what is too large to be read at once."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            largest = filesizeformat(MOST_BYTES)
            raise forms.ValidationError(_("Choose a file of at most %(largest)s"), params={"largest": largest})
        return file


class FormatForm(forms.Form):
    """The format of an export."""

    format = forms.ChoiceField(label=_("Format"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["format"].choices = [(name, format.label) for name, format in FORMATS.items()]
