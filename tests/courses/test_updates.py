"""What a release for everyone asks of people already trained: the difference, by a date, and no more."""

from datetime import UTC, date, datetime, timedelta

import time_machine
from django.utils import timezone

from courses import enrolling, releasing, requiring, ticking
from courses.models import Enrolment
from courses.statuses import current, with_status
from tests.courses.factories import add_lesson, lessons_of, release
from tests.courses.learning import (
    change,
    do,
    finish,
    left_in,
    periods,
    release_for_everyone,
    update_of,
)
from training.notices.models import Notice
from training.notices.sending import written

SOON = date(2099, 3, 1)


# --- For everyone: already trained -------------------------------------------------------------------------


def test_people_already_trained_are_asked_for_the_difference_only(course, trained):
    add_lesson(course, "Three")
    edition = release_for_everyone(course)
    releasing.move_everyone(edition)
    update = update_of(trained.learner)
    assert periods(trained.learner) == [(1, 1, "self"), (2, 2, "update")]
    assert left_in(update) == ["Three"]
    kept = ["activity_key", "page_id", "revision", "score", "completed_at"]
    assert list(update.completions.values(*kept)) == list(trained.completions.values(*kept))
    assert set(update.completions.values_list("how", flat=True)) == {"carried_over"}


def test_an_update_keeps_the_day_on_which_the_training_runs_out_whatever_the_rules_say_now(course, trained):
    three = add_lesson(course, "Three")
    change(course, certificate_valid_months=6)
    release_for_everyone(course)
    trained.refresh_from_db()
    assert trained.valid_until == date(2028, 3, 3)
    update = do(update_of(trained.learner), [three])
    assert update.completed_at.date() == timezone.now().date()
    assert update.valid_until == date(2028, 3, 3)


def test_new_months_count_for_whoever_completes_under_them_and_for_nobody_before(course, trained, ben):
    change(course, certificate_valid_months=6)
    release_for_everyone(course)
    assert periods(trained.learner) == [(1, 1, "self")]
    with time_machine.travel(datetime(2026, 11, 3, 9, tzinfo=UTC)):
        assert finish(ben, course).valid_until == date(2027, 5, 3)


def test_who_has_done_it_already_and_whose_training_has_run_out_is_not_asked(course, amara, ben):
    three = add_lesson(course, "Three", is_required=False)
    release(course)
    do(enrolling.enrol(amara, course), reversed(lessons_of(course)))
    with time_machine.travel(datetime(2020, 3, 3, 9, tzinfo=UTC)):
        do(enrolling.enrol(ben, course), lessons_of(course)[:2])
    change(three, is_required=True)
    release_for_everyone(course)
    assert periods(amara) == [(1, 2, "self")]
    assert periods(ben) == [(1, 2, "self")]


def test_an_update_that_is_not_done_moves_on_to_the_next_edition(course, trained):
    add_lesson(course, "Three")
    release_for_everyone(course)
    add_lesson(course, "Four")
    release_for_everyone(course)
    assert periods(trained.learner) == [(1, 1, "self"), (2, 3, "update")]
    assert left_in(update_of(trained.learner)) == ["Three", "Four"]


def test_a_renewal_takes_the_newest_edition_whoever_that_was_released_for(course, trained):
    add_lesson(course, "Three")
    release(course)
    with time_machine.travel(datetime(2028, 2, 1, 9, tzinfo=UTC)):
        renewal = enrolling.enrol(trained.learner, course)
    assert periods(trained.learner) == [(1, 1, "self"), (2, 2, "renewal")]
    assert left_in(renewal) == ["One", "Two", "Three"]


def test_an_update_that_is_pending_when_the_time_to_renew_comes_is_done_first(course, trained):
    three = add_lesson(course, "Three")
    release_for_everyone(course)
    with time_machine.travel(datetime(2028, 2, 1, 9, tzinfo=UTC)):
        update = enrolling.enrol(trained.learner, course)
        assert update == update_of(trained.learner)
        assert do(update, [three]).valid_until == trained.valid_until
        renewal = do(enrolling.enrol(trained.learner, course), lessons_of(course))
    assert periods(trained.learner) == [(1, 1, "self"), (2, 2, "update"), (3, 2, "renewal")]
    assert renewal.valid_until == date(2030, 3, 3)


def test_an_update_that_is_pending_when_the_training_has_run_out_asks_for_nothing_any_more(course, trained):
    add_lesson(course, "Three")
    release_for_everyone(course)
    with time_machine.travel(datetime(2028, 3, 5, 9, tzinfo=UTC)):
        ticking.tick(timezone.now())
        assert update_of(trained.learner).end_reason == "replaced"
        ticking.tick(timezone.now())
        renewal = enrolling.enrol(trained.learner, course)
    assert periods(trained.learner) == [(1, 1, "self"), (2, 2, "update"), (3, 2, "renewal")]
    assert left_in(renewal) == ["One", "Two", "Three"]


# --- By a date ---------------------------------------------------------------------------------------------


def test_an_update_is_due_on_its_editions_day_and_overdue_after_it(course, trained, amara):
    add_lesson(course, "Three")
    release_for_everyone(course, due_on=SOON)
    update = with_status(amara.enrolments.all()).get(source="update")
    assert (update.due_on, update.status) == (SOON, "not_started")
    assert update.events.get(kind="enrolled").data["update_due_on"] == "2099-03-01"
    # Until then she counts as trained; from then on as late, even while the old certificate holds.
    assert with_status(current(amara.enrolments.all())).get().status == "done"
    later = date(2026, 12, 2)
    Enrolment.objects.filter(pk=update.pk).update(update_due_on=date(2026, 12, 1))
    assert with_status(current(amara.enrolments.all(), on=later), on=later).get().status == "overdue"


def test_the_earliest_of_an_editions_day_and_what_a_requirement_asks_counts(course, trained, amara, ben, team):
    add_lesson(course, "Three")
    release_for_everyone(course, due_on=SOON)
    update = update_of(amara)
    requirement = requiring.require(course, team, due_on=date(2099, 2, 1), actor=ben, learners=[amara])
    update.obligations.create(requirement=requirement, due_on=date(2099, 2, 1))
    assert with_status(Enrolment.objects.filter(pk=update.pk)).get().due_on == date(2099, 2, 1)
    requiring.end(requirement, actor=ben)
    assert with_status(Enrolment.objects.filter(pk=update.pk)).get().due_on == SOON


def test_a_later_edition_never_puts_off_the_day_of_an_earlier_one(course, trained, amara):
    add_lesson(course, "Three")
    release_for_everyone(course, due_on=SOON)
    for title, due_on in (("Four", None), ("Five", SOON + timedelta(days=9)), ("Six", SOON - timedelta(days=9))):
        add_lesson(course, title)
        release_for_everyone(course, due_on=due_on)
        expected = min(SOON, due_on or SOON)
        assert update_of(amara).update_due_on == expected
    assert update_of(amara).edition.number == 5


def test_whoever_is_asked_for_a_difference_is_told_once_what_and_by_when(course, trained, amara):
    add_lesson(course, "Three")
    edition = release_for_everyone(course, due_on=SOON)
    releasing.move_everyone(edition)
    message = written(Notice.objects.get(address=amara.email))
    assert message.subject == "Something new in your training: Recognise and respond"
    assert "by the end of 1 March 2099" in message.body
    assert "/my-training/" in message.body


def test_my_training_shows_the_day_and_only_the_difference(client, course, trained, amara):
    add_lesson(course, "Three")
    release_for_everyone(course, due_on=SOON)
    client.force_login(amara)
    page = " ".join(client.get("/my-training/").content.decode().split())
    assert "Due by 1 March 2099." in page
    assert "2 of 3 finished, about 5 minutes left." in page
