"""Forms before and after a course: sent, never passed, and no question in both."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from courses.models import Completion
from quizzes import attempting, editions, pairing, records
from quizzes.content import QuizContent
from quizzes.models import QuizPool
from quizzes.refusing import Refused
from quizzes.rules import Measures, Rules
from quizzes.sheet import trial_sheet
from tests.quizzes import making
from tests.quizzes.questions.test_rating import make as make_rating


@pytest.fixture
def topic(db):
    topic = making.make_topic("What changes")
    for number in range(6):
        making.make_single(f"Which is number {number}?", topic=topic, is_must_pass=True)
    return topic


@pytest.fixture
def forms(course, topic):
    """The two forms: a rating scale and three of six questions each."""
    sure = make_rating("How sure are you?")
    pages = {
        name: making.make_quiz(course, [sure], [(topic, 3)], title=f"The form {name}", slug=name, measures=name)
        for name in (Measures.BEFORE, Measures.AFTER)
    }
    for page in pages.values():
        editions.build(page)
    return pages


def send(enrolment, quiz, how=making.wrong_answer):
    attempt = attempting.start(enrolment, quiz)
    for response in attempt.responses.all():
        question = attempt.edition.quiz.by_key[response.question_key]
        attempting.save(response, how(question) if question.is_scored else question.right_answer())
    attempting.submit(attempt)
    attempt.refresh_from_db()
    return attempt


def scored(attempt):
    questions = attempt.edition.quiz.by_key
    keys = attempt.responses.values_list("question_key", flat=True)
    return {key for key in keys if questions[key].is_scored}


def test_it_is_finished_by_sending_it_however_wrong_it_is(forms, enrolment):
    attempt = send(enrolment, forms[Measures.BEFORE])
    assert (attempt.pass_mark, attempt.score, attempt.passed) == (0, 0, True)
    assert Completion.objects.get(enrolment=enrolment, activity_key=attempt.quiz_key).score == 0


def test_a_quiz_that_measures_shares_no_html_with_one_in_which_the_question_must_be_passed(topic):
    asked = QuizContent(title="", questions=[topic.questions.first().snapshot()])
    pages = [
        render_to_string("quizzes/_question.html", {"asked": sheet[0], "sheet": sheet, "quiz": quiz})
        for quiz in (asked, asked.model_copy(update={"rules": Rules(measures=Measures.BEFORE)}), asked)
        for sheet in [trial_sheet(quiz, "s")]
    ]
    assert ["Must pass" in page for page in pages] == [True, False, True]


def test_it_is_asked_once(forms, enrolment):
    send(enrolment, forms[Measures.BEFORE])
    with pytest.raises(Refused, match="asked once"):
        attempting.start(enrolment, forms[Measures.BEFORE])


@pytest.mark.parametrize("first", [Measures.BEFORE, Measures.AFTER])
def test_nobody_is_asked_a_question_twice_in_whatever_order(forms, enrolment, first):
    (second,) = set(forms) - {first}
    one, other = send(enrolment, forms[first]), send(enrolment, forms[second])
    assert len(scored(one)) == len(scored(other)) == 3
    assert not scored(one) & scored(other)
    assert list(records.differences()) == []


def test_a_quiz_that_is_to_be_passed_is_as_it_was(forms, enrolment, quiz):
    send(enrolment, forms[Measures.BEFORE])
    attempt = send(enrolment, quiz)
    assert (attempt.pass_mark, attempt.passed) == (80, False)


def test_a_learner_reads_that_nothing_has_to_be_right(forms, enrolment, browser):
    page = forms[Measures.BEFORE]
    assert "It shows what the course changes" in browser.get(page.url).text
    attempt = send(enrolment, page)
    result = browser.get(reverse("quizzes:result", args=[attempt.pk])).text
    assert "Sent. Thank you" in result
    assert "passed" not in result.lower()
    assert "Everybody needs them right" not in result
    assert "Must pass" not in result
    assert "asked once" not in browser.get(page.url).text


def problems(page, measures, fixed, counts):
    pools = [QuizPool(topic=topic, count=count) for topic, count in counts.items()]
    return " ".join(pairing.problems(page, page.get_parent(), measures, fixed, pools))


def test_what_could_not_measure_is_not_published(forms, topic, questions):
    after = forms[Measures.AFTER]
    assert problems(after, Measures.AFTER, [], {topic: 3}) == ""
    assert "rating scales only" in problems(after, Measures.AFTER, questions[:1], {topic: 3})
    assert "needs a pool" in problems(after, Measures.AFTER, [], {})
    assert "twice as many" in problems(after, Measures.AFTER, [], {topic: 4})
    assert "from the same pools" in problems(after, Measures.AFTER, [], {topic: 2})
    assert "this form already" in problems(after, Measures.BEFORE, [], {topic: 3})
