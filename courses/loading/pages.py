"""One page from one file: made, brought up to date, left alone, or kept as a trainer edited it."""

import hashlib
import json
import uuid

from wagtail.models import Page

from training.content.models import Fact, LoadMark
from training.people.models import FrontlineRole

from ..models import CoursePage, LessonPage, ModulePage
from .blocks import html, stream
from .files import BadCourseFile

CREATED, UPDATED, UNCHANGED, KEPT = "created", "updated", "unchanged", "kept"


def put(data, fill, parent, *, force=False):
    """Bring one page up to date with its file.

    `fill(page_or_None, data)` returns the page filled from the data. Returns (page, what happened).
    A page that a person edited, unpublished or deleted after it was loaded is kept so, unless forced; of a deleted
    one the page is None.
    """
    digest = hashlib.sha256(data.model_dump_json().encode()).hexdigest()
    page = Page.objects.filter(translation_key=data.uid).first()
    mark = LoadMark.objects.filter(kind="page", key=str(data.uid)).first()
    if mark and not force and page is None:
        return None, KEPT
    if page and not force:
        if mark and mark.digest == digest:
            return page.specific, UNCHANGED
        if mark is None or mark.marker != str(page.latest_revision_id) or not page.live:
            return page.specific, KEPT
    filled = fill(page.specific if page else None, data)
    if page is None:
        filled.translation_key = data.uid
        parent.add_child(instance=filled)
    revision = filled.save_revision()
    revision.publish()
    LoadMark.objects.update_or_create(
        kind="page", key=str(data.uid), defaults={"digest": digest, "marker": str(revision.pk)}
    )
    filled.refresh_from_db()
    return filled, UPDATED if page else CREATED


def place(page, order):
    """Put a new page where its files have it. `order` holds the uids of the files there; empty: leave it the last.

    Pages that were there before stay where they are, so that a trainer's own order stands.
    """
    if not order:
        return
    here = order.index(str(page.translation_key))
    beside = {str(sibling.translation_key): sibling for sibling in page.get_siblings(inclusive=False)}
    before = next((beside[uid] for uid in reversed(order[:here]) if uid in beside), None)
    after = next((beside[uid] for uid in order[here + 1 :] if uid in beside), None)
    if before and page.get_prev_sibling() != before:
        page.move(before, "right")
    elif after and not before:
        page.move(after, "left")
    page.refresh_from_db()


def fill_course(page, data):
    """A course page from course.yaml."""
    page = page or CoursePage()
    page.title, page.slug, page.summary = data.title, data.slug, data.summary
    page.pass_mark = data.pass_mark
    page.certificate_valid_months = data.certificate_valid_months
    page.is_open, page.fact_checked_on = data.is_open, data.fact_checked_on
    page.boosters_from = data.boosters_from
    page.outcomes = _lines("outcome", data.outcomes, data.uid)
    page.local_checks = _lines("check", data.local_checks, data.uid)
    page.content_note = _note(data)
    page.audience.set(_roles(data.audience))
    page.prerequisites.set(CoursePage.objects.filter(translation_key__in=data.prerequisites))
    return page


def fill_module(page, data):
    """A module page from module.yaml."""
    page = page or ModulePage()
    page.title, page.slug, page.introduction = data.title, data.slug, html(data.intro)
    return page


def fill_lesson(page, data):
    """A lesson page from its file."""
    page = page or LessonPage()
    fill_activity(page, data)
    page.body = json.dumps(stream(data.body, data.uid))
    page.content_note = _note(data)
    page.alternative = html(data.alternative)
    facts = list(Fact.objects.filter(key__in=data.facts))
    unknown = set(data.facts) - {fact.key for fact in facts}
    if unknown:
        raise BadCourseFile(f"no fact has the key {', '.join(sorted(unknown))}")
    page.facts.set(facts)
    return page


def fill_activity(page, data):
    """What every kind of activity takes from its file."""
    page.title, page.slug, page.minutes = data.title, data.slug, data.minutes
    page.is_required = data.is_required
    page.roles.set(_roles(data.roles))


def _lines(kind, texts, seed):
    return json.dumps(
        [
            {"type": kind, "value": text.strip(), "id": str(uuid.uuid5(seed, f"{kind} {place}"))}
            for place, text in enumerate(texts)
        ]
    )


def _note(data):
    if data.content_note is None:
        return "[]"
    key = str(uuid.uuid5(data.uid, "content note"))
    return json.dumps([{"type": "content_note", "value": data.content_note.model_dump(), "id": key}])


def _roles(slugs):
    roles = list(FrontlineRole.objects.filter(slug__in=slugs))
    unknown = set(slugs) - {role.slug for role in roles}
    if unknown:
        raise BadCourseFile(f"no frontline role is called {', '.join(sorted(unknown))}")
    return roles
