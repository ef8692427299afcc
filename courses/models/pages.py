"""Catalogue, course, module and lesson. They hold words and structure, and no learner logic."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from training.content.blocks import ContentNoteBlock, LessonStoryBlock

from .activity import Activity

INTRODUCTION_FEATURES = ["bold", "link", "ul"]


def one_content_note():
    """A field that holds no content note, or one."""
    return StreamField(
        [("content_note", ContentNoteBlock())],
        blank=True,
        max_num=1,
        verbose_name=_("content note"),
        help_text=_("Shown before anything it describes. Brief, factual and calm."),
    )


class CataloguePage(Page):
    """The list of courses, open to everybody."""

    introduction = RichTextField(_("introduction"), blank=True, features=INTRODUCTION_FEATURES)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    # As learners meet them: by the last change a course would be listed backwards.
    admin_default_ordering = "ord"
    parent_page_types = ["content.HomePage"]
    max_count = 1

    class Meta:
        verbose_name = _("catalogue")


class CoursePage(Page):
    """A course: for whom, what it teaches, how it is passed and how long a certificate holds."""

    summary = models.TextField(_("summary"), max_length=500, help_text=_("Two or three sentences for the catalogue."))
    audience = ParentalManyToManyField(
        "people.FrontlineRole",
        blank=True,
        related_name="+",
        verbose_name=_("for these roles"),
        help_text=_("Leave empty for everybody."),
    )
    outcomes = StreamField(
        [("outcome", blocks.CharBlock(label=_("Outcome"), max_length=250))],
        blank=True,
        verbose_name=_("outcomes"),
        help_text=_("By the end, a learner can… These are printed on the certificate."),
    )
    content_note = one_content_note()
    prerequisites = ParentalManyToManyField(
        "courses.CoursePage",
        blank=True,
        symmetrical=False,
        related_name="+",
        verbose_name=_("complete these courses first"),
    )
    is_open = models.BooleanField(_("anybody with an account may enrol"), default=True)
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark for quizzes (%)"), default=80, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    certificate_valid_months = models.PositiveSmallIntegerField(
        _("certificate valid for (months)"),
        null=True,
        blank=True,
        default=24,
        # One may renew 90 days before it runs out; nobody should be asked again as soon as it is done.
        validators=[MinValueValidator(6)],
        help_text=_("Six months or more. Leave empty if it never runs out."),
    )
    # A switch that says since when, so that whoever completed the course long ago is not written to all at once.
    boosters_from = models.DateField(
        _("boosters for whoever completes it from this day on"),
        null=True,
        blank=True,
        help_text=_(
            "Five questions by e-mail after 1, 3 and 6 months, from the quizzes of this course. They are voluntary and "
            "change nobody’s record or certificate. Leave empty for none. Takes effect when you publish."
        ),
    )
    fact_checked_on = models.DateField(_("facts last checked on"), null=True, blank=True)
    # For trainers: part of no edition, template, search or file that a learner sees.
    local_checks = StreamField(
        [("check", blocks.TextBlock(label=_("What to check, and in which lesson"), max_length=300, rows=2))],
        blank=True,
        verbose_name=_("to check locally before launch"),
        help_text=_(
            "For trainers only. Remove a line once it is checked here, and publish. It changes nobody's record."
        ),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("audience", widget=CheckboxSelectMultiple),
        FieldPanel("outcomes"),
        FieldPanel("content_note"),
        FieldPanel("prerequisites", widget=CheckboxSelectMultiple),
        MultiFieldPanel(
            [FieldPanel("is_open"), FieldPanel("pass_mark"), FieldPanel("certificate_valid_months")],
            _("Rules"),
        ),
        MultiFieldPanel([FieldPanel("boosters_from")], _("After the course")),
        FieldPanel("fact_checked_on"),
    ]
    settings_panels = [*Page.settings_panels, FieldPanel("local_checks")]
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    # As learners meet them: by the last change a course would be listed backwards.
    admin_default_ordering = "ord"
    parent_page_types = ["courses.CataloguePage"]

    class Meta:
        verbose_name = _("course")

    @property
    def key(self):
        """The name by which records know this course, the same in every language."""
        return self.translation_key


class ModulePage(Page):
    """A part of a course: a heading in its task list."""

    introduction = RichTextField(_("introduction"), blank=True, features=INTRODUCTION_FEATURES)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    # As learners meet them: by the last change a course would be listed backwards.
    admin_default_ordering = "ord"
    parent_page_types = ["courses.CoursePage"]
    # It has no page of its own to preview: its address leads to its course.
    preview_modes = []

    class Meta:
        verbose_name = _("module")


class LessonPage(Activity, Page):
    """Something to read, look at and think about, finished when the learner says so."""

    body = StreamField(LessonStoryBlock(), verbose_name=_("lesson"))
    content_note = one_content_note()
    alternative = RichTextField(
        _("alternative"),
        blank=True,
        help_text=_("Covers the same points without what the content note names. Nobody is asked why they chose it."),
    )
    facts = ParentalManyToManyField(
        "content.Fact", blank=True, related_name="lessons", verbose_name=_("facts this lesson rests on")
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("content_note"),
        FieldPanel("body"),
        FieldPanel("alternative"),
        FieldPanel("facts", widget=CheckboxSelectMultiple),
        *Activity.activity_panels,
    ]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    parent_page_types = ["courses.CoursePage", "courses.ModulePage"]
    subpage_types = []

    class Meta:
        verbose_name = _("lesson")
