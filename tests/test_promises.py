"""A promise is kept by a test that runs and can fail, and by nothing that only says so."""

import pytest

from tests.promises import promises_in

MARK = "@pytest.mark.promise(8)\n"


@pytest.mark.parametrize(
    "source",
    [
        MARK + "def test_it(a):\n    assert a\n",
        MARK + "def test_it(a):\n    expect(a).to_be_visible()\n",
        MARK + "def test_it(a):\n    with pytest.raises(ValueError):\n        a()\n",
        MARK + "@pytest.mark.skipif(not POSTGRES, reason='x')\ndef test_it(a):\n    assert a\n",
        "pytestmark = [pytest.mark.journey]\n" + MARK + "def test_it(a):\n    assert a\n",
    ],
)
def test_a_test_that_can_fail_keeps_its_promise(source):
    assert promises_in(source) == [(8, "test_it", "")]


@pytest.mark.parametrize(
    "source",
    [
        MARK + "def it(a):\n    assert a\n",
        MARK + "def test_it(a):\n    pass\n",
        MARK + "def test_it(a):\n    'assert a'\n",
        MARK + "def test_it(a):\n    assert True\n",
        MARK + "@pytest.mark.skip\ndef test_it(a):\n    assert a\n",
        "@pytest.mark.skip(reason='later')\n" + MARK + "def test_it(a):\n    assert a\n",
        MARK + "@pytest.mark.xfail\ndef test_it(a):\n    assert a\n",
        MARK + "@pytest.mark.skipif(True, reason='x')\ndef test_it(a):\n    assert a\n",
        MARK + "def test_it(a):\n    pytest.skip('later')\n    assert a\n",
        MARK + "def test_it(a):\n    return\n    assert a\n",
        "pytestmark = pytest.mark.skip\n" + MARK + "def test_it(a):\n    assert a\n",
        "pytestmark = [pytest.mark.skip(reason='x')]\n" + MARK + "def test_it(a):\n    assert a\n",
        "pytest.skip('x', allow_module_level=True)\n" + MARK + "def test_it(a):\n    assert a\n",
    ],
)
def test_what_never_runs_or_never_fails_keeps_none(source):
    ((number, _name, wrong),) = promises_in(source)
    assert number == 8
    assert wrong


def test_a_mark_in_a_comment_or_a_text_is_no_mark():
    assert promises_in("# " + MARK + "TEXT = '''" + MARK + "'''\n") == []
