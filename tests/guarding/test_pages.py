"""Whatever is done to a page on which people's training rests, in the editor or by code: every record stands.

A table: each act times each kind of page. The editor is Wagtail's own, with an administrator's rights.
"""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from courses import ticking
from courses.guarding import MayNotMove
from courses.models import LessonPage
from tests.evidence import changed, evidence
from tests.guarding.looking import tree_problems, words_of

pytestmark = pytest.mark.once

INSTEAD, STAYS = "Unpublish it instead", "cannot leave its course"
# By code, Django itself may be the first to refuse, in its own words.
REFUSED = " "
ALL = {"home", "catalogue", "course", "module", "lesson", "quiz"}
IN_COURSE = {"module", "lesson", "quiz"}


# --- In the editor -----------------------------------------------------------------------------------------


def post(path, **data):
    return lambda admin, page, pages: admin.post(f"/cms/{path.format(pk=page.pk)}", data)


def move(admin, page, pages):
    return admin.post(f"/cms/pages/{page.pk}/move/{pages['elsewhere'].pk}/confirm/")


def move_many(admin, page, pages):
    return admin.post(f"/cms/bulk/wagtailcore/page/move/?id={page.pk}", {"chooser": pages["elsewhere"].pk})


def copy(admin, page, pages, **more):
    form = {"new_title": "Twin", "new_slug": "twin", "new_parent_page": page.get_parent().pk, "copy_subpages": "on"}
    return admin.post(f"/cms/pages/{page.pk}/copy/", {**form, "publish_copies": "on", **more})


def make_alias_and_convert_it(admin, page, pages):
    copy(admin, page, pages, alias="on")
    alias = page.aliases.first()
    return admin.post(f"/cms/pages/{alias.pk}/convert_alias/") if alias else None


def set_privacy(admin, page, pages):
    return admin.post(f"/cms/pages/{page.pk}/privacy/", {"restriction_type": "login"})


def reorder(admin, page, pages):
    return admin.post(f"/cms/pages/{page.pk}/set_position/?position=0")


IN_THE_EDITOR = {
    "delete": (post("pages/{pk}/delete/"), ALL, INSTEAD),
    "delete many": (post("bulk/wagtailcore/page/delete/?id={pk}"), ALL, INSTEAD),
    "move": (move, IN_COURSE, STAYS),
    "move many": (move_many, IN_COURSE - {"module"}, STAYS),
    "unpublish": (post("pages/{pk}/unpublish/", include_descendants="on"), set(), ""),
    "unpublish many": (post("bulk/wagtailcore/page/unpublish/?id={pk}", include_descendants="on"), set(), ""),
    "publish many": (post("bulk/wagtailcore/page/publish/?id={pk}", include_descendants="on"), set(), ""),
    "copy": (copy, set(), ""),
    "make an alias and convert it": (make_alias_and_convert_it, set(), ""),
    "set privacy": (set_privacy, set(), ""),
    "reorder": (reorder, set(), ""),
}


# --- By code -----------------------------------------------------------------------------------------------


def revert(_admin, page, _pages):
    first = page.save_revision()
    page.title = "Other words"
    page.save_revision().publish()
    Revision.objects.get(pk=first.pk).publish()


def change_address(_admin, page, _pages):
    page.slug = "elsewhere"
    page.save_revision().publish()


def by_schedule(_admin, page, _pages):
    now = timezone.now()
    page.go_live_at, page.expire_at = now - timedelta(hours=2), now + timedelta(hours=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    Page.objects.filter(pk=page.pk).update(expire_at=now - timedelta(hours=1))
    call_command("publish_scheduled", verbosity=0)


def deleted_by(act):
    return lambda _admin, page, _pages: act(page)


BY_CODE = {
    "page.delete": (deleted_by(lambda page: page.delete()), ALL, REFUSED),
    "delete of the plain page": (deleted_by(lambda page: page.page_ptr.delete()), ALL, REFUSED),
    "delete of a query": (deleted_by(lambda page: Page.objects.filter(pk=page.pk).delete()), ALL, REFUSED),
    "delete of a kind": (deleted_by(lambda page: type(page).objects.filter(pk=page.pk).delete()), ALL, REFUSED),
    "delete of all below": (
        deleted_by(lambda page: page.get_descendants(inclusive=True).specific().delete()),
        ALL,
        REFUSED,
    ),
    "page.move": (lambda _admin, page, pages: page.move(pages["elsewhere"], "last-child"), IN_COURSE, STAYS),
    "page.move out": (
        lambda _admin, page, pages: page.move(pages["home"], "last-child"),
        IN_COURSE | {"course"},
        STAYS,
    ),
    "page.copy": (deleted_by(lambda page: page.copy(recursive=True, update_attrs={"slug": "twin"})), set(), ""),
    "page.create_alias": (deleted_by(lambda page: page.create_alias(recursive=True, update_slug="twin")), set(), ""),
    "page.unpublish": (deleted_by(lambda page: page.unpublish()), set(), ""),
    "publish an earlier version": (revert, set(), ""),
    "change the address": (change_address, set(), ""),
    "schedule": (by_schedule, set(), ""),
}


@pytest.mark.promise(3)
@pytest.mark.parametrize("acts", [IN_THE_EDITOR, BY_CODE], ids=["in the editor", "by code"])
def test_no_act_on_a_page_loses_or_changes_a_record(admin, pages, acts):
    before = evidence()
    table = [(kind, name) for name in acts for kind in sorted(ALL)]
    wrong = {f"{name} {kind}": wrongs(acts[name], admin, pages, kind, before) for kind, name in table}
    assert {cell: found for cell, found in wrong.items() if found} == {}


def wrongs(row, admin, pages, kind, before):
    """What went wrong with one act on one kind of page. Afterwards all is as it was before."""
    act, refused_for, words = row
    with transaction.atomic():
        is_refused = kind in refused_for
        found = list(outcome(act, admin, pages, kind, words if is_refused else ""))
        if not is_refused:
            ticking.tick(timezone.now())
        found += [f"{record} is gone or changed" for record in changed(before, evidence())] + tree_problems()
        transaction.set_rollback(True)
    return found


def outcome(act, admin, pages, kind, words):
    """What is wrong with an act on a page: a failure of the server, or a refusal that was not made or not explained."""
    page = Page.objects.get(pk=pages[kind].pk).specific
    told = ""
    try:
        with transaction.atomic():
            response = act(admin, page, pages)
        if hasattr(response, "status_code"):
            told = words_of(response)
            if response.status_code >= 400:
                yield f"answered {response.status_code}"
    except (ProtectedError, MayNotMove) as refusal:
        told = str(refusal.args[0])
    there = Page.objects.filter(pk=page.pk).first()
    if words and words not in told:
        yield f"said {told!r}"
    if words and (there is None or there.path != page.path):
        yield "was not refused"


@pytest.mark.promise(3)
def test_wagtails_own_commands_lose_and_change_no_record(pages):
    before = evidence()
    for kind in ("course", "lesson", "quiz"):
        pages[kind].save_revision().publish()
        pages[kind].save_revision()
    revisions = Revision.objects.count()
    call_command("purge_revisions", verbosity=0, stdout=StringIO())
    call_command("fixtree", interactive=False, full=True, stdout=StringIO())
    call_command("rebuild_references_index", verbosity=0, stdout=StringIO())
    call_command("publish_scheduled", verbosity=0)
    ticking.tick(timezone.now())
    assert Revision.objects.count() < revisions
    assert changed(before, evidence()) == []
    assert tree_problems() == []


@pytest.mark.promise(3)
def test_an_earlier_version_restored_in_the_editor_and_a_schedule_change_no_record(admin, pages):
    before, lesson = evidence(), pages["lesson"]
    first = lesson.save_revision()
    form = {
        "title": "Two",
        "slug": "another-address",
        "body": streamfield([("text", {"text": rich_text("<p>Words.</p>")})]),
        "content_note": streamfield([]),
        "alternative": rich_text(""),
        "minutes": 9,
        "comments": inline_formset([]),
    }
    edit = f"/cms/pages/{lesson.pk}/edit/"
    assert admin.post(edit, nested_form_data({**form, "action-publish": "publish"})).status_code == 302
    assert LessonPage.objects.get(pk=lesson.pk).slug == "another-address"
    assert admin.get(f"/cms/pages/{lesson.pk}/revisions/{first.pk}/revert/").status_code == 200
    restored = {**form, "title": "One", "slug": "one", "revision": first.pk, "action-publish": "publish"}
    assert admin.post(edit, nested_form_data(restored)).status_code == 302
    assert LessonPage.objects.get(pk=lesson.pk).title == "One"
    tomorrow = timezone.localtime() + timedelta(days=1)
    scheduled = {**restored, "expire_at": tomorrow.strftime("%Y-%m-%d %H:%M")}
    assert admin.post(edit, nested_form_data(scheduled)).status_code == 302
    with time_machine.travel(tomorrow + timedelta(hours=1)):
        call_command("publish_scheduled", verbosity=0)
        ticking.tick(timezone.now())
    assert not LessonPage.objects.get(pk=lesson.pk).live
    assert changed(before, evidence()) == []
