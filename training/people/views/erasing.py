"""An administrator erases a person, after reading what that means and typing whom it is about."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from .. import audit
from ..erasing import erase
from ..models import User


class EraseForm(forms.Form):
    """The address of the person, typed: nobody does that by mistake."""

    address = forms.CharField(
        label=_("To confirm, type the e-mail address of this person"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_address(self):
        """Refuse any other address."""
        address = self.cleaned_data["address"].strip().lower()
        if address != self.person.email:
            raise forms.ValidationError(_("This is not the e-mail address of this person. Nothing was done."))
        return address


@require_http_methods(["GET", "HEAD", "POST"])
def erase_person(request, pk):
    """Say what goes and what stays; POST erases. Administrators only, and never oneself."""
    if not request.user.is_superuser:
        raise Http404
    person = get_object_or_404(User.objects.filter(erased_at=None).exclude(pk=request.user.pk), pk=pk)
    form = EraseForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        erase(person, request.user)
        messages.success(request, _("The person is erased. What they learned still counts, without a name."))
        return redirect("wagtailusers_users:index")
    audit.record("people.view_account", person, user=request.user)
    return render(request, "people/admin/erase.html", {"form": form, "person": person})
