"""What wrong options tell about whoever chooses them, and what a question says of the frameworks."""

import uuid

import pytest
import yaml
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from courses.loading.files import BadCourseFile
from quizzes import loading
from quizzes.content import QuizContent
from quizzes.models import Misconception, Question
from quizzes.questions.single_choice import SingleChoice, SingleChoiceSnapshot
from quizzes.sheet import trial_sheet
from tests.quizzes import making
from tests.quizzes.editor_forms import GOOD, form_of, question_form, url
from tests.quizzes.questions import test_judgement


@pytest.fixture
def believed(db):
    return making.make_misconception()


def single(believed):
    """A single choice with a wrong option that tells of a misconception."""
    question = making.make_single(is_published=False)
    question.options = [making.option("Call", True), making.option("Wait", misconception=believed)]
    return making.keep(question)


def multiple(believed):
    question = making.make_multiple(is_published=False)
    question.options = [making.option("A", True), making.option("Wait", misconception=believed)]
    return making.keep(question)


def judgement(believed):
    best, wrong = test_judgement.judged("Call", "best"), test_judgement.judged("Wait", "unsafe")
    wrong[1]["misconception"] = believed
    return test_judgement.make(options=[best, wrong])


def true_false(believed):
    return making.make_true_false(misconception=believed)


EVERY = pytest.mark.parametrize("make", [single, multiple, judgement, true_false])


@EVERY
def test_the_wrong_option_alone_tells_of_a_misconception(make, believed):
    options = Question.objects.get(pk=make(believed).pk).snapshot().options
    assert {option.is_correct: option.misconception for option in options} == {True: "", False: "needs-a-border"}


@EVERY
def test_a_file_names_it_by_its_key(make, believed):
    question = make(believed)
    plain = type(question).Plain.model_validate_json(question.plain().model_dump_json())
    assert plain.misconceptions() == {"needs-a-border"}
    again = type(question)(stem=question.stem, topic=question.topic)
    again.fill(plain)
    assert again.plain_fields() == question.plain_fields()


@EVERY
def test_learners_never_see_it(make, believed):
    snapshot = make(believed).snapshot()
    (asked,) = trial_sheet(QuizContent(title="", questions=[snapshot]), seed="s")
    shown = render_to_string("quizzes/_question.html", {"asked": asked, "sheet": [asked]})
    lines = snapshot.review(making.wrong_answer(snapshot) if make is true_false else making.keys_of(snapshot, "Wait"))
    shown += render_to_string("quizzes/_answered.html", {"asked": asked, "lines": lines, "show_all": True})
    assert believed.key not in shown and believed.name not in shown


def test_an_edition_from_before_tells_of_none():
    option = {"key": "a", "text": "Call", "is_correct": True}
    old = {"type": "single_choice", "key": str(uuid.uuid4()), "stem": "?", "options": [option]}
    snapshot = SingleChoiceSnapshot.model_validate(old)
    assert snapshot.framework_tags == [] and snapshot.options[0].misconception == ""


def test_more_options_with_misconceptions_ask_no_more_queries(believed, check_growth):
    question = single(believed)

    def grow():
        more = [making.option(str(n), misconception=making.make_misconception(f"m{n}", f"M {n}")) for n in range(4)]
        question.options = [making.option("Call", True), *more]
        making.keep(question)

    check_growth(lambda: Question.objects.get(pk=question.pk).snapshot(), grow)


def test_a_trainer_chooses_it_in_the_option(editor, believed):
    options = [
        ("option", {"text": text, "is_correct": "on" if right else "", "feedback": "", "misconception": chosen})
        for (text, right), chosen in zip(GOOD, ["", believed.pk], strict=True)
    ]
    form = form_of(making.make_topic(), options=streamfield(options))
    assert editor.post(url("singlechoice", "add"), {**form, "action-publish": "yes"}).status_code == 302
    assert [option.misconception for option in SingleChoice.objects.get().snapshot().options] == ["", "needs-a-border"]


def test_a_trainer_writes_misconceptions_beside_topics(editor, db):
    assert url("misconception", "list") in editor.get(reverse("wagtailadmin_home")).text
    form = {"key": "police-alone", "name": "It is the police's job alone"}
    assert editor.post(url("misconception", "add"), form).status_code == 302
    assert "It is the police&#x27;s job alone" in editor.get(url("misconception", "list")).text


@pytest.mark.usefixtures("referenced")
@EVERY
def test_one_that_a_question_names_is_not_deleted(editor, make, believed):
    make(believed)
    reply = editor.post(url("misconception", "delete", believed.pk), follow=True)
    assert "was not deleted: questions name it" in reply.text
    assert Misconception.objects.filter(pk=believed.pk).exists()


def test_one_that_nothing_names_is_deleted(editor, believed):
    editor.post(url("misconception", "delete", believed.pk))
    assert not Misconception.objects.exists()


def test_a_file_of_misconceptions_is_loaded_and_a_trainers_words_are_kept(db, tmp_path):
    file = tmp_path / "misconceptions.yaml"
    file.write_text("- key: needs-a-border\n  name: A border is needed\n")
    assert loading.load_shared(tmp_path) == [loading.CREATED]
    Misconception.objects.update(name="In a trainer's words")
    assert loading.load_shared(tmp_path) == [loading.KEPT]
    assert loading.load_shared(tmp_path, force=True) == [loading.UPDATED]
    assert loading.load_shared(tmp_path) == [loading.UNCHANGED]


def test_a_file_that_names_an_unknown_one_is_refused(believed, tmp_path):
    plain = single(believed).plain().model_dump(mode="json") | {"uid": str(uuid.uuid4())}
    plain["options"][1]["misconception"] = "unheard-of"
    (tmp_path / "questions.yaml").write_text(yaml.safe_dump([plain]))
    with pytest.raises(BadCourseFile, match="no misconception has the key unheard-of"):
        loading.load_for_course(tmp_path)


def test_a_question_carries_framework_tags_into_its_edition_and_its_file(editor, db):
    form = question_form(making.make_topic(), choices=GOOD, framework_tags=" SFC-3  T1 ")
    assert editor.post(url("singlechoice", "add"), {**form, "action-publish": "yes"}).status_code == 302
    question = SingleChoice.objects.get()
    assert question.snapshot().framework_tags == question.plain().framework_tags == ["SFC-3", "T1"]


@pytest.mark.parametrize("tags", ["sfc 3", "SFC-3, T1", "<b>"])
def test_what_is_no_tag_is_refused(editor, db, tags):
    form = question_form(making.make_topic(), choices=GOOD, framework_tags=tags)
    reply = editor.post(url("singlechoice", "add"), form)
    assert "Enter tags such as SFC-3 T1" in reply.text
    assert not Question.objects.exists()
