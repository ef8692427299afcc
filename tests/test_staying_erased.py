"""Who was erased stays so: nothing that comes later notes her name, keeps it or writes to her."""

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses import enrolling
from tests.courses.factories import make_course
from tests.dumping import dump, holding
from training.notices import sending
from training.notices.models import Notice
from training.people.erasing import erase
from training.people.models import User


@pytest.fixture
def admin(db):
    return get_user_model().objects.create_superuser("admin@northmere.example", "x", name="Admin")


def test_whoever_enrols_a_person_read_before_she_was_erased_notes_no_name(amara, admin):
    stale = User.objects.get(pk=amara.pk)
    erase(amara, admin)
    period = enrolling.enrol(stale, make_course())
    assert (period.name, period.learner.name) == ("", "")
    assert holding(dump(), "amara", "okafor") == []


def test_an_erased_account_takes_no_name_again(amara, admin):
    erase(amara, admin)
    stale = User.objects.get(pk=amara.pk)
    stale.name = "Amara Okafor"
    with pytest.raises(IntegrityError), transaction.atomic():
        stale.save()


def test_nothing_is_posted_to_an_erased_person(amara, admin):
    erase(amara, admin)
    amara.refresh_from_db()
    assert sending.post(amara.email, "assigned", "requirement:2", timezone.localdate()) is None
    assert not Notice.objects.filter(subject_key="requirement:2").exists()
