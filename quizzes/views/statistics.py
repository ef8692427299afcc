"""What the answers to a quiz say about it, for those who write it."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from courses.outline import course_of

from .. import editions
from ..boosters.counting import kinds_of
from ..models import QuizEdition, QuizPage
from ..statistics.counting import counted, editions_alone
from ..statistics.gain import gain_of
from ..statistics.misconceptions import misconceptions_of
from ..statistics.quiz import statistics_of


class CountForm(forms.Form):
    """Which of the attempts count."""

    # Nothing in it has to be answered, so no label says "(optional)".
    is_filter = True

    edition = forms.ModelChoiceField(
        QuizEdition.objects.none(),
        to_field_name="number",
        required=False,
        label=_("Edition"),
        help_text=_(
            "An edition can be chosen once five people or more have answered each of its questions, and as many are "
            "counted in the others together."
        ),
        empty_label=_("All"),
    )

    def __init__(self, data, attempts, *, beside_groups):
        super().__init__(data)
        self.attempts = attempts
        alone = editions_alone(attempts, beside_groups=beside_groups)
        self.has_choice = bool(alone)
        editions = QuizEdition.objects.filter(pk__in=alone).defer("content").order_by("-number")
        self.fields["edition"].queryset = editions
        self.fields["edition"].label_from_instance = lambda edition: str(edition.number)

    def chosen(self):
        """The attempts to count. What cannot be read counts as not asked for."""
        edition = self.cleaned_data.get("edition") if self.is_valid() else None
        return self.attempts if edition is None else self.attempts.filter(edition=edition)


@login_required
@never_cache
@require_GET
def statistics(request, page_id):
    """Each question and the quiz as a whole, in numbers that name nobody."""
    page = get_object_or_404(QuizPage, pk=page_id)
    if not request.user.is_trainer:
        raise Http404("Trainers only")
    attempts = counted(page)
    misconceptions = misconceptions_of(attempts)
    form = CountForm(request.GET, attempts, beside_groups=bool(misconceptions))
    asked_now = _asked_now(page)
    context = {
        "page": page,
        "form": form,
        "statistics": statistics_of(form.chosen()),
        "gain": gain_of(page),
        "asked_now": asked_now,
        "to_mend": [question for question in asked_now.values() if question.is_scored],
        "boosters": kinds_of(course_of(page).key),
        "misconceptions": misconceptions,
    }
    return render(request, "quizzes/statistics.html", context)


def _asked_now(page):
    """The questions that the next attempt may ask, by key."""
    edition = editions.newest(page)
    return edition.quiz.by_key if edition else {}
