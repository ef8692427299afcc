"""The mixin that makes a page something a learner can complete."""

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import PageViewRestriction


class Activity(models.Model):
    """A learnable page. Find them with `Page.objects.type(Activity)`, whatever app they come from.

    Learner records name an activity by `key`, which survives editing, moving and translation.
    """

    # False where something else decides completion, such as a quiz's mark.
    is_self_completed = True

    roles = ParentalManyToManyField(
        "people.FrontlineRole",
        blank=True,
        related_name="+",
        verbose_name=_("required for"),
        help_text=_("Leave empty for everybody. Takes effect when the course is released."),
    )
    is_required = models.BooleanField(
        _("required to complete the course"),
        default=True,
        help_text=_("Takes effect when the course is released."),
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=5, help_text=_("About how long it takes."))

    activity_panels = [
        MultiFieldPanel(
            [FieldPanel("minutes"), FieldPanel("is_required"), FieldPanel("roles", widget=CheckboxSelectMultiple)],
            _("In the course"),
        )
    ]

    class Meta:
        abstract = True

    # `courses.access` decides who may read; a second, Wagtail's own, privacy would cost two queries a page.
    private_page_options = []

    def get_view_restrictions(self):
        """None: see `courses.gate`."""
        return PageViewRestriction.objects.none()

    @property
    def key(self):
        """The name by which records know this activity, the same in every language."""
        return self.translation_key
