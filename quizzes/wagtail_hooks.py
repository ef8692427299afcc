"""Where quizzes meet Wagtail: the question bank's screens, and what may not be deleted."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from . import guarding
from .editing import QuestionsGroup

register_snippet(QuestionsGroup)

hooks.register("before_delete_snippet", guarding.refuse_delete)
hooks.register("after_delete_snippet", guarding.after_delete)
hooks.register("after_bulk_action", guarding.log_bulk_delete)
