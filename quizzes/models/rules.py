"""The rules of a quiz page, as its editor sets them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from ..reviewing import Review
from ..rules import Grading, Measures

A_MONTH = 31 * 24 * 60


class QuizRules(models.Model):
    """What a trainer decides about the taking of a quiz. `quizzes.rules` has the same fields as plain data."""

    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark (%)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Leave empty for the pass mark of the course."),
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_(
            "Leave empty for as many as a learner needs. A higher number lets those go on who have used theirs."
        ),
    )
    grading = models.CharField(
        _("which attempt counts"),
        max_length=10,
        choices=Grading,
        default=Grading.HIGHEST,
        help_text=_(
            "The first pass stands, and nobody is asked again after it. By the average, one attempt at least must be a "
            "pass by itself. By the first, whoever does not pass it cannot pass in this period of training."
        ),
    )
    wait_minutes = models.PositiveIntegerField(
        _("minutes to wait before another attempt"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(A_MONTH)],
        help_text=_("Leave empty for none. 60 is an hour, 1440 a day. Learners are told from when on they may go on."),
    )
    time_limit = models.PositiveSmallIntegerField(
        _("time limit in minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_(
            "Leave empty for none, as is right for most training. People who need more time say so once in their "
            "details, and have it here. When the time is up, what is saved counts."
        ),
    )
    shuffle_questions = models.BooleanField(_("ask questions in a different order in each attempt"), default=False)
    shuffle_options = models.BooleanField(_("show options in a different order to each learner"), default=True)

    is_paged = models.BooleanField(_("ask one question on each page"), default=False)
    is_one_way = models.BooleanField(
        _("nobody goes back to an earlier question"),
        default=False,
        help_text=_("Their answer is closed as soon as they go on. Only where each question has its own page."),
    )

    asks_confidence = models.BooleanField(
        _("ask how sure learners are of each answer"),
        default=False,
        help_text=_("It never counts in the mark. The statistics show which questions mislead people who are sure."),
    )
    opens_on = models.DateField(_("opens on"), null=True, blank=True, help_text=_("Leave empty for at once."))
    closes_on = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("Leave empty for never. Attempts without a time limit are finished at the end of this day."),
    )
    review = models.CharField(
        _("what learners see of their answers"), max_length=10, choices=Review, default=Review.FEEDBACK
    )
    review_own = models.JSONField(_("what they see, and when"), default=list, blank=True)
    measures = models.CharField(
        _("measures what the course changes"),
        max_length=6,
        blank=True,
        choices=Measures,
        default=Measures.NOTHING,
        help_text=_(
            "A course has one form of each. Both draw from the same pools, and nobody is asked the same question in "
            "both. Listed questions may only be rating scales. It is finished by sending it: nothing has to be right."
        ),
    )

    rules_panels = [
        MultiFieldPanel([FieldPanel("measures")], _("Before and after")),
        MultiFieldPanel([FieldPanel("pass_mark")], _("Passing")),
        MultiFieldPanel(
            [FieldPanel("attempts_allowed"), FieldPanel("wait_minutes"), FieldPanel("grading")], _("Attempts")
        ),
        MultiFieldPanel([FieldPanel("time_limit"), FieldPanel("opens_on"), FieldPanel("closes_on")], _("Time")),
        MultiFieldPanel([FieldPanel("review"), FieldPanel("review_own")], _("Looking back")),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("shuffle_questions", "shuffle_options", "is_paged", "is_one_way", "asks_confidence")
            ],
            _("How the questions are shown"),
        ),
    ]

    class Meta:
        abstract = True
