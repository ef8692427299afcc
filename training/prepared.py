"""Queries that every page asks: Django works their SQL out once, and each use fills in its values.

Working out the SQL of a query takes Django longer than PostgreSQL needs to answer it. See docs/decisions.
"""

from copy import copy
from threading import Lock
from types import SimpleNamespace
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections


class Prepared:
    """A query with places for values: `Prepared(lambda pk: User.objects.filter(pk=pk), -1)`, then `rows(7)`.

    `samples` stand in for the values while the SQL is worked out. Each must be of the values' type and turn up in
    the SQL as itself, so choose ones that nothing else in the query could be. What the query does not depend on
    through its values is the same for ever: today's date has to be one of them.
    """

    def __init__(self, build, *samples):
        self.build = build
        self.samples = samples
        self._lock = Lock()
        self._ready = None

    def rows(self, *values):
        """What the queryset would give for these values, as a list. Costs one query."""
        with self._lock:
            if self._ready is None:
                self._ready = self._work_out()
        queryset, compiler, sql, places = self._ready
        params = tuple(place if fill is None else fill(values[place]) for place, fill in places)
        filled = copy(compiler)
        # A connection belongs to a thread.
        filled.connection = connections[DEFAULT_DB_ALIAS]
        filled.as_sql = lambda *_, **__: (sql, params)
        asked = SimpleNamespace(
            db=DEFAULT_DB_ALIAS,
            model=queryset.model,
            query=SimpleNamespace(get_compiler=lambda *_, **__: filled),
            _known_related_objects={},
        )
        return list(queryset._iterable_class(asked))

    def first(self, *values):
        """The first row for these values, or None."""
        return next(iter(self.rows(*values)), None)

    def _work_out(self):
        queryset = self.build(*self.samples)
        compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        places = [self._place_of(param) for param in params]
        missing = set(range(len(self.samples))) - {place for place, fill in places if fill}
        if missing:
            raise ValueError(f"Samples {sorted(missing)} do not turn up in: {sql}")
        return queryset, compiler, sql, places

    def _place_of(self, param):
        """(number of the value, how it is written), or (the parameter, None) for what is always the same."""
        for number, sample in enumerate(self.samples):
            for fill in WAYS:
                if type(written := fill(sample)) is type(param) and written == param:
                    return number, fill
        return param, None


def _as_it_is(value):
    return value


def _before_anything(value):
    # Of `startswith`. The paths of trees hold nothing that LIKE would take for a sign.
    return f"{value}%"


def _as_text(value):
    # SQLite keeps dates and keys as text.
    return value.hex if isinstance(value, UUID) else str(value)


WAYS = (_as_it_is, _as_text, _before_anything)
