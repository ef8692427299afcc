"""Write down who did what to whom: the one verb of the audit log.

Every act on other people's records is written down, and so is every look at them. Write before the act is answered:
where the log cannot be written, the act fails with it, since access without evidence of access is what it is against.

An action is named in a `register_log_actions` hook of the app whose act it is.
"""

from .models.audit import AuditEntry


def record(action, instance, *, user, data=None, about=None):
    """Write one entry, in one insert. Returns it.

    `user` did it, None for the site itself; `about` is the person concerned (an instance that is a person is meant
    without it). `data` holds keys, numbers and dates: {"organisation": 4, "rows": 50}. Instances in it become their pk.
    Raises UnknownAction, and NotAKey for what could be prose, a name or an address.
    """
    return AuditEntry.objects.log_action(instance, action, user=user, about=about, data=data)
