"""Whatever names a person is contributed to what she may download and have erased, or says why it is not."""

import pytest
from django.apps import apps

from courses.models import Enrolment
from training.people.models import User
from training.personal import contributions, modules


def naming_fields():
    """Every field that names an account or an enrolment, as "app.Model.field"; those of polymorphic parents once."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields(include_hidden=True)
        if field.concrete and field.remote_field and field.remote_field.model in (User, Enrolment)
    }


def listed(name):
    return [field for module in modules() for field in getattr(module, name, {})]


def test_every_field_that_names_somebody_is_contributed_or_says_why_not():
    known = [*listed("PERSONAL"), *listed("NOT_PERSONAL")]
    assert naming_fields() - set(known) == set()
    assert set(known) - naming_fields() == set(), "these fields are gone"
    assert len(known) == len(set(known)), "in two lists at once"


def test_each_app_speaks_for_its_own_models_and_says_why():
    for module in modules():
        reasons = getattr(module, "NOT_PERSONAL", {})
        assert all(len(reason) > 20 for reason in reasons.values()), module


@pytest.mark.django_db
def test_what_is_contributed_is_in_the_export(amara):
    tables = {table.name for export in contributions("export") for table in export(amara)}
    wanted = {table for module in modules() for table in getattr(module, "PERSONAL", {}).values()}
    assert wanted - tables == set()
