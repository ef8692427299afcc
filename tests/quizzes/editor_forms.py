"""What these tests post."""

from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield


def url(model, name, *args):
    return reverse(f"wagtailsnippets_quizzes_{model}:{name}", args=args)


def options(*options):
    return streamfield(
        [("option", {"text": text, "is_correct": "on" if right else "", "feedback": ""}) for text, right in options]
    )


def question_form(topic, *, choices, stem="Which number?", **fields):
    return nested_form_data(
        {
            "stem": rich_text(f"<p>{stem}</p>"),
            "options": options(*choices),
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
