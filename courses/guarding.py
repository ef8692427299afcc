"""What an editor may not do to a page, and what to do instead."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page

from .models import Completion, CourseEdition, CoursePage, Enrolment
from .outline import course_of


def holds_evidence(page):
    """Whether learners' records rest on this page or on one below it."""
    below = Page.objects.descendant_of(page, inclusive=True)
    keys = below.values("translation_key")
    return Completion.objects.filter(page__in=below).exists() or Enrolment.objects.filter(course_key__in=keys).exists()


def _may_not_go(page):
    return holds_evidence(page) or _is_released(page)


def refuse_delete(request, page):
    """Refuse to delete what records rest on, or may yet: None to go on, or a response with a message.

    Taking a released activity away would leave people for ever waiting for it; unpublishing asks it of nobody.
    """
    if not _may_not_go(page):
        return None
    messages.error(request, _refusal(page))
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse_bulk(request, action_type, objects, action_class_instance):
    """The same for the list's "Delete" and "Move", which do not ask the hooks for one page."""
    pages = [thing for thing in objects if isinstance(thing, Page)]
    if action_type == "delete":
        kept = [page for page in pages if _may_not_go(page)]
    elif action_type == "move":
        kept = [page for page in pages if _is_released(page)]
    else:
        kept = []
    if not kept:
        return None
    for page in kept:
        messages.error(request, _refusal(page) if action_type == "delete" else _stays(page))
    return redirect("wagtailadmin_explore", kept[0].get_parent().pk)


def refuse_move(request, page, destination):
    """Refuse to move a released activity out of its course: None to go on, or a response with a message."""
    if not _is_released(page) or _same_course(page, destination):
        return None
    messages.error(request, _stays(page))
    return redirect("wagtailadmin_pages:edit", page.pk)


def _same_course(page, destination):
    here, there = course_of(page), course_of(destination)
    return here is not None and there is not None and here.pk == there.pk


def _is_released(page):
    if isinstance(page.specific_deferred, CoursePage):
        return False
    course = course_of(page)
    if course is None:
        return False
    keys = set(map(str, Page.objects.descendant_of(page, inclusive=True).values_list("translation_key", flat=True)))
    editions = CourseEdition.objects.filter(course_key=course.key)
    return any(item["key"] in keys for edition in editions for item in edition.outline)


def _refusal(page):
    return _(
        "“%(page)s” cannot be deleted, because people’s training rests on it. Unpublish it instead: "
        "learners stop seeing it, and every record stays."
    ) % {"page": page.get_admin_display_title()}


def _stays(page):
    return _(
        "“%(page)s” belongs to a released edition and cannot leave its course. Copy it to the other course instead: "
        "the copy starts without records."
    ) % {"page": page.get_admin_display_title()}
