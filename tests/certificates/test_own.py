"""A learner's certificates, and who may download them."""

import hashlib
from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from certificates import issuing, revoking
from certificates.models import Certificate, CertificateEvent
from courses import enrolling
from tests.cast import join, make_user
from tests.certificates.conftest import complete, updated
from tests.courses.factories import make_course
from training.people.models import Membership


def download(client, user, certificate):
    client.force_login(user)
    return client.get(reverse("certificates:download", args=[certificate.code]))


def post(client, name, *args):
    return client.post(reverse(f"certificates:{name}", args=args))


def told(response):
    return " ".join(map(str, get_messages(response.wsgi_request)))


def test_the_stored_bytes_are_sent_the_same_for_ever(client, amara, certificate):
    first = download(client, amara, certificate)
    assert first["Content-Type"] == "application/pdf"
    assert hashlib.sha256(first.content).hexdigest() == certificate.sha256
    assert f'filename="{certificate.serial}-amara-okafor.pdf"' in first["Content-Disposition"]
    assert "private" in first["Cache-Control"]
    assert download(client, amara, certificate).content == first.content


def test_who_has_the_file_is_not_sent_it_again(client, amara, certificate):
    etag = download(client, amara, certificate)["ETag"]
    url = reverse("certificates:download", args=[certificate.code])
    assert client.get(url, headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize(("kind", "status"), [("manager", 200), ("auditor", 404)])
def test_her_manager_may_download_it_and_an_auditor_may_not(client, certificate, regulation, kind, status):
    reader = make_user("Femi Ade")
    join(reader, regulation, role=None, access=kind)
    assert download(client, reader, certificate).status_code == status


def test_an_administrator_may_download_it(client, certificate):
    assert download(client, make_user("Ada Min", is_superuser=True), certificate).status_code == 200


@pytest.mark.promise(9)
def test_nobody_else_learns_that_it_exists(client, certificate, dana, chidi, team):
    colleague = make_user("Gita Rao")
    join(colleague, team)
    for stranger in (dana, chidi, colleague):
        assert download(client, stranger, certificate).status_code == 404
        assert post(client, "correct", certificate.code).status_code == 404
        assert post(client, "make", certificate.enrolment_id).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, certificate):
    for url in (reverse("certificates:download", args=[certificate.code]), reverse("certificates:mine")):
        assert client.get(url).status_code == 302


def test_a_manager_keeps_a_leavers_certificate_and_gets_none_begun_later(
    client, amara, ben, certificate, course, regulation
):
    Membership.objects.filter(user=amara).update(ended_on=date(2027, 1, 1))
    assert download(client, ben, certificate).status_code == 200
    later = make_course("Another course")
    period = complete(amara, later)
    type(period).objects.filter(pk=period.pk).update(opens_on=date(2027, 2, 1))
    assert download(client, ben, issuing.issue(period)).status_code == 404


def test_a_revoked_certificate_can_still_be_downloaded(client, amara, chidi, certificate):
    revoking.revoke(certificate, actor=chidi, reason=CertificateEvent.Reason.ISSUED_IN_ERROR)
    assert download(client, amara, certificate).status_code == 200


def test_an_erased_certificate_has_no_file(client, amara, certificate):
    from django.db.models import QuerySet

    QuerySet(Certificate).filter(pk=certificate.pk).update(pdf=None)
    assert download(client, amara, certificate).status_code == 404


def test_her_certificates_are_listed_and_nobody_elses(client, amara, dana, certificate):
    client.force_login(amara)
    page = client.get(reverse("certificates:mine")).content.decode()
    assert certificate.serial in page
    assert "Valid" in page
    client.force_login(dana)
    assert "You have no certificates yet" in client.get(reverse("certificates:mine")).content.decode()


def test_the_list_costs_the_same_however_long(client, amara, certificate, check_growth):
    client.force_login(amara)
    check_growth(
        lambda: client.get(reverse("certificates:mine")),
        lambda: [issuing.issue(complete(amara, make_course(f"Course {number}"))) for number in range(3)],
    )


def test_a_late_certificate_can_be_made_by_its_owner(client, amara, period):
    client.force_login(amara)
    assert "Make my certificate" in client.get(reverse("certificates:mine")).content.decode()
    assert not Certificate.objects.exists()
    post(client, "make", period.pk)
    post(client, "make", period.pk)
    assert Certificate.objects.get().enrolment == period


def test_a_course_in_progress_makes_no_certificate(client, amara, course):
    client.force_login(amara)
    assert post(client, "make", enrolling.enrol(amara, course).pk).status_code == 404


def test_without_a_name_she_is_led_to_her_details(client, amara, course):
    amara.name = ""
    amara.save()
    period = complete(amara, course)
    client.force_login(amara)
    assert "Add your name" in client.get(reverse("certificates:mine")).content.decode()
    assert post(client, "make", period.pk).url == reverse("people:profile")


def test_a_changed_name_offers_a_corrected_certificate(client, amara, certificate):
    client.force_login(amara)
    assert "Replace it" not in client.get(reverse("certificates:mine")).content.decode()
    amara.name = "Amara Hughes"
    amara.save()
    assert "Replace it with one for Amara Hughes" in client.get(reverse("certificates:mine")).content.decode()
    post(client, "correct", certificate.code)
    newer = Certificate.objects.get(supersedes=certificate)
    assert newer.name == "Amara Hughes"
    page = client.get(reverse("certificates:mine")).content.decode()
    assert "Replaced" in page
    assert "Replace it with" not in page


def test_correcting_twice_or_without_need_changes_nothing(client, amara, certificate):
    client.force_login(amara)
    assert "already" in told(post(client, "correct", certificate.code))
    amara.name = "Amara Hughes"
    amara.save()
    post(client, "correct", certificate.code)
    assert "cannot be corrected" in told(post(client, "correct", certificate.code))
    assert Certificate.objects.count() == 2


@pytest.fixture
def revoked(certificate, chidi):
    """Amara's certificate, revoked in November."""
    revoking.revoke(certificate, actor=chidi, reason=CertificateEvent.Reason.NOT_OWN_WORK)
    return certificate


def words_of(client, user, address):
    client.force_login(user)
    return " ".join(client.get(address).text.split())


def test_a_revoked_certificate_says_since_when_why_and_whom_to_ask(client, amara, revoked, course):
    said = f"Revoked on {date_format(timezone.localdate())}: the work was not the learner&#x27;s own."
    for address in (reverse("certificates:mine"), course.get_url()):
        page = words_of(client, amara, address)
        assert said in page
        assert "ask your manager" in page


def test_no_page_says_of_revoked_training_that_it_counts(client, amara, revoked, chidi, course):
    for address in (reverse("courses:my-training"), course.get_url()):
        page = words_of(client, amara, address)
        assert "ompleted" in page
        assert "Certificate revoked" in page
        assert "It counts until" not in page
    revoking.reinstate(revoked, actor=chidi)
    for address in (reverse("courses:my-training"), course.get_url()):
        page = words_of(client, amara, address)
        assert "Certificate revoked" not in page
        assert "It counts until" in page


@pytest.mark.parametrize("is_done", [False, True])
def test_who_is_on_an_update_of_revoked_training_is_told_that_it_brings_no_certificate(
    client, amara, revoked, course, is_done
):
    enrolling.open_period(amara, revoked.enrolment.edition, source="update") if not is_done else updated(amara, course)
    for address in (reverse("courses:my-training"), course.get_url()):
        assert "Certificate revoked" in words_of(client, amara, address)
    mine = words_of(client, amara, reverse("certificates:mine"))
    assert "not ready yet" not in mine
    assert "brings no new certificate" in mine


def test_asking_for_what_is_withheld_says_why_there_is_none(client, amara, revoked, course):
    update = updated(amara, course)
    client.force_login(amara)
    assert "while the one before it is revoked" in told(post(client, "make", update.pk))
    assert Certificate.objects.get() == revoked


def test_my_training_asks_no_more_for_more_certificates(client, amara, revoked, check_growth):
    client.force_login(amara)
    check_growth(
        lambda: client.get(reverse("courses:my-training")),
        lambda: [issuing.issue(complete(amara, make_course(f"Course {number}"))) for number in range(3)],
    )


def test_a_new_name_does_not_wash_a_revoked_certificate_clean(client, amara, chidi, certificate):
    revoking.revoke(certificate, actor=chidi, reason=CertificateEvent.Reason.NOT_OWN_WORK)
    amara.name = "Amara Hughes"
    amara.save()
    client.force_login(amara)
    assert "Replace it" not in client.get(reverse("certificates:mine")).content.decode()
    post(client, "correct", certificate.code)
    assert Certificate.objects.count() == 1


def test_a_get_makes_and_corrects_nothing(client, amara, certificate):
    client.force_login(amara)
    for name, argument in (("make", certificate.enrolment_id), ("correct", certificate.code)):
        assert client.get(reverse(f"certificates:{name}", args=[argument])).status_code == 405
