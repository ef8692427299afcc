"""Outgoing mail of a demo can be read; elsewhere there is no such page."""

import pytest
from django.core.mail import EmailMessage, get_connection


@pytest.fixture
def demo(settings, tmp_path):
    settings.OUTBOX_IS_READABLE = True
    settings.EMAIL_FILE_PATH = str(tmp_path)
    return get_connection("django.core.mail.backends.filebased.EmailBackend")


def test_there_is_no_outbox_on_a_site_for_people(client, db):
    assert client.get("/outbox/").status_code == 404


def test_mails_are_shown_newest_first_with_links(client, db, demo):
    body = "Willkommen, Siân\n\nhttp://localhost:8000/invitation/abc/\n" + "a long line " * 30
    demo.send_messages(
        [
            EmailMessage("First", "one", to=["a@x.example"]),
            EmailMessage("Überraschung: Second", body, to=["b@x.example"]),
        ]
    )
    page = client.get("/outbox/").content.decode()
    assert page.index("Second") < page.index("First")
    assert '<a href="http://localhost:8000/invitation/abc/" rel="nofollow">' in page
    assert "Siân" in page
    assert "Überraschung" in page


def test_markup_in_a_mail_is_shown_as_text(client, db, demo):
    demo.send_messages([EmailMessage("<script>x</script>", "<b>bold</b>", to=["a@x.example"])])
    page = client.get("/outbox/").content.decode()
    assert "<script>x" not in page
    assert "<b>bold" not in page


def test_an_empty_outbox_says_so(client, db, demo):
    assert "Nothing has been sent yet" in client.get("/outbox/").content.decode()
