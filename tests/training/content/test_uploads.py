"""Uploads of the wrong kind, the wrong size or with something in them are refused with a reason."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Drawing
from wagtail.documents.models import Document
from wagtail.images import get_image_model

pytestmark = pytest.mark.django_db

PLAIN = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 30">'
    '<defs><linearGradient id="g"/></defs><rect width="4" height="3" fill="url(#g)"/><use href="#g"/>{}</svg>'
)


@pytest.fixture
def trainer(client, chidi):
    client.force_login(chidi)
    return client


def upload_picture(client, name, content):
    return client.post(reverse("wagtailimages:add"), {"title": "A plan", "file": SimpleUploadedFile(name, content)})


def upload_document(client, name, content):
    return client.post(reverse("wagtaildocs:add"), {"title": "A card", "file": SimpleUploadedFile(name, content)})


def png():
    file = BytesIO()
    Drawing.new("RGB", (40, 30)).save(file, "PNG")
    return file.getvalue()


def docx():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    return file.getvalue()


def refused(response, reason):
    assert response.status_code == 200
    assert reason in response.content.decode()
    assert not get_image_model().objects.exists()
    assert not Document.objects.exists()


@pytest.mark.parametrize(("name", "content"), [("plan.svg", PLAIN.format("").encode()), ("shop.png", png())])
def test_a_picture_is_taken(trainer, name, content):
    assert upload_picture(trainer, name, content).status_code == 302
    assert get_image_model().objects.count() == 1


@pytest.mark.parametrize(
    "extra",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)"/>',
        '<rect ONCLICK="alert(1)"/>',
        '<a href="javascript:alert(1)"><rect/></a>',
        '<a xlink:href=" JavaScript:alert(1)"><rect/></a>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<image href="https://elsewhere.example/x.png"/>',
        '<use href="data:image/svg+xml,x"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        "<style>@import 'https://elsewhere.example/x.css';</style>",
        '<rect style="fill: url( https://elsewhere.example/x )"/>',
        "<style>rect { fill: u\\72l(https://elsewhere.example) }</style>",
    ],
)
def test_a_drawing_that_could_run_or_fetch_something_is_refused(trainer, extra):
    refused(upload_picture(trainer, "plan.svg", PLAIN.format(extra).encode()), "something other than a drawing")


def test_a_drawing_with_a_stylesheet_of_its_own_is_refused(trainer):
    content = b'<?xml-stylesheet href="x.xsl"?>' + PLAIN.format("").encode()
    refused(upload_picture(trainer, "plan.svg", content), "something other than a drawing")


def test_a_drawing_with_entities_is_refused(trainer):
    content = b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + PLAIN.format("<title>&a;</title>").encode()
    response = upload_picture(trainer, "plan.svg", content)
    assert response.status_code == 200
    assert not get_image_model().objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("page.html", b"<script>alert(1)</script>", "not"),
        ("plan.png", b"not a picture", "not"),
        ("plan.jpg", png(), "Not a valid .jpeg image"),
        ("plan.svg", b"not a drawing", "not"),
    ],
)
def test_what_is_no_picture_is_refused(trainer, name, content, reason):
    refused(upload_picture(trainer, name, content), reason)


def test_a_picture_that_is_too_big_is_refused(trainer, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 50
    refused(upload_picture(trainer, "shop.png", png()), "This file is too big")


@pytest.mark.parametrize(
    ("name", "content"), [("card.pdf", b"%PDF-1.7 x"), ("card.docx", docx()), ("card.txt", "Café".encode())]
)
def test_a_file_is_taken(trainer, name, content):
    assert upload_document(trainer, name, content).status_code == 302
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("card.pdf", b"<html>not a pdf</html>", "not what its name says"),
        ("card.docx", b"%PDF-1.7", "not what its name says"),
        ("card.txt", b"MZ\x00\x01", "not what its name says"),
        ("card.exe", b"MZ", "not allowed"),
        ("card.html", b"<script>alert(1)</script>", "not allowed"),
    ],
)
def test_a_file_of_the_wrong_type_is_refused(trainer, name, content, reason):
    refused(upload_document(trainer, name, content), reason)


def test_a_file_that_is_too_big_is_refused(trainer, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 50
    refused(upload_document(trainer, "card.pdf", b"%PDF-" + b"x" * 100), "This file is too big")


def test_many_pictures_at_once_pass_the_same_gate(trainer):
    address = reverse("wagtailimages:add_multiple")
    bad = SimpleUploadedFile("plan.svg", PLAIN.format("<script>1</script>").encode())
    answer = trainer.post(address, {"title": "A plan", "files[]": bad}, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.json()["success"] is False
    assert not get_image_model().objects.exists()


def test_a_changed_picture_passes_the_same_gate(trainer):
    upload_picture(trainer, "plan.svg", PLAIN.format("").encode())
    image = get_image_model().objects.get()
    bad = SimpleUploadedFile("plan.svg", PLAIN.format("<script>1</script>").encode())
    response = trainer.post(reverse("wagtailimages:edit", args=[image.pk]), {"title": "A plan", "file": bad})
    assert "something other than a drawing" in response.content.decode()


def test_the_demos_own_drawings_pass():
    from pathlib import Path

    from training.content.uploading import refuse_active_svg

    pictures = sorted((Path(__file__).parents[3] / "demo" / "pictures").glob("*.svg"))
    assert pictures
    for picture in pictures:
        refuse_active_svg(SimpleUploadedFile(picture.name, picture.read_bytes()))
