"""A sentence to call true or false."""

from tests.quizzes import making

make = making.make_true_false


def wrong_answer(snapshot):
    """What the sentence is not."""
    return {"chosen": [option.key for option in snapshot.options if not option.is_correct]}


def test_true_comes_before_false_whatever_the_seed(db):
    true_false = making.make_true_false().snapshot()
    assert {
        tuple(value for value, _ in true_false.answer_form(seed=seed).fields["answer"].choices) for seed in "abcdefgh"
    } == {("true", "false")}
