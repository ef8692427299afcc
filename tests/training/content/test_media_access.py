"""Pictures and files go only to those who may have them, whatever their address."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Drawing
from wagtail.documents.models import Document
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from tests.courses import factories
from tests.training.content.factories import make_page
from tests.training.people.stepping import give_app, sign_in_twice

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3"/></svg>'

# What a page shows is read from there.
pytestmark = pytest.mark.usefixtures("referenced")


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photo(name="shop.png", **fields):
    content = BytesIO()
    Drawing.new("RGB", (400, 300)).save(content, "PNG")
    return get_image_model().objects.create(title="Shop", file=ContentFile(content.getvalue(), name), **fields)


def drawing():
    return get_image_model().objects.create(title="Plan", file=ContentFile(SVG, "plan.svg"), width=4, height=3)


def card(**fields):
    return Document.objects.create(title="Card", file=ContentFile(b"%PDF-1.7 card", "card.pdf"), **fields)


def publish(image, document=None):
    """A public page that shows the picture, and offers the document."""
    blocks = [("picture", {"image": image.pk, "alt": "A shop", "caption": ""})]
    if document:
        blocks.append(("download", {"document": document.pk, "title": "Card"}))
    return make_page(*blocks)


@pytest.mark.django_db
def test_what_a_public_page_shows_is_for_anybody(client):
    image, document = photo(), card()
    size = image.get_rendition("width-320")
    assert client.get(size.url).status_code == 404
    assert client.get(document.url).url.startswith("/account/login/?next=/documents/")
    page = publish(image, document)
    assert client.get(size.url)["Content-Type"] == "image/png"
    assert b"".join(client.get(document.url).streaming_content) == b"%PDF-1.7 card"
    page.unpublish()
    assert client.get(size.url).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["login", "groups", "password"])
def test_what_a_page_shows_that_is_closed_to_the_public_is_not_for_anybody(client, way):
    image, document = photo(), card()
    size = image.get_rendition("width-320")
    page = publish(image, document)
    # It holds for the pages below, too.
    restriction = PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=way, password="x")
    assert client.get(page.url).status_code != 200 or way == "password"
    assert client.get(size.url).status_code == 404
    assert client.get(document.url).status_code == 302
    restriction.delete()
    assert client.get(size.url).status_code == 200


@pytest.mark.django_db
def test_what_only_a_lesson_shows_is_for_signed_in_people(client, amara):
    image = photo()
    course = factories.make_course(lessons=["One"])
    lesson = factories.lessons_of(course)[0]
    lesson.body = [("picture", {"image": image, "alt": "A shop", "caption": ""})]
    lesson.save_revision().publish()
    size, document = image.get_rendition("width-320"), card()
    assert client.get(size.url).status_code == 404
    client.force_login(amara)
    assert client.get(size.url).status_code == 200
    assert client.get(document.url).status_code == 200


@pytest.mark.django_db
def test_a_photograph_as_it_was_uploaded_is_for_trainers_alone(client, amara, chidi):
    image = photo()
    publish(image)
    assert client.get(image.file.url).status_code == 404
    client.force_login(amara)
    assert client.get(image.file.url).status_code == 404
    client.force_login(chidi)
    assert client.get(image.file.url).status_code == 200


@pytest.mark.django_db
def test_a_trainer_without_her_second_step_has_what_everybody_has(client, chidi, settings):
    settings.SECOND_STEP_REQUIRED = True
    collection = Collection.get_first_root_node().add_child(name="Survivors")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups")
    image, document = photo(), card(collection=collection)
    secret = give_app(chidi)
    client.force_login(chidi)
    assert client.get(image.get_rendition("width-320").url).status_code == 200
    assert client.get(image.file.url).status_code == 404
    assert client.get(document.url).status_code == 404
    client.logout()
    sign_in_twice(client, chidi, secret)
    assert client.get(image.file.url).status_code == 200


@pytest.mark.django_db
def test_a_drawing_has_one_size_and_cannot_act(client):
    image = drawing()
    publish(image)
    response = client.get(image.file.url)
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["login", "groups"])
def test_a_private_collection_stays_private(client, amara, chidi, way):
    collection = Collection.get_first_root_node().add_child(name="Survivors")
    below = collection.add_child(name="Talks")
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type=way)
    image, document = photo(collection=below), card(collection=below)
    publish(image, document)
    size = image.get_rendition("width-320")
    assert client.get(size.url).status_code == 404
    assert client.get(document.url).status_code == 302
    client.force_login(amara)
    may = 200 if way == "login" else 404
    assert client.get(size.url).status_code == may
    assert restriction.groups.count() == 0
    client.force_login(chidi)
    assert client.get(size.url).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "../db.sqlite3",
        "images/../../db.sqlite3",
        "%2e%2e/db.sqlite3",
        "..%2fdb.sqlite3",
        "documents/card.pdf",
        "images/",
        "",
        "images/%00.png",
        "/etc/passwd",
        "secret.txt",
        "images/caf%C3%A9.png",
    ],
)
def test_nothing_is_had_by_its_path(client, chidi, settings, tmp_path, path):
    card()
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path.parent / "db.sqlite3").write_text("secret")
    client.force_login(chidi)
    assert client.get(f"/media/{path}").status_code in {400, 404}


@pytest.mark.django_db
def test_a_browser_keeps_a_picture_and_no_cache_on_the_way_does(client, amara):
    size = photo().get_rendition("width-320")
    client.force_login(amara)
    first = client.get(size.url)
    assert first["Cache-Control"] == "private, max-age=604800"
    again = client.get(size.url, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(size.url).status_code == 200
    assert client.post(size.url).status_code == 405
    client.logout()
    # What one may not have is not confirmed either.
    assert client.get(size.url, headers={"if-none-match": first["ETag"]}).status_code == 404
    client.force_login(amara)
    assert "private" in client.get(card().url)["Cache-Control"]


@pytest.mark.django_db
def test_the_web_server_in_front_may_send_the_bytes(client, amara, settings):
    settings.MEDIA_ACCEL_REDIRECT = "/_media/"
    size = photo("a shop.png").get_rendition("width-320")
    client.force_login(amara)
    response = client.get(size.url)
    assert response["X-Accel-Redirect"] == f"/_media/{size.file.name}"
    assert response.content == b""
    client.logout()
    assert "X-Accel-Redirect" not in client.get(size.url)


@pytest.mark.django_db
def test_a_drawing_keeps_its_policy_behind_a_web_server_that_sends_the_bytes(client, settings):
    settings.MEDIA_ACCEL_REDIRECT = "/_media/"
    image = drawing()
    publish(image)
    response = client.get(image.file.url)
    assert "X-Accel-Redirect" not in response
    assert b"".join(response.streaming_content) == SVG
    assert "sandbox" in response["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_lost_file_is_not_found(client, amara):
    size = photo().get_rendition("width-320")
    size.file.storage.delete(size.file.name)
    client.force_login(amara)
    assert client.get(size.url).status_code == 404


@pytest.mark.django_db
def test_a_picture_costs_the_same_however_often_it_is_used(client):
    image = photo()
    size = image.get_rendition("width-320")
    counts = []
    for _ in range(3):
        publish(image)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(size.url).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[-1] <= 5
