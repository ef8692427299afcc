"""A person's own details."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ..details import lacks_details, save_details
from ..forms.profile import ProfileForm


@login_required
def profile(request):
    """Show and change one's own details."""
    was_lacking = lacks_details(request.user)
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        save_details(
            request.user,
            name=form.cleaned_data["name"],
            accommodations=form.cleaned_data["accommodations"],
            extra_time=form.cleaned_data["extra_time"],
            roles=form.roles(),
        )
        messages.success(request, _("Your details are saved."))
        return redirect("courses:my-training" if was_lacking else "people:profile")
    return render(request, "people/profile.html", {"form": form, "is_new": was_lacking})
