"""What a learner is shown stays what it was when she began."""

import pytest

from quizzes import editions


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
