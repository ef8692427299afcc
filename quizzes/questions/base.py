"""The contract of a question type: what every question has, and what a type must bring."""

import re
import uuid

from django.contrib.contenttypes.models import ContentType
from django.core.validators import RegexValidator
from django.db import models
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from polymorphic.models import PolymorphicModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model_string
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index
from wagtail.snippets.blocks import SnippetChooserBlock

from .forms import QuestionForm

# Capital letters, digits and hyphens; spaces between tags.
FRAMEWORK_TAGS = re.compile(r"\A\s*[A-Z0-9-]+(\s+[A-Z0-9-]+)*\s*\Z")


class Question(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    PolymorphicModel,
):
    """One question of the bank. A type is a subclass with `Snapshot`, `Plain`, panels, `problems`,
    `snapshot`, `fill` and `plain_fields`.

    Records name a question by `key`. Only the live version is asked, and only as part of a quiz edition.
    """

    class Difficulty(models.IntegerChoices):
        EASY = 1, _("easy")
        MEDIUM = 2, _("medium")
        HARD = 3, _("hard")

    # The pydantic classes of a type: one shows and marks answers, the other is the question in a file.
    Snapshot = None
    Plain = None

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("short name"), max_length=20, blank=True, help_text=_("For trainers, such as QA01."))
    topic = models.ForeignKey("quizzes.Topic", models.PROTECT, related_name="questions", verbose_name=_("topic"))
    stem = RichTextField(_("question"), features=["bold", "italic", "ol", "ul"])
    stem_picture = models.ForeignKey(
        get_image_model_string(),
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture below the question"),
    )
    stem_picture_alt = models.CharField(
        _("what this picture shows"),
        max_length=300,
        blank=True,
        help_text=_("Read aloud instead of the picture: all that one needs to know to answer."),
    )
    feedback = models.TextField(
        _("feedback"), blank=True, help_text=_("Shown to everybody with their result: why it is so.")
    )
    is_must_pass = models.BooleanField(
        _("must pass"),
        default=False,
        help_text=_("About safety: nobody passes a quiz who gets this one wrong."),
    )
    lesson = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lesson to go back to"),
    )
    facts = StreamField(
        [("fact", SnippetChooserBlock("content.Fact"))],
        blank=True,
        verbose_name=_("facts this question rests on"),
    )
    difficulty = models.PositiveSmallIntegerField(_("difficulty"), choices=Difficulty, default=Difficulty.MEDIUM)
    outcome = models.CharField(
        _("outcome"), max_length=20, blank=True, help_text=_("Which outcome of the course it tests, such as A1.")
    )
    framework_tags = models.CharField(
        _("framework tags"),
        max_length=100,
        blank=True,
        validators=[RegexValidator(FRAMEWORK_TAGS, _("Enter tags such as SFC-3 T1, with spaces between them."))],
        help_text=_("What of the professional frameworks it is about, such as SFC-3 T1, with spaces between them."),
    )

    base_form_class = QuestionForm
    # The topic comes first: without it a draft is not saved, neither by its author nor by itself.
    stem_panels = [
        FieldPanel("topic", help_text=_("Choose it first: from then on what you write is saved as a draft by itself.")),
        FieldPanel("stem"),
        MultiFieldPanel(
            [FieldPanel("stem_picture"), FieldPanel("stem_picture_alt")],
            _("Picture below the question"),
            classname="collapsed",
        ),
    ]
    about_panels = [
        FieldPanel("feedback"),
        MultiFieldPanel([FieldPanel("is_must_pass"), FieldPanel("lesson")], _("Safety")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("code"), FieldPanel("difficulty"), FieldPanel("outcome")]),
                FieldPanel("framework_tags"),
            ],
            _("In the bank"),
        ),
        FieldPanel("facts"),
    ]
    search_fields = [
        index.SearchField("stem"),
        index.AutocompleteField("stem"),
        index.SearchField("code"),
        index.SearchField("framework_tags"),
        index.AutocompleteField("code"),
        index.SearchField("own_words"),
        index.AutocompleteField("own_words"),
        index.FilterField("id"),
        index.FilterField("polymorphic_ctype"),
        index.FilterField("topic"),
        index.FilterField("is_must_pass"),
        index.FilterField("live"),
        index.FilterField("has_unpublished_changes"),
        index.FilterField("difficulty"),
        index.FilterField("outcome"),
    ]

    class Meta:
        ordering = ["code", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self):
        words = Truncator(strip_tags(self.stem)).words(14)
        return f"{self.code}: {words}" if self.code else words

    @classmethod
    def types(cls):
        """Every question type, by name."""
        return sorted(cls.__subclasses__(), key=lambda type_: type_._meta.model_name)

    @classmethod
    def type_choices(cls):
        """Every type as (content type id, name). Reads the database: call it when a form is shown, not before."""
        return [(ContentType.objects.get_for_model(type_).pk, type_._meta.verbose_name) for type_ in cls.types()]

    @classmethod
    def get_default_workflow(cls):
        """The review of this type, else that of all questions: Wagtail by itself knows no heirs."""
        workflow = super().get_default_workflow()
        return workflow or (None if cls is Question else Question.get_default_workflow())

    def own_words(self):
        """The words of the type's own fields, such as options, for the search. Reads nothing, and takes any draft."""
        words = []
        for field in self._meta.local_concrete_fields:
            value = field.value_from_object(self)
            if hasattr(field, "get_searchable_content"):
                words += field.get_searchable_content(value)
            elif isinstance(field, models.TextField):
                words.append(value)
        return " ".join(words)

    def problems(self):
        """What keeps this question from being asked: {field name: sentence}. Checked on publishing, not in drafts."""
        return {}

    def unsaid(self):
        """What somebody who does not see would miss: {field name: sentence}. Checked with `problems`."""
        if self.stem_picture_id and not self.stem_picture_alt.strip():
            return {"stem_picture_alt": gettext("Say what the picture shows.")}
        return {}

    def snapshot(self):
        """This question as plain data, validated; for a quiz edition."""
        raise NotImplementedError

    def fill(self, plain):
        """Take the type's own fields from a file's `Plain`. What all types share is the loader's."""
        raise NotImplementedError

    def plain_fields(self):
        """The type's own fields as a file has them, by name. The inverse of `fill`."""
        raise NotImplementedError

    @classmethod
    def from_neutral(cls, body):
        """What this type takes from another system's question, as `Taken`; None for a body that is not its kind."""
        return None

    def to_neutral(self):
        """What another system can have of this question, as `Given`; None where none of them knows such a type."""
        return None

    def plain(self):
        """This question as a file has it: a `Plain`. Costs a query where there are facts, a lesson or a picture."""
        return self.Plain(
            type=self.Snapshot.model_fields["type"].default,
            key=self.code,
            uid=self.key,
            topic=self.topic.key,
            stem=self.stem,
            stem_picture=self.stem_picture.title if self.stem_picture else "",
            stem_picture_alt=self.stem_picture_alt,
            feedback=self.feedback,
            must_pass=self.is_must_pass,
            lesson=self.lesson.translation_key if self.lesson else None,
            facts=[block.value.key for block in self.facts if block.value],
            difficulty=self.difficulty,
            outcome=self.outcome,
            framework_tags=self.framework_tags.split(),
            **self.plain_fields(),
        )

    def common(self):
        """The part of a snapshot that every type shares. Costs a query where there are facts or a lesson."""
        return {
            "key": self.key,
            "stem": self.stem,
            "stem_picture_id": self.stem_picture_id,
            "stem_picture_alt": self.stem_picture_alt,
            "feedback": self.feedback,
            "is_must_pass": self.is_must_pass,
            "lesson_key": self.lesson.translation_key if self.lesson else None,
            "facts": [block.value.key for block in self.facts if block.value],
            "difficulty": self.difficulty,
            "outcome": self.outcome,
            "framework_tags": self.framework_tags.split(),
        }

    def get_preview_template(self, request, mode_name):
        """The page that shows one question to a trainer."""
        return "quizzes/question_preview.html"

    def get_preview_context(self, request, mode_name):
        """The question as a learner would be asked it, and as she would look back on it."""
        return {**super().get_preview_context(request, mode_name), "snapshot": self.snapshot()}
