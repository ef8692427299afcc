"""The registers in the editor: lists, a key that stays, no deleting of what is used, and what needs checking."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.courses.factories import add_lesson, lessons_of, make_course
from training.content.models import Contact, Fact, ProblemReport
from training.content.using import uses_of

from .factories import make_contact, make_fact, make_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def winter():
    with time_machine.travel("2026-12-01 12:00", tick=False):
        yield


@pytest.fixture
def trainer(client, chidi):
    client.force_login(chidi)
    return client


def url(model, view, *args):
    return reverse(model.snippet_viewset.get_url_name(view), args=args)


def form_of(contact, **changes):
    names = ["key", "name", "purpose", "number", "display", "hours", "url", "area", "urgency", "order", "owner", "note"]
    data = {name: getattr(contact, name) for name in names}
    return {**data, "checked_on": "2026-11-01", "review_by": "2027-03-01", **changes}


# --- Lists ------------------------------------------------------------------------------------------


def test_a_trainer_sees_contacts_with_their_state(trainer):
    make_contact(review_by=date(2026, 11, 30))
    html = trainer.get(url(Contact, "list")).content.decode()
    assert "Modern Slavery &amp; Exploitation Helpline" in html
    assert "Past its date" in html


@pytest.mark.parametrize("state", ["stale", "soon", "missing", "current"])
def test_the_filter_and_the_record_agree_about_the_state(trainer, state):
    make_contact("stale", name="STALE", review_by=date(2026, 11, 30))
    make_contact("soon", name="SOON", review_by=date(2026, 12, 31))
    make_contact("today", name="SOON too", review_by=date(2026, 12, 1))
    make_contact("missing", name="MISSING", number="", is_local=True, review_by=date(2026, 11, 30))
    make_contact("current", name="CURRENT", review_by=date(2027, 1, 1))
    make_contact("stable", name="CURRENT too", review_by=None)
    listed = trainer.get(url(Contact, "list"), {"check_state": state}).context["object_list"]
    assert listed
    assert {contact.check_state for contact in listed} == {state}
    assert len(listed) == sum(contact.check_state == state for contact in Contact.objects.all())


def test_contacts_and_facts_can_be_searched(trainer, searchable):
    make_contact()
    make_fact()
    assert len(trainer.get(url(Contact, "list"), {"q": "slavery"}).context["object_list"]) == 1
    assert len(trainer.get(url(Fact, "list"), {"q": "border"}).context["object_list"]) == 1


@pytest.mark.parametrize("make", [make_contact, make_fact])
def test_a_longer_list_costs_no_more_queries(trainer, check_growth, make):
    model = type(make("one"))
    check_growth(lambda: trainer.get(url(model, "list")), lambda: [make(f"more-{n}") for n in range(5)])


@pytest.mark.parametrize("model", [Contact, Fact, ProblemReport])
def test_nobody_but_trainers_sees_the_registers(client, amara, ben, model):
    for person in (amara, ben):
        client.force_login(person)
        assert client.get(url(model, "list")).status_code != 200


# --- Editing ----------------------------------------------------------------------------------------


def test_a_trainer_changes_a_number_but_not_the_key(trainer):
    contact = make_contact()
    response = trainer.post(url(Contact, "edit", contact.pk), form_of(contact, key="other", display="08000 121700"))
    assert response.status_code == 302
    contact.refresh_from_db()
    assert (contact.key, contact.display) == ("ms_helpline", "08000 121700")


def test_a_trainer_chooses_the_key_of_a_new_contact(trainer):
    data = form_of(Contact(key="tara", name="TARA", purpose="Women in Scotland", number="+441412767724"))
    assert trainer.post(url(Contact, "add"), data).status_code == 302
    assert Contact.objects.get().key == "tara"


def test_a_number_that_no_phone_could_dial_is_refused(trainer):
    contact = make_contact()
    response = trainer.post(url(Contact, "edit", contact.pk), form_of(contact, number="0800 call"))
    assert response.status_code == 200
    assert "Write a UK number as +44" in response.content.decode()


def test_a_problem_is_dealt_with_and_its_words_stay(trainer):
    problem = ProblemReport.objects.create(page_title="A lesson", message="Broken link")
    response = trainer.post(url(ProblemReport, "edit", problem.pk), {"is_done": "on", "message": "Changed"})
    assert response.status_code == 302
    problem.refresh_from_db()
    assert (problem.is_done, problem.message) == (True, "Broken link")


def test_nobody_writes_a_problem_in_the_editor(trainer):
    assert trainer.get(url(ProblemReport, "add")).status_code == 302
    trainer.post(url(ProblemReport, "add"), {"is_done": "on"})
    assert not ProblemReport.objects.exists()


# --- Deleting ---------------------------------------------------------------------------------------


def use_in_text():
    make_page(("text", {"text": "<p>Call {{contact:ms_helpline}}.</p>"}), title="By name")


def use_in_a_list():
    make_page(
        ("accordion", {"sections": [{"heading": "x", "text": "<p>{{contact:ms_helpline}}</p>"}]}), title="By name"
    )


def use_in_an_alternative():
    add_lesson(make_course(), "By name", alternative="<p>{{contact:ms_helpline}}</p>")


def use_by_choice():
    make_page(("contact", {"contact": Contact.objects.get().pk}), title="By name")


@pytest.mark.usefixtures("referenced")
@pytest.mark.parametrize("use", [use_in_text, use_in_a_list, use_in_an_alternative, use_by_choice])
def test_a_contact_that_a_page_uses_cannot_be_deleted(trainer, use):
    contact = make_contact()
    use()
    response = trainer.post(url(Contact, "delete", contact.pk), follow=True)
    html = response.content.decode()
    assert "was not deleted: By name would lose it." in html
    assert Contact.objects.exists()


def test_nor_can_many_at_once(trainer):
    used, free = make_contact(), make_contact("free")
    use_in_text()
    address = reverse("wagtail_bulk_action", args=["content", "contact", "delete"])
    trainer.post(f"{address}?id={used.pk}&id={free.pk}")
    assert Contact.objects.count() == 2
    trainer.post(f"{address}?id={free.pk}")
    assert list(Contact.objects.all()) == [used]


def test_what_nothing_uses_can_be_deleted(trainer):
    contact = make_contact()
    trainer.post(url(Contact, "delete", contact.pk))
    assert not Contact.objects.exists()


def test_a_fact_that_a_lesson_rests_on_cannot_be_deleted(trainer):
    fact = make_fact()
    lesson = lessons_of(make_course())[0]
    lesson.facts.add(fact)
    lesson.save()
    html = trainer.post(url(Fact, "delete", fact.pk), follow=True).content.decode()
    assert "was not deleted: One would lose it." in html
    assert Fact.objects.exists()


@pytest.mark.usefixtures("referenced")
def test_a_fact_that_a_page_shows_cannot_be_deleted(trainer):
    fact = make_fact()
    make_page(("fact", {"fact": fact.pk}))
    trainer.post(url(Fact, "delete", fact.pk))
    assert Fact.objects.exists()


def test_a_page_that_uses_a_contact_in_many_ways_is_named_once():
    contact = make_contact()
    make_page(
        ("text", {"text": "<p>{{contact:ms_helpline}} {{contact:ms_helpline}}</p>"}),
        ("contact", {"contact": contact.pk}),
    )
    assert len(uses_of([contact])[contact.pk]) == 1


def test_looking_for_uses_costs_no_more_for_more_records():
    make_page(("text", {"text": "<p>{{contact:ms_helpline}}</p>"}))
    few, many = [make_contact()], [make_contact(f"more-{number}") for number in range(10)]
    with CaptureQueriesContext(connection) as before:
        uses_of(few)
    with CaptureQueriesContext(connection) as after:
        uses_of([*few, *many])
    assert len(after) <= len(before)


# --- The dashboard ----------------------------------------------------------------------------------


def dashboard(client):
    return client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.usefixtures("referenced")
def test_the_dashboard_lists_what_is_stale_with_where_it_is_used(trainer):
    contact = make_contact(name="Stale line", review_by=date(2026, 11, 30))
    make_fact(claim="Stale claim", review_by=date(2026, 11, 30))
    page = make_page(("contact", {"contact": contact.pk}), title="Where it is used")
    html = dashboard(trainer)
    assert "Needs checking" in html
    assert "Stale line" in html
    assert "Stale claim" in html
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html


def test_the_dashboard_lists_what_will_soon_be_stale_and_what_nobody_filled_in(trainer):
    make_contact(name="Soon line", review_by=date(2026, 12, 20))
    make_contact("spoc", name="Empty line", number="", is_local=True)
    make_contact("fine", name="Fine line")
    html = dashboard(trainer)
    assert "Soon line" in html
    assert "Check soon" in html
    assert "Empty line" in html
    assert "Not filled in" in html
    assert "Fine line" not in html


def test_the_dashboard_lists_names_that_no_contact_has(trainer):
    make_page(("text", {"text": "<p>{{contact:misspelt}} {{contact:emergency}}</p>"}))
    html = dashboard(trainer)
    assert "misspelt" in html
    assert "No such contact" in html
    assert "<td>emergency</td>" not in html


def test_the_dashboard_counts_open_problems(trainer):
    ProblemReport.objects.create(page_title="A", message="x")
    ProblemReport.objects.create(page_title="B", message="x", is_done=True)
    assert "Readers reported 1 problem with a page" in dashboard(trainer)


def test_the_dashboard_says_nothing_when_all_is_well(trainer):
    make_contact()
    assert "Needs checking" not in dashboard(trainer)


def test_more_stale_records_cost_the_dashboard_no_more_queries(trainer, check_growth):
    make_contact("one", review_by=date(2026, 11, 30))
    check_growth(
        lambda: trainer.get(reverse("wagtailadmin_home")),
        lambda: [make_contact(f"more-{number}", review_by=date(2026, 11, 30)) for number in range(5)],
    )
