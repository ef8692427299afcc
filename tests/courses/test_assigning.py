"""A manager's screens: assign, change the date, end, and the first page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses import enrolling, requiring
from courses.models import Enrolment, Obligation, Requirement
from tests.cast import join, make_user
from tests.courses.factories import make_course
from training.people.models import FrontlineRole, Membership

ASSIGN = "/team-training/assign/"
CHECK = "/team-training/assign/check/"
MAKE = "/team-training/assign/make/"
DUE = date(2099, 3, 1)


@pytest.fixture(scope="module")
def course_once(made_once):
    return make_course(lessons=["One"])


@pytest.fixture
def answers(course, team):
    """Everyone in the team by 1 March 2099."""
    return {
        "course": course.pk,
        "organisation": team.pk,
        "who": "everyone",
        "due_on_day": 1,
        "due_on_month": 3,
        "due_on_year": 2099,
    }


@pytest.fixture
def as_ben(client, ben):
    client.force_login(ben)
    return client


def test_ben_assigns_a_course_to_everyone_in_a_team(as_ben, answers, amara, ben):
    assert as_ben.get(ASSIGN).status_code == 200
    check = as_ben.get(CHECK, answers)
    assert check.context["standing"] == {"people": 1, "done": 0, "open": 0}
    assert not Requirement.objects.exists()
    response = as_ben.post(MAKE, answers, follow=True)
    assert "assigned to 1 person" in response.content.decode()
    requirement = Requirement.objects.get()
    assert (requirement.made_by, requirement.due_on) == (ben, DUE)
    assert Obligation.objects.get().enrolment.learner == amara


def test_the_check_says_who_has_done_it_and_who_is_on_it(as_ben, answers, trained_team, course):
    titled = Enrolment.objects.first().edition
    answers["course"] = type(course).objects.get(translation_key=titled.course_key).pk
    standing = as_ben.get(CHECK, answers).context["standing"]
    assert standing == {"people": 5, "done": 1, "open": 3}


def test_a_course_for_one_role(as_ben, answers, team, amara):
    licensing = make_user("Lena Licence")
    join(licensing, team, role="licensing")
    answers |= {"who": "roles", "roles": [FrontlineRole.objects.get(slug="licensing").pk]}
    as_ben.post(MAKE, answers)
    assert Obligation.objects.get().enrolment.learner == licensing


def test_people_are_named_on_a_page_of_their_own(as_ben, answers, team, amara):
    other = make_user("Fay Food")
    join(other, team)
    answers["who"] = "people"
    page = as_ben.get(CHECK, answers)
    assert {person.name for person in page.context["found"]} == {"Amara Okafor", "Fay Food"}
    page = as_ben.get(CHECK, answers | {"learners": [amara.pk], "find": "fay", "search": "1"})
    assert [person.name for person in page.context["chosen"]] == ["Amara Okafor"]
    assert [person.name for person in page.context["found"]] == ["Fay Food"]
    check = as_ben.get(CHECK, answers | {"learners": [amara.pk, other.pk], "find": "fay"})
    assert check.context["standing"]["people"] == 2
    as_ben.post(MAKE, answers | {"learners": [amara.pk]})
    assert list(Requirement.objects.get().learners.all()) == [amara]
    assert Obligation.objects.get().enrolment.learner == amara


def test_naming_nobody_is_an_error_that_asks_nobody(as_ben, answers, amara):
    answers["who"] = "people"
    page = as_ben.get(CHECK, answers | {"find": ""})
    assert "Choose at least one person." in page.content.decode()
    assert as_ben.post(MAKE, answers).status_code == 302
    assert not Requirement.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"course": ""}, "course"),
        ({"course": "999999"}, "course"),
        ({"organisation": ""}, "organisation"),
        ({"organisation": "x"}, "organisation"),
        ({"who": "nobody"}, "who"),
        ({"who": "roles"}, "roles"),
        ({"who": "people", "learners": "x"}, "learners"),
        ({"due_on_year": 2001}, "due_on"),
        ({"due_on_day": 31, "due_on_month": 2}, "due_on"),
        ({"due_on_day": ""}, "due_on"),
        ({"due_on_day": "", "due_on_month": "", "due_on_year": ""}, "due_on"),
    ],
)
def test_a_wrong_answer_is_refused_with_a_link_to_it(as_ben, answers, amara, change, field):
    page = as_ben.get(CHECK, answers | change)
    assert field in page.context["form"].errors
    html = page.content.decode()
    assert "There is a problem" in html
    bound = page.context["form"][field]
    target = bound.id_for_label or next((widget.id_for_label for widget in bound.subwidgets), bound.auto_id)
    assert f'href="#{target}"' in html
    assert as_ben.post(MAKE, answers | change).status_code == 302
    assert not Requirement.objects.exists()


def test_today_is_not_too_late_and_yesterday_is(as_ben, answers, amara):
    for day, is_fine in [(timezone.localdate(), True), (timezone.localdate() - timedelta(days=1), False)]:
        given = answers | {"due_on_day": day.day, "due_on_month": day.month, "due_on_year": day.year}
        form = as_ben.get(CHECK, given).context["form"]
        assert ("due_on" not in form.errors) == is_fine


def test_a_course_that_is_not_released_or_not_published_cannot_be_assigned(as_ben, answers, course):
    unreleased = make_course("Not yet", released=False)
    course.unpublish()
    for page in (unreleased, course):
        assert "course" in as_ben.get(CHECK, answers | {"course": page.pk}).context["form"].errors


@pytest.mark.promise(9)
def test_somebody_elses_people_cannot_be_asked(as_ben, answers, dana, southmere):
    for change in ({"organisation": southmere.pk}, {"who": "people", "learners": dana.pk}):
        page = as_ben.get(CHECK, answers | change)
        assert page.context["form"].errors
        assert "Dana" not in page.content.decode()
        as_ben.post(MAKE, answers | change)
    assert not Requirement.objects.exists()


def test_a_person_from_another_part_is_not_asked_in_this_one(as_ben, answers, amara, ben):
    answers |= {"who": "people", "learners": [ben.pk]}
    as_ben.post(MAKE, answers)
    assert not Requirement.objects.exists()


@pytest.fixture
def requirement(course, team, amara, ben):
    return requiring.require(course, team, due_on=DUE, actor=ben)


def urls(requirement):
    return [
        reverse("courses:change-due", args=[requirement.key]),
        reverse("courses:end-requirement", args=[requirement.key]),
    ]


@pytest.mark.promise(9)
def test_a_stranger_finds_none_of_it(client, dana, requirement):
    client.force_login(dana)
    assert "Recognise" not in client.get("/team-training/assignments/").content.decode()
    for url in urls(requirement):
        assert client.get(url).status_code == 404
        assert client.post(url).status_code == 404
    requirement.refresh_from_db()
    assert requirement.ended_at is None


@pytest.mark.promise(9)
@pytest.mark.parametrize("access", ["none", "auditor"])
def test_learners_and_auditors_cannot_assign(client, regulation, requirement, answers, access):
    person = make_user("Olu Other")
    join(person, regulation, access=access)
    client.force_login(person)
    for url in [ASSIGN, CHECK, "/team-training/assignments/", *urls(requirement)]:
        assert client.get(url).status_code == 404, url
    for url in [MAKE, *urls(requirement)]:
        assert client.post(url, answers).status_code == 404, url
    assert Requirement.objects.count() == 1


def test_a_visitor_is_asked_to_sign_in(client, requirement):
    for url in ["/team-training/", ASSIGN, CHECK, MAKE, "/team-training/assignments/", *urls(requirement)]:
        assert client.get(url)["Location"].startswith("/account/login/")


def test_assigning_needs_a_post(as_ben, answers):
    assert as_ben.get(MAKE, answers).status_code == 405


def test_the_list_says_whom_by_when_and_how_far(as_ben, requirement, trained_team):
    html = as_ben.get("/team-training/assignments/").content.decode()
    assert "Recognise and respond" in html
    assert "1 March 2099" in html
    assert "0 of 1 done" in html
    assert "2 of 5 done, 1 overdue" in html


def test_the_list_takes_the_same_queries_whatever_its_length(
    as_ben, requirement, course, regulation, ben, check_growth
):
    def grow():
        for index in range(5):
            part = regulation.add_child(name=f"Team {index}", kind="team")
            made = requiring.require(course, part, due_on=DUE, actor=ben)
            made.roles.set(FrontlineRole.objects.all()[:2])

    check_growth(lambda: as_ben.get("/team-training/assignments/"), grow)


def test_ben_changes_the_date(as_ben, requirement):
    url = urls(requirement)[0]
    assert "1 March 2099" in as_ben.get(url).content.decode()
    bad = as_ben.post(url, {"due_on_day": 1, "due_on_month": 3, "due_on_year": 2001})
    assert "There is a problem" in bad.content.decode()
    as_ben.post(url, {"due_on_day": 1, "due_on_month": 6, "due_on_year": 2099})
    newest = Requirement.objects.get(key=requirement.key, ended_at=None)
    assert (newest.version, newest.due_on) == (2, date(2099, 6, 1))
    html = as_ben.get("/team-training/assignments/").content.decode()
    assert "0 of 1 done" in html


def test_ben_ends_it(as_ben, requirement):
    url = urls(requirement)[1]
    as_ben.get(url)
    assert Requirement.objects.filter(ended_at=None).exists()
    as_ben.post(url)
    assert not Requirement.objects.filter(ended_at=None).exists()
    assert as_ben.post(url).status_code == 404


def test_team_training_shows_counts_and_who_is_late(as_ben, trained_team):
    page = as_ben.get("/team-training/")
    html = page.content.decode()
    assert page.context["late"][0].status == "overdue"
    assert "Ola, Overdue" in html
    assert ASSIGN in html


def test_an_auditor_sees_team_training_and_cannot_assign(client, regulation, trained_team):
    auditor = make_user("Olu Auditor")
    join(auditor, regulation, role=None, access="auditor")
    client.force_login(auditor)
    html = client.get("/team-training/").content.decode()
    assert "Ola, Overdue" in html
    assert ASSIGN not in html


@pytest.mark.promise(9)
def test_team_training_is_nothing_to_a_learner_and_empty_to_a_stranger(client, amara, dana, trained_team):
    client.force_login(amara)
    assert client.get("/team-training/").status_code == 404
    client.force_login(dana)
    assert "Overdue</strong>" not in client.get("/team-training/").content.decode()


def test_team_training_takes_the_same_queries_whatever_the_team(as_ben, requirement, team, course, check_growth):
    Obligation.objects.update(due_on=date(2026, 1, 1))

    def grow():
        for index in range(5):
            join(make_user(f"Person{index} Example"), team)
        requiring.apply(requirement)
        Obligation.objects.update(due_on=date(2026, 1, 1))

    check_growth(lambda: as_ben.get("/team-training/"), grow)


def test_a_manager_who_left_manages_nothing(as_ben, ben, requirement):
    Membership.objects.filter(user=ben).update(ended_on=timezone.localdate())
    for url in ["/team-training/", ASSIGN, "/team-training/assignments/", *urls(requirement)]:
        assert as_ben.get(url).status_code == 404


def test_enrolling_oneself_is_not_shown_as_assigned(as_ben, amara, course):
    enrolling.enrol(amara, course)
    assert as_ben.get("/team-training/assignments/").context["page_of_items"].paginator.count == 0


def test_many_people_are_asked_by_the_worker_and_the_manager_is_told(as_ben, answers, amara, monkeypatch):
    monkeypatch.setattr("courses.views.assigning.MANY", 0)
    html = as_ben.post(MAKE, answers, follow=True).content.decode()
    assert "It takes a few minutes." in html
    assert Requirement.objects.exists()
