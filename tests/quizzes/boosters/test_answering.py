"""A booster begun, answered once and for all, and nothing else touched."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from certificates import issuing
from courses import following_up
from courses.models import FollowUp
from quizzes.boosters import answering, beginning
from quizzes.models import Booster, BoosterAnswer
from quizzes.questions.single_choice import SingleChoice
from quizzes.refusing import Refused
from tests.evidence import changed, evidence
from tests.quizzes.making import right_answer, wrong_answer
from training.people.management.commands.check_records import differences


def answer_all(booster, how=right_answer):
    for place, question in enumerate(booster.asked, start=1):
        answering.answer(booster, place, how(question))


@pytest.mark.promise(3)
def test_a_booster_changes_nothing_of_the_period_its_events_or_its_certificate(period, follow_up):
    issuing.issue(period)
    before = evidence()
    answer_all(beginning.begin(follow_up), wrong_answer)
    assert FollowUp.objects.get(pk=follow_up.pk).done_at
    after = evidence()
    assert changed(before, after) == [f"FollowUp {follow_up.pk}"]
    fresh = {name for name, rows in after.items() if len(rows) > len(before[name])}
    assert fresh == {"Booster", "BoosterAnswer"}


def test_it_is_done_with_the_last_answer(follow_up):
    booster = beginning.begin(follow_up)
    for place, question in enumerate(booster.asked, start=1):
        assert FollowUp.objects.get(pk=follow_up.pk).done_at is None
        last = answering.answer(booster, place, right_answer(question))
    assert FollowUp.objects.get(pk=follow_up.pk).done_at == last.at


def test_beginning_again_asks_the_same_questions(follow_up):
    first = beginning.begin(follow_up)
    assert beginning.begin(follow_up).questions == first.questions
    assert Booster.objects.count() == 1


def test_what_trainers_change_afterwards_changes_no_booster_that_was_begun(follow_up):
    booster = beginning.begin(follow_up)
    question = SingleChoice.objects.get(key=booster.asked[0].key)
    question.options[0].value["is_correct"], question.options[1].value["is_correct"] = False, True
    question.save_revision().publish()
    kept = answering.answer(Booster.objects.get(), 1, right_answer(booster.asked[0]))
    assert kept.is_right
    assert wrong_records() == []


def test_the_first_answer_to_a_question_stands(follow_up):
    booster = beginning.begin(follow_up)
    question = booster.asked[0]
    first = answering.answer(booster, 1, right_answer(question))
    again = answering.answer(booster, 1, wrong_answer(question))
    assert (again.pk, again.is_right) == (first.pk, True)
    assert BoosterAnswer.objects.count() == 1


@pytest.mark.parametrize("given", [None, {}, {"chosen": []}, {"chosen": ["other"]}, {"text": "prose"}])
def test_what_is_no_answer_is_refused(follow_up, given):
    booster = beginning.begin(follow_up)
    with pytest.raises(Refused):
        answering.answer(booster, 1, given)
    assert not BoosterAnswer.objects.exists()


def test_a_declined_booster_takes_no_answer_and_is_not_begun(follow_up):
    booster = beginning.begin(follow_up)
    following_up.decline(follow_up)
    with pytest.raises(Refused):
        answering.answer(booster, 1, right_answer(booster.asked[0]))
    with pytest.raises(Refused):
        beginning.begin(FollowUp.objects.get(kind=3))
    assert not BoosterAnswer.objects.exists()


def test_before_it_is_due_and_after_it_closed_it_is_not_begun(follow_up):
    for day in (follow_up.due_on - timedelta(days=1), follow_up.closes_on + timedelta(days=1)):
        with time_machine.travel(day), pytest.raises(Refused):
            beginning.begin(follow_up)


def test_records_are_held_against_the_answers(follow_up):
    booster = beginning.begin(follow_up)
    answer_all(booster)
    assert wrong_records() == []
    FollowUp.objects.filter(pk=follow_up.pk).update(done_at=None)
    assert wrong_records() == ["done_at"]
    FollowUp.objects.filter(pk=follow_up.pk).update(done_at=booster.begun_at, asked_at=booster.begun_at)
    BoosterAnswer.objects.create(
        booster=booster, position=9, question_key=uuid4(), answer={}, mark=1, is_right=True, at=booster.begun_at
    )
    assert "answers" in wrong_records()


def wrong_records():
    return [one.what for one in differences() if "booster" in one.record or "followup" in one.record]
