"""Which tests are asked of both kinds of database."""

import pytest

pytestmark = pytest.mark.once


@pytest.mark.usefixtures("searchable")
def test_what_searches_is_asked_of_both_whatever_its_file_says(request):
    assert request.node.get_closest_marker("everywhere")
