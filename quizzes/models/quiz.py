"""The quiz page: which questions it asks, and by which rules."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from courses.models import Activity

from ..bank import Criteria
from ..forms import QuizPageForm
from ..questions import Question
from .rules import QuizRules


class QuizPage(QuizRules, Activity, Page):
    """An activity that is completed by passing it. Learners answer its newest edition, never this page.

    Records name it by `key`. Editing it changes nothing for an attempt that has begun.
    """

    is_self_completed = False

    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "link", "ul"])
    base_form_class = QuizPageForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        InlinePanel(
            "items",
            label=_("Question"),
            heading=_("Questions that everybody is asked"),
            panels=[FieldPanel("question")],
        ),
        InlinePanel(
            "pools",
            label=_("Pool"),
            heading=_("Questions drawn at random"),
            help_text=_(
                "Each attempt draws this many published questions of the topic, beside those above. No question is "
                "drawn twice: where pools overlap, put the narrow ones first."
            ),
            panels=[
                FieldPanel("topic"),
                FieldRowPanel([FieldPanel("outcome"), FieldPanel("difficulty"), FieldPanel("count")]),
            ],
        ),
        *QuizRules.rules_panels,
        *Activity.activity_panels,
    ]
    parent_page_types = ["courses.CoursePage", "courses.ModulePage"]
    subpage_types = []

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")


class QuizItem(Orderable):
    """A question that everybody is asked. No learner's record points here: its number changes with revisions."""

    quiz = ParentalKey(QuizPage, related_name="items", on_delete=models.CASCADE)
    question = models.ForeignKey(
        "quizzes.Question", models.PROTECT, related_name="quiz_items", verbose_name=_("question")
    )


class QuizPool(Orderable):
    """So many questions of a topic, perhaps only of an outcome or a difficulty, drawn anew for each attempt."""

    quiz = ParentalKey(QuizPage, related_name="pools", on_delete=models.CASCADE)
    topic = models.ForeignKey("quizzes.Topic", models.PROTECT, related_name="pools", verbose_name=_("topic"))
    outcome = models.CharField(
        _("only of this outcome"), max_length=20, blank=True, help_text=_("As questions name it, such as A1.")
    )
    difficulty = models.PositiveSmallIntegerField(
        _("only of this difficulty"), choices=Question.Difficulty, null=True, blank=True
    )
    count = models.PositiveSmallIntegerField(
        _("how many questions"), default=1, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )

    def __str__(self):
        parts = [str(self.topic), self.outcome, self.get_difficulty_display() if self.difficulty else ""]
        return ", ".join(str(part) for part in parts if part)

    @property
    def criteria(self):
        """What it draws by."""
        return Criteria(self.topic_id, self.outcome, self.difficulty)
