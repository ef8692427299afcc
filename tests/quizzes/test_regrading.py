"""A question that was wrong, marked anew: tried out first, never to anybody's loss unasked, and written down."""

from decimal import Decimal

import pytest

from certificates import issuing
from courses import completing, ending
from courses.models import Completion, CoursePage, Enrolment
from quizzes import assessing, attempting, editions, records, regrading
from quizzes.models import Attempt, Regrade, Response, ResponseEvent
from quizzes.regrading import Changed, Order, Reason
from quizzes.ruling import Fix, Rule
from tests.cast import make_user
from tests.evidence import changed, evidence
from tests.quizzes import making
from tests.quizzes.making import keys_of, right_answer, wrong_answer
from tests.quizzes.questions import test_free_text as free_text
from training.people.models import User
from training.people.models.audit import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def questions_once(course_once):
    """Three single choices, the first of them must-pass: right is "Call", wrong are "Wait" and "Leave"."""
    return [making.make_single("One", is_must_pass=True), making.make_single("Two"), making.make_single("Three")]


@pytest.fixture
def released(course, quiz, chidi):
    making.release(CoursePage.objects.get(pk=course.pk), chidi)
    return course


def take(course, quiz, name, *choices, is_finished=True):
    """Somebody's attempt, with an option's text for each question. Returns it."""
    person = User.objects.filter(name=name).first() or make_user(name)
    attempt = attempting.start(making.enrol(person, course), quiz)
    for response, text in zip(attempt.responses.all(), choices, strict=True):
        attempting.save(response, keys_of(attempt.edition.quiz.by_key[response.question_key], text))
    if is_finished:
        attempting.submit(attempt)
    attempt.refresh_from_db()
    return attempt


def order(quiz, fix, *, place=2, text=None, may_lower=False):
    """To fix the question at a place in every edition."""
    content = editions.newest(quiz).quiz
    question = content.questions[place - 1]
    pks = tuple(quiz_edition.pk for quiz_edition in type(editions.newest(quiz)).objects.filter(quiz_key=quiz.key))
    answer = keys_of(question, text) if text else None
    return Order(quiz.key, question.key, pks, Rule(fix, answer, may_lower))


def carry_out(asked, chidi):
    plan = regrading.plan_of(asked)
    return regrading.regrade(asked, reason=Reason.WRONG_KEY, agreed=plan.digest, actor=chidi)


def scores():
    return list(Attempt.objects.order_by("pk").values_list("score", "passed"))


@pytest.mark.promise(2)
def test_another_answer_is_accepted_and_only_those_who_gave_it_gain(released, quiz, chidi):
    take(released, quiz, "Amara Okafor", "Call", "Wait", "Call")
    take(released, quiz, "Efe Musa", "Call", "Leave", "Call")
    take(released, quiz, "Nia New", "Call", "Call", "Call")
    asked = order(quiz, Fix.ACCEPT, text="Wait")
    plan = regrading.plan_of(asked)
    assert plan.counts == {"attempts": 3, "same": 2, "changed": 1, "rise": 1, "new_passes": 1}
    carry_out(asked, chidi)
    assert scores() == [(Decimal(100), True), (Decimal("66.66"), False), (Decimal(100), True)]
    event = ResponseEvent.objects.get(kind="regraded")
    assert (event.mark, event.actor, event.regrade) == (1, chidi, Regrade.objects.get())
    assert list(records.differences()) == []


@pytest.mark.promise(2)
@pytest.mark.parametrize(("fix", "score"), [(Fix.FULL, Decimal(100)), (Fix.DROP, Decimal(100))])
def test_full_marks_and_leaving_out_reach_everybody_who_was_asked(released, quiz, chidi, fix, score):
    take(released, quiz, "Amara Okafor", "Call", "Wait", "Call")
    take(released, quiz, "Efe Musa", "Call", "Leave", "Call")
    carry_out(order(quiz, fix), chidi)
    assert scores() == [(score, True)] * 2
    assert Response.objects.filter(position=2, is_void=True).count() == (2 if fix == Fix.DROP else 0)
    assert list(records.differences()) == []


@pytest.mark.promise(1)
def test_what_was_there_stays_to_the_last_event(released, quiz, chidi):
    take(released, quiz, "Amara Okafor", "Call", "Wait", "Call")
    before = evidence()
    carry_out(order(quiz, Fix.FULL), chidi)
    touched = changed(before, evidence())
    # The caches of one response and one attempt, and the period's date of completion no more than before.
    assert {name.split()[0] for name in touched} <= {"Attempt", "Response", "Enrolment"}
    assert not [name for name in touched if name.startswith("ResponseEvent")]


def test_newly_passing_completes_the_quiz(released, quiz, chidi):
    attempt = take(released, quiz, "Amara Okafor", "Call", "Wait", "Call")
    assert not Completion.objects.exists()
    carry_out(order(quiz, Fix.FULL), chidi)
    completion = Completion.objects.get()
    assert (completion.enrolment_id, completion.score) == (attempt.enrolment_id, Decimal(100))


def test_no_score_falls_unless_that_is_asked_for(released, quiz, chidi):
    take(released, quiz, "Amara Okafor", "Call", "Call", "Wait")
    asked = order(quiz, Fix.DROP)
    assert regrading.plan_of(asked).counts == {"attempts": 1, "left": 1}
    carry_out(asked, chidi)
    assert scores() == [(Decimal("66.66"), False)]
    carry_out(order(quiz, Fix.DROP, may_lower=True), chidi)
    assert scores() == [(Decimal(50), False)]
    assert list(records.differences()) == []


@pytest.mark.promise(2)
@pytest.mark.parametrize(("text", "points", "score"), [("Call", 1, Decimal("62.5")), ("Wait", 4, Decimal(100))])
def test_who_waits_for_a_mark_keeps_what_she_earned(course, chidi, text, points, score):
    written = free_text.make(is_marked_by_person=True)
    page = making.make_quiz(course, [making.make_single(), written], slug="written", pass_mark=60)
    editions.build(page)
    making.release(CoursePage.objects.get(pk=course.pk), chidi)
    attempt = attempting.start(making.enrol(make_user("Amara Okafor"), course), page)
    single, words = attempt.responses.all()
    content = attempt.edition.quiz
    attempting.save(single, keys_of(content.by_key[single.question_key], text))
    attempting.save(words, {"done": True, "met": []}, text="Four beds.")
    attempting.submit(attempt)
    carry_out(order(page, Fix.DROP, place=1), chidi)
    words.refresh_from_db()
    criteria = content.by_key[words.question_key].criteria
    given = {one.key: min(one.points, points) if place == 0 else 0 for place, one in enumerate(criteria)}
    if points == 4:
        given = {one.key: one.points for one in criteria}
    assessing.assess(words, given, seen=words.seq, actor=chidi)
    assert scores() == [(score, True)]
    assert list(records.differences()) == []


@pytest.mark.promise(3)
def test_a_pass_that_is_taken_away_on_request_leaves_completion_and_certificate(course, quiz, chidi, amara):
    quiz.pass_mark = 60
    quiz.save_revision().publish()
    editions.build(quiz)
    making.release(CoursePage.objects.get(pk=course.pk), chidi)
    attempt = take(course, quiz, amara.name, "Call", "Call", "Wait")
    completing.record(attempt.enrolment, making.lesson_of(course).specific, how="self")
    certificate = issuing.issue(Enrolment.objects.get(pk=attempt.enrolment_id))
    before = bytes(certificate.pdf)
    asked = order(quiz, Fix.DROP, may_lower=True)
    assert regrading.plan_of(asked).counts["lost_passes"] == 1
    carry_out(asked, chidi)
    assert scores() == [(Decimal(50), False)]
    assert Completion.objects.filter(how="marked").count() == 1
    certificate.refresh_from_db()
    assert bytes(certificate.pdf) == before
    assert list(records.differences()) == []


def test_a_completion_keeps_the_score_of_its_day(released, quiz, chidi):
    take(released, quiz, "Amara Okafor", "Call", "Call", "Call")
    quiz.pass_mark = 60
    quiz.save_revision().publish()
    editions.build(quiz)
    take(released, quiz, "Efe Musa", "Call", "Wait", "Call")
    carry_out(order(quiz, Fix.FULL), chidi)
    assert scores()[1] == (Decimal(100), True)
    assert sorted(Completion.objects.values_list("score", flat=True)) == [Decimal("66.66"), Decimal(100)]
    assert list(records.differences()) == []


def test_a_must_pass_question_that_is_left_out_stops_nobody(released, quiz, chidi):
    take(released, quiz, "Amara Okafor", "Wait", "Call", "Call")
    carry_out(order(quiz, Fix.DROP, place=1), chidi)
    assert scores() == [(Decimal(100), True)]


def test_rules_add_up_and_what_is_left_out_stays_out(released, quiz, chidi):
    take(released, quiz, "Amara Okafor", "Call", "Wait", "Leave")
    for asked in (order(quiz, Fix.ACCEPT, text="Wait"), order(quiz, Fix.DROP, place=3), order(quiz, Fix.FULL, place=3)):
        carry_out(asked, chidi)
    assert scores() == [(Decimal(100), True)]
    assert ResponseEvent.objects.filter(regrade__isnull=False).count() == 2
    assert list(records.differences()) == []


def test_an_edition_that_is_not_named_keeps_its_marks(released, quiz, chidi):
    take(released, quiz, "Amara Okafor", "Call", "Wait", "Call")
    old = order(quiz, Fix.FULL)
    quiz.pass_mark = 90
    quiz.save_revision().publish()
    editions.build(quiz)
    take(released, quiz, "Efe Musa", "Call", "Wait", "Call")
    carry_out(old, chidi)
    assert [passed for _score, passed in scores()] == [True, False]


@pytest.mark.parametrize("is_marked_before", [True, False])
def test_who_is_in_the_middle_gets_the_rule_too(released, quiz, chidi, is_marked_before):
    attempt = take(released, quiz, "Amara Okafor", "Call", "Wait", "Call", is_finished=is_marked_before)
    carry_out(order(quiz, Fix.ACCEPT, text="Wait"), chidi)
    carry_out(order(quiz, Fix.DROP, place=3), chidi)
    if not is_marked_before:
        attempting.submit(attempt)
    assert scores() == [(Decimal(100), True)]
    assert Completion.objects.count() == 1
    assert list(records.differences()) == []


def test_nothing_happens_where_somebody_finished_since_the_trial(released, quiz, chidi):
    take(released, quiz, "Amara Okafor", "Call", "Wait", "Call")
    asked = order(quiz, Fix.FULL)
    agreed = regrading.plan_of(asked).digest
    take(released, quiz, "Efe Musa", "Call", "Wait", "Call")
    with pytest.raises(Changed) as found:
        regrading.regrade(asked, reason=Reason.WRONG_KEY, agreed=agreed, actor=chidi)
    assert found.value.plan.counts["new_passes"] == 2
    assert not Regrade.objects.exists()
    assert scores() == [(Decimal("66.66"), False)] * 2


def test_a_period_that_is_over_takes_no_completion_and_the_result_stands(released, quiz, chidi):
    attempt = take(released, quiz, "Amara Okafor", "Call", "Wait", "Call")
    ending.withdraw(attempt.enrolment)
    carry_out(order(quiz, Fix.FULL), chidi)
    assert scores() == [(Decimal(100), True)]
    assert not Completion.objects.exists()
    assert list(records.differences()) == []


def test_it_is_written_into_the_audit_log_in_numbers(released, quiz, chidi):
    for name in ("Amara Okafor", "Efe Musa", "Nia New", "Omar Old", "Pia Park"):
        take(released, quiz, name, "Call", "Wait", "Call")
    carry_out(order(quiz, Fix.FULL), chidi)
    entry = AuditEntry.objects.get(action="quizzes.regrade")
    assert (entry.user, entry.data["new_passes"]) == (chidi, 5)


def test_a_trial_asks_no_more_queries_for_more_attempts(released, quiz, check_growth):
    def grow():
        for place in range(3):
            take(released, quiz, f"Person{place} Example", "Call", "Wait", "Call")

    take(released, quiz, "Amara Okafor", "Call", "Wait", "Call")
    asked = order(quiz, Fix.FULL)
    check_growth(lambda: regrading.plan_of(asked), grow)


def test_wrong_answers_stay_wrong_without_a_rule(released, quiz):
    attempt = take(released, quiz, "Amara Okafor", "Call", "Call", "Call", is_finished=False)
    snapshot = attempt.edition.quiz.questions[1]
    assert not snapshot.is_same(right_answer(snapshot), wrong_answer(snapshot))
    assert not snapshot.is_same(None, wrong_answer(snapshot))
