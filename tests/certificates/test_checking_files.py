"""Anybody can check a certificate by its file: the very file, a changed one, or one that we know nothing of."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certificates import revoking
from certificates.models import CertificateEvent
from training.people.erasing import erase


@pytest.fixture
def pdf(certificate):
    return bytes(certificate.pdf)


def send(client, content=None, **fields):
    if content is not None:
        fields["file"] = SimpleUploadedFile("certificate.pdf", content, "application/pdf")
    return client.post(reverse("certificates:check-file"), fields)


def test_the_very_file_is_genuine_and_says_where_its_certificate_stands(client, pdf):
    response = send(client, pdf)
    page = response.content.decode()
    assert response.status_code == 200
    for words in ("This certificate is valid", "the very file that we issued", "Amara Okafor"):
        assert words in page
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]


def test_its_fingerprint_does_as_well(client, pdf):
    digest = hashlib.sha256(pdf).hexdigest().upper()
    in_groups = ":".join(digest[place : place + 2] for place in range(0, 64, 2))
    assert "the very file that we issued" in send(client, sha256=in_groups).content.decode()


def test_a_genuine_file_of_a_revoked_certificate_does_not_pass_for_valid(client, certificate, pdf, chidi):
    revoking.revoke(certificate, actor=chidi, reason=CertificateEvent.Reason.ISSUED_IN_ERROR)
    page = send(client, pdf).content.decode()
    assert "This certificate has been revoked" in page
    assert "This certificate is valid" not in page


def test_a_file_still_checks_after_its_person_was_erased(client, amara, pdf):
    erase(amara, None)
    page = send(client, pdf).content.decode()
    assert "This certificate is valid" in page
    assert "The name has been erased at the person" in page
    assert "Amara" not in page


def test_a_changed_file_is_told_by_the_code_printed_on_it(client, certificate, pdf):
    changed = send(client, pdf + b" ", code=certificate.code.lower())
    assert "This is not the file that we issued" in changed.content.decode()
    assert changed.status_code == 404


@pytest.mark.parametrize("code", ["", "00000000000000000000", "FT-2026-000001"])
def test_a_file_from_elsewhere_learns_nothing(client, certificate, code):
    page = send(client, b"%PDF-1.7 of somebody else", code=code).content.decode()
    assert "We did not issue this file" in page
    for hidden in ("Amara", certificate.serial, certificate.code):
        assert hidden not in page


@pytest.mark.parametrize("fields", [{}, {"sha256": "abc"}, {"sha256": "g" * 64}, {"content": b""}])
def test_what_is_no_file_and_no_fingerprint_is_refused_with_a_reason(client, certificate, fields):
    page = send(client, **fields).content.decode()
    assert "There is a problem" in page


def test_a_large_file_reaches_no_disk(client, certificate, monkeypatch):
    def fail(*args, **kwargs):
        raise AssertionError("a file was put on the disk")

    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", fail)
    for size in (1024 * 1024 + 1, 3 * 1024 * 1024):
        page = send(client, b"x" * size).content.decode()
        assert "There is a problem" in page


def test_guessing_by_file_is_slowed_with_guessing_by_code(client, certificate, pdf):
    for number in range(30):
        assert send(client, f"%PDF {number}".encode()).status_code == 404
    slowed = client.get(reverse("certificates:check", args=["0" * 20]))
    assert slowed.status_code == 429
    assert send(client, b"%PDF").status_code == 429
    assert send(client, pdf).status_code == 200
