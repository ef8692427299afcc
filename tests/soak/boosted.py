"""What learners do after a course: answer boosters, or ask not to be asked again."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule

from courses import following_up
from courses.dates import today
from courses.models import FollowUp
from quizzes.boosters import answering, beginning
from quizzes.boosters.sheet import first_open, sheet_of
from quizzes.models import Booster
from quizzes.refusing import Refused
from tests.quizzes.making import right_answer, wrong_answer


class Boosted:
    """The acts of learners once a course is behind them."""

    def open_boosters(self):
        """The boosters that can be answered, as her page shows each learner's."""
        return FollowUp.objects.open(today()).select_related("enrolment").order_by("pk")

    @rule(is_right=st.booleans(), is_all=st.booleans())
    def answer_booster(self, is_right, is_all):
        """Answer the next question of a booster, or all that are left."""
        follow_up = self.open_boosters().first()
        if follow_up and self.world.quiz.live:
            booster = beginning.begin(follow_up)
            while item := first_open(sheet_of(booster)):
                given = (right_answer if is_right else wrong_answer)(item.asked.question)
                answering.answer(booster, item.asked.number, given)
                if not is_all:
                    break
        self.done()

    @rule()
    def answer_too_late(self):
        """Send an answer to a booster that is closed, such as from an old tab."""
        for booster in Booster.objects.select_related("follow_up"):
            item = first_open(sheet_of(booster))
            if item and not following_up.is_open(booster.follow_up):
                with pytest.raises(Refused):
                    answering.answer(booster, item.asked.number, right_answer(item.asked.question))
        self.done()

    @rule()
    def decline_boosters(self):
        """Ask not to be asked again."""
        follow_up = self.open_boosters().last()
        if follow_up:
            following_up.decline(follow_up)
        self.done()
