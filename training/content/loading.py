"""Contacts and facts from files. Loading again updates what the files changed and keeps what a trainer changed."""

import hashlib
import json

from .models import Contact, Fact, LoadMark

CREATED, UPDATED, UNCHANGED, KEPT = "created", "updated", "unchanged", "kept"
CONTACT_FIELDS = [
    "name",
    "purpose",
    "number",
    "display",
    "url",
    "urgency",
    "area",
    "hours",
    "owner",
    "checked_on",
    "review_by",
    "is_local",
    "note",
]
FACT_FIELDS = ["claim", "source", "checked_on", "review_by", "note"]


def load_contacts(rows, force=False):
    """Load contacts, each a mapping as in contacts.yaml, in the order in which they are to be listed.

    Returns what became of each row: "created", "updated", "unchanged" or "kept" (a trainer's change stands).
    With `force` the files win. Raises ValidationError for a row that the register could not hold.
    """
    return [
        _load(Contact, row["key"], {**_taken(row, CONTACT_FIELDS), "order": place}, force)
        for place, row in enumerate(rows)
    ]


def load_facts(rows, force=False):
    """Load facts, each a mapping as in facts.yaml. Returns and raises as `load_contacts`."""
    return [_load(Fact, row["key"], {**_taken(row, FACT_FIELDS), "area": row["jurisdiction"]}, force) for row in rows]


def digest_of(data):
    """A short name for plain data, the same for the same data."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, default=str).encode()).hexdigest()


def _taken(row, fields):
    taken = {field: row[field] for field in fields if field in row}
    return {field: value.strip() if isinstance(value, str) else value for field, value in taken.items()}


def _load(model, key, values, force):
    mark = LoadMark.objects.filter(kind=model._meta.model_name, key=key).first()
    record = model.objects.filter(key=key).first()
    if not force:
        if mark and mark.digest == digest_of(values):
            return UNCHANGED
        if _was_changed_here(mark, record, values):
            return KEPT
    result = UPDATED if record else CREATED
    record = record or model(key=key)
    for field, value in values.items():
        setattr(record, field, value)
    record.full_clean()
    record.save()
    LoadMark.objects.update_or_create(
        kind=model._meta.model_name,
        key=key,
        defaults={"digest": digest_of(values), "marker": _marker(record, values)},
    )
    return result


def _was_changed_here(mark, record, values):
    if mark is None:
        return record is not None
    return record is None or mark.marker != _marker(record, values)


def _marker(record, values):
    return digest_of({field: getattr(record, field) for field in values})
