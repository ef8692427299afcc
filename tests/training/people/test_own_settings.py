"""The editor's page of one's own settings asks for no picture, and takes none."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.users.models import UserProfile

ACCOUNT = "/cms/account/"


@pytest.fixture
def picture():
    file = io.BytesIO()
    Image.new("RGB", (4, 4)).save(file, "PNG")
    return SimpleUploadedFile("me.png", file.getvalue(), "image/png")


@pytest.fixture
def editor(client, chidi):
    client.force_login(chidi)
    return client


def panels_of(page):
    return [panel for panels in page.context["panels_by_tab"].values() for panel in panels]


def test_no_picture_of_oneself_is_asked_for_nor_a_name_that_would_be_kept_nowhere(editor):
    assert reverse("wagtailadmin_account") == ACCOUNT
    page = editor.get(ACCOUNT)
    assert page.status_code == 200
    assert {panel.name for panel in panels_of(page)} == {"notifications", "locale", "theme"}
    assert "Profile picture" not in page.text


def test_what_else_can_be_set_is_kept_and_a_picture_is_not(editor, chidi, picture, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    forms = [panel.get_form() for panel in panels_of(editor.get(ACCOUNT))]
    as_it_is = {field.html_name: field.value() for form in forms for field in form if field.value() is not None}
    response = editor.post(ACCOUNT, {**as_it_is, "theme-theme": "dark", "avatar-avatar": picture})
    assert response.status_code == 302
    profile = UserProfile.objects.get(user=chidi)
    assert (profile.theme, profile.avatar.name) == ("dark", "")
    assert list(tmp_path.rglob("*.png")) == []


def test_a_learner_knows_nothing_of_it(client, amara):
    client.force_login(amara)
    assert client.get(ACCOUNT).status_code == 404
