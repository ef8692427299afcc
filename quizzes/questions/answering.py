"""The form that a learner answers a question with."""

from django import forms


class AnswerForm(forms.Form):
    """The ways to answer one question. Every field may stay empty: an unanswered question is no mistake in a form."""

    def given(self):
        """The answer as data: keys, never prose. Call it on a valid form."""
        raise NotImplementedError

    def prose(self):
        """What was written, to be kept beside the answer; None where nothing is written. Call it on a valid form."""
        return None

    @property
    def slips(self):
        """What a learner can put right, in sentences. What was not on the page is no slip: no page sends it."""
        errors = [error for found in self.errors.as_data().values() for error in found]
        if any(error.code == "invalid_choice" for error in errors):
            return []
        return [message for error in errors for message in error.messages]

    @property
    def was_posted(self):
        """Whether a page sent any of the fields."""
        return any(self.add_prefix(name) in self.data for name in self.fields)

    @property
    def can_be_left_out(self):
        """Whether sending nothing is an answer too, as with boxes that nobody ticked."""
        return any(not field.widget.value_omitted_from_data({}, {}, name) for name, field in self.fields.items())
