"""What may not be done to a page, and what to do instead: in words in the editor, by an exception everywhere else."""

from importlib import import_module

from django.apps import apps
from django.contrib import messages
from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext as _
from wagtail.models import Page

from .models import Activity, Completion, CourseEdition, CoursePage, Enrolment, Requirement
from .outline import course_of


class MayNotMove(Exception):
    """A page would leave the course in which people's training rests on it."""


def holds_evidence(pages):
    """Whether records of people rest on any of these pages (a queryset), in this app or in one above it."""
    keys = pages.order_by().values("translation_key")
    return (
        Completion.objects.filter(page__in=pages.order_by().values("pk")).exists()
        or Enrolment.objects.filter(course_key__in=keys).exists()
        or Requirement.objects.filter(course_key__in=keys).exists()
        or any(module.holds_evidence(pages) for module in _upper())
    )


def _upper():
    """The `guarding` modules of the apps above that know more."""
    for config in apps.get_app_configs():
        if config.label != "courses" and module_has_submodule(config.module, "guarding"):
            module = import_module(f"{config.name}.guarding")
            if hasattr(module, "holds_evidence"):
                yield module


# --- Deleting ---------------------------------------------------------------------------------------------


def _may_not_go(page):
    below = Page.objects.descendant_of(page, inclusive=True)
    released = CourseEdition.objects.filter(course_key__in=below.order_by().values("translation_key"))
    return released.exists() or _is_released(page) or holds_evidence(below)


def refuse_delete(request, page):
    """Refuse to delete what records rest on, or may yet: None to go on, or a response with a message.

    Taking a released activity away would leave people for ever waiting for it; unpublishing asks it of nobody.
    """
    if not _may_not_go(page):
        return None
    messages.error(request, _refusal(page))
    return redirect("wagtailadmin_pages:edit", page.pk)


def check_delete(page):
    """Refuse the same where code deletes a page. `page` is a plain one; each page below is asked for by itself.

    A released course that nobody is on and nobody requires may go.
    Raises ProtectedError.
    """
    course = course_of(page)
    is_used = course is not None and _is_used(course) and (page.pk == course.pk or _is_released(page))
    if is_used or holds_evidence(Page.objects.filter(pk=page.pk)):
        raise ProtectedError(_refusal(page), {page})


def _is_used(course):
    same = {"course_key": course.translation_key}
    return Enrolment.objects.filter(**same).exists() or Requirement.objects.filter(**same).exists()


def check_delete_role(role):
    """Refuse to delete a frontline role by which something is required: it would be required of everybody then.

    Raises ProtectedError.
    """
    activities = [model for model in apps.get_models() if issubclass(model, Activity)]
    if (
        Requirement.objects.filter(roles=role).exists()
        or CourseEdition.objects.filter(outline__icontains=f'"{role.slug}"').exists()
        or any(model.objects.filter(roles=role).exists() for model in activities)
    ):
        raise ProtectedError(_("“%(role)s” is not deleted: training is required by it.") % {"role": role}, {role})


# --- Moving -----------------------------------------------------------------------------------------------


def refuse_move(request, page, destination):
    """Refuse to move a released activity out of its course: None to go on, or a response with a message."""
    if not _would_stray(page, destination):
        return None
    messages.error(request, _stays(page))
    return redirect("wagtailadmin_pages:edit", page.pk)


def check_move(page, destination):
    """Refuse the same where code moves a page.

    Raises MayNotMove.
    """
    if _would_stray(page, destination):
        raise MayNotMove(_stays(page))


def _would_stray(page, destination):
    course, there = course_of(page), course_of(destination)
    if course is None or course.pk == page.pk:
        # A course, or what is above courses: an outline is found by its depth.
        return page.depth != destination.depth + 1 and _holds_courses(page)
    is_same = there is not None and there.pk == course.pk
    below = Page.objects.descendant_of(page, inclusive=True)
    return not is_same and (_is_released(page) or holds_evidence(below))


def _holds_courses(page):
    return CoursePage.objects.descendant_of(page, inclusive=True).exists()


# --- Many at once -----------------------------------------------------------------------------------------


def refuse_bulk(request, action_type, objects, action):
    """The same for the list's "Delete" and "Move", which do not ask the hooks for one page."""
    pages = [thing for thing in objects if isinstance(thing, Page)]
    if action_type == "delete":
        kept = {page: _refusal(page) for page in pages if _may_not_go(page)}
    elif action_type == "move":
        destination = action.cleaned_form.cleaned_data["chooser"]
        kept = {page: _stays(page) for page in pages if _would_stray(page, destination)}
    else:
        kept = {}
    for refusal in kept.values():
        messages.error(request, refusal)
    return redirect("wagtailadmin_explore", next(iter(kept)).get_parent().pk) if kept else None


def _is_released(page):
    """Whether a released edition of its course names this page, or one below it. The course itself is not meant."""
    course = course_of(page)
    if course is None or course.pk == page.pk:
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
