"""Where an administrator finds a finished attempt, and opens it again for a reason."""

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Enrolment
from quizzes import attempting
from quizzes.models import Attempt, Reopening
from tests.cast import make_user
from tests.quizzes import making
from tests.quizzes.making import wrong_answer
from tests.quizzes.rules import set_rules
from training.people.models import AuditEntry, User

pytestmark = pytest.mark.django_db
LIST = "/cms/attempt/"


@pytest.fixture
def admin(db):
    return User.objects.create_superuser("admin@northmere.example", "x", name="Admin")


@pytest.fixture
def desk(admin):
    """An administrator, signed in."""
    return making.signed_in(admin)


@pytest.fixture
def finished(attempt, answer_all):
    answer_all(wrong_answer)
    attempting.submit(attempt)
    return attempt


@pytest.fixture
def address(finished):
    return reverse("quizzes_reopen", args=[finished.pk])


def test_the_list_finds_an_attempt_by_name_and_leads_to_the_question(desk, finished, address):
    assert address in desk.get(LIST, {"q": "Okafor"}).text
    assert address not in desk.get(LIST, {"q": "Nobody"}).text
    entry = AuditEntry.objects.filter(action="quizzes.view_attempts").order_by("pk").first()
    assert (entry.about, entry.data) == (None, {"page": 1, "rows": 1, "found": 1})


def test_it_shows_no_answer_and_no_mark(desk, finished, address, amara):
    page = desk.get(address).text.partition("<main")[2]
    assert amara.name in page and "Wait" not in page and "%" not in page
    assert AuditEntry.objects.get(action="quizzes.view_attempt").about == amara


def test_without_a_reason_nothing_is_done(desk, finished, address):
    assert "Choose why the attempt is opened again." in desk.post(address).text
    assert not Reopening.objects.exists()


def test_with_one_it_is_in_progress_again(desk, finished, address, browser):
    done = desk.post(address, {"reason": "mistake"}, follow=True).text
    assert "in progress again" in done and address not in done
    assert Attempt.objects.get().is_open
    assert browser.get(reverse("quizzes:attempt", args=[finished.pk])).status_code == 200
    assert desk.get(address).status_code == 404


def test_of_two_the_second_is_told(desk, finished, address, monkeypatch, admin):
    monkeypatch.setattr("quizzes.reopening.may_be_reopened", Attempt.objects.all)
    desk.post(address, {"reason": "mistake"})
    assert "Nothing was done. This attempt is in progress already." in desk.post(
        address, {"reason": "fault"}, follow=True
    ).text.replace("\n", " ")
    assert Reopening.objects.get().reason == "mistake"


@pytest.mark.parametrize("minutes", ["", "0", "-5", "x", "999999"])
def test_where_there_is_a_limit_it_asks_for_minutes(desk, enrolment, quiz, minutes):
    attempt = attempting.start(enrolment, set_rules(quiz, time_limit=20))
    attempting.submit(attempt)
    address = reverse("quizzes_reopen", args=[attempt.pk])
    assert 'value="20"' in desk.get(address).text
    assert desk.post(address, {"reason": "mistake", "minutes": minutes}).status_code == 200
    assert not Reopening.objects.exists()
    assert desk.post(address, {"reason": "mistake", "minutes": "45"}).status_code == 302


def test_nobody_opens_her_own(admin, desk, course, quiz, enrolment):
    own = attempting.start(making.enrol(admin, course), quiz)
    attempting.submit(own)
    address = reverse("quizzes_reopen", args=[own.pk])
    assert desk.get(address).status_code == 404
    assert address not in desk.get(LIST).text


def test_a_period_that_is_over_is_not_in_the_list(desk, finished, address):
    Enrolment.objects.update(ended_at=timezone.now(), end_reason="withdrawn")
    assert address not in desk.get(LIST).text
    assert desk.get(address).status_code == 404


@pytest.mark.parametrize("add", ["/cms/attempt/new/", "/cms/attempt/edit/{}/", "/cms/attempt/delete/{}/"])
def test_attempts_are_neither_made_nor_changed_nor_deleted_there(desk, finished, add):
    assert desk.get(add.format(finished.pk)).status_code == 302
    assert desk.post(add.format(finished.pk), {"number": 7}).status_code == 302
    assert Attempt.objects.values_list("number", flat=True).get() == 1


def test_a_trainer_finds_no_list(editor, finished):
    assert editor.get(LIST).status_code == 302


def test_the_list_asks_no_more_queries_when_it_grows(desk, finished, course, quiz, check_growth):
    def grow():
        for number in range(3):
            attempting.submit(attempting.start(making.enrol(make_user(f"Person{number} Example"), course), quiz))

    check_growth(lambda: desk.get(LIST), grow)


def test_my_training_asks_no_more_queries_for_more_that_waits(browser, finished, enrolment, quiz, check_growth, admin):
    def grow():
        Attempt.objects.filter(pk=finished.pk).update(state="awaiting", score=None, passed=None)

    check_growth(lambda: browser.get("/my-training/"), grow)
    assert "A trainer will mark what you wrote" in " ".join(browser.get("/my-training/").text.split())
