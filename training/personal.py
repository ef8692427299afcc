"""What an app's `personal_data` module speaks with: how it says what it keeps about a person.

An app that keeps something about people has a module `personal_data`. It may define, all of them optional:

    PERSONAL = {"courses.Enrolment.learner": "enrolments"}      a field that names a person: the table it is exported in
    NOT_PERSONAL = {"courses.Requirement.made_by": "..."}       a field that names a person's act, and why it stays
    def export(user):  yield Table(...)                         what a person gets who asks for her data
    def erase(person):                                          take away what says who she was; again is harmless
    def expire(now):                                            delete what is no longer needed; again is harmless

Every field of every model that names an account or an enrolment stands in one of the two: a test reads them.
"""

import importlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.utils.module_loading import module_has_submodule


@dataclass(frozen=True)
class Table:
    """One file of an export: a name such as "enrolments", headings, and rows of plain values."""

    name: str
    columns: list[str]
    rows: Iterable


@dataclass(frozen=True)
class Person:
    """Somebody who is being erased: her account, and the addresses at which she was reached until now."""

    user: object
    addresses: frozenset


def contributions(verb):
    """The `verb` of every app's `personal_data` that has it, upper apps first."""
    return [getattr(module, verb) for module in modules() if hasattr(module, verb)]


def modules():
    """The `personal_data` module of every installed app, in the order of INSTALLED_APPS."""
    return [
        importlib.import_module(f"{config.name}.personal_data")
        for config in apps.get_app_configs()
        if module_has_submodule(config.module, "personal_data")
    ]


def table_of(name, rows, *columns):
    """A Table of these columns of a queryset, headed by their names."""
    return Table(name, [column.replace("__", " ").replace("_", " ") for column in columns], rows.values_list(*columns))
