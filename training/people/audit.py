"""Write down who did what to whom: the one verb of the audit log.

Every act on other people's records is written down, and so is every look at them. Write before the act is answered:
where the log cannot be written, the act fails with it, since access without evidence of access is what it is against.

An action is named in a `register_log_actions` hook of the app whose act it is.
"""

from django.db.models import Model
from django.utils.text import slugify

from .models.audit import AuditEntry


def record(action, instance, *, user, data=None, about=None):
    """Write one entry, in one insert. Returns it.

    `instance` may be a model, for a list of all its rows. `user` did it, None for the site itself; `about` is the
    person concerned (an instance that is a person is meant without it). `data` holds keys, numbers and dates, such as
    {"organisation": 4, "rows": 50}. Instances in it become their pk.
    Raises UnknownAction, and NotAKey for what could be prose, a name or an address.
    """
    return AuditEntry.objects.log_action(instance, action, user=user, about=about, data=data)


def numbers_of(page):
    """How much of a list was shown, as data of an entry: {"page": 2, "rows": 50, "found": 120}."""
    return {"page": page.number, "rows": len(page.object_list), "found": page.paginator.count}


def filters_of(form):
    """What a valid filter form asks for, as data of an entry. Of typed words, often a name, only that some were."""
    used = {name: value for name, value in form.cleaned_data.items() if value not in (None, "", False, [])}
    return {name: _key_of(form.fields[name], value) for name, value in used.items()}


def _key_of(field, value):
    if not isinstance(value, str):
        return [one.pk for one in value] if _is_many(value) else value
    return slugify(value)[:80] if hasattr(field, "choices") else True


def _is_many(value):
    return hasattr(value, "__iter__") and not isinstance(value, Model | dict)
