"""Records that are evidence: written once, and then neither changed nor deleted."""

from typing import NamedTuple

from django.db import models


class FrozenError(TypeError):
    """Something tried to change a record that is evidence."""


class FrozenQuerySet(models.QuerySet):
    """Rows that are written once. Only erasing a person may touch them, and it goes round by design."""

    def update(self, **fields):
        """Refuse."""
        raise FrozenError(f"{self.model.__name__} rows are written once.")

    def delete(self):
        """Refuse."""
        raise FrozenError(f"{self.model.__name__} rows are never deleted.")


def blank(rows, **fields):
    """The one way round: take from evidence what says who a person was. Only `personal_data` modules call it.

    `rows` is a queryset of that person's rows, `fields` what is left in their place. Returns how many rows there were.
    Raises FrozenError for a field that its model does not name in `erasable`: those prove what happened, and stay.
    """
    model = rows.model
    if kept := set(fields) - set(model.erasable):
        raise FrozenError(f"{model.__name__} keeps {', '.join(sorted(kept))}.")
    pks = list(rows.values_list("pk", flat=True))
    return models.QuerySet(model, using=rows.db).filter(pk__in=pks).update(**fields)


class Frozen(models.Model):
    """A record that is written once: an edition, an event, a completion."""

    # The fields that say who somebody was, and that erasing her takes away.
    erasable = ()

    objects = FrozenQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **options):
        """Write the row once.

        Raises FrozenError where it exists already.
        """
        if not self._state.adding:
            raise FrozenError(f"{type(self).__name__} rows are written once.")
        super().save(**{**options, "force_insert": True})

    def delete(self, **options):
        """Refuse."""
        raise FrozenError(f"{type(self).__name__} rows are never deleted.")


class Difference(NamedTuple):
    """A place where what is stored is not what the events say. `record` names the row, such as "enrolment 17"."""

    record: str
    what: str
    stored: object
    derived: object

    def __str__(self):
        return f"{self.record}: {self.what} is {self.stored}, and should be {self.derived}"


def differences_of(record, **pairs):
    """Those of `name=(stored, derived)` that differ, as Differences of one row."""
    name = f"{record._meta.model_name} {record.pk}"
    for what, (stored, derived) in pairs.items():
        if stored != derived:
            yield Difference(name, what, stored, derived)


def in_chunks(rows, size=500):
    """A queryset's rows by key, so many at a time: a query for each chunk, and never a whole table in memory."""
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:size]):
        yield chunk
        last = chunk[-1].pk
