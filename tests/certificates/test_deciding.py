"""Administrators revoke, reinstate and replace."""

import pytest
from django.urls import reverse

from certificates import issuing, revoking
from certificates.codes import in_groups
from certificates.models import Certificate, CertificateEvent, Status
from tests.cast import make_user
from tests.certificates.conftest import complete, issued_beside, updated
from tests.courses.factories import make_course
from training.people.models import AuditEntry

Reason = CertificateEvent.Reason


@pytest.fixture
def ada(db):
    """An administrator."""
    return make_user("Ada Min", is_superuser=True)


def status(certificate):
    return Certificate.objects.with_status().get(pk=certificate.pk).status


def test_revoking_and_reinstating_take_turns_and_repeat_harmlessly(certificate, ada):
    for _ in range(2):
        revoking.revoke(certificate, actor=ada, reason=Reason.ISSUED_IN_ERROR)
        assert status(certificate) == Status.REVOKED
    for _ in range(2):
        revoking.reinstate(certificate, actor=ada)
        assert status(certificate) == Status.VALID
    kinds = list(certificate.events.values_list("kind", "actor__name"))
    assert kinds == [("issued", None), ("revoked", "Ada Min"), ("reinstated", "Ada Min")]
    revoking.revoke(certificate, actor=ada, reason=Reason.NOT_OWN_WORK)
    assert status(certificate) == Status.REVOKED


def test_what_was_replaced_is_not_revoked(certificate, ada):
    issuing.reissue(certificate, actor=ada, reason=Reason.FAULT)
    with pytest.raises(issuing.NotInForce):
        revoking.revoke(certificate, actor=ada, reason=Reason.ISSUED_IN_ERROR)


def test_an_administrator_does_all_of_it_in_the_editor(client, ada, certificate):
    client.force_login(ada)
    listing = client.get(reverse("certificate:index"), {"q": certificate.serial}).content.decode()
    assert certificate.serial in listing
    assert "Amara Okafor" in listing
    inspect = reverse("certificate:inspect", args=[certificate.pk])
    assert "Revoke" in client.get(inspect).content.decode()
    client.post(reverse("certificates_revoke", args=[certificate.pk]), {"reason": "issued_in_error"})
    assert status(certificate) == Status.REVOKED
    assert "Reinstate" in client.get(inspect).content.decode()
    client.post(reverse("certificates_reinstate", args=[certificate.pk]))
    assert status(certificate) == Status.VALID
    client.post(reverse("certificates_reissue", args=[certificate.pk]))
    assert status(certificate) == Status.REPLACED
    assert Certificate.objects.get(supersedes=certificate).events.get().reason == Reason.FAULT


def test_a_reason_is_needed(client, ada, certificate):
    client.force_login(ada)
    for posted in ({}, {"reason": "because"}, {"reason": "completed"}):
        client.post(reverse("certificates_revoke", args=[certificate.pk]), posted)
    assert status(certificate) == Status.VALID


def test_no_reason_is_chosen_to_begin_with_and_the_page_says_what_follows(client, ada, certificate):
    client.force_login(ada)
    url = reverse("certificates_revoke", args=[certificate.pk])
    assert url in client.get(reverse("certificate:inspect", args=[certificate.pk])).text
    page = client.get(url)
    assert page.context["form"]["reason"].value() is None
    for said in ("Choose a reason", "What follows", "gets an e-mail", "Amara Okafor", "Cancel"):
        assert said in page.text, said
    assert status(certificate) == Status.VALID
    assert AuditEntry.objects.filter(action="certificates.view").count() == 2
    assert "Choose why the certificate is revoked." in client.post(url, {"reason": ""}).text
    assert status(certificate) == Status.VALID


def test_what_is_not_in_force_is_not_asked_about(client, ada, certificate):
    revoking.revoke(certificate, actor=ada, reason=Reason.ISSUED_IN_ERROR)
    client.force_login(ada)
    url = reverse("certificates_revoke", args=[certificate.pk])
    assert client.get(url).url == reverse("certificate:inspect", args=[certificate.pk])


def test_an_administrator_reads_why_a_certificate_is_not_reinstated(client, ada, amara, certificate, course):
    revoking.revoke(certificate, actor=ada, reason=Reason.ISSUED_IN_ERROR)
    issued_beside(updated(amara, course))
    client.force_login(ada)
    told = client.post(reverse("certificates_reinstate", args=[certificate.pk]), follow=True).text
    assert "another certificate is in force for this training" in told
    assert status(certificate) == Status.REVOKED


def test_nobody_adds_changes_or_deletes_a_certificate(client, ada, certificate):
    client.force_login(ada)
    for name, args in (("add", []), ("edit", [certificate.pk]), ("delete", [certificate.pk])):
        response = client.post(reverse(f"certificate:{name}", args=args), {"serial": "FT-1"})
        assert response.status_code == 302
        assert response.url == reverse("wagtailadmin_home")
    assert Certificate.objects.get().serial == certificate.serial


def test_trainers_replace_a_faulty_certificate_and_decide_nothing_else(client, chidi, certificate):
    client.force_login(chidi)
    page = client.get(reverse("certificate:inspect", args=[certificate.pk])).content.decode()
    assert "Replace after a fault" in page
    assert "Revoke" not in page
    for name in ("revoke", "reinstate"):
        url = reverse(f"certificates_{name}", args=[certificate.pk])
        assert client.post(url, {"reason": "issued_in_error"}).status_code == 404
    assert status(certificate) == Status.VALID
    client.post(reverse("certificates_reissue", args=[certificate.pk]))
    assert status(certificate) == Status.REPLACED


def test_trainers_find_certificates_by_serial_or_code_and_not_by_person(client, chidi, amara, certificate):
    client.force_login(chidi)

    def found(words):
        listing = client.get(reverse("certificate:index"), {"q": words}).text
        return certificate.serial in listing.replace(f'value="{words}"', "")

    assert found(certificate.code)
    assert found(certificate.serial)
    assert not found(amara.email)
    assert not found("Okafor")
    page = client.get(reverse("certificate:index")).text
    assert amara.email not in page
    assert amara.name not in page


def test_a_trainer_cannot_grow_a_code_out_of_its_parts(client, chidi, certificate):
    client.force_login(chidi)

    def finds(words):
        return bool(client.get(reverse("certificate:index"), {"q": words}).context["object_list"])

    code = certificate.code
    assert finds(in_groups(code)) and finds(f" {code.lower()} ") and finds(certificate.serial[-6:])
    # With the code the public check shows the name.
    pieces = [code[:size] for size in range(1, len(code))] + [code[1:], code[5:10]]
    assert not [piece for piece in pieces if piece not in certificate.serial and finds(piece)]


def test_administrators_find_certificates_by_person(client, ada, amara, certificate):
    client.force_login(ada)
    assert certificate.serial in client.get(reverse("certificate:index"), {"q": amara.email}).text


def words_for(client, user, certificate):
    """The page of a certificate as somebody reads it."""
    client.force_login(user)
    return client.get(reverse("certificate:inspect", args=[certificate.pk])).text


def test_trainers_see_a_certificate_and_nothing_that_says_or_leads_to_whose_it_is(client, chidi, amara, certificate):
    # Its holder asked for it, so that what happened names her as well.
    newer = issuing.reissue(certificate, actor=amara, reason=Reason.NAME)
    page = words_for(client, chidi, newer)
    # By code, file or hash the public check shows the name.
    for telling in ("Amara", "Okafor", amara.email, newer.code, newer.sha256, "Download"):
        assert telling not in page, telling
    for useful in (newer.serial, newer.data["course"], "Valid", "Completed on", "Issued", "Replace after a fault"):
        assert useful in page, useful
    assert client.get(reverse("certificates:download", args=[newer.code])).status_code == 404


def test_only_a_look_that_shows_a_name_is_written_down(client, ada, chidi, certificate):
    words_for(client, chidi, certificate)
    assert not AuditEntry.objects.filter(action="certificates.view").exists()
    assert certificate.sha256 in words_for(client, ada, certificate)
    assert AuditEntry.objects.get(action="certificates.view").user == ada


def test_administrators_read_who_did_what_and_trainers_do_not(client, ada, chidi, certificate):
    revoking.revoke(certificate, actor=ada, reason=Reason.ISSUED_IN_ERROR)
    assert "Ada Min" in words_for(client, ada, certificate)
    assert "Ada Min" not in words_for(client, chidi, certificate)


def test_the_list_costs_the_same_however_long(client, ada, amara, certificate, check_growth):
    client.force_login(ada)
    check_growth(
        lambda: client.get(reverse("certificate:index")),
        lambda: [issuing.issue(complete(amara, make_course(f"Course {number}"))) for number in range(3)],
    )
