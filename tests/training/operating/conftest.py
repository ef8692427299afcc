"""A move ends on PostgreSQL, so its tests are there only in that run."""

from tests import prepared

collect_ignore = [] if prepared.is_postgres() else ["test_moving.py"]
