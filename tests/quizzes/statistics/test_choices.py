"""What was chosen is counted under the words in which it was read, and a wording that few read tells of nobody."""

import pytest

from quizzes import editions
from quizzes.statistics.counting import counted
from quizzes.statistics.quiz import statistics_of
from tests.quizzes import making
from tests.quizzes.statistics.people import people
from tests.quizzes.statistics.taking import take


@pytest.fixture
def choose(quiz, enrolment):
    """So many people are asked by the newest edition, and choose this of the first question."""

    def act(words, how_many):
        edition = editions.newest(quiz)
        single, *others = edition.quiz.questions
        answers = [making.keys_of(single, words), *(question.right_answer() for question in others)]
        for one in people(enrolment, how_many):
            take(one, edition, [answers])

    return act


@pytest.fixture
def change(quiz, questions):
    """Change the options of the first question, as its editor does: a block keeps its key."""

    def act(*texts, order=None):
        options = questions[0].options
        blocks = [options[place] for place in order or range(len(options))]
        raw = [{"type": "option", "id": one.id, "value": dict(one.value)} for one in blocks]
        for block, text in zip(raw, texts, strict=False):
            block["value"]["text"] = text
        questions[0].options = options.stream_block.to_python(raw)
        questions[0].save_revision().publish()
        return editions.build(quiz)

    return act


@pytest.fixture
def told(quiz):
    """What the statistics tell of the first question: {words: how many chose it}, in order."""

    def act():
        return [(choice.words, choice.is_right, choice.count) for choice in first(quiz).choices]

    return act


def first(quiz):
    return statistics_of(counted(quiz)).items[0]


def test_answers_stand_under_the_words_of_their_own_edition(choose, change, told, quiz):
    choose("Wait", 6)
    change("Call", "Wait outside", "Leave")
    choose("Wait outside", 5)
    choose("Call", 1)
    assert told() == [("Call", True, 1), ("Wait outside", False, 5), ("Leave", False, 0), ("Wait", False, 6)]
    assert [choice.words for choice in first(quiz).choices if not choice.is_current] == ["Wait"]


def test_the_same_words_add_up_whatever_their_keys(choose, change, told):
    """A file that was loaded again in another order gave its keys by place."""
    choose("Call", 5)
    change("Leave", "Wait", "Call")
    choose("Call", 1)
    assert ("Call", False, 6) in told()


def test_an_order_that_changed_changes_no_count(choose, change, told):
    choose("Call", 5)
    change(order=[1, 0, 2])
    choose("Call", 1)
    assert told() == [("Wait", False, 0), ("Call", True, 6), ("Leave", False, 0)]


def test_what_fewer_than_five_could_read_is_counted_with_what_it_was(choose, change, told):
    choose("Wait", 6)
    change("Call", "Wait outside", "Leave")
    choose("Wait outside", 4)
    assert told() == [("Call", True, 0), ("Wait, or: Wait outside", False, 10), ("Leave", False, 0)]
    choose("Call", 1)
    assert ("Wait outside", False, 4) in told()


def test_words_of_a_day_do_not_hide_those_of_a_year(choose, change, told):
    choose("Wait", 30)
    change("Call", "Wiat", "Leave")
    choose("Wiat", 2)
    change("Call", "Wait outside", "Leave")
    choose("Wait outside", 9)
    assert told() == [
        ("Call", True, 0),
        ("Wiat, or: Wait outside", False, 11),
        ("Leave", False, 0),
        ("Wait", False, 30),
    ]


def test_what_nobody_could_choose_lately_worries_nobody(choose, change, quiz):
    choose("Leave", 20)
    change("Call", "Wait outside", "Leave")
    choose("Call", 19)
    assert not any("Nobody chooses" in worry for worry in first(quiz).worries)
    choose("Call", 1)
    assert [worry for worry in first(quiz).worries if "Nobody chooses" in worry] == ["Nobody chooses “Wait outside”."]


def test_fewer_who_could_choose_what_is_right_do_not_make_it_chosen_less(choose, change, quiz):
    choose("Wait", 12)
    choose("Call", 28)
    change("Call the police", "Wait", "Leave")
    choose("Wait", 6)
    choose("Call the police", 14)
    assert not any("more often" in worry for worry in first(quiz).worries)


def test_earlier_words_are_marked_on_the_screen(choose, change, quiz, editor):
    choose("Wait", 6)
    change("Call", "Wait outside", "Leave")
    choose("Call", 6)
    page = editor.get(f"/quizzes/{quiz.pk}/statistics/").text
    assert page.count("In an earlier edition") == 1
