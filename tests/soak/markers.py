"""What trainers do to marks: they mark what was written, and mark anew what was asked wrongly."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from quizzes import assessing, attempting, editions, regrading
from quizzes.models import QuizEdition
from quizzes.ruling import Fix, Rule
from tests.quizzes.making import wrong_answer

from .learners import LEARNER


class Markers:
    """The acts of a trainer who marks, and of learners who write something for her."""

    @rule(who=LEARNER)
    def write(self, who):
        """Write something that waits for a person."""
        period, essay = self.period(who), self.world.essay
        attempt = self.begun(period, essay) if period else None
        if attempt:
            (response,) = attempt.responses.all()
            # A question that is closed has no field on the form any more.
            texts = {} if response.is_final else {response.pk: "I saw a bed."}
            answers = {key: {"done": True, "met": []} for key in texts}
            attempting.submit(attempt, answers=answers, texts=texts)
        self.done()

    def begun(self, period, quiz):
        """The open attempt, or None where it is refused."""
        try:
            return attempting.start(period, quiz)
        except attempting.Refused:
            return None

    @rule(is_full=st.booleans())
    def assess(self, is_full):
        """Mark what waits longest."""
        trainer = self.world.person(self.world.trainer)
        response = assessing.waiting(trainer).first()
        if response:
            criteria = response.attempt.edition.quiz.by_key[response.question_key].criteria
            points = {one.key: one.points if is_full else 0 for one in criteria}
            assessing.assess(response, points, seen=response.seq, actor=trainer)
        self.done()

    @rule(fix=st.sampled_from(Fix.values), place=st.integers(0, 1), may_lower=st.booleans())
    def regrade(self, fix, place, may_lower):
        """Try a fix of a question out, and carry it out."""
        quiz = self.world.quiz
        edition = editions.newest(quiz)
        if edition and place < len(edition.quiz.questions):
            question = edition.quiz.questions[place]
            rule = Rule(fix, wrong_answer(question) if fix == Fix.ACCEPT else None, may_lower)
            pks = QuizEdition.objects.filter(quiz_key=quiz.key).order_by("pk").values_list("pk", flat=True)
            order = regrading.Order(quiz.key, question.key, tuple(pks), rule)
            plan = regrading.plan_of(order)
            trainer = self.world.person(self.world.trainer)
            made = regrading.regrade(order, reason="ambiguous", agreed=plan.digest, actor=trainer)
            assert made.counts == plan.counts
        self.done()
