"""Marking and regrading at once: real threads, real commits."""

import pytest
from django.contrib.auth.models import Group

from courses.models import Completion, CoursePage
from quizzes import assessing, attempting, editions, records, regrading
from quizzes.models import Attempt, Regrade, Response, ResponseEvent
from quizzes.refusing import Refused
from quizzes.ruling import Fix, Rule
from tests.cast import make_user
from tests.quizzes import making
from tests.quizzes.making import right_answer, wrong_answer
from tests.quizzes.questions import test_free_text as free_text
from tests.racing import race, real_database  # noqa: F401

pytestmark = [pytest.mark.promise(4), pytest.mark.usefixtures("real_database")]


@pytest.fixture
def chidi(real_database):  # noqa: F811
    """Who trains."""
    chidi = make_user("Chidi Eze")
    chidi.groups.add(Group.objects.get(name="Trainers"))
    return chidi


def make_quiz(chidi, *questions):
    """A released course with a quiz of these questions."""
    course = making.make_course()
    quiz = making.make_quiz(course, questions)
    making.release(CoursePage.objects.get(pk=course.pk), chidi)
    return course, quiz


def test_four_trainers_give_one_mark(chidi):
    course, quiz = make_quiz(chidi, free_text.make(is_marked_by_person=True))
    attempt = attempting.start(making.enrol(make_user("Amara Okafor"), course), quiz)
    (response,) = attempt.responses.all()
    attempting.submit(attempt, answers={response.pk: {"done": True, "met": []}}, texts={response.pk: "I saw a bed."})
    response = Response.objects.get()
    points = {one.key: one.points for one in attempt.edition.quiz.questions[0].criteria}
    act = lambda: assessing.assess(response, points, seen=response.seq, actor=chidi)  # noqa: E731
    outcomes = race(*[act] * 4)
    assert sum(outcome is None for outcome in outcomes) == 1
    assert all(outcome is None or isinstance(outcome, Refused) for outcome in outcomes)
    assert ResponseEvent.objects.filter(kind="marked").count() == Completion.objects.count() == 1


def test_who_finishes_beside_a_regrade_is_in_the_plan_or_gets_the_rule(chidi):
    course, quiz = make_quiz(chidi, making.make_single("One"), making.make_single("Two"))
    attempts = [attempting.start(making.enrol(make_user(f"Person{n} Example"), course), quiz) for n in range(3)]
    for attempt in attempts:
        for response in attempt.responses.all():
            choose = wrong_answer if response.position == 2 else right_answer
            attempting.save(response, choose(attempt.edition.quiz.by_key[response.question_key]))
    edition = editions.newest(quiz)
    order = regrading.Order(quiz.key, edition.quiz.questions[1].key, (edition.pk,), Rule(Fix.FULL))
    attempting.submit(attempts[0])

    def regrade():
        agreed = regrading.plan_of(order).digest
        while True:
            try:
                return regrading.regrade(order, reason="wrong_key", agreed=agreed, actor=chidi)
            except regrading.Changed as changed:
                agreed = changed.plan.digest

    outcomes = race(regrade, *[lambda attempt=attempt: attempting.submit(attempt) for attempt in attempts[1:]])
    assert isinstance(outcomes[0], Regrade) and outcomes[1:] == [True, True]
    assert set(Attempt.objects.values_list("score", "passed")) == {(100, True)}
    assert ResponseEvent.objects.filter(kind="regraded").count() == Completion.objects.count() == 3
    assert list(records.differences()) == []
