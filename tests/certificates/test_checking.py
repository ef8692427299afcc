"""Anybody can check a certificate; nobody learns more than it shows."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from certificates import issuing, revoking
from certificates.codes import in_groups
from certificates.models import CertificateEvent
from training.people.erasing import erase

Reason = CertificateEvent.Reason


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


def check(client, code):
    return client.get(reverse("certificates:check", args=[code]))


def test_a_valid_certificate_is_shown_to_anybody(client, certificate):
    response = check(client, certificate.code)
    page = response.content.decode()
    assert "This certificate is valid" in page
    for shown in ("Amara Okafor", "Recognise and respond, edition 1", certificate.serial, "Notice what is wrong"):
        assert shown in page
    assert "does not authorise the holder" in page


def test_neither_address_nor_employer_is_shown(client, certificate):
    page = check(client, certificate.code).content.decode()
    for hidden in ("amara@northmere.example", "Northmere", "Trading standards"):
        assert hidden not in page


def test_search_engines_and_caches_keep_away(client, certificate):
    response = check(client, certificate.code)
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]


def test_an_expired_certificate_says_since_when(client, certificate, time_machine):
    time_machine.move_to("2032-01-01 12:00Z")
    assert "This certificate has expired" in check(client, certificate.code).content.decode()


def test_a_replaced_certificate_says_so_and_does_not_lead_to_the_new_one(client, certificate, amara):
    amara.name = "Amara Hughes"
    amara.save()
    newer = issuing.reissue(certificate, actor=amara, reason=Reason.NAME)
    page = check(client, certificate.code).content.decode()
    assert "This certificate has been replaced" in page
    assert "Amara Hughes" not in page
    assert newer.code not in page
    assert "This certificate is valid" in check(client, newer.code).content.decode()


def test_a_revoked_certificate_says_so_until_it_is_reinstated(client, certificate, chidi):
    revoking.revoke(certificate, actor=chidi, reason=Reason.ISSUED_IN_ERROR)
    page = check(client, certificate.code).content.decode()
    assert "This certificate has been revoked" in page
    assert "Do not rely on it" in page
    assert "error" not in page
    revoking.reinstate(certificate, actor=chidi)
    assert "This certificate is valid" in check(client, certificate.code).content.decode()


def test_a_revoked_certificate_looks_its_weight_and_does_not_say_that_it_is_valid(client, certificate, chidi):
    assert "Valid until" in check(client, certificate.code).text
    revoking.revoke(certificate, actor=chidi, reason=Reason.ISSUED_IN_ERROR)
    page = check(client, certificate.code).text
    assert "panel--warning" in page
    assert "Valid until" not in page
    assert "Was to be valid until" in page


def test_a_code_may_be_typed_with_spaces_dashes_and_small_letters(client, certificate):
    typed = in_groups(certificate.code).lower().replace("0", "o")
    response = client.get(reverse("certificates:check"), {"code": f" {typed} "}, follow=True)
    assert "This certificate is valid" in response.content.decode()
    assert check(client, typed).status_code == 302


@pytest.mark.parametrize(("typed", "said"), [("", "Enter the code"), ("ABC", "This has 3")])
def test_a_code_that_cannot_be_one_is_explained(client, db, typed, said):
    response = client.get(reverse("certificates:check"), {"code": typed})
    assert response.status_code == 200
    assert said in response.content.decode()


def test_an_unknown_code_is_a_404_that_says_what_to_check(client, db):
    response = check(client, "7K4M2QH8XTWB3ND6RVPC")
    assert response.status_code == 404
    assert "none of them is swapped" in response.content.decode()


def test_guessing_is_slowed_down_and_right_codes_are_not(client, certificate):
    for _ in range(30):
        assert check(client, "X" * 20).status_code == 404
    slowed = check(client, "X" * 20)
    assert slowed.status_code == 429
    assert slowed["Retry-After"]
    assert check(client, certificate.code).status_code == 200


def test_checking_writes_nothing(client, certificate):
    assert client.post(reverse("certificates:check", args=[certificate.code])).status_code == 405
    before = CertificateEvent.objects.count()
    check(client, certificate.code)
    assert CertificateEvent.objects.count() == before


def test_a_certificate_whose_person_was_erased_still_checks(client, certificate):
    erase(certificate.enrolment.learner, None)
    page = check(client, certificate.code).content.decode()
    assert "This certificate is valid" in page
    assert "The name has been erased at the person" in page
    assert "Amara" not in page
