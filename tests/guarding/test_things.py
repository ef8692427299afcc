"""What pages, questions and records use is not deleted under them; where words may go after all, no record does."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Collection, Locale, Page, Site

from quizzes.models import Question
from tests.courses.factories import add_lesson
from tests.evidence import changed, evidence
from tests.guarding.looking import tree_problems, words_of
from tests.training.content.factories import make_contact, make_fact
from tests.training.content.test_blocks import make_image
from training.people.models import FrontlineRole

TAKE_OUT = "Take it out there first"


@pytest.fixture
def things(pages, amara, team, django_capture_on_commit_callbacks):
    """One of everything that a lesson, a question or a record uses."""
    contact, fact, picture = make_contact(), make_fact(), make_image()
    file = get_document_model().objects.create(title="Card", file=ContentFile(b"words", name="card.txt"))
    with django_capture_on_commit_callbacks(execute=True):
        lesson = add_lesson(pages["module"], "Words", text="Call {{contact:ms_helpline}}.", roles=["licensing"])
        lesson.facts.set([fact])
        lesson.body.append(("picture", {"image": picture, "alt": "A shop", "caption": ""}))
        lesson.body.append(("download", {"document": file, "title": "Card"}))
        lesson.save_revision().publish()
    question = Question.objects.get()
    return {
        "picture": picture,
        "file": file,
        "contact": contact,
        "fact": fact,
        "question": question,
        "topic": question.topic,
        "person": amara,
        "organisation": team,
        "role": FrontlineRole.objects.get(slug="licensing"),
        "site": Site.objects.get(),
        "collection": Collection.get_first_root_node(),
        "root": Page.get_first_root_node(),
        "locale": Locale.objects.get(),
        "lesson": lesson,
    }


def snippet(thing):
    return reverse(thing.snippet_viewset.get_url_name("delete"), args=[thing.pk])


def bulk(thing):
    model = ContentType.objects.get_for_model(thing)
    return f"/cms/bulk/{model.app_label}/{model.model}/delete/?id={thing.pk}"


# thing: (addresses that delete it in the editor, what the editor is told)
KEPT = {
    "picture": ([lambda it: f"/cms/images/{it.pk}/delete/", bulk], TAKE_OUT),
    "file": ([lambda it: f"/cms/documents/delete/{it.pk}/", bulk], TAKE_OUT),
    "contact": ([snippet, bulk], TAKE_OUT),
    "fact": ([snippet, bulk], TAKE_OUT),
    "question": ([snippet, bulk], "Unpublish it instead"),
    "topic": ([snippet, bulk], "questions or quizzes belong to it"),
    "person": ([lambda it: f"/cms/users/delete/{it.pk}/", bulk], "Close the account"),
    # Nobody has the right, whatever rights she has.
    "organisation": ([lambda it: f"/cms/organisation/delete/{it.pk}/"], "do not have permission"),
    "role": ([lambda it: f"/cms/frontlinerole/delete/{it.pk}/"], "do not have permission"),
    "root": ([lambda it: f"/cms/pages/{it.pk}/delete/"], "Unpublish it instead"),
}


@pytest.mark.usefixtures("referenced")
def test_what_is_used_is_not_deleted_in_the_editor_which_says_what_to_do(admin, things):
    before, wrong = evidence(), []
    for name, (addresses, words) in KEPT.items():
        for address in addresses:
            response = admin.post(address(things[name]))
            if words not in words_of(response) or response.status_code != 302:
                wrong.append(f"{name} at {address(things[name])}: {response.status_code} {words_of(response)!r}")
            if not type(things[name])._base_manager.filter(pk=things[name].pk).exists():
                wrong.append(f"{name} at {address(things[name])} is gone")
    assert wrong == []
    assert changed(before, evidence()) == []


def test_a_picture_or_file_that_nobody_uses_is_deleted(admin, things):
    things["lesson"].delete()
    for name in ("picture", "file"):
        assert admin.get(KEPT[name][0][0](things[name])).status_code == 200
        admin.post(KEPT[name][0][0](things[name]))
        assert not type(things[name]).objects.filter(pk=things[name].pk).exists()


def test_what_records_rest_on_is_kept_from_code_too(things):
    before = evidence()
    for name in ("person", "organisation", "role", "question", "topic", "locale", "root"):
        # A ProtectedError is one too.
        with pytest.raises(IntegrityError), transaction.atomic():
            things[name].delete()
    assert changed(before, evidence()) == []
    assert tree_problems() == []


def test_words_that_are_gone_leave_a_page_that_can_be_read_and_every_record(admin, amara, things):
    before = evidence()
    address = things["lesson"].url
    for name in ("picture", "file", "contact", "fact"):
        things[name].delete()
    admin.post(f"/cms/collections/{things['collection'].pk}/delete/")
    admin.post(f"/cms/sites/delete/{things['site'].pk}/")
    assert Collection.objects.exists()
    assert not Site.objects.exists()
    Site.objects.create(hostname="testserver", root_page=Page.objects.get(depth=2), is_default_site=True)
    admin.force_login(amara)
    assert admin.get(address).status_code == 200
    assert changed(before, evidence()) == []


def test_the_slug_of_a_role_which_editions_name_is_not_changed(admin, things):
    role = things["role"]
    admin.post(f"/cms/frontlinerole/edit/{role.pk}/", {"name": "Licences", "slug": "licences", "order": 3})
    role.refresh_from_db()
    assert (role.name, role.slug) == ("Licences", "licensing")
