"""Questions of the bank, exported and imported again, are the same questions."""

import uuid
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes import drafting, exporting
from quizzes.formats.registry import FORMATS
from quizzes.labelling import ALL_OR_NOTHING
from quizzes.models import Question
from tests.quizzes.formats.neutrals import neutrals
from tests.quizzes.formats.test_round_trip import CARRIED
from tests.quizzes.making import make_topic
from tests.quizzes.test_contract import examples_of

pytestmark = pytest.mark.once

# The kinds of body that a type of ours takes, as the test of the type says; none for what is ours alone.
ABROAD = {type_: examples_of(type_).ABROAD for type_ in Question.types()}
CASES = [
    (format, type_.Snapshot.model_fields["type"].default, body)
    for type_, bodies in ABROAD.items()
    for body in bodies
    for format, carried in CARRIED.items()
    if body in carried
]


@pytest.mark.parametrize("type_", Question.types(), ids=lambda type_: type_._meta.model_name)
def test_a_type_takes_what_its_test_says_and_nothing_where_that_says_nothing(type_):
    assert ("from_neutral" in vars(type_)) is bool(ABROAD[type_])


@pytest.mark.parametrize(("format", "type_", "body"), CASES)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_an_exported_question_is_the_same_when_it_comes_back(db, format, type_, body, data):
    topic = make_topic()
    source = data.draw(neutrals(body))
    if hasattr(source.body, "is_all_or_nothing") and type_ != "single_choice" and data.draw(st.booleans()):
        source = replace(source, tags=(*source.tags, ALL_OR_NOTHING))
    before = drafting.drafted(source, uuid.UUID(source.identifier), topic, None)
    assert before.plain.type == type_
    exported = exporting.neutral_of(before.question)
    text = FORMATS[format].write(exported).text
    if text is None:
        assert format == "gift" and "->" in str(source.body)
        return
    (again,) = FORMATS[format].read(FORMATS[format].wrap([text]).encode())
    after = drafting.drafted(again, uuid.UUID(again.identifier), topic, None)
    assert after.plain == before.plain


@pytest.mark.parametrize("type_", Question.types(), ids=lambda type_: type_._meta.model_name)
def test_a_type_gives_what_it_takes_or_says_nothing(db, type_):
    question = examples_of(type_).make()
    given_ = question.to_neutral()
    if given_ is None:
        assert not ABROAD[type_]
    elif not ABROAD[type_]:
        assert given_.losses  # it comes back as another type
    else:
        taken = type_.from_neutral(given_.body)
        assert taken is not None
        assert set(taken.fields) <= set(question.plain_fields())


@pytest.mark.parametrize("type_", Question.types(), ids=lambda type_: type_._meta.model_name)
def test_every_type_is_in_the_file_or_named_as_left_out(db, type_):
    question = examples_of(type_).make(feedback="Why it is so.")
    for format in FORMATS.values():
        (step,) = exporting.plan([question], format)
        assert step.text or step.notes
