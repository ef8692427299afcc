"""Every table of the site, read in a form that is the same on every database, so that two can be compared."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.apps import apps

# The search index is worked out anew from the pages (`update_index`), and differs from one database to another.
DERIVED = {"wagtailsearch"}
ROWS_AT_ONCE = 500
SUM_OF_NOTHING = 0
LARGEST = 2**256


@dataclass(frozen=True)
class Table:
    """A table by its name, and its columns, each with the kind of what it holds."""

    name: str
    columns: dict[str, str]

    def rows(self, connection):
        """Every row, in no order, each a tuple of plain Python values; asked for in portions."""
        quote = connection.ops.quote_name
        names = ", ".join(quote(name) for name in self.columns)
        readers = [READERS.get(kind.partition(":")[0], _as_it_is) for kind in self.columns.values()]
        kinds = list(self.columns.values())
        with connection.chunked_cursor() as cursor:
            cursor.execute(f"SELECT {names} FROM {quote(self.name)}")  # noqa: S608 - names from our own models
            while portion := cursor.fetchmany(ROWS_AT_ONCE):
                for row in portion:
                    yield tuple(
                        None if value is None else read(value, kind)
                        for read, value, kind in zip(readers, row, kinds, strict=True)
                    )


@dataclass
class Tally:
    """How many rows a table has, and a digest of them that does not depend on their order."""

    rows: int = 0
    total: int = field(default=SUM_OF_NOTHING, repr=False)

    def add(self, row):
        """Count a row in."""
        self.rows += 1
        told = json.dumps(row, default=_told, ensure_ascii=False).encode()
        self.total = (self.total + int.from_bytes(hashlib.sha256(told).digest())) % LARGEST

    @property
    def sha256(self):
        """The digest, as text."""
        return f"{self.total:064x}"


def tally(connection, table):
    """Count and digest what a table holds."""
    result = Tally()
    for row in table.rows(connection):
        result.add(row)
    return result


def all_tables():
    """The tables of all models, with those between them; not what is derived, and not the cache."""
    models = apps.get_models(include_auto_created=True)
    kept = [model for model in models if model._meta.managed and model._meta.app_label not in DERIVED]
    return sorted(
        (Table(model._meta.db_table, _columns(model)) for model in kept if not model._meta.proxy),
        key=lambda table: table.name,
    )


def _columns(model):
    return {one.column: _kind(one) for one in model._meta.local_concrete_fields}


def _kind(one):
    """The internal type of a column; a key has that of what it points at."""
    target = one.target_field if one.is_relation else one
    while target.is_relation:
        target = target.target_field
    kind = target.get_internal_type()
    return f"{kind}:{target.decimal_places}" if kind == "DecimalField" else kind


def _as_it_is(value, _kind):
    return value


def _read_datetime(value, _kind):
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment).astimezone(UTC)


def _read_decimal(value, kind):
    places = int(kind.partition(":")[2])
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places))


def _read_json(value, _kind):
    """The same text for the same meaning: a database may order keys and write numbers as it likes."""
    read = json.loads(value, parse_float=_plain_number) if isinstance(value, str | bytes) else value
    return json.dumps(read, sort_keys=True, ensure_ascii=False)


def _plain_number(text):
    number = float(text)
    return int(number) if number.is_integer() else number


READERS = {
    "BooleanField": lambda value, _kind: bool(value),
    "DateTimeField": _read_datetime,
    "DateField": lambda value, _kind: date.fromisoformat(value) if isinstance(value, str) else value,
    "TimeField": lambda value, _kind: time.fromisoformat(value) if isinstance(value, str) else value,
    "DurationField": lambda value, _kind: timedelta(microseconds=value) if isinstance(value, int) else value,
    "DecimalField": _read_decimal,
    "FloatField": lambda value, _kind: float(value),
    "UUIDField": lambda value, _kind: UUID(str(value)),
    "JSONField": _read_json,
    "BinaryField": lambda value, _kind: bytes(value),
}


def _told(value):
    """What JSON has no word for, in a form that is the same everywhere."""
    return value.hex() if isinstance(value, bytes) else str(value)
