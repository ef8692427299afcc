"""Many finished attempts, written straight into the tables: taking each by its verbs would take minutes."""

import random

from django.utils import timezone

from quizzes.marking import decimal, result_of
from quizzes.models import Attempt, Response


def take(enrolment, edition, sheets, *, first_number=1, questions=None):
    """Store an attempt for each sheet of answers, in the order of these questions, or of those of the edition."""
    questions, now = questions or edition.quiz.drawn(""), timezone.now()
    for number, answers in enumerate(sheets, start=first_number):
        result = result_of(questions, answers, 80)
        attempt = Attempt.objects.create(
            enrolment=enrolment,
            edition=edition,
            quiz_key=edition.quiz_key,
            number=number,
            state=Attempt.State.SUBMITTED,
            pass_mark=80,
            seed="",
            started_at=now,
            submitted_at=now,
            score=result.score,
            passed=result.passed,
        )
        Response.objects.bulk_create(
            Response(
                attempt=attempt,
                position=place,
                question_key=question.key,
                answer=answer,
                is_final=True,
                mark=decimal(mark.fraction),
                is_right=mark.is_right,
            )
            for place, (question, answer, mark) in enumerate(
                zip(questions, answers, result.marks, strict=True), start=1
            )
        )


def guesses(edition, count, seed=7):
    """Sheets of learners who know more or less, so that questions go together, as they do in life."""
    chance = random.Random(seed)
    questions = edition.quiz.drawn("")
    for _ in range(count):
        knows = chance.random()
        yield [_guess(chance, question, knows) for question in questions]


def _guess(chance, question, knows):
    keys = [option.key for option in question.options]
    if chance.random() < knows:
        return question.right_answer()
    return {"chosen": chance.sample(keys, 1 if question.most == 1 else chance.randint(0, 3))}
