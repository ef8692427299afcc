"""Whom to call. Numbers are data with a review date, never words on a page."""

import re

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from .register import NOTE_HELP, Area, Reviewed

NUMBER = re.compile(r"^(\+[1-9]\d{7,14}|\d{3,6})$")


class Urgency(models.TextChoices):
    """When a contact is the one to call; the page of contacts is ordered by it."""

    NOW = "now", _("Someone is in danger now")
    TODAY = "today", _("You are worried and nobody is in danger now")
    ADVICE = "advice", _("Advice and specialist help")
    YOU = "you", _("Support for you")


class Contact(index.Indexed, Reviewed):
    """One organisation to call, known to pages by its key."""

    key = models.SlugField(_("key"), unique=True, help_text=_("Pages name the contact by this; do not change it."))
    name = models.CharField(_("name"), max_length=150)
    purpose = models.CharField(_("when to call"), max_length=250)
    number = models.CharField(
        _("number"),
        max_length=16,
        blank=True,
        validators=[
            RegexValidator(NUMBER, _("Write a UK number as +44… without spaces, or a short code such as 999."))
        ],
    )
    display = models.CharField(_("number as shown"), max_length=30, blank=True)
    url = models.URLField(_("website"), blank=True)
    urgency = models.CharField(_("group"), max_length=10, choices=Urgency, default=Urgency.ADVICE)
    area = models.CharField(_("area"), max_length=20, choices=Area, default=Area.UK)
    hours = models.CharField(_("hours"), max_length=150, blank=True)
    owner = models.CharField(_("who checks it"), max_length=150, blank=True)
    is_local = models.BooleanField(_("your organisation must fill this in"), default=False)
    order = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    panels = [
        FieldPanel("key"),
        FieldPanel("name"),
        FieldPanel("purpose"),
        MultiFieldPanel(
            [FieldPanel("number"), FieldPanel("display"), FieldPanel("hours"), FieldPanel("url")], _("Reach")
        ),
        MultiFieldPanel(
            [FieldPanel("urgency"), FieldPanel("area"), FieldPanel("is_local"), FieldPanel("order")],
            _("Where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("owner"),
                FieldPanel("checked_on"),
                FieldPanel("review_by"),
                FieldPanel("note", help_text=NOTE_HELP),
            ],
            _("Review"),
        ),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("purpose"),
        index.SearchField("key"),
    ]

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self):
        return self.name

    @property
    def is_missing(self):
        """Whether somebody still has to fill in how to reach this contact."""
        return not self.number and (self.is_local or not self.url)

    @property
    def check_state(self):
        """As for every register, or "missing" before all else."""
        return "missing" if self.is_missing else super().check_state

    @property
    def is_callable(self):
        """Whether a learner may be shown this number today."""
        return bool(self.number) and not self.is_stale
