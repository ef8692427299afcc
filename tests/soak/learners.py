"""What learners do, each as her screens let her."""

from contextlib import nullcontext

import pytest
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule

from courses import access, completing, ending, enrolling
from courses.models import LessonPage
from quizzes import attempting, locking, timing
from quizzes.models import Attempt
from tests.quizzes.making import right_answer, wrong_answer

LEARNER = st.integers(0, 2)


class Learners:
    """The acts of three learners."""

    def period(self, who):
        """A learner's open or completed period, as her screens find it."""
        return enrolling.current_enrolment(self.world.person(self.world.learners[who]), self.world.course_key)

    @rule(who=LEARNER)
    def enrol(self, who):
        """Begin, go on, renew or come back."""
        person = self.world.person(self.world.learners[who])
        if access.may_enrol(person, self.world.course):
            period = enrolling.enrol(person, self.world.course)
            if period.is_open:
                enrolling.start(period)
        self.done()

    @rule(who=LEARNER, which=st.integers(0, 3))
    def complete(self, who, which):
        """Finish a lesson."""
        lessons = list(LessonPage.objects.descendant_of(self.world.course).live().order_by("path"))
        period = self.period(who)
        if period and lessons:
            self.record(period, lessons[which % len(lessons)])
        self.done()

    def record(self, period, lesson):
        """As its button does."""
        try:
            completing.record(period, lesson, how="self")
        except completing.NotOpen:
            return

    @rule(who=LEARNER)
    def start_quiz(self, who):
        """Begin an attempt."""
        period = self.period(who)
        if period and self.world.quiz.live:
            self.attempt(period)
        self.done()

    def attempt(self, period):
        """The open attempt, or None where it is refused."""
        try:
            return attempting.start(period, self.world.quiz)
        except attempting.Refused:
            return None

    @rule(who=LEARNER, is_right=st.booleans(), is_first=st.booleans())
    def answer(self, who, is_right, is_first):
        """Answer a question of the open attempt."""
        attempt = Attempt.objects.of(self.world.learners[who]).open().first()
        if attempt:
            responses = list(attempt.responses.all())
            self.save(attempt, responses[0 if is_first else -1], is_right)
        self.done()

    def save(self, attempt, response, is_right):
        """Keep an answer, or be told that the time is up or the question closed."""
        question = attempt.edition.quiz.by_key[response.question_key]
        is_over = response.is_final or timing.is_over(attempt.deadline_at, timezone.now())
        with pytest.raises(attempting.Refused) if is_over else nullcontext():
            attempting.save(response, (right_answer if is_right else wrong_answer)(question))

    @rule(who=LEARNER, is_first=st.booleans())
    def close_question(self, who, is_first):
        """Go on from a question for good."""
        attempt = Attempt.objects.of(self.world.learners[who]).open().first()
        if attempt:
            locking.lock(attempt, 1 if is_first else attempt.responses.count())
        self.done()

    @rule(who=LEARNER)
    def submit(self, who):
        """Finish the newest attempt; again changes nothing."""
        attempt = Attempt.objects.of(self.world.learners[who]).order_by("-pk").first()
        if attempt:
            attempting.submit(attempt)
        self.done()

    @rule(who=LEARNER)
    def finish(self, who):
        """Do all that is left, the quiz with right answers."""
        period = self.period(who)
        if period and period.is_open:
            for lesson in LessonPage.objects.descendant_of(self.world.course).live():
                self.record(period, lesson)
            attempt = self.attempt(period) if self.world.quiz.live else None
            for response in attempt.responses.all() if attempt else []:
                self.save(attempt, response, is_right=True)
            if attempt:
                attempting.submit(attempt)
        self.done()

    @rule(who=LEARNER)
    def withdraw(self, who):
        """Leave a course that nobody requires."""
        period = self.period(who)
        if period and ending.may_withdraw(period):
            ending.withdraw(period)
        self.done()
