"""For what a file of tests makes once: see `made_once` in conftest.py.

Where Amara and her team are among it, import the fixtures of this module over those of the cast.
"""

import pytest


def anew(row):
    """A row as the database has it: what an earlier test did to the object in memory is not passed on."""
    return type(row)._base_manager.get(pk=row.pk)


@pytest.fixture
def northmere(db, team_once):
    """The council, as it was made."""
    return team_once.get_root()


@pytest.fixture
def team(db, team_once):
    """Amara's team, as it was made."""
    return anew(team_once)


@pytest.fixture
def amara(db, amara_once):
    """Amara, as she was made."""
    return anew(amara_once)
