"""In which order tests run."""

from itertools import groupby

import pytest


def by_what_is_made_once(item):
    """How much, and then what, of all that a file makes once a test asks for, itself or through other fixtures."""
    names = sorted(name for name in getattr(item, "fixturenames", ()) if name.endswith("_once"))
    return len(names), names


# Last, so that pytest-django has done its own sorting: under xdist it would put this order's first tests last.
@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Keep files together, journeys first: the longest, begun last, would leave all processors but one idle.

    Within a file, what asks for least comes first.
    """
    files = {}
    for path, file in groupby(items, key=lambda item: item.path):
        files.setdefault(path, []).extend(file)
    ordered = sorted(files.values(), key=lambda file: "journeys" not in file[0].path.parts)
    items[:] = [item for file in ordered for item in sorted(file, key=by_what_is_made_once)]
