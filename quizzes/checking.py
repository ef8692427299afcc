"""What keeps a quiz from being asked as it is meant, in sentences. The editor and course files both want to know."""

from django.utils.translation import gettext, ngettext

from . import bank, pairing


def problems(quiz, parent, measures, fixed, pools):
    """Every problem with what a quiz asks. `fixed` are its questions; `parent` is where it has its place, or will."""
    yield from _problems(fixed, pools)
    if measures:
        yield from pairing.problems(quiz, parent, measures, fixed, pools)


def _problems(fixed, pools):
    if not fixed and not pools:
        yield gettext("Add at least one question, or a pool to draw questions from.")
    if len(fixed) != len(set(fixed)):
        yield gettext("The same question is listed twice.")
    drafts = [str(question) for question in fixed if not question.live]
    if drafts:
        yield gettext("Publish these questions first: %s") % "; ".join(drafts)
    if len({pool.criteria for pool in pools}) != len(pools):
        yield gettext("Two pools draw from the same questions. Make them one.")
        return
    questions = bank.published({pool.topic_id for pool in pools})
    for shortfall in bank.shortfalls(pools, questions, fixed={question.pk for question in fixed}):
        yield _sentence(shortfall)


def _sentence(shortfall):
    pool, matching, left = shortfall
    said = {"topic": pool, "count": pool.count, "left": left}
    if pool.count <= matching:
        return (
            gettext(
                "The pool “%(topic)s” asks for %(count)d, but the pools before it may leave only %(left)d. Put narrow "
                "pools first, or ask for fewer."
            )
            % said
        )
    return ngettext(
        "The pool “%(topic)s” asks for %(count)d, but only %(left)d more question is published.",
        "The pool “%(topic)s” asks for %(count)d, but only %(left)d more questions are published.",
        matching,
    ) % {**said, "left": matching}
