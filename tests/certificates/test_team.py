"""The certificates of a team, as a list and as one file."""

import io
import zipfile

import pytest
from django.urls import reverse

from certificates import issuing, revoking
from certificates.models import CertificateEvent
from certificates.zipping import zipped
from tests.cast import join, make_user
from tests.certificates.conftest import complete
from tests.courses.factories import make_course
from training.people.erasing import erase
from training.people.models import AuditEntry


def archive(client, **query):
    response = client.get(reverse("certificates:team-zip"), query)
    assert response["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def listed(client, **query):
    return client.get(reverse("certificates:team"), query).content.decode()


def trained(name, organisation, course):
    user = make_user(name)
    join(user, organisation)
    return issuing.issue(complete(user, course))


def test_a_manager_downloads_her_teams_certificates_as_one_file(client, ben, certificate, course, regulation):
    other = trained("Łukasz Żak", regulation, course)
    client.force_login(ben)
    made = archive(client)
    assert made.testzip() is None
    assert sorted(made.namelist()) == sorted(
        [f"{certificate.serial}-amara-okafor.pdf", f"{other.serial}-lukasz-zak.pdf"]
    )
    assert made.read(f"{certificate.serial}-amara-okafor.pdf") == certificate.pdf


@pytest.mark.promise(9)
def test_a_stranger_gets_only_her_own_people(client, dana, certificate, course, southmere):
    client.force_login(dana)
    assert archive(client).namelist() == []
    assert "None of your people" in listed(client)
    own = trained("Hana Ito", southmere, course)
    assert archive(client).namelist() == [f"{own.serial}-hana-ito.pdf"]
    page = listed(client)
    assert own.serial in page
    assert certificate.serial not in page


def test_an_auditor_and_whoever_manages_nobody_may_not(client, amara, chidi, certificate, regulation):
    auditor = make_user("Femi Ade")
    join(auditor, regulation, role=None, access="auditor")
    for nobody in (amara, chidi, auditor):
        client.force_login(nobody)
        for name in ("team", "team-zip"):
            assert client.get(reverse(f"certificates:{name}")).status_code == 404


def test_only_certificates_in_force_are_in_it(client, ben, chidi, amara, certificate, course, team):
    revoked = trained("Gita Rao", team, course)
    revoking.revoke(revoked, actor=chidi, reason=CertificateEvent.Reason.ISSUED_IN_ERROR)
    newer = issuing.reissue(certificate, actor=amara, reason=CertificateEvent.Reason.FAULT)
    client.force_login(ben)
    assert archive(client).namelist() == [f"{newer.serial}-amara-okafor.pdf"]


def test_an_erased_persons_certificate_is_neither_listed_nor_in_it(
    client, ben, chidi, amara, certificate, course, team
):
    other = trained("Gita Rao", team, course)
    erase(amara, chidi)
    client.force_login(ben)
    page = listed(client)
    assert certificate.serial not in page
    assert "Download 1 certificate (ZIP)" in page
    assert archive(client).namelist() == [f"{other.serial}-gita-rao.pdf"]
    assert AuditEntry.objects.get(action="certificates.download_team").data["rows"] == 1


def test_it_can_be_narrowed_by_course_and_part(client, ben, amara, certificate, course, regulation, team):
    another = make_course("Another course")
    second = issuing.issue(complete(amara, another))
    boss = trained("Gita Rao", regulation, course)
    client.force_login(ben)
    assert archive(client, course=str(another.key)).namelist() == [f"{second.serial}-amara-okafor.pdf"]
    names = archive(client, organisation=team.pk, course=str(course.key)).namelist()
    assert names == [f"{certificate.serial}-amara-okafor.pdf"]
    page = listed(client, organisation=team.pk)
    assert boss.serial not in page
    assert "Download 2 certificates" in page


def test_another_organisation_cannot_be_asked_for(client, ben, certificate, southmere):
    client.force_login(ben)
    assert archive(client, organisation=southmere.pk).namelist() == []
    assert "There is a problem" in listed(client, organisation=southmere.pk)


def test_the_list_costs_the_same_however_long(client, ben, certificate, course, team, check_growth):
    client.force_login(ben)
    check_growth(lambda: listed(client), lambda: [trained(f"Person{number} X", team, course) for number in range(3)])


def test_the_file_is_sent_piece_by_piece(certificate, course, team):
    pks = [certificate.pk, *(trained(f"Person{number} X", team, course).pk for number in range(3))]
    pieces = list(zipped(pks))
    assert len(pieces) == 5
    assert max(map(len, pieces)) < 40_000
