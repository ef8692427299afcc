"""What a release changes, in plain words: one edition held against the one before it."""

from itertools import zip_longest

from django.apps import apps
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from training.people.models import FrontlineRole

from .models import Activity, CourseEdition


def history(course_key):
    """[(edition, the sentences of its difference)] of a course, newest first. Two queries, however many editions."""
    editions = list(CourseEdition.objects.filter(course_key=course_key).select_related("released_by"))
    names = role_names()
    return [(edition, difference(before, edition, names)) for edition, before in zip_longest(editions, editions[1:])]


def role_names():
    """{slug: name} of the frontline roles, as differences call them."""
    return dict(FrontlineRole.objects.values_list("slug", "name"))


def difference(before, after, names):
    """Sentences that say what `after` changes of `before`: editions, stored or not; `before` may be None.

    `names` are `role_names`. Words of lessons are no part of an edition, and so of no difference.
    """
    old = {item["key"]: item for item in before.outline} if before else {}
    new = {item["key"]: item for item in after.outline}
    kept = [key for key in new if key in old]
    return [
        *_listed(_("Adds %(count)d %(kind)s: %(titles)s."), [new[key] for key in new if key not in old]),
        *_listed(_("Takes out %(count)d %(kind)s: %(titles)s."), [old[key] for key in old if key not in new]),
        *(_("Changes the order of the course.") for _once in range(kept != [key for key in old if key in new])),
        *_requirements([(old[key], new[key]) for key in kept], names),
        *_minutes([(old[key], new[key]) for key in kept]),
        *(_rules(before.rules, after.rules) if before else []),
    ]


def _listed(sentence, items):
    kinds = dict.fromkeys(item["kind"] for item in items)
    for kind in kinds:
        titles = [item["title"] for item in items if item["kind"] == kind]
        yield sentence % {"count": len(titles), "kind": _kind(kind, len(titles)), "titles": ", ".join(titles)}


def _kind(name, count):
    """ "lesson" or "lessons": what a kind of activity is called, whatever app it comes from."""
    for model in apps.get_models():
        if issubclass(model, Activity) and model._meta.model_name == name:
            return str(model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural)
    # A kind that this version of the software no longer has.
    return ngettext("activity", "activities", count)


def _requirements(pairs, names):
    for old, new in pairs:
        if old["is_required"] != new["is_required"]:
            sentence = _("“%(title)s” becomes required.") if new["is_required"] else _("“%(title)s” becomes optional.")
            yield sentence % {"title": new["title"]}
        if old["roles"] != new["roles"]:
            yield _("“%(title)s” is for %(new)s, and was for %(old)s.") % {
                "title": new["title"],
                "old": _people(old["roles"], names),
                "new": _people(new["roles"], names),
            }


def _people(slugs, names):
    return ", ".join(names.get(slug, slug) for slug in slugs) or _("everybody")


def _minutes(pairs):
    for old, new in pairs:
        if old["minutes"] != new["minutes"]:
            yield _("“%(title)s” takes %(new)d minutes, and took %(old)d.") % {
                "title": new["title"],
                "old": old["minutes"],
                "new": new["minutes"],
            }


def _rules(old, new):
    changes = [
        (_("The course is called %(new)s, and was called %(old)s."), "title", "“{}”".format),
        (_("The pass mark is %(new)s, and was %(old)s."), "pass_mark", "{} %".format),
        (_("A certificate counts %(new)s, and counted %(old)s."), "valid_months", _months),
        (_("Facts were last checked %(new)s, before that %(old)s."), "fact_checked_on", _day),
    ]
    for sentence, name, written in changes:
        if old[name] != new[name]:
            yield sentence % {"old": written(old[name]), "new": written(new[name])}
    if old["outcomes"] != new["outcomes"]:
        yield _outcomes(old["outcomes"], new["outcomes"])


def _outcomes(old, new):
    added, gone = [text for text in new if text not in old], [text for text in old if text not in new]
    words = []
    if added:
        words.append(_("adds “%(texts)s”") % {"texts": "”, “".join(added)})
    if gone:
        words.append(_("takes out “%(texts)s”") % {"texts": "”, “".join(gone)})
    return _("Outcomes on the certificate: %(what)s.") % {"what": _(" and ").join(words) or _("in another order")}


def _months(months):
    if months is None:
        return _("without end")
    return ngettext("for %(count)d month", "for %(count)d months", months) % {"count": months}


def _day(iso):
    return _("on %(date)s") % {"date": date_format(parse_date(iso))} if iso else _("never")
