"""What a learner is shown stays what it was when she began."""

import json
from pathlib import Path

import pytest

from quizzes import editions
from quizzes.content import QuizContent

# One question of each type, as editions hold them. Nothing that stands in it is ever changed.
KEPT = Path(__file__).with_name("kept_edition.json")


@pytest.mark.promise(3)
def test_an_edition_of_long_ago_is_read_shown_and_marked_as_it_was():
    kept = json.loads(KEPT.read_text())
    questions = QuizContent.model_validate(kept).questions
    for question, stored in zip(questions, kept["questions"], strict=True):
        assert stored.items() <= question.model_dump(mode="json").items()
        assert question.mark(question.right_answer()) == (1, True)
        assert question.answer_form(prefix="q").fields and question.review(question.right_answer())


@pytest.mark.promise(3)
def test_the_sheet_and_the_result_show_the_questions_as_they_were_asked(browser, attempt, quiz, questions):
    questions[0].stem = "<p>Quite another question</p>"
    questions[0].save_revision().publish()
    editions.build(quiz)
    sheet = browser.get(f"/attempts/{attempt.pk}/").content.decode()
    assert "What comes first?" in sheet
    assert "Quite another question" not in sheet
    browser.post(f"/attempts/{attempt.pk}/submit/", {"then": "finish", "confirmed": "1"})
    result = browser.get(f"/attempts/{attempt.pk}/result/").content.decode()
    assert "What comes first?" in result
    assert "Quite another question" not in result
