"""Forms of this app: what readers report, and what trainers upload and keep in the registers."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from .models import ProblemReport
from .screening import looks_personal, named
from .uploading import refuse_active_svg, refuse_disguised_document


class ProblemReportForm(forms.ModelForm):
    """Tell the trainers what is wrong with a page. What looks personal is refused, and the text stays."""

    class Meta:
        model = ProblemReport
        fields = ["message"]
        labels = {"message": _("What is wrong with this page?")}
        help_texts = {"message": _("For example: a link is broken, a number changed, a sentence is unclear.")}
        widgets = {"message": forms.Textarea(attrs={"rows": 5})}
        error_messages = {
            "message": {
                "required": _("Write what is wrong with this page"),
                "max_length": _("Write 1,000 characters or fewer"),
            }
        }

    def clean_message(self):
        """Refuse a text with what looks like a phone number, postcode, e-mail address, NI number or plate."""
        message = self.cleaned_data["message"]
        kinds = looks_personal(message)
        if kinds:
            raise forms.ValidationError(
                _("This looks like %(kinds)s. Take it out, and say only what is wrong with the page"),
                params={"kinds": named(kinds)},
                code="personal",
            )
        return message


class RegisterForm(WagtailAdminModelForm):
    """A record of a register. Its key is chosen once, since pages name the record by it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].disabled = self.instance.pk is not None


class ImageForm(BaseImageForm):
    """A picture. An SVG may hold drawings only."""

    def clean_file(self):
        """Refuse an SVG that could run something or fetch something."""
        uploaded = self.cleaned_data["file"]
        if "file" in self.changed_data and uploaded.name.lower().endswith(".svg"):
            refuse_active_svg(uploaded)
        return uploaded


class DocumentForm(BaseDocumentForm):
    """A file to download. Its content must be what its name says."""

    def clean_file(self):
        """Refuse a file whose first bytes are not of its type."""
        uploaded = self.cleaned_data["file"]
        if "file" in self.changed_data:
            refuse_disguised_document(uploaded)
        return uploaded
