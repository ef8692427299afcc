"""Requests that no browser sends get a refusal, where a library would have tripped; our own faults stay faults."""

import json
from contextlib import nullcontext
from types import FunctionType, SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import BadRequest
from django.template.loader import render_to_string

from courses.models import ModulePage
from tests.courses import factories
from tests.quizzes.making import make_course, make_single
from training.malformed import MalformedRequests
from training.operating.lines import JsonLines
from training.people.models import User


@pytest.fixture
def trainer(client, chidi):
    client.raise_request_exception = False
    client.force_login(chidi)
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/people/?q=%00", "/courses/\0/", "/whom-do-i-call/?x=a%00b"])
def test_the_character_that_no_database_takes_is_refused(client, address):
    refused = client.get(address)
    assert refused.status_code == 400
    assert "We could not read what was asked" in refused.content.decode()


@pytest.mark.django_db
def test_a_length_that_is_no_number_is_refused(client):
    for length in ["many", "-1", "1.5"]:
        answer = client.generic("POST", "/account/login/", b"login=x", CONTENT_LENGTH=length)
        assert answer.status_code == 400, length


@pytest.mark.parametrize("key", ["courses", "1e9", "9223372036854775808", "9" * 40, "%7B%7D", "0x10"])
def test_a_key_that_no_row_can_have_is_not_found(trainer, key):
    for address in ["quizzes/singlechoice/edit", "quizzes/truefalse/history", "choose/quizzes/question/chosen"]:
        assert trainer.get(f"/cms/snippets/{address}/{key}/").status_code == 404, address


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("snippets/quizzes/singlechoice/add/", {}),
        ("snippets/quizzes/singlechoice/add/", {"stem": "NaN", "options-count": "0", "facts-count": "0"}),
        ("snippets/quizzes/singlechoice/add/", {"stem": "[]", "options-count": "0", "facts-count": "0"}),
        ("snippets/quizzes/singlechoice/add/", {"stem": "zz", "options-count": "0", "facts-count": "0"}),
        ("choose-external-link/", {"q": "0"}),
        ("snippets/choose/content/fact/create/", {"q": "0"}),
        ("pages/1/lock/", {}),
        ("pages/1/unlock/", {}),
        ("pages/1/set_position/", {}),
    ],
)
def test_a_form_that_the_editor_did_not_make_is_refused(trainer, address, fields):
    assert trainer.post(f"/cms/{address}", fields).status_code in {400, 403, 200}, address


def test_bytes_that_are_no_text_are_refused(trainer):
    assert trainer.patch("/cms/dismissibles/", b"\xc1\x9c").status_code == 400


@pytest.mark.django_db
def test_a_way_on_that_is_no_address_is_refused(client):
    assert client.get("/account/login/", {"next": "http://[::1"}).status_code == 400


def test_what_we_ourselves_cannot_take_apart_stays_a_fault(rf):
    request = rf.get("/")
    request.resolver_match = SimpleNamespace(view_name="wagtailsnippets_x:add")
    for act in (lambda: json.loads("zz"), lambda: urlsplit("http://[::1")):
        ours = FunctionType(act.__code__, {**globals(), "__name__": "training.people.views"})
        with pytest.raises(ValueError) as raised:
            ours()
        assert MalformedRequests(None).process_exception(request, raised.value) is None


def test_a_new_place_that_is_no_page_is_refused(trainer):
    catalogue = factories.make_course().get_parent()
    assert trainer.post(f"/cms/pages/{catalogue.pk}/move/", {"new_parent_page": "a"}).status_code == 400


def test_what_was_typed_into_it_is_not_written_down(rf, caplog):
    request = rf.get("/cms/")
    request.resolver_match = SimpleNamespace(view_name="wagtailsnippets_x:chosen_multiple")
    with pytest.raises(BadRequest):
        try:
            User.objects.filter(pk="Grace Osei")
        except ValueError as error:
            MalformedRequests(None).process_exception(request, error)
    (line,) = [JsonLines().format(record) for record in caplog.records]
    assert "ValueError" in line
    assert "Osei" not in line


def test_a_next_that_is_no_address_is_refused(client, db, django_user_model):
    admin = django_user_model.objects.create_superuser("admin@northmere.example", "x", name="Admin")
    client.raise_request_exception = False
    client.force_login(admin)
    assert client.post("/cms/workflows/tasks/enable/1/", {"next": "NaN"}).status_code == 400


def test_nobody_makes_a_fault_on_purpose(client, db, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("admin@northmere.example", "x", name="Admin"))
    assert client.get("/cms/failwhale/").status_code == 404


def test_a_fault_of_ours_stays_a_fault(trainer, monkeypatch):
    question = make_single()
    make_course()
    monkeypatch.setattr(type(question), "full_clean", lambda *args, **kwargs: {}["a fault of ours"])
    fields = {"stem": "null", "options-count": "0", "facts-count": "0", "difficulty": "1", "topic": question.topic_id}
    assert trainer.post(f"/cms/snippets/quizzes/singlechoice/edit/{question.pk}/", fields).status_code == 500


def test_a_fault_of_ours_that_an_editors_view_of_a_page_trips_over_stays_one(trainer, monkeypatch):
    course = factories.make_course()
    monkeypatch.setattr(type(course), "permissions_for_user", lambda *_: None)
    assert trainer.post(f"/cms/pages/{course.pk}/lock/").status_code == 500


@pytest.mark.parametrize("module", ["wagtail.admin.views.generic.chooser", "wagtail.admin.forms.choosers"])
@pytest.mark.parametrize("asked", ["User.nothing_of_the_kind", "None.nothing_of_the_kind"])
def test_a_fault_of_ours_that_a_chooser_trips_over_stays_one(rf, module, asked):
    request = rf.get("/cms/")
    request.resolver_match = SimpleNamespace(view_name="wagtailadmin_choose_page", kwargs={})
    try:
        eval(asked, {"__name__": module, "User": User})
    except AttributeError as error:
        assert MalformedRequests(None).process_exception(request, error) is None


@pytest.mark.parametrize(("module", "is_fault"), [("courses.releasing", True), ("wagtail.admin.views", False)])
def test_what_we_ask_of_the_database_is_our_fault_in_the_editor_too(rf, module, is_fault):
    request = rf.get("/cms/")
    request.resolver_match = SimpleNamespace(view_name="wagtailsnippets_x:chosen_multiple")
    asking = eval("lambda model: model.objects.filter(pk='x')", {"__name__": module})
    with nullcontext() if is_fault else pytest.raises(BadRequest):
        try:
            asking(User)
        except ValueError as error:
            MalformedRequests(None).process_exception(request, error)


def test_a_fault_before_any_address_was_found_stays_one(rf):
    request = rf.get("/")
    request.resolver_match = None
    try:
        raise KeyError("ours")
    except KeyError as error:
        assert MalformedRequests(None).process_exception(request, error) is None


def test_a_module_has_no_draft_to_look_at_and_says_so(trainer):
    module = ModulePage(title="Module 1")
    factories.make_course(lessons=["One"]).add_child(instance=module)
    assert trainer.get(f"/cms/pages/{module.pk}/view_draft/").status_code == 302
    assert trainer.get(f"/cms/pages/{module.pk}/edit/").status_code == 200


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html"])
def test_the_page_that_says_so_asks_the_database_nothing(name, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = render_to_string(name)
    assert page.count("We could not ") == 2
    assert "Nothing was saved." in page


def test_a_preview_that_meets_the_first_saving_of_the_same_page_is_refused(trainer, monkeypatch):
    course = factories.make_course(lessons=["One"])

    def save_meanwhile(page, parent):
        monkeypatch.undo()
        parent.specific.add_child(instance=ModulePage(title="Same", slug=page.slug))

    monkeypatch.setattr(ModulePage, "set_url_path", save_meanwhile)
    address = f"/cms/pages/add/courses/modulepage/{course.pk}/preview/"
    assert trainer.post(address, {"title": "Same", "slug": "same", "comments-TOTAL_FORMS": 0}).status_code == 400
