"""The form that a learner answers a question with."""

from django import forms


class AnswerForm(forms.Form):
    """The ways to answer one question. Every field may stay empty: an unanswered question is no mistake in a form."""

    def given(self):
        """The answer as data: keys, never prose. Call it on a valid form."""
        raise NotImplementedError

    @property
    def was_posted(self):
        """Whether a page sent any of the fields."""
        return any(self.add_prefix(name) in self.data for name in self.fields)

    @property
    def can_be_left_out(self):
        """Whether sending nothing is an answer too, as with boxes that nobody ticked."""
        return any(not field.widget.value_omitted_from_data({}, {}, name) for name, field in self.fields.items())
