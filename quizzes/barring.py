"""Why a finished attempt cannot be opened again. `reopening` asks here. Writes nothing."""

from django.utils.translation import gettext as _

from .finding import attempts_of


def bar_of(attempt, period, *, has_left):
    """A word for the log and a sentence, or None where nothing is in the way. Both are locked; costs one query.

    `has_left` is whether a question of it would be open.
    """
    if attempt.is_open:
        return "reopen-open", _("This attempt is in progress already.")
    if not period.is_open:
        return "reopen-after-end", _("This period of training is over. Nothing can be added to it.")
    if any(other.is_open for other in attempts_of(period, attempt.quiz_key)):
        return "reopen-beside-open", _("Another attempt at this quiz is in progress. One goes on at a time.")
    if attempt.edition.quiz.rules.measures:
        return "reopen-measure", _("This quiz measures what the course changes, and is sent once.")
    if not has_left:
        return "reopen-nothing-left", _("Every question was closed on the way. There is nothing left to answer.")
    return None
