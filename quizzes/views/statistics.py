"""What the answers to a quiz say about it, for those who write it."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from .. import editions
from ..models import QuizEdition, QuizPage
from ..statistics.gain import gain_of
from ..statistics.misconceptions import misconceptions_of
from ..statistics.quiz import statistics_of
from ..statistics.reading import counted_attempts

FIRST, ALL = "first", "all"


class CountForm(forms.Form):
    """Which attempts count."""

    # Nothing in it has to be answered, so no label says "(optional)".
    is_filter = True

    edition = forms.ModelChoiceField(
        QuizEdition.objects.none(), to_field_name="number", required=False, label=_("Edition"), empty_label=_("All")
    )
    attempts = forms.ChoiceField(
        choices=[(FIRST, _("Everybody’s first")), (ALL, _("All"))], required=False, label=_("Attempts")
    )

    def __init__(self, data, quiz_key):
        super().__init__(data)
        editions = QuizEdition.objects.filter(quiz_key=quiz_key).defer("content").order_by("-number")
        self.fields["edition"].queryset = editions
        self.fields["edition"].label_from_instance = lambda edition: str(edition.number)

    def counted(self, quiz_key):
        """The attempts to count. What cannot be read counts as not asked for."""
        self.is_valid()
        edition, which = self.cleaned_data.get("edition"), self.cleaned_data.get("attempts")
        return counted_attempts(quiz_key, edition=edition, only_first=which != ALL)


@login_required
@never_cache
@require_GET
def statistics(request, page_id):
    """Each question and the quiz as a whole, in numbers that name nobody."""
    page = get_object_or_404(QuizPage, pk=page_id)
    if not request.user.is_trainer:
        raise Http404("Trainers only")
    form = CountForm(request.GET, page.key)
    context = {
        "page": page,
        "form": form,
        "statistics": statistics_of(form.counted(page.key)),
        "gain": gain_of(page),
        "to_mend": [question for question in _asked_now(page) if question.is_scored],
        "misconceptions": misconceptions_of(page.key),
    }
    return render(request, "quizzes/statistics.html", context)


def _asked_now(page):
    edition = editions.newest(page)
    return edition.quiz.by_key.values() if edition else []
