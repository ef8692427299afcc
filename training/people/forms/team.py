"""What a manager does with her people."""

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from training.dates import DatePartsField

from ..models import FrontlineRole, Membership, Organisation

LONGEST_LIST = 500


def by_place(organisations):
    """Choices of organisations in the order of the tree, each with those above it that are offered too."""
    places, above = [], []
    for organisation in organisations.order_by("path"):
        above = [one for one in above if organisation.path.startswith(one.path)]
        above.append(organisation)
        places.append((organisation.pk, " > ".join(one.name for one in above)))
    return places


def in_capitals(choices):
    """The same choices, as labels of radio buttons."""
    return [(value, capfirst(label)) for value, label in choices.choices]


class OrganisationField(forms.ModelChoiceField):
    """One of the organisations that somebody may see, shown with its place in the tree. Costs two queries."""

    def __init__(self, **options):
        super().__init__(Organisation.objects.none(), **options)

    def offer(self, organisations, *, empty_label=None):
        """Offer these organisations and no other; anything else that is sent is refused."""
        self.queryset = organisations
        first = [("", empty_label)] if empty_label else []
        self.choices = first + by_place(organisations)


class TeamFilter(forms.Form):
    """Find people in one's part of the tree."""

    # Nothing in it has to be answered, so no label says "(optional)".
    is_filter = True

    search = forms.CharField(label=_("Name or e-mail address"), required=False, max_length=100)
    organisation = OrganisationField(label=_("Organisation"), required=False)

    def __init__(self, data, *, organisations):
        super().__init__(data)
        self.fields["organisation"].offer(organisations, empty_label=_("All"))

    def narrow(self, memberships):
        """The memberships that match; all of them when the filter makes no sense."""
        if not self.is_valid():
            return memberships
        if self.cleaned_data["organisation"]:
            memberships = memberships.below(self.cleaned_data["organisation"])
        if words := self.cleaned_data["search"].strip():
            memberships = memberships.matching(words)
        return memberships


class PlaceForm(forms.Form):
    """Where invited people will work, as what, and what they may see there."""

    organisation = OrganisationField(label=_("Organisation"))
    role = forms.ModelChoiceField(
        FrontlineRole.objects.all(),
        label=_("Frontline role"),
        required=False,
        empty_label=_("They choose it themselves"),
    )
    access = forms.ChoiceField(
        label=_("Access"),
        choices=in_capitals(Membership.Access),
        initial=Membership.Access.NONE,
        widget=forms.RadioSelect,
        help_text=_("Managers and auditors see the training of everybody in this organisation and below it."),
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].offer(organisations)

    def place(self):
        """The keyword arguments of `invite` and `invite_many`."""
        return {name: self.cleaned_data[name] for name in ("organisation", "role", "access")}


class InviteForm(PlaceForm):
    """Invite one person."""

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the e-mail address.")},
    )
    field_order = ["email", "organisation", "role", "access"]


class InviteManyForm(PlaceForm):
    """Invite everybody on a pasted list."""

    people = forms.CharField(
        label=_("E-mail addresses"),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        error_messages={"required": _("Paste the e-mail addresses of the people to invite.")},
        max_length=100_000,
        help_text=_(
            "One person on each line: the e-mail address and, if you like, a comma and the frontline role. "
            "You can paste two columns from a spreadsheet. Up to 500 people at a time."
        ),
    )
    field_order = ["people", "organisation", "role", "access"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].label = _("Frontline role of those without one on the list")

    def clean_people(self):
        """Refuse a list that would keep the manager waiting."""
        text = self.cleaned_data["people"]
        if text.count("@") > LONGEST_LIST:
            raise forms.ValidationError(_("This list is too long. Paste up to 500 people at a time."))
        return text


class MembershipForm(forms.ModelForm):
    """Change a member's role or access."""

    role = forms.ModelChoiceField(
        FrontlineRole.objects.all(),
        label=_("Frontline role"),
        required=False,
        empty_label=_("They choose it themselves"),
    )
    access = forms.ChoiceField(label=_("Access"), choices=in_capitals(Membership.Access), widget=forms.RadioSelect)

    class Meta:
        model = Membership
        fields = ["role", "access"]


class LeaveForm(forms.Form):
    """Say when somebody left."""

    ended_on = DatePartsField(
        label=_("The first day they were no longer there"),
        help_text=_("Their record of training until then stays in your reports. For example, 27 3 2027."),
        error_messages={"required": _("Enter the first day they were no longer there.")},
        initial=timezone.localdate,
    )

    def __init__(self, *args, membership, **kwargs):
        super().__init__(*args, **kwargs)
        self.membership = membership

    def clean_ended_on(self):
        """A day between the first one and today."""
        day = self.cleaned_data["ended_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The date must be today or in the past."))
        if day < self.membership.started_on:
            raise forms.ValidationError(_("This is before they started here."))
        return day
