"""Why a type of Moodle's cannot come along, in words for a trainer."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CALCULATED = gettext_lazy(
    "Its numbers are drawn anew for everybody, by a formula. Here every question is the same for all."
)
REASONS = {
    "calculated": CALCULATED,
    "calculatedsimple": CALCULATED,
    "calculatedmulti": CALCULATED,
    "formulas": CALCULATED,
    "stack": gettext_lazy("It is marked by a system for algebra, which is not here."),
    "coderunner": gettext_lazy("It runs a program that one writes. Nothing here runs programs."),
    "ddimageortext": gettext_lazy("One drags pictures or words onto a picture. No question here is dragged."),
    "ddmarker": gettext_lazy("One drags markers onto a picture. No question here is dragged."),
    "random": gettext_lazy("It stands for one drawn from a category. Give the quiz a pool of a topic instead."),
    "randomsamatch": gettext_lazy("It makes pairs of other questions. Write them as a matching question."),
    "cloze": gettext_lazy("Its gaps are of several kinds, or are to be filled in freely. Make a question of each."),
    "multianswer": gettext_lazy(
        "Its gaps are of several kinds, or are to be filled in freely. Make a question of each."
    ),
    "mtf": gettext_lazy("It asks several true-or-false questions at once. Make a question of each."),
    "kprime": gettext_lazy("It asks several true-or-false questions at once. Make a question of each."),
    "recordrtc": gettext_lazy("One answers by speaking. Nothing here records sound."),
}


def reason_for(kind):
    """Why questions of this kind do not come along."""
    return REASONS.get(kind) or _("Questions of the kind “%(kind)s” come from a plug-in that is not here.") % {
        "kind": kind[:40]
    }
