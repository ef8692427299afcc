"""What these tests post."""

from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield


def url(model, name, *args):
    return reverse(f"wagtailsnippets_quizzes_{model}:{name}", args=args)


def options(*options):
    return streamfield(
        [("option", {"text": text, "is_correct": "on" if right else "", "feedback": ""}) for text, right in options]
    )


def question_form(topic, *, choices, **fields):
    return form_of(topic, options=options(*choices), **fields)


def judgement_form(topic, choices, **fields):
    judged = [("option", {"text": text, "rating": rating, "consequence": why}) for text, rating, why in choices]
    return form_of(topic, options=streamfield(judged), reasonable_percent=50, **fields)


def form_of(topic, stem="Which number?", **fields):
    """What the form of any type posts, with the type's own fields."""
    return nested_form_data(
        {
            "stem": rich_text(f"<p>{stem}</p>"),
            "feedback": "",
            "topic": topic.pk,
            "code": "QX1",
            "difficulty": 2,
            "outcome": "",
            "lesson": "",
            "facts": streamfield([]),
            **fields,
        }
    )


GOOD = [("Call", True), ("Wait", False)]
