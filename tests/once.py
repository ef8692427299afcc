"""For what a file of tests makes once: see `made_once` in conftest.py."""


def anew(row):
    """A row as the database has it: what an earlier test did to the object in memory is not passed on."""
    return type(row)._base_manager.get(pk=row.pk)
