"""Which questions one person is asked."""

from uuid import UUID

import pytest

from courses.models import FollowUp
from quizzes.boosters import answering, beginning
from quizzes.boosters.choosing import choose, may_be_asked
from quizzes.boosters.finding import candidates, history_of
from quizzes.boosters.history import History, chosen_misconceptions
from quizzes.questions import Question
from quizzes.questions.choosing import OptionSnapshot
from quizzes.questions.single_choice import SingleChoice
from tests.quizzes.making import right_answer


def question(number, *, facts=(), believes=""):
    options = [
        OptionSnapshot(key="a", text="A", is_correct=True),
        OptionSnapshot(key="b", text="B", misconception=believes),
    ]
    stem = f"Question {number}"
    return SingleChoice.Snapshot(key=UUID(int=number), stem=stem, facts=list(facts), options=options)


RIGHT, WRONG = {"chosen": ["a"]}, {"chosen": ["b"]}


def numbers(questions):
    return [one.key.int for one in questions]


def test_misconceptions_come_first_then_facts_then_what_is_new_then_the_rest():
    shown, mistaken = question(1, believes="myth"), question(2, facts=["F1"])
    same_myth, same_fact, new, known = question(3, believes="myth"), question(4, facts=["F1"]), question(5), question(6)
    history = History()
    history.add(shown, WRONG, False)
    history.add(mistaken, WRONG, False)
    history.add(known, RIGHT, True)
    chosen = choose([known, new, same_fact, same_myth, shown, mistaken], history, "seed")
    assert numbers(chosen)[:3] == [3, 4, 5]
    assert len(chosen) == 5


def test_no_more_than_five_are_asked_and_as_many_as_there_are():
    assert len(choose([question(number) for number in range(1, 9)], History(), "seed")) == 5
    assert len(choose([question(1)], History(), "seed")) == 1
    assert choose([], History(), "seed") == []


def test_what_an_earlier_booster_asked_comes_last():
    history = History()
    history.add(question(1, believes="myth"), WRONG, False)
    history.add(question(2, believes="myth"), RIGHT, True, in_booster=True)
    chosen = choose([question(2, believes="myth"), question(3), question(4, believes="myth")], history, "seed")
    assert numbers(chosen) == [4, 3, 2]


def test_a_right_answer_shows_no_misconception():
    assert chosen_misconceptions(question(1, believes="myth"), RIGHT) == set()
    assert chosen_misconceptions(question(1, believes="myth"), WRONG) == {"myth"}
    assert chosen_misconceptions(question(1, believes="myth"), None) == set()


def test_the_order_is_another_for_each_seed_and_the_same_for_one():
    many = [question(number) for number in range(1, 30)]
    assert choose(many, History(), "one") == choose(many[::-1], History(), "one")
    assert choose(many, History(), "one") != choose(many, History(), "two")


def test_only_types_that_are_marked_at_once_and_keep_no_prose_are_asked():
    asked = {one._meta.model_name for one in Question.types() if may_be_asked(one.Snapshot.model_construct())}
    assert {"singlechoice", "multiplechoice", "truefalse", "ordering", "hotspot", "judgement"} <= asked
    assert {"freetext", "shortanswer", "practicereferral", "rating"} & asked == set()


def test_all_that_the_quizzes_of_the_course_ask_or_may_draw_can_be_asked(period):
    assert len(candidates(period.course_key)) == 7


def test_her_own_misconception_is_asked_first(follow_up):
    booster = beginning.begin(follow_up)
    assert len(booster.asked) == 5
    assert "Other 1" in booster.asked[0].stem


def test_the_second_booster_asks_others_first(follow_up, period):
    booster = beginning.begin(follow_up)
    for place, one in enumerate(booster.asked, start=1):
        answering.answer(booster, place, right_answer(one))
    history = history_of(period)
    assert history.boosted == {one.key for one in booster.asked}
    later = choose(candidates(period.course_key), history, "seed")
    assert {one.key for one in later[:2]} & history.boosted == set()
    assert FollowUp.objects.filter(done_at=None).count() == 2


@pytest.mark.parametrize("state", ["open", "void"])
def test_what_was_not_handed_in_or_left_out_of_the_total_says_nothing(period, state):
    if state == "open":
        period.attempts.update(state="open", submitted_at=None, score=None, passed=None)
    else:
        for attempt in period.attempts.all():
            attempt.responses.update(is_void=True)
    assert history_of(period).believed == {}
