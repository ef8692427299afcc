"""A folder of course files, loaded whole; each course in a transaction of its own."""

from collections import Counter
from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.db import transaction
from django.utils.module_loading import module_has_submodule

from training.content import loading as registers

from .. import releasing
from ..models import CataloguePage, CourseEdition, Enrolment
from .files import BadCourseFile, CourseFile, LessonFile, ModuleFile, check, read
from .pages import CREATED, UPDATED, fill_course, fill_lesson, fill_module, place, put
from .pictures import pictures_from


def load_folder(folder, *, force=False):
    """Load the registers and every course below a folder. Returns a Counter of what happened.

    Raises BadCourseFile where a file is wrong; the courses before it stay loaded.
    """
    folder = Path(folder)
    results = Counter()
    with transaction.atomic():
        for name, load in (("contacts.yaml", registers.load_contacts), ("facts.yaml", registers.load_facts)):
            if (folder / name).exists():
                results.update(load(read(folder / name), force=force))
        for module in _upper("load_shared"):
            results.update(module.load_shared(folder, force=force))
    for course in sorted(folder.glob("*/course.yaml")):
        results.update(load_course(course.parent, pictures=folder / "pictures", force=force))
    return results


def load_course(folder, *, pictures, force=False):
    """Load one course, and release its first edition. Returns a list of what happened."""
    with transaction.atomic(), pictures_from(pictures):
        page, result = _put(folder / "course.yaml", CourseFile, fill_course, CataloguePage.objects.get(), force)
        results = [result]
        if page is None:
            return results
        modules = [_load_module(path, page, force, results) for path in sorted(folder.glob("*/module.yaml"))]
        for module in _upper("load_for_course"):
            results.extend(module.load_for_course(folder, force=force))
        others = [
            one for path, parent in modules if parent is not None for one in _load_other_kinds(path, parent, force)
        ]
        results.extend(result for _page, result in others)
        for module in _upper("check_loaded"):
            module.check_loaded([page for page, result in others if result in {CREATED, UPDATED}])
    _release_first(page)
    return results


def _load_module(path, course, force, results):
    module, result = _put(path, ModuleFile, fill_module, course, force)
    results.append(result)
    if module is None:
        return path.parent, None
    for file in _activities(path.parent, lambda kind: kind == "lesson"):
        results.append(_put(file, LessonFile, fill_lesson, module, force)[1])
    return path.parent, module


def _load_other_kinds(folder, module, force):
    kinds = {kind: build for upper in _upper("PAGE_KINDS") for kind, build in upper.PAGE_KINDS.items()}
    for file in _activities(folder, lambda kind: kind != "lesson"):
        kind = read(file)["kind"]
        if kind not in kinds:
            raise BadCourseFile(f"{file}: no kind of page is called {kind!r}")
        model, fill = kinds[kind]
        yield _put(file, model, fill, module, force)


def _activities(folder, wanted):
    files = [file for file in sorted(folder.glob("*.yaml")) if file.name != "module.yaml"]
    return [file for file in files if wanted(read(file).get("kind"))]


def _put(path, model, fill, parent, force):
    data = check(model, read(path), path)
    # The parent's row counts its children; a stale one would put two in one place.
    parent.refresh_from_db()
    try:
        page, result = put(data, fill, parent, force=force)
    except BadCourseFile as problem:
        raise BadCourseFile(f"{path}: {problem}") from problem
    if result == CREATED:
        place(page, _order_around(path))
    return page, result


def _order_around(path):
    """The uids of a page and of those beside it, in the order of their files."""
    if path.name == "course.yaml":
        return []
    is_module = path.name == "module.yaml"
    files = sorted(path.parent.parent.glob("*/module.yaml")) if is_module else _activities(path.parent, bool)
    return [str(read(file).get("uid")).lower() for file in files]


def _release_first(course):
    if not CourseEdition.objects.filter(course_key=course.key).exists():
        releasing.release(course, released_for=CourseEdition.For.NEW_STARTERS)
    elif not Enrolment.objects.filter(course_key=course.key).exists():
        # Nobody is on it yet, so the newest outline may as well be the one that people get.
        try:
            releasing.release(course, released_for=CourseEdition.For.NEW_STARTERS)
        except releasing.NothingToRelease:
            return


def _upper(name):
    """The `loading` modules of other apps that have this name."""
    for config in apps.get_app_configs():
        if config.label != "courses" and module_has_submodule(config.module, "loading"):
            module = import_module(f"{config.name}.loading")
            if hasattr(module, name):
                yield module
