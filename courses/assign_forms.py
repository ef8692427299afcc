"""Forms for assigning: a manager can name only what is in her part of the tree."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from training.choosing import RowField, RowsField
from training.dates import DatePartsField
from training.people.models import FrontlineRole, User

from .covering import members_of
from .models import CourseEdition, CoursePage
from .reports import indented
from .statuses import today


class DueForm(forms.Form):
    """A date that is still to come."""

    due_on = DatePartsField(
        label=_("By when?"),
        help_text=_("The last day on which it is in time. For example, 27 3 2027."),
        error_messages={"required": _("Enter the date by which people should have completed it.")},
    )

    def clean_due_on(self):
        """Refuse a day that is over."""
        due_on = self.cleaned_data["due_on"]
        if due_on < today():
            raise ValidationError(_("The date must be today or in the future."), code="past")
        return due_on


class AssignmentForm(DueForm):
    """Which course, whom, by when. Named people are chosen on a page of their own.

    `organisations` are those that the person assigning manages; no other can be named, nor anybody elsewhere.
    """

    EVERYONE, ROLES, PEOPLE = "everyone", "roles", "people"
    field_order = ["course", "organisation", "who", "roles", "due_on"]

    course = RowField(
        CoursePage.objects.none(),
        label=_("Which course?"),
        empty_label=_("Choose a course"),
        error_messages={"required": _("Choose a course.")},
    )
    organisation = forms.TypedChoiceField(
        label=_("In which part of the organisation?"),
        help_text=_("Includes the parts below it."),
        error_messages={"required": _("Choose a part of the organisation.")},
    )
    who = forms.ChoiceField(
        label=_("Who should take it?"),
        widget=forms.RadioSelect,
        choices=[
            (EVERYONE, _("Everyone in it, and whoever joins later")),
            (ROLES, _("Everyone in it with one of the roles below, and whoever joins later with one")),
            (PEOPLE, _("People I name on the next page")),
        ],
        error_messages={"required": _("Choose who should take it.")},
    )
    roles = RowsField(
        FrontlineRole.objects.all(),
        label=_("Roles"),
        help_text=_("Only if you chose people by their role."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    learners = RowsField(User.objects.none(), widget=forms.MultipleHiddenInput, required=False, label=_("People"))

    def __init__(self, data=None, *, organisations):
        super().__init__(data)
        parts = {part.pk: part for part in organisations.order_by("path")}
        self.fields["organisation"].coerce = lambda value: parts[int(value)]
        self.fields["organisation"].choices = [
            ("", _("Choose a part of the organisation")),
            *indented(parts.values()),
        ]
        self.fields["course"].queryset = assignable_courses()
        self.fields["learners"].queryset = User.objects.filter(memberships__organisation__in=list(parts)).distinct()

    def clean(self):
        """Ask for roles where people are meant by role, and forget what belongs to another answer."""
        cleaned = super().clean()
        who = cleaned.get("who")
        if who == self.ROLES and not cleaned.get("roles"):
            self.add_error("roles", _("Choose at least one role."))
        if who != self.ROLES:
            cleaned["roles"] = []
        if who != self.PEOPLE:
            cleaned["learners"] = []
        if who == self.PEOPLE and cleaned.get("organisation") and cleaned.get("learners"):
            cleaned["learners"] = self._present(cleaned)
        return cleaned

    def needs_people(self):
        """Whether people are still to be named."""
        return self.cleaned_data["who"] == self.PEOPLE and not self.cleaned_data["learners"]

    def members(self):
        """The memberships that this asks today."""
        cleaned = self.cleaned_data
        return members_of(cleaned["organisation"], roles=cleaned["roles"], learners=cleaned["learners"])

    def people_count(self):
        """How many people this asks today."""
        return self.members().order_by().values("user").distinct().count()

    def _present(self, cleaned):
        # Someone who left while the form was open is not asked.
        return User.objects.filter(
            pk__in=members_of(cleaned["organisation"], learners=cleaned["learners"]).values("user")
        )


class FindForm(forms.Form):
    """Words to find people by."""

    find = forms.CharField(required=False, max_length=100)

    def among(self, people):
        """Those whose name or e-mail address holds the words; nobody for words that no name can hold."""
        if not self.is_valid():
            return people.none()
        words = self.cleaned_data["find"]
        return people.filter(Q(name__icontains=words) | Q(email__icontains=words)) if words else people


def assignable_courses():
    """Published courses that have an edition, by title."""
    released = CourseEdition.objects.filter(course_key=OuterRef("translation_key"))
    return CoursePage.objects.live().filter(Exists(released)).order_by("title")
