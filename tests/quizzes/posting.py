"""What these tests post."""

import uuid

from django.urls import reverse

from quizzes.sheet import prefix_of
from tests.quizzes.making import right_answer


def form_for(attempt, how=right_answer, but=None, **extra):
    """What the attempt's form posts when every question is answered."""
    data = dict(extra)
    for response in attempt.responses.all():
        snapshot = attempt.edition.quiz.by_key[response.question_key]
        choose = (but or {}).get(response.position, how)
        if choose:
            data[f"{prefix_of(response)}-answer"] = choose(snapshot)["chosen"]
        data[f"{prefix_of(response)}-seen"] = response.seq
    return data


def save(browser, response, answer, key=None, seen=None):
    """One autosaved answer; None for a form without any field for it."""
    data = {"idempotency_key": str(key or uuid.uuid4())}
    if answer is not None:
        data[f"{prefix_of(response)}-answer"] = answer["chosen"]
    if seen is not None:
        data[f"{prefix_of(response)}-seen"] = seen
    return browser.post(reverse("quizzes:save-answer", args=[response.pk]), data)
