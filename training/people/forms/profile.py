"""A person's own details."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import FrontlineRole, User
from ..naming import SeenName


class ProfileForm(SeenName, forms.ModelForm):
    """Name, what helps to learn, and the frontline role in each organisation."""

    # Whoever leaves it alone needs no more than others.
    extra_time = forms.TypedChoiceField(
        choices=User.ExtraTime.choices,
        coerce=int,
        empty_value=User.ExtraTime.NONE,
        required=False,
        label=gettext_lazy("How much time you need"),
        help_text=User._meta.get_field("extra_time").help_text,
    )

    class Meta:
        model = User
        fields = ["name", "accommodations", "extra_time"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "accommodations": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages = {"name": {"required": gettext_lazy("Enter your full name.")}}
        labels = {"name": gettext_lazy("Full name"), "accommodations": gettext_lazy("What helps you learn")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.memberships = list(self.instance.memberships.current().select_related("organisation", "role"))
        roles = FrontlineRole.objects.all()
        for membership in self.memberships:
            self.fields[self._key(membership)] = forms.ModelChoiceField(
                roles,
                label=_("Your frontline role at %(organisation)s") % {"organisation": membership.organisation},
                help_text=_("It decides which examples and which courses you see."),
                required=False,
                initial=membership.role_id,
                empty_label=_("Not a frontline role"),
            )

    def _key(self, membership):
        return f"role_{membership.pk}"

    def role_fields(self):
        """The fields of the roles, for the template."""
        return [self[self._key(membership)] for membership in self.memberships]

    def roles(self):
        """Each membership with the role chosen for it."""
        return {membership: self.cleaned_data[self._key(membership)] for membership in self.memberships}
