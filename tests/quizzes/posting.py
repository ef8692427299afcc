"""What these tests post."""

import uuid
from importlib import import_module

from django.urls import reverse

from quizzes.sheet import prefix_of
from tests.quizzes.making import right_answer


def filled(snapshot, answer, prefix):
    """The form with this answer in it. A type that keeps prose says in its test which words give an answer."""
    examples = import_module(f"tests.quizzes.questions.test_{snapshot.type}")
    kept = {"text": examples.text_of(snapshot, answer)} if snapshot.keeps_prose else {}
    return snapshot.answer_form(answer=answer, prefix=prefix, **kept)


def as_posted(snapshot, answer, prefix):
    """What a browser posts for one question with this answer: {field name: value or list of values}."""
    form = filled(snapshot, answer, prefix)
    given = {bound.html_name: bound.value() for bound in form}
    chooses = {bound.html_name for bound in form if getattr(bound.field.widget, "input_type", "") == "radio"}
    # Nothing is posted for radio buttons of which none is chosen.
    return {name: value for name, value in given.items() if value or name not in chooses}


def sent(snapshot, answer, prefix):
    """The same over the wire, where a box that holds nothing is sent empty."""
    return {name: "" if value is None else value for name, value in as_posted(snapshot, answer, prefix).items()}


def form_for(attempt, how=right_answer, but=None, **extra):
    """What the attempt's form posts when every question is answered."""
    data = dict(extra)
    for response in attempt.responses.all():
        snapshot = attempt.edition.quiz.by_key[response.question_key]
        choose = (but or {}).get(response.position, how)
        if choose:
            data |= sent(snapshot, choose(snapshot), prefix_of(response))
        data[f"{prefix_of(response)}-seen"] = response.seq
    return data


def as_before(attempt, data):
    """What an earlier page sent: it named fields by the key of the response."""
    for response in attempt.responses.all():
        new, old = f"{prefix_of(response)}-", f"response-{response.pk}-"
        data = {name.replace(new, old): value for name, value in data.items()}
    return data


def save(browser, response, answer, key=None, seen=None):
    """One autosaved answer; None for a form without any field for it."""
    data = {"idempotency_key": str(key or uuid.uuid4())}
    if answer is not None:
        snapshot = response.attempt.edition.quiz.by_key[response.question_key]
        data |= sent(snapshot, answer, prefix_of(response))
    if seen is not None:
        data[f"{prefix_of(response)}-seen"] = seen
    return browser.post(reverse("quizzes:save-answer", args=[response.pk]), data)
