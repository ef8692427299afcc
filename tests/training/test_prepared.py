"""A prepared query says what the queryset says."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from wagtail.models import Page

from training.people.backend import Backend
from training.people.models import User
from training.prepared import Prepared

pytestmark = pytest.mark.django_db


def test_it_gives_what_the_queryset_gives_for_each_value(amara, ben):
    by_pk = Prepared(lambda pk: User.objects.filter(pk=pk).select_related(), -1)

    assert [by_pk.first(person.pk).email for person in (amara, ben)] == [amara.email, ben.email]
    assert by_pk.first(0) is None


def test_keys_and_beginnings_are_filled_in_on_either_database():
    page = Page.objects.get(depth=1)
    by_key = Prepared(
        lambda key, path: Page.objects.filter(translation_key=key, path__startswith=path).values_list("pk"),
        UUID(int=1),
        "a path",
    )

    assert by_key.rows(page.translation_key, page.path[:2]) == [(page.pk,)]
    assert by_key.rows(uuid4(), page.path[:2]) == by_key.rows(page.translation_key, "Z") == []


def test_a_sample_that_the_query_does_not_hold_is_refused():
    with pytest.raises(ValueError, match=r"\[1\]"):
        Prepared(lambda pk, day: User.objects.filter(pk=pk), -1, date.min).rows(1, date.max)


def test_who_may_read_a_team_is_asked_anew_each_day(ben, monkeypatch):
    assert Backend().get_user(ben.pk).reads_team
    tomorrow = timezone.localdate() + timedelta(days=1)
    ben.memberships.update(ended_on=tomorrow)
    assert Backend().get_user(ben.pk).reads_team

    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
    assert not Backend().get_user(ben.pk).reads_team
