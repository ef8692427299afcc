"""A picture in which some zones are to be found and others are false alarms."""

from fractions import Fraction

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from wagtail.images import get_image_model
from wagtail.test.utils.form_data import streamfield

from quizzes.content import QuizContent
from quizzes.questions.hotspot import Hotspot
from quizzes.reviewing import EVERYTHING
from quizzes.sheet import trial_sheet
from tests.quizzes import making
from tests.quizzes.editor_forms import form_of, url

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="4" height="3"/></svg>'
ABROAD = []  # no other system that we know of asks it


def make_picture(title="room.svg", content=DRAWING):
    """A drawing of 400 by 300."""
    return get_image_model().objects.create(title=title, file=ContentFile(content, title), width=400, height=300)


def zone(text, x, y, is_correct=False, **fields):
    """One zone for a stream."""
    value = {"text": text, "x": x, "y": y, "width": 80, "height": 60, "is_correct": is_correct, "feedback": ""}
    return ("zone", value | fields)


def make(stem="What do you look into?", *, is_published=True, **fields):
    """A hotspot: "Bed" and "Bolt" are to be found, "Till" and "List" are false alarms."""
    question = Hotspot(
        stem=f"<p>{stem}</p>",
        topic=fields.pop("topic", None) or making.make_topic(),
        picture=fields.pop("picture", None) or make_picture(),
        alt="A room, drawn as a plan",
        description="A bed, a bolt, a till and a list.",
        zones=[
            zone("Bed", 10, 200, is_correct=True, feedback="Who sleeps here?"),
            zone("Bolt", 200, 10, is_correct=True, feedback="Who is shut in?"),
            zone("Till", 10, 10, feedback="It is a till."),
            zone("List", 200, 200),
        ],
        **fields,
    )
    return making.keep(question, is_published)


def wrong_answer(snapshot):
    """A false alarm alone."""
    return making.keys_of(snapshot, "Till")


def shown(snapshot):
    caches["process"].clear()  # test databases number pictures alike
    (asked,) = trial_sheet(QuizContent(title="", questions=[snapshot]), seed="s")
    return render_to_string("quizzes/_question.html", {"asked": asked, "sheet": [asked]})


FOUND = [
    (["Bed", "Bolt"], 1, 1, True),
    (["Bed"], 0, Fraction(1, 2), False),
    (["Bed", "Bolt", "Till"], 0, Fraction(1, 2), False),
    (["Bed", "Till"], 0, 0, False),
    (["Till", "List"], 0, 0, False),
    ([], 0, 0, False),
]


@pytest.mark.parametrize(("chosen", "whole", "part", "is_right"), FOUND)
def test_everything_is_found_without_a_false_alarm_or_in_part(db, chosen, whole, part, is_right):
    picture = make_picture()
    for has_part_marks, fraction in ((False, whole), (True, part)):
        snapshot = make(has_part_marks=has_part_marks, picture=picture).snapshot()
        assert snapshot.mark(making.keys_of(snapshot, *chosen)) == (fraction, is_right)


def test_zones_stand_as_one_reads_the_picture_and_not_in_the_authors_order(db):
    snapshot = make().snapshot()
    assert [zone.text for zone in snapshot.options] == ["Till", "Bolt", "Bed", "List"]
    orders = [snapshot.answer_form(seed=seed).fields["answer"].choices for seed in "abcd"]
    assert orders.count(orders[0]) == 4


def test_the_list_says_what_the_picture_shows_by_the_same_numbers(db):
    html = " ".join(shown(make().snapshot()).split())
    for number, words in enumerate(("Till", "Bolt", "Bed", "List"), start=1):
        assert f">{number}. {words}</label>" in html
        assert f">{number}</text>" in html
    assert 'role="img"' in html and 'aria-label="A room, drawn as a plan"' in html
    assert "A bed, a bolt, a till and a list." in html
    assert " style=" not in html


def test_every_zone_is_drawn_alike_until_one_looks_back(db):
    snapshot = make().snapshot()
    assert "data-right" not in shown(snapshot)
    (asked,) = trial_sheet(QuizContent(title="", questions=[snapshot]), seed="s")
    lines = snapshot.review(making.keys_of(snapshot, "Bed", "Till"))
    html = render_to_string("quizzes/_answered.html", {"asked": asked, "lines": lines, "shown": EVERYTHING})
    assert html.count('data-zone="') == 4 and html.count(" data-right />") == 2
    assert "False alarm" in html and "Who is shut in?" in html


def test_a_missing_picture_leaves_the_question_answerable(db):
    html = shown(make().snapshot().model_copy(update={"picture_id": 999}))
    assert "The picture is missing" in html and "A bed, a bolt" in html and "1. Till" in html


def test_a_sheet_of_pictures_costs_no_more_queries(db, check_growth):
    snapshots = [make().snapshot()]

    def show():
        caches["process"].clear()
        sheet = trial_sheet(QuizContent(title="", questions=snapshots), seed="s")
        return [render_to_string("quizzes/_question.html", {"asked": asked, "sheet": sheet}) for asked in sheet]

    check_growth(show, lambda: snapshots.extend(make().snapshot() for _ in range(3)))


PROBLEMS = [
    ({"picture": None}, "picture", "Choose a picture."),
    ({"zones": [zone("A", 0, 0), zone("B", 100, 0)]}, "zones", "at least one zone"),
    ({"zones": [zone("A", 0, 0, is_correct=True), zone("B", 321, 0)]}, "zones", "400 by 300 pixels"),
    ({"zones": [zone("A", 0, 0, is_correct=True), zone("B", 0, 241)]}, "zones", "not inside it: B"),
    ({"zones": [zone("A", 0, 0, is_correct=True), zone("B", 79, 59)]}, "zones", "overlaps another"),
]


@pytest.mark.parametrize(("fields", "field", "words"), PROBLEMS)
def test_a_hotspot_that_could_not_be_answered_is_not_published(db, fields, field, words):
    question = make(is_published=False)
    for name, value in fields.items():
        setattr(question, name, value)
    assert words in question.problems()[field]


def test_zones_that_touch_are_no_problem(db):
    question = make(is_published=False)
    question.zones = [zone("A", 0, 0, is_correct=True), zone("B", 80, 0), zone("C", 0, 60)]
    assert question.problems() == {}


def posted(picture, *zones):
    """What the editor posts."""
    values = [("zone", value | {"is_correct": "on" if value["is_correct"] else ""}) for _kind, value in zones]
    words = {"alt": "A room", "description": "A bed and a till."}
    return form_of(making.make_topic(), picture=picture.pk if picture else "", zones=streamfield(values), **words)


ZONES = [zone("Bed", 0, 0, is_correct=True), zone("Till", 100, 0)]


def test_a_trainer_draws_and_publishes_a_hotspot(editor, db):
    form = posted(make_picture(), *ZONES)
    assert editor.post(url("hotspot", "add"), {**form, "action-publish": "yes"}).status_code == 302
    question = Hotspot.objects.get()
    assert question.live and question.snapshot().right_keys == {question.zones[0].id}


def test_a_hotspot_without_a_picture_is_kept_as_a_draft_only(editor, db):
    form = posted(None, *ZONES)
    assert editor.post(url("hotspot", "add"), {**form, "action-publish": "yes"}).status_code == 200
    assert editor.post(url("hotspot", "add"), form).status_code == 302
    assert not Hotspot.objects.get().live


@pytest.mark.parametrize("has_picture", [True, False])
def test_an_unsaved_hotspot_can_be_previewed(editor, db, has_picture):
    caches["process"].clear()
    address = url("hotspot", "preview_on_add")
    assert editor.post(address, posted(make_picture() if has_picture else None, *ZONES)).json()["is_valid"]
    page = editor.get(address).text
    assert "1. Bed" in page and ("<svg class=" in page) is has_picture


def test_a_zone_that_was_moved_stands_for_another_place(db):
    snapshot = make().snapshot()
    first, *others = snapshot.options
    moved = snapshot.model_copy(update={"options": [first.model_copy(update={"x": first.x + 1}), *others]})
    mended = snapshot.model_copy(update={"options": [first.model_copy(update={"feedback": "Mended."}), *others]})
    assert moved.meanings != snapshot.meanings == mended.meanings
