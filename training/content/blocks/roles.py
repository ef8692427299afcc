"""Words that differ by frontline role. What is *required* never differs here: `Activity.roles` decides that."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from training.people.models import FrontlineRole

from .text import CalloutBlock, CaseStudyBlock, DoDoNotBlock, TextBlock


def role_choices():
    """Every frontline role, read when the form is shown."""
    return list(FrontlineRole.objects.values_list("slug", "name"))


class VariantStoryBlock(blocks.StreamBlock):
    """What a variant may hold."""

    text = TextBlock()
    callout = CalloutBlock()
    do_do_not = DoDoNotBlock()
    case_study = CaseStudyBlock()


class VariantBlock(blocks.StructBlock):
    """The words for some roles."""

    roles = blocks.MultipleChoiceBlock(choices=role_choices, label=_("For these roles"))
    body = VariantStoryBlock(label=_("Words"))


class RoleVariantBlock(blocks.StructBlock):
    """Shows each reader the words for her role, and the rest to everybody else."""

    default = VariantStoryBlock(label=_("For everybody else"))
    variants = blocks.ListBlock(VariantBlock(), label=_("For particular roles"), min_num=1)

    class Meta:
        icon = "group"
        label = _("Words by role")
        template = "blocks/role_variant.html"

    def get_context(self, value, parent_context=None):
        """Add `story`: the first variant for one of `reader_roles` (slugs, from the page), else the default."""
        context = super().get_context(value, parent_context=parent_context)
        roles = set(context.get("reader_roles") or ())
        chosen = (variant["body"] for variant in value["variants"] if roles & set(variant["roles"]))
        return {**context, "story": next(chosen, value["default"])}
