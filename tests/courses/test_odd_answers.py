"""What no browser of ours would send to the assignment form."""

import pytest

from courses.models import Requirement
from tests.courses.test_assigning import ASSIGN, CHECK, MAKE, answers, as_ben

__all__ = ["answers", "as_ben"]

HUGE = ["9" * 26, str(2**63), "9" * 5000]


@pytest.mark.parametrize("huge", HUGE, ids=["26 digits", "one too many", "5000 digits"])
@pytest.mark.parametrize(
    "change", [{"course": ""}, {"organisation": ""}, {"who": "roles", "roles": ""}, {"who": "people", "learners": ""}]
)
def test_a_number_that_no_row_can_have_is_an_error_on_the_form(as_ben, answers, change, huge):
    field = list(change)[-1]
    answers |= change | {field: huge}
    assert as_ben.get(ASSIGN, answers).status_code == 200
    page = as_ben.get(CHECK, answers)
    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert as_ben.post(MAKE, answers).status_code == 302
    assert not Requirement.objects.exists()


def test_words_that_nobody_is_called_find_nobody(as_ben, answers, amara):
    page = as_ben.get(CHECK, answers | {"who": "people", "find": "a" * 5000, "search": "1"})
    assert page.status_code == 200
    assert list(page.context["found"]) == []


@pytest.mark.parametrize("words", ["\x00", "am\x00ara"])
def test_words_that_no_database_can_hold_are_refused(as_ben, answers, words):
    assert as_ben.get(CHECK, answers | {"who": "people", "find": words, "search": "1"}).status_code == 400
