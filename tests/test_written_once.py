"""What is written once goes by no door but erasure's, and only `personal_data` modules know that one."""

import re

from django.apps import apps
from django.db.models import DO_NOTHING, PROTECT

from tests.test_architecture import OURS
from training.evidence import Frozen


def test_only_personal_data_modules_know_the_door():
    callers = [path for path in OURS if re.search(r"import .*\bblank\b|evidence\.blank\(", path.read_text())]
    assert {path.name for path in callers} == {"personal_data.py"}
    # Ways past a manager that refuses; `evidence` has the only one.
    past = re.compile(r"_raw_delete|_base_manager|_raw_update|models\.QuerySet\(")
    assert {path.name for path in OURS if past.search(path.read_text())} == {"evidence.py"}


def test_no_delete_of_anything_reaches_a_frozen_row():
    frozen = [model for model in apps.get_models() if issubclass(model, Frozen)]
    assert len(frozen) >= 8
    reaching = {
        f"{model.__name__}.{field.name}"
        for model in frozen
        for field in model._meta.concrete_fields
        if field.remote_field and field.remote_field.on_delete not in (PROTECT, DO_NOTHING)
    }
    assert reaching == set()
