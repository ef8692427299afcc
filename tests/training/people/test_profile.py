"""A person's own details."""

from training.people.models import FrontlineRole


def fill(amara, **fields):
    membership = amara.memberships.get()
    role = FrontlineRole.objects.get(slug="licensing")
    return {"name": "Amara O. Okafor", "accommodations": "", f"role_{membership.pk}": role.pk} | fields


def test_nobody_sees_details_without_signing_in(client, db):
    assert client.get("/profile/").url == "/account/login/?next=/profile/"


def test_a_learner_changes_her_name_and_role(client, amara):
    client.force_login(amara)
    assert client.post("/profile/", fill(amara)).url == "/profile/"
    amara.refresh_from_db()
    assert amara.name == "Amara O. Okafor"
    assert amara.memberships.get().role.slug == "licensing"


def test_the_first_details_lead_on_to_the_training(client, amara):
    amara.memberships.update(role=None)
    client.force_login(amara)
    assert client.post("/profile/", fill(amara)).url == "/my-training/"


def test_a_name_is_needed_and_long_stories_are_not(client, amara):
    client.force_login(amara)
    page = client.post("/profile/", fill(amara, name="", accommodations="x" * 501)).content.decode()
    assert page.count("govuk-error-message") == 2
    amara.refresh_from_db()
    assert amara.name == "Amara Okafor"


def test_a_person_without_a_membership_has_details_too(client, chidi):
    client.force_login(chidi)
    assert "frontline role" not in client.get("/profile/").content.decode()


def test_somebody_elses_membership_cannot_be_changed(client, amara, dana):
    client.force_login(amara)
    theirs = dana.memberships.get()
    role = FrontlineRole.objects.get(slug="police")
    client.post("/profile/", fill(amara) | {f"role_{theirs.pk}": role.pk})
    theirs.refresh_from_db()
    assert theirs.role.slug == "licensing"


def test_an_ended_membership_is_not_asked_about(client, amara):
    from training.people.joining import leave

    leave(amara.memberships.get())
    client.force_login(amara)
    assert "Trading standards" not in client.get("/profile/").content.decode()


def test_the_free_text_box_says_what_must_not_be_written(client, amara):
    client.force_login(amara)
    assert "Never write about a real case here." in client.get("/profile/").content.decode()


def test_showing_details_writes_nothing(client, amara, django_assert_max_num_queries):
    client.force_login(amara)
    before = amara.memberships.values().get()
    with django_assert_max_num_queries(12) as queries:
        client.get("/profile/")
    assert not [one for one in queries if one["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert amara.memberships.values().get() == before


def test_extra_time_is_said_once_and_kept(client, amara):
    client.force_login(amara)
    client.post("/profile/", fill(amara, extra_time=50))
    amara.refresh_from_db()
    assert amara.extra_time == 50
    assert 'value="50" selected' in client.get("/profile/").text


def test_an_extra_time_that_is_not_offered_is_refused(client, amara):
    client.force_login(amara)
    assert client.post("/profile/", fill(amara, extra_time=900)).status_code == 200
    amara.refresh_from_db()
    assert amara.extra_time == 0
