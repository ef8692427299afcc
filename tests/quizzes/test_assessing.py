"""What a person has to mark: waiting without a result, marked once, told to the learner, and completed then."""

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from django.urls import reverse
from django.views.debug import ExceptionReporter

from courses.models import Completion, CoursePage
from quizzes import assessing, attempting, editions, personal_data, records
from quizzes.models import Attempt, Response, ResponseComment, ResponseEvent, ResponseText
from quizzes.refusing import Refused
from tests.quizzes import making
from tests.quizzes.posting import form_for
from tests.quizzes.questions import test_free_text as free_text
from tests.quizzes.rules import set_rules
from training.notices.models import Notice
from training.people.models.audit import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def questions_once(course_once):
    """A single choice, and something to write that a person marks: four points."""
    return [making.make_single(), free_text.make(is_marked_by_person=True)]


@pytest.fixture
def waiting(browser, attempt):
    """Amara's response that waits for a mark."""
    browser.post(reverse("quizzes:submit", args=[attempt.pk]), form_for(attempt))
    return Response.objects.get(position=2)


def criteria_of(response):
    return response.attempt.edition.quiz.by_key[response.question_key].criteria


def all_points(response, but=0):
    points = {one.key: one.points for one in criteria_of(response)}
    last = criteria_of(response)[-1]
    return points | {last.key: last.points - but}


def sent(response, seen=None, **fields):
    given = {f"points-{place}": one.points for place, one in enumerate(criteria_of(response))}
    return {**given, "comment": "", "seen": response.seq if seen is None else seen, **fields}


def address(response):
    return reverse("quizzes:mark-answer", args=[response.pk])


def test_an_attempt_with_words_to_mark_is_finished_and_has_no_result(waiting):
    attempt = Attempt.objects.get()
    assert (attempt.state, attempt.score, attempt.passed) == ("awaiting", None, None)
    assert attempt.submitted_at
    assert not Completion.objects.exists()
    assert list(waiting.events.values_list("kind", flat=True)) == ["saved", "submitted"]
    assert list(records.differences()) == []


def test_the_learner_reads_what_waits_and_may_not_begin_again(browser, waiting, quiz):
    page = browser.get(reverse("quizzes:result", args=[waiting.attempt_id])).text
    assert "A trainer will mark question 2." in page
    assert "Not passed yet" not in page and "Try again" not in page
    again = browser.post(reverse("quizzes:start", args=[quiz.pk]), follow=True).text
    assert "A trainer is still marking" in again
    assert "Waiting for a mark" in again
    assert Attempt.objects.count() == 1


@pytest.mark.parametrize("grading", ["average", "first"])
def test_while_the_first_attempt_waits_no_empty_score_is_shown(browser, enrolment, quiz, grading):
    attempt = attempting.start(enrolment, set_rules(quiz, grading=grading))
    browser.post(reverse("quizzes:submit", args=[attempt.pk]), form_for(attempt))
    page = browser.get(reverse("quizzes:result", args=[attempt.pk])).text
    assert "Waiting for a mark" in page
    assert "Average so far" not in page and "from your first attempt" not in page


def test_nothing_written_waits_for_nobody(attempt, answer_all):
    answer_all(making.right_answer, but={2: lambda snapshot: {"done": False, "met": []}})
    attempting.submit(attempt)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score) == ("submitted", Decimal(50))


def test_marks_by_a_person_give_the_result_and_complete_the_quiz(waiting, chidi):
    assessing.assess(waiting, all_points(waiting, but=1), seen=waiting.seq, actor=chidi)
    attempt = Attempt.objects.get()
    assert (attempt.state, attempt.score, attempt.passed) == ("submitted", Decimal("87.5"), True)
    waiting.refresh_from_db()
    event = waiting.events.last()
    assert (event.kind, event.actor, event.mark, event.points) == ("marked", chidi, Decimal("0.75"), waiting.points)
    assert Completion.objects.get().score == Decimal("87.5")
    assert list(records.differences()) == []


def test_the_points_are_part_of_what_the_learner_may_have_of_herself(waiting, chidi, amara):
    assessing.assess(waiting, all_points(waiting, but=1), seen=waiting.seq, actor=chidi)
    (answers,) = [table for table in personal_data.export(amara) if table.name == "answers"]
    given = [row[answers.columns.index("points")] for row in answers.rows]
    assert [points for points in given if points] == [all_points(waiting, but=1)]


def test_no_mark_is_given_from_a_page_that_showed_something_older(waiting, chidi):
    with pytest.raises(Refused) as refused:
        assessing.assess(waiting, all_points(waiting), seen=waiting.seq - 1, actor=chidi)
    assert refused.value.reason == "marked-already"
    waiting.refresh_from_db()
    assert (waiting.mark, Attempt.objects.get().state) == (None, "awaiting")


def test_too_few_points_are_no_pass(waiting, chidi):
    assessing.assess(waiting, dict.fromkeys(all_points(waiting), 0), seen=waiting.seq, actor=chidi)
    assert Attempt.objects.get().passed is False
    assert not Completion.objects.exists()
    assert list(records.differences()) == []


def test_the_learner_is_told_once_all_is_marked(course, browser, enrolment, chidi):
    two = [free_text.make("One", is_marked_by_person=True), free_text.make("Two", is_marked_by_person=True)]
    quiz = making.make_quiz(course, two, slug="essays")
    editions.build(quiz)
    attempt = attempting.start(enrolment, quiz)
    browser.post(reverse("quizzes:submit", args=[attempt.pk]), form_for(attempt))
    for response in attempt.responses.all():
        assert not Notice.objects.filter(kind="marked").exists()
        assessing.assess(response, all_points(response), seen=response.seq, actor=chidi)
    assert Notice.objects.get(kind="marked").address == enrolment.learner.email


def test_of_two_trainers_one_wins_and_the_other_is_told(editor, waiting, chidi):
    before = sent(waiting)
    assessing.assess(waiting, all_points(waiting), seen=waiting.seq, actor=chidi)
    with pytest.raises(Refused):
        assessing.assess(waiting, all_points(waiting, but=2), seen=waiting.seq, actor=chidi)
    assert "marked already" in editor.post(address(waiting), before, follow=True).text
    assert ResponseEvent.objects.filter(points__isnull=False).count() == 1


def test_the_queue_shows_what_waits_and_nobodys_name(editor, waiting, amara):
    page = editor.get(reverse("quizzes:marking-queue")).text
    assert "Question 2" in page and address(waiting) in page
    one = editor.get(address(waiting)).text
    assert "Fictional examples only" in one
    assert "I saw four beds." in one and free_text.MODEL in one
    for shown in (page, one):
        assert amara.name not in shown and amara.email not in shown
    assert AuditEntry.objects.filter(action="quizzes.read_answer").count() == 1


def test_a_trainer_marks_with_a_comment_that_the_learner_reads(editor, browser, waiting):
    page = editor.post(address(waiting), sent(waiting, comment="Say which room."), follow=True).text
    assert "Nothing waits" in page
    result = browser.get(reverse("quizzes:result", args=[waiting.attempt_id])).text
    assert "You passed" in result and "Say which room." in result and "3 of 3" in result
    assert AuditEntry.objects.filter(action="quizzes.mark").count() == 1
    assert "room" not in str(list(ResponseEvent.objects.values()))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"points-0": ""}, "Enter 0 or 1 point for “"),
        ({"points-1": "some"}, "Enter 0 to 3 points for “"),
        ({"points-1": 4}, "Enter 0 to 3 points for “"),
        ({"points-1": -1}, "Enter 0 to 3 points for “"),
        ({"comment": "Ring me on 07700 900123"}, "a phone number"),
    ],
)
def test_marks_that_cannot_be_are_named_and_nothing_is_kept(editor, waiting, fields, said):
    page = editor.post(address(waiting), sent(waiting, **fields)).text
    assert said in page
    assert page.count("There is a problem") == 1
    assert Attempt.objects.get().is_awaiting


def test_nobody_marks_her_own_answer(waiting, amara):
    assert list(assessing.waiting(amara)) == []
    amara.is_superuser = True
    amara.save()
    assert making.signed_in(amara).get(address(waiting)).status_code == 404


def test_what_marks_itself_is_not_marked_by_anybody(editor, waiting):
    assert editor.get(reverse("quizzes:mark-answer", args=[Response.objects.get(position=1).pk])).status_code == 404


def test_words_that_are_gone_can_still_be_marked(editor, waiting):
    ResponseText.objects.all().delete()
    assert "not kept any more" in editor.get(address(waiting)).text
    editor.post(address(waiting), sent(waiting))
    assert Attempt.objects.get().passed


@pytest.mark.promise(6)
def test_a_comment_goes_with_its_learner(waiting, chidi, amara):
    from quizzes import personal_data
    from training.personal import Person

    assessing.assess(waiting, all_points(waiting), seen=waiting.seq, actor=chidi, comment="Say which room.")
    personal_data.erase(Person(chidi, frozenset()))
    assert ResponseComment.objects.exists()
    personal_data.erase(Person(amara, frozenset()))
    assert not ResponseComment.objects.exists()
    assert list(records.differences()) == []


def test_a_period_that_ended_meanwhile_keeps_the_result_and_completes_nothing(waiting, chidi, enrolment):
    from courses import ending

    ending.withdraw(enrolment)
    assessing.assess(waiting, all_points(waiting), seen=waiting.seq, actor=chidi)
    assert Attempt.objects.get().passed
    assert not Completion.objects.exists()
    assert list(records.differences()) == []


def test_the_queue_asks_no_more_queries_when_it_grows(editor, waiting, course, check_growth, quiz):
    from tests.cast import make_user

    def grow():
        for place in range(3):
            period = making.enrol(make_user(f"Person{place} Example"), CoursePage.objects.get(pk=course.pk))
            attempt = attempting.start(period, quiz)
            pks = {one.position: one.pk for one in attempt.responses.all()}
            attempting.submit(attempt, answers={pks[2]: {"done": True, "met": []}}, texts={pks[2]: "I saw a bed."})

    check_growth(lambda: editor.get(reverse("quizzes:marking-queue")), grow)


def test_an_error_report_does_not_quote_the_comment(waiting, editor, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(assessing, "assess", fail)
    editor.raise_request_exception = False
    assert editor.post(address(waiting), sent(waiting, comment="Zibbleflax")).status_code == 500
    (record,) = [one for one in caplog.records if one.name == "django.request"]
    assert "Zibbleflax" not in ExceptionReporter(record.request, *record.exc_info).get_traceback_text()


def test_checked_in_practice_no_level_of_heading_is_left_out(browser, enrolment, quiz):
    attempt = attempting.start(enrolment, set_rules(quiz, review="practice"))
    wanted = {**form_for(attempt), "then": "look-2"}
    page = browser.post(reverse("quizzes:submit", args=[attempt.pk]), wanted, follow=True).text.partition("<main")[2]
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert "What you wrote" in page
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
