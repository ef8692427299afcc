"""A changed number while others look: nobody remembers the old one beyond the commit."""

from unittest import mock

from django.db import transaction

from tests.racing import race
from training.content import calling

from .factories import make_contact


def shown():
    return calling.contacts()["ms_helpline"].display


def test_who_looks_before_the_commit_does_not_make_the_old_number_stay(real_database):
    contact = make_contact(display="old")
    with transaction.atomic():
        contact.display = "new"
        contact.save()
        before = calling.version()
        assert race(shown) == ["old"]
    assert shown() == "new"
    assert calling.version() != before


def test_who_read_before_the_commit_and_remembers_after_it_does_not_bring_the_old_number_back(real_database):
    contact = make_contact(display="old")
    read = calling._read

    def slowly():
        found = read()
        contact.display = "new"
        contact.save()
        return found

    with mock.patch.object(calling, "_read", slowly):
        assert shown() == "old"
    assert shown() == "new"
