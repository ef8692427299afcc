"""What an option says about whoever chooses it. Learners never see it. Holds no type."""

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.blocks import SnippetChooserBlock


def misconception_block():
    """Chooses the misconception of an option."""
    return SnippetChooserBlock(
        "quizzes.Misconception",
        label=_("Misconception"),
        required=False,
        help_text=_("What somebody may believe who chooses it. For statistics: learners never see it."),
    )


def key_of(misconception):
    """Its key, or nothing where there is none."""
    return misconception.key if misconception else ""


def tagged(question):
    """What may be chosen in a snapshot that names a misconception."""
    options = (*getattr(question, "options", ()), *getattr(question, "reasons", ()))
    return [option for option in options if getattr(option, "misconception", "")]


def misconceptions_by_key(keys):
    """Misconceptions by their keys, empty ones left out: {key: pk}. Costs a query where there is a key."""
    wanted = set(keys) - {""}
    if not wanted:
        return {}
    return dict(apps.get_model("quizzes.Misconception").objects.filter(key__in=wanted).values_list("key", "pk"))
