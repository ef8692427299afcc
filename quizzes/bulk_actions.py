"""What can be done with many questions of the bank's list at once, beside Wagtail's own."""

from urllib.parse import urlsplit

from django import forms
from django.http import QueryDict
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from . import sorting
from .models import Question, Topic
from .narrowing import QuestionFilterSet, searched


class TopicForm(forms.Form):
    """Into which topic."""

    topic = forms.ModelChoiceField(label=_("Topic"), queryset=Topic.objects.all(), empty_label=_("Choose a topic"))


class ChangeTopicBulkAction(SnippetBulkAction):
    """Puts questions into another topic."""

    display_name = _("Change topic")
    action_type = "change_topic"
    aria_label = _("Change the topic of the selected questions")
    template_name = "quizzes/editor/change_topic.html"
    action_priority = 20
    form_class = TopicForm

    @classproperty
    def models(cls):
        """Questions, in the list of all types and in that of one."""
        return [Question, *Question.types()]

    def get_all_objects_in_listing_query(self, parent_id):
        """All that the list shows, which `next` narrows. Wagtail's own would take the whole bank."""
        asked = QueryDict(urlsplit(self.next_url).query)
        questions = QuestionFilterSet(asked, queryset=self.model.objects.order_by("pk"), request=self.request).qs
        return [question.pk for question in searched(asked.get("q"), questions)]

    def check_perm(self, question):
        """Whether she may change it: no permission and a lock keep it as it is."""
        lock = question.get_lock()
        may_change = self.permission_policy.user_has_permission_for_instance(self.request.user, "change", question)
        return may_change and not (lock and lock.for_user(self.request.user))

    def get_execution_context(self):
        """The topic, and who chose it."""
        return {"topic": self.cleaned_form.cleaned_data["topic"], "user": self.request.user}

    @classmethod
    def execute_action(cls, objects, *, topic, user, **kwargs):
        """Change the topic of all of them."""
        return sorting.change_topic(objects, topic, user=user), 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        """How many changed, and into what."""
        return ngettext(
            "%(count)d question is now in the topic “%(topic)s”.",
            "%(count)d questions are now in the topic “%(topic)s”.",
            num_parent_objects,
        ) % {"count": num_parent_objects, "topic": self.cleaned_form.cleaned_data["topic"]}
