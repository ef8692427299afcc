"""Pictures of questions: who may have them, and that nobody deletes one that is asked."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.cache import caches
from django.urls import reverse
from PIL import Image as Drawing
from wagtail.images import get_image_model

from quizzes import attempting, editions
from quizzes.models import Question, QuizItem, QuizPage
from tests.quizzes import making
from tests.quizzes.questions import test_hotspot

PICTURES = Path(__file__).resolve().parents[2] / "demo" / "pictures"
NUMBERS = re.compile(r"  <!-- numbers for the lesson.*?</g>\n  </g>\n", re.DOTALL)


@pytest.fixture(autouse=True)
def nothing_kept():
    caches["process"].clear()  # test databases number pictures alike


@pytest.fixture
def picture(db):
    return test_hotspot.make_picture()


@pytest.fixture
def hotspot(picture):
    return test_hotspot.make(picture=picture)


@pytest.fixture
def quiz(course, hotspot):
    page = making.make_quiz(course, [hotspot])
    editions.build(page)
    return page


def delete(editor, picture):
    return editor.post(reverse("wagtailimages:delete", args=[picture.pk]), follow=True)


def is_there(picture):
    return get_image_model().objects.filter(pk=picture.pk).exists()


def test_an_enrolled_learner_sees_the_picture_and_the_page_alone_shows_it(browser, attempt, picture, client):
    page = browser.get(reverse("quizzes:attempt", args=[attempt.pk])).text
    assert f'href="{picture.file.url}"' in page
    assert browser.get(picture.file.url).status_code == 200
    assert client.get(picture.file.url).status_code == 404


def test_of_a_photograph_a_learner_gets_a_size_without_the_place_and_not_the_original(browser, course, amara, chidi):
    file = BytesIO()
    Drawing.new("RGB", (400, 300)).save(file, "PNG")
    photo = test_hotspot.make_picture("shop.png", file.getvalue())
    quiz = making.make_quiz(course, [test_hotspot.make(picture=photo)])
    making.release(course, chidi)
    attempt = attempting.start(making.enrol(amara, course), quiz)
    page = browser.get(reverse("quizzes:attempt", args=[attempt.pk])).text
    [address] = re.findall(r'<image href="([^"]+)"', page)
    assert address == photo.renditions.get().url != photo.file.url
    assert browser.get(address).status_code == 200
    assert browser.get(photo.file.url).status_code == 404


def test_a_picture_that_a_question_shows_is_not_deleted(editor, hotspot, picture):
    reply = delete(editor, picture)
    assert "was not deleted" in reply.text and "What do you look into?" in reply.text
    assert is_there(picture)


def test_a_picture_that_only_a_draft_shows_is_not_deleted(editor, hotspot):
    other = test_hotspot.make_picture("other.svg")
    draft = Question.objects.get(pk=hotspot.pk)
    draft.picture = other
    draft.save_revision()
    assert "was not deleted" in delete(editor, other).text
    assert is_there(other)


def test_a_picture_that_only_an_edition_shows_is_not_deleted(editor, attempt, quiz, hotspot, picture):
    QuizItem.objects.filter(quiz=quiz).delete()
    editions.build(QuizPage.objects.get(pk=quiz.pk))
    hotspot.delete()
    reply = delete(editor, picture)
    assert "was not deleted" in reply.text and "edition 1" in reply.text
    assert is_there(picture)
    address = reverse("wagtail_bulk_action", args=["wagtailimages", "image", "delete"])
    editor.post(f"{address}?id={picture.pk}")
    assert is_there(picture)


def test_a_picture_that_nothing_shows_is_deleted(editor, hotspot):
    unused = test_hotspot.make_picture("unused.svg")
    delete(editor, unused)
    assert not is_there(unused)


def test_more_questions_cost_the_deletion_of_a_picture_no_more_queries(editor, check_growth):
    kept = [test_hotspot.make_picture(f"{n}.svg") for n in range(3)]
    check_growth(lambda: delete(editor, kept.pop()), lambda: [making.make_single(f"{n}") for n in range(4)])


@pytest.mark.parametrize("plain", sorted(PICTURES.glob("*-unnumbered.svg")), ids=lambda path: path.stem)
def test_a_drawing_without_numbers_is_otherwise_the_one_of_the_lesson(plain):
    numbered = plain.with_name(plain.name.replace("-unnumbered", "")).read_text()
    assert NUMBERS.sub("", numbered) == plain.read_text() != numbered
