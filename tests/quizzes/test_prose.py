"""What is written in words stands beside the answers, is overwritten, and goes with its writer."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from quizzes import attempting, personal_data, records
from quizzes.models import Response, ResponseEvent, ResponseText
from quizzes.models.text import LONGEST
from quizzes.questions.writing import ProseField
from tests.quizzes.making import right_answer, wrong_answer
from training.personal import Person

pytestmark = pytest.mark.django_db
WORDS = "She said she sleeps in the store room"


@pytest.fixture
def response(attempt):
    return attempt.responses.first()


def right(response):
    attempt = response.attempt
    return right_answer(attempt.edition.quiz.by_key[response.question_key])


def write(response, text=WORDS, **more):
    return attempting.save(Response.objects.get(pk=response.pk), right(response), text=text, **more)


def texts():
    return list(ResponseText.objects.values_list("text", flat=True))


def test_words_are_kept_beside_the_answer_and_in_no_event(response):
    receipt = write(response)
    kept = ResponseText.objects.get()
    assert (kept.response_id, kept.text, kept.written_at) == (response.pk, WORDS, receipt.at)
    assert WORDS not in json.dumps(list(ResponseEvent.objects.values("answer", "kind")))
    assert list(records.differences()) == []


def test_only_the_newest_words_are_kept_and_none_leave_no_row(response):
    write(response)
    write(response, "Other words")
    assert texts() == ["Other words"]
    write(response, text=None)
    assert texts() == ["Other words"]
    write(response, "")
    assert texts() == []


def test_the_same_answer_sent_again_does_not_bring_old_words_back(response):
    key = "6f0f8f2e-6d2f-4c8e-9d0b-0f2a5f0e7a11"
    write(response, "First words", idempotency_key=key)
    write(response, "Newer words")
    write(response, "First words", idempotency_key=key)
    assert texts() == ["Newer words"]


def test_an_answer_that_is_refused_leaves_the_words_as_they_were(response, attempt):
    write(response)
    with pytest.raises(attempting.Refused):
        attempting.save(Response.objects.get(pk=response.pk), {"chosen": ["made-up"]}, text="Other words")
    attempting.submit(attempt)
    with pytest.raises(attempting.Refused):
        write(response, "Other words")
    assert texts() == [WORDS]


@pytest.mark.parametrize("verb", [attempting.save_all, attempting.submit])
def test_a_whole_form_keeps_words_with_its_answers_or_neither(attempt, verb):
    responses = list(attempt.responses.all())
    answers = {one.pk: right(one) for one in responses}
    given = {one.pk: f"{WORDS} {one.position}" for one in responses}
    with pytest.raises(attempting.Refused):
        verb(attempt, answers={**answers, responses[-1].pk: {"chosen": ["made-up"]}}, texts=given)
    assert texts() == []
    write(responses[0])
    verb(attempt, answers=answers, texts={**given, responses[0].pk: ""})
    assert sorted(texts()) == [f"{WORDS} 2", f"{WORDS} 3"]


@pytest.mark.parametrize("text", ["", "x" * (LONGEST + 1)])
def test_no_row_is_empty_or_without_bounds(response, text):
    with pytest.raises(IntegrityError), transaction.atomic():
        ResponseText.objects.create(response=response, text=text, written_at=timezone.now())


def test_a_person_downloads_her_words_and_nobody_elses(response, amara, ben):
    write(response)
    (mine,) = [table for table in personal_data.export(amara) if table.name == "written-answers"]
    assert [WORDS in row for row in mine.rows] == [True]
    (others,) = [table for table in personal_data.export(ben) if table.name == "written-answers"]
    assert list(others.rows) == []


def test_erasing_takes_the_words_and_leaves_the_answer(response, amara, ben):
    write(response)
    personal_data.erase(Person(ben, frozenset()))
    assert texts() == [WORDS]
    personal_data.erase(Person(amara, frozenset()))
    assert texts() == []
    response.refresh_from_db()
    assert response.answer == right(response)
    assert list(records.differences()) == []


def test_words_are_deleted_when_nobody_needs_them_any_more(response):
    written_at = write(response).at
    personal_data.expire(written_at + personal_data.KEPT_FOR)
    assert texts() == [WORDS]
    personal_data.expire(written_at + personal_data.KEPT_FOR + timedelta(seconds=1))
    assert texts() == []


def test_a_changed_mind_keeps_the_words_out_of_every_event(response, attempt):
    write(response)
    snapshot = attempt.edition.quiz.by_key[response.question_key]
    attempting.save(Response.objects.get(pk=response.pk), wrong_answer(snapshot), text="Second thoughts")
    assert "thoughts" not in json.dumps(list(ResponseEvent.objects.values("answer")))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ring me on 07700 900123", "a phone number"),
        ("Write to kit@northmere.example", "an e-mail address"),
        ("x" * 101, "100 characters or fewer"),
    ],
)
def test_a_box_refuses_what_looks_like_somebodys_details(text, words):
    field = ProseField(max_length=100)
    assert field.clean("One line\r\nand another ") == "One line\nand another"
    with pytest.raises(Exception, match=words):
        field.clean(text)
