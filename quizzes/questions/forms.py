"""The editor's form for questions."""

from wagtail.admin.forms import WagtailAdminModelForm


class QuestionForm(WagtailAdminModelForm):
    """Lets a draft be unfinished, and refuses to publish a question that could not be marked."""

    def _post_clean(self):
        super()._post_clean()
        if self.is_deferred_validation:
            return
        for field, problem in {**self.instance.unsaid(), **self.instance.problems()}.items():
            if field not in self.errors:
                self.add_error(field, problem)
