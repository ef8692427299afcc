"""What an option says of somebody to call."""

import pytest

from quizzes.templatetags.quiz_tags import option_words
from tests.training.content.factories import make_contact

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_an_option_of_a_quiz_names_a_contact_without_whom_to_call_instead():
    make_contact("learner_support", name="support", urgency="you", number="", is_local=True)
    make_contact(note="Verify")
    assert option_words("{{contact:learner_support}} & others") == "support & others"
    assert option_words("Wait") == "Wait"
    assert option_words("{{contact:ms_helpline}}") == "Modern Slavery & Exploitation Helpline on 08000 121 700"
    assert option_words("{{contact:gone}}") == "Police non-emergency line on 101"
