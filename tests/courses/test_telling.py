"""The message that says what is asked of somebody."""

from datetime import date

import pytest

from courses import requiring
from tests.courses.factories import make_course
from training.notices.models import Notice
from training.notices.sending import written


@pytest.fixture
def requirement(team, amara, ben):
    return requiring.require(make_course("Knock & look"), team, due_on=date(2099, 3, 1), actor=ben)


def test_the_message_says_what_by_when_and_where(requirement, amara):
    message = written(Notice.objects.get())
    assert message.to == [amara.email]
    assert message.subject == "Training for you: Knock & look"
    assert "Hello Amara Okafor," in message.body
    assert "Trading standards asks you to complete this course by the end of 1 March 2099" in message.body
    assert "/my-training/" in message.body


def test_another_date_is_told_as_such(requirement, ben):
    requiring.change_due(requirement, date(2099, 6, 1), actor=ben)
    message = written(Notice.objects.latest("pk"))
    assert message.subject == "New date for your training: Knock & look"
    assert "1 June 2099" in message.body
