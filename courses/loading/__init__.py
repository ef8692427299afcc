"""Course files in, pages out; a trainer's later edits are kept.

Upper apps add kinds of page and of file with a `loading` module of their own, which may have
`PAGE_KINDS = {"quiz": build}`, where `build(page_or_None, data)` returns a page filled from one file,
`load_shared(folder, force)` and `load_for_course(folder, force)`, which return lists of results,
and `check_loaded(pages)`, which is given a course's new and changed pages of those kinds, all in their places.
"""

from .course import load_course, load_folder

__all__ = ["load_course", "load_folder"]
