"""A box for words of one's own. Holds no question type."""

from django import forms
from django.utils.translation import gettext_lazy as _

from training.content.screening import looks_personal, named


class ProseField(forms.CharField):
    """Words, which may stay empty. What looks like somebody's personal details is refused, and stored nowhere.

    Beside it the template shows `quizzes/_fictional_only.html`.
    """

    def __init__(self, *, max_length, **kwargs):
        super().__init__(max_length=max_length, required=False, **kwargs)
        self.error_messages["max_length"] = _("Write %(limit_value)d characters or fewer")

    def to_python(self, value):
        """Browsers send two characters for the end of a line, and count one."""
        return super().to_python(value).replace("\r\n", "\n")

    def clean(self, value):
        """The words, where they look like nobody's details."""
        text = super().clean(value)
        kinds = looks_personal(text)
        if kinds:
            raise forms.ValidationError(
                _("This looks like %(kinds)s. It was not saved. Take it out: write about nobody real"),
                params={"kinds": named(kinds)},
                code="personal",
            )
        return text
