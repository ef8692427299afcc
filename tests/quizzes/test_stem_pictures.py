"""Pictures of questions: brought along, shown, kept and taken out again."""

from base64 import b64encode
from io import BytesIO

import pytest
from django.core.cache import caches
from django.template.loader import render_to_string
from django.test import override_settings
from PIL import Image
from wagtail.images import get_image_model

from quizzes import exporting, guarding, importing
from quizzes.content import QuizContent
from quizzes.formats.moodle_xml.reading import read
from quizzes.formats.registry import FORMATS
from quizzes.importing import Outcome
from quizzes.models import Question
from quizzes.sheet import trial_sheet
from tests.quizzes import making

BAD_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>'


def png(colour="white"):
    """A picture of 40 by 30."""
    content = BytesIO()
    Image.new("RGB", (40, 30), colour).save(content, "png")
    return content.getvalue()


@pytest.fixture(autouse=True)
def media(tmp_path):
    caches["process"].clear()  # test databases number pictures alike
    with override_settings(MEDIA_ROOT=tmp_path):
        yield


@pytest.fixture
def topic(db):
    return making.make_topic()


def bank(content=None, name="door.png", alt="A door", source=None):
    content = png() if content is None else content
    source = source or f"@@PLUGINFILE@@/{name}"
    file = f'<file name="{name}" path="/" encoding="base64">{b64encode(content).decode()}</file>'
    words = f'<![CDATA[<p>Where?</p><p><img src="{source}" alt="{alt}"></p>]]>'
    return (
        f'<quiz><question type="truefalse"><name><text>Q1</text></name><questiontext format="html">'
        f"<text>{words}</text>{file}</questiontext>"
        f'<answer fraction="100"><text>true</text></answer></question></quiz>'
    ).encode()


def load(content, topic, **options):
    plan = importing.plan(read(content), topic, **options)
    importing.carry_out(plan)
    return plan.steps[0]


def html_of(question):
    (asked,) = trial_sheet(QuizContent(title="", questions=[question.snapshot()]), seed="s")
    return render_to_string("quizzes/_question.html", {"asked": asked, "sheet": [asked]})


def test_a_picture_comes_along_and_is_shown_with_its_words(topic):
    assert load(bank(), topic).notes == []
    question = Question.objects.get()
    assert (question.stem, question.stem_picture_alt) == ("<p>Where?</p>", "A door")
    html = html_of(question)
    assert 'alt="A door"' in html and question.stem_picture.get_rendition("max-1920x1920").url in html


def test_a_picture_that_is_part_of_the_address_comes_along_too(topic):
    data = b64encode(png()).decode()
    load(bank(source=f"data:image/png;base64,{data}"), topic)
    assert Question.objects.get().stem_picture is not None


def test_the_same_picture_is_kept_once(topic):
    load(bank(), topic)
    load(bank(), making.make_topic("Other"))
    assert Question.objects.count() == 2 and get_image_model().objects.count() == 1


def test_a_file_again_changes_nothing_and_a_picture_that_is_there_stays(topic):
    load(bank(), topic)
    assert load(bank(), topic).outcome == Outcome.UNCHANGED
    other = png("red")
    step = load(bank(other), topic, replaces_edits=True)
    assert get_image_model().objects.count() == 1
    assert "another picture" in " ".join(step.notes)


def test_a_file_with_a_picture_again_is_no_change_whatever_cleaning_takes_out(topic):
    content = bank().replace(b"<p>Where?</p>", b"<p>Where?</p>\n<p></p>\n<table></table>\n<pre> x\n</pre>\n<p>Now?</p>")
    load(content, topic)
    step = load(content, topic)
    assert (step.outcome, step.changes, step.notes[-1:]) == (Outcome.UNCHANGED, [], ["A table becomes lines of text."])


def test_an_alt_written_here_stays_when_the_file_comes_again(topic):
    load(bank(alt=""), topic)
    question = Question.objects.get()
    question.stem_picture_alt = "A door"
    question.save_revision()
    assert load(bank(alt=""), topic).outcome == Outcome.UNCHANGED


def test_more_pictures_ask_no_more_queries(topic, check_growth):
    def many(count):
        one = bank().decode().removeprefix("<quiz>").removesuffix("</quiz>")
        return "<quiz>{}</quiz>".format("".join(one.replace("Where?", f"Where {n}?") for n in range(count))).encode()

    contents = [many(3)]
    load(many(6), topic)
    check_growth(lambda: importing.plan(read(contents[-1]), topic), lambda: contents.append(many(6)))


def test_a_picture_for_a_question_that_had_none_is_a_change(topic):
    load(bank().replace(b"<img", b"<x"), topic)
    step = load(bank(), topic)
    assert (step.outcome, step.changes) == (Outcome.CHANGED, ["picture"])
    assert Question.objects.get().get_latest_revision_as_object().stem_picture is not None


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"content": b"no picture"}, "left out"),
        ({"content": BAD_SVG, "name": "door.svg"}, "left out"),
        ({"name": "door.exe"}, "left out"),
        ({"source": "https://example.org/door.png"}, "not in the file"),
        ({"source": "@@PLUGINFILE@@/other.png"}, "not in the file"),
        ({"alt": ""}, "Say what the picture shows"),
    ],
)
def test_a_picture_that_cannot_come_along_is_named(topic, options, words):
    step = load(bank(**options), topic)
    assert words in " ".join(step.notes)
    assert (Question.objects.get().stem_picture is None) == ("alt" not in options)


def test_a_picture_goes_out_in_moodle_xml_and_comes_back(topic):
    load(bank(), topic)
    question = Question.objects.get()
    (step,) = exporting.plan([question], FORMATS["moodle-xml"])
    (again,) = read(FORMATS["moodle-xml"].wrap([step.text]).encode())
    assert again.stem == question.stem
    assert [(one.content, one.alt) for one in again.pictures] == [(png(), "A door")]
    (step,) = exporting.plan([question], FORMATS["gift"])
    assert "no pictures" in " ".join(step.notes)


def test_a_picture_that_cannot_be_read_is_named_in_an_export(topic):
    load(bank(), topic)
    question = Question.objects.get()
    question.stem_picture.file.storage.delete(question.stem_picture.file.name)
    (step,) = exporting.plan([question], FORMATS["moodle-xml"])
    assert "cannot be read" in " ".join(step.notes) and "<img" not in step.text


def test_a_question_with_a_picture_is_published_only_with_words_for_it(topic):
    load(bank(alt=""), topic)
    question = Question.objects.get()
    assert "stem_picture_alt" in question.unsaid()
    question.stem_picture_alt = "A door"
    assert question.unsaid() == {}


def test_a_picture_is_kept_while_a_draft_or_an_edition_names_it(topic):
    load(bank(), topic)
    question = Question.objects.get()
    assert guarding.users_of(question.stem_picture) == [question]


def test_a_picture_that_is_gone_leaves_its_words(topic):
    load(bank(), topic)
    snapshot = Question.objects.get().snapshot().model_copy(update={"stem_picture_id": 999})
    (asked,) = trial_sheet(QuizContent(title="", questions=[snapshot]), seed="s")
    assert "A door" in render_to_string("quizzes/_question.html", {"asked": asked, "sheet": [asked]})
