"""Every address the site routes, ours or a library's, as a form to fill in."""

from typing import NamedTuple

from django.urls import get_resolver
from django.utils.regex_helper import normalize


class Address(NamedTuple):
    """One address: its name, the form of its path such as "people/%(pk)s/end/", what that wants, and its view."""

    name: str
    form: str
    wants: tuple
    view: object

    @property
    def is_ours(self):
        """Whether the view is code of this project."""
        return self.view.__module__.split(".")[0] in {"training", "courses", "quizzes", "certificates"}


def addresses():
    """All of them, in the order in which they are tried."""
    return list(dict.fromkeys(_below(get_resolver(), [("", ())], "")))


def _below(resolver, above, namespace):
    for entry in resolver.url_patterns:
        here = [
            (before + form, (*wanted, *wants))
            for before, wanted in above
            for form, wants in normalize(entry.pattern.regex.pattern.removesuffix(r"\Z"))
        ]
        if hasattr(entry, "url_patterns"):
            yield from _below(entry, here, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        else:
            for form, wants in here:
                yield Address(f"{namespace}{entry.name}", form, wants, entry.callback)
