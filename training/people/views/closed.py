"""Login forms of Wagtail that would take a password alone: all lead to the one that counts. And one page less."""

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.urls import reverse


def to_sign_in(request):
    """Send to allauth's sign-in, which checks where `next` leads; a posted password is not looked at."""
    target = request.GET.get(REDIRECT_FIELD_NAME)
    query = QueryDict(mutable=True)
    if target:
        query[REDIRECT_FIELD_NAME] = target
    return redirect(f"{reverse('account_login')}?{query.urlencode(safe='/')}".rstrip("?"))


def to_password_reset(request, **_):
    """Send to allauth's password reset."""
    return redirect("account_reset_password")


def not_there(request):
    """Raise Http404: Wagtail lets an administrator make a 500 on purpose, which would wake whoever watches for one."""
    raise Http404
