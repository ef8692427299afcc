"""Many people out of a few: rows that the site's own code wrote, copied inside PostgreSQL under new numbers.

A copy says what its original says, but for who it is about. So the many are as consistent as the few, and a new
column is copied without a word here.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field

from django.db import connection, transaction

from scripts.bench.indexes import rebuilt

PEOPLE, PERIODS = "people_user", "courses_enrolment"
FIRST = "ARRAY['Ada','Bilal','Cerys','Dipa','Eoin','Farid','Grace','Hana','Idris','Joan','Kofi','Lena','Mina']"
LAST = "ARRAY['Adeyemi','Brown','Chowdhury','Davies','Evans','Farah','Green','Hughes','Ivanov','Jones','Khan']"
NAME = f"({FIRST})[1 + {{id}} % 13] || ' ' || ({LAST})[1 + {{id}} / 13 % 11]"
EMAIL = "'person' || {id} || '@bench.example'"
SERIAL = (
    "'FT-' || extract(year from period.completed_at at time zone 'Europe/London') || '-'"
    " || lpad(period.id::text, greatest(6, length(period.id::text)), '0')"
    " || CASE WHEN source.number = 1 THEN '' ELSE '-' || source.number END"
)
# From so many new rows on, indexes are quicker built anew than added to.
MANY = 500_000
PDF = f"convert_to('%PDF-1.7 ' || {SERIAL}, 'UTF8')"


@dataclass(frozen=True)
class Table:
    """One table to copy: which of its columns name copied rows, and which say something else in the copy."""

    name: str
    links: Mapping[str, str]
    instead: Mapping[str, str] = field(default_factory=dict)
    # The link that decides which rows are copied; the people themselves are given.
    of: str = ""
    joins: str = ""


TABLES = [
    Table(PEOPLE, {}, {"email": EMAIL, "name": NAME}),
    Table("account_emailaddress", {"user_id": PEOPLE}, {"email": EMAIL.format(id="user_id_new.id")}, "user_id"),
    Table("people_membership", {"user_id": PEOPLE}, of="user_id"),
    Table(
        PERIODS,
        {"learner_id": PEOPLE},
        {"email": EMAIL.format(id="learner_id_new.id"), "name": NAME.format(id="learner_id_new.id")},
        "learner_id",
    ),
    Table("courses_enrolmentevent", {"enrolment_id": PERIODS, "actor_id": PEOPLE}, of="enrolment_id"),
    Table("courses_obligation", {"enrolment_id": PERIODS}, of="enrolment_id"),
    Table("courses_completion", {"enrolment_id": PERIODS}, of="enrolment_id"),
    Table("quizzes_attempt", {"enrolment_id": PERIODS}, of="enrolment_id"),
    Table("quizzes_response", {"attempt_id": "quizzes_attempt"}, of="attempt_id"),
    Table("quizzes_responseevent", {"response_id": "quizzes_response", "actor_id": PEOPLE}, of="response_id"),
    Table(
        "certificates_certificate",
        {"enrolment_id": PERIODS, "supersedes_id": "certificates_certificate"},
        {
            "serial": SERIAL,
            "code": "upper(substr(md5(random()::text || {id}), 1, 20))",
            "data": "jsonb_set(source.data, '{{name}}', to_jsonb(period.name))",
            "pdf": PDF,
            "sha256": f"encode(sha256({PDF}), 'hex')",
        },
        "enrolment_id",
        "JOIN courses_enrolment period ON period.id = enrolment_id_new.id",
    ),
    Table("certificates_certificateevent", {"certificate_id": "certificates_certificate"}, of="certificate_id"),
]


def copy(people: list[int], times: int) -> None:
    """Copy these people, and all that is recorded of them, so many times. Statistics for the planner come last."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Numbers are given out here, so every key is right by construction; asking each one would take longest.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in TABLES:
            _copy(cursor, table, people, times)
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"VACUUM ANALYZE {table.name}")


def _copy(cursor, table: Table, people: list[int], times: int) -> None:
    if table.of:
        parent = table.links[table.of]
        wanted = f"SELECT t.id FROM {table.name} t JOIN original_{parent} p ON p.id = t.{table.of}"
        cursor.execute(_numbered(table, wanted))
    else:
        cursor.execute(_numbered(table, f"SELECT id FROM {table.name} WHERE id = ANY(%s)"), [people])
    cursor.execute(f"SELECT count(*), (SELECT coalesce(max(id), 0) FROM {table.name}) FROM original_{table.name}")
    count, base = cursor.fetchone()
    if not count:
        return
    # Which new number stands for which old one, in which copy.
    cursor.execute(
        f"CREATE TEMP TABLE copied_{table.name} ON COMMIT DROP AS"
        f" SELECT o.id AS old, c AS copy, {base} + (c - 1) * {count} + o.place AS id"
        f" FROM original_{table.name} o CROSS JOIN generate_series(1, {times}) c"
    )
    cursor.execute(f"CREATE INDEX ON copied_{table.name} (old, copy); ANALYZE copied_{table.name}")
    with rebuilt(cursor, table.name) if count * times > MANY else nullcontext():
        cursor.execute(_insertion(table, _columns(cursor, table.name)))
    cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT max(id) FROM {table.name}))")


def _numbered(table: Table, wanted: str) -> str:
    return (
        f"CREATE TEMP TABLE original_{table.name} ON COMMIT DROP AS"
        f" SELECT id, row_number() OVER (ORDER BY id) AS place FROM ({wanted}) wanted"
    )


def _columns(cursor, name: str) -> list[str]:
    return [column.name for column in connection.introspection.get_table_description(cursor, name)]


def _insertion(table: Table, columns: list[str]) -> str:
    values = [_value(table, column) for column in columns]
    joins = [
        # A link to somebody who is not copied, such as the manager who asked, stays as it is.
        f"LEFT JOIN copied_{target} {column}_new"
        f" ON {column}_new.old = source.{column} AND {column}_new.copy = here.copy"
        for column, target in table.links.items()
        if target != table.name
    ]
    return (
        f"INSERT INTO {table.name} ({', '.join(map(_quoted, columns))}) SELECT {', '.join(values)}"
        f" FROM copied_{table.name} here JOIN {table.name} source ON source.id = here.old"
        f" {' '.join(joins)} {table.joins}"
    )


def _value(table: Table, column: str) -> str:
    if column == "id":
        return "here.id"
    if column in table.instead:
        return table.instead[column].format(id="here.id")
    if table.links.get(column) == table.name:
        return (
            f"(SELECT same.id FROM copied_{table.name} same WHERE same.old = source.{column} AND same.copy = here.copy)"
        )
    if column in table.links:
        return f"coalesce({column}_new.id, source.{column})"
    return f"source.{_quoted(column)}"


def _quoted(column: str) -> str:
    # One is called "primary".
    return f'"{column}"'
