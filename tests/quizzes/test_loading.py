"""Topics, questions and quizzes from course files."""

import shutil
from pathlib import Path

import pytest
import yaml
from django.test import override_settings

from courses.loading import load_folder
from courses.loading.files import BadCourseFile
from courses.models import CoursePage
from quizzes.models import Question, QuizPage, Topic

pytestmark = pytest.mark.once

DEMO = Path(__file__).resolve().parents[2] / "demo"
COURSE = "core-recognise-respond"


@pytest.fixture(scope="module")
def loaded(made_once, tmp_path_factory):
    """The demo's registers and one course of it, loaded; gives the folder they came from."""
    place = tmp_path_factory.mktemp("loading")
    with override_settings(MEDIA_ROOT=place / "media"):
        folder = copy_of_the_demo(place)
        load_folder(folder)
        yield folder


@pytest.fixture
def folder(loaded, db, tmp_path):
    """A copy of what was loaded, to change."""
    return Path(shutil.copytree(loaded, tmp_path / "demo"))


def copy_of_the_demo(place):
    """The demo's registers and one course; pictures go beside them."""
    others = [path.parent.name for path in DEMO.glob("*/course.yaml") if path.parent.name != COURSE]
    return Path(shutil.copytree(DEMO, place / "demo", ignore=shutil.ignore_patterns(*others)))


def rewrite(path, change):
    """Change a YAML file."""
    data = yaml.safe_load(path.read_text())
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True))


def question_of(folder, code):
    """The question that a file calls by this short name."""
    rows = yaml.safe_load((folder / COURSE / "questions.yaml").read_text())
    return Question.objects.get(key=next(row["uid"] for row in rows if row["key"] == code))


def test_every_course_of_the_demo_loads_and_each_of_its_questions_can_be_asked(loaded, db):
    load_folder(DEMO)
    rows = [row for path in DEMO.glob("*/questions.yaml") for row in yaml.safe_load(path.read_text())]
    assert Question.objects.filter(live=True).count() == len(rows)
    for question in Question.objects.all():
        assert not question.problems()
        assert question.lesson is not None or not question.is_must_pass
        assert question.snapshot().facts
    for path in DEMO.glob("*/course.yaml"):
        data = yaml.safe_load(path.read_text())
        needed = CoursePage.objects.get(slug=data["slug"]).prerequisites.values_list("translation_key", flat=True)
        assert sorted(map(str, needed)) == sorted(data["prerequisites"]), "a prerequisite is loaded after its course"


def test_the_quiz_asks_what_its_file_lists(folder):
    quiz = QuizPage.objects.get()
    data = yaml.safe_load(next((folder / COURSE).glob("*/*quiz.yaml")).read_text())
    asked = [Question.objects.get(pk=item.question_id).code for item in quiz.items.all()]
    assert asked == data["questions"]
    assert quiz.live


@pytest.mark.parametrize("course", sorted(path.parent.name for path in DEMO.glob("*/questions.yaml")))
def test_a_quiz_of_the_demo_asks_every_must_pass_question_and_draws_from_its_own_course(course):
    banks = {path.parent.name: yaml.safe_load(path.read_text()) for path in DEMO.glob("*/questions.yaml")}
    quiz = yaml.safe_load(next((DEMO / course).glob("*/*quiz.yaml")).read_text())
    assert {row["key"] for row in banks[course] if row["must_pass"]} <= set(quiz["questions"])
    for pool in quiz.get("pools", []):
        drawn = {(name, row["key"]) for name, rows in banks.items() for row in rows if row["topic"] == pool["topic"]}
        free = {key for name, key in drawn if name == course} - set(quiz["questions"])
        assert {name for name, _key in drawn} == {course}
        assert len(free) > pool["count"]


def test_loading_again_changes_nothing(folder):
    revisions = list(Question.objects.values_list("latest_revision_id", flat=True))
    assert set(load_folder(folder)) == {"unchanged"}
    assert list(Question.objects.values_list("latest_revision_id", flat=True)) == revisions


def test_a_changed_file_updates_its_question_and_keeps_the_keys_of_answers(folder):
    before = question_of(folder, "QA02").snapshot()
    rewrite(folder / COURSE / "questions.yaml", lambda rows: rows[1].update(stem="In other words?"))
    load_folder(folder)
    after = question_of(folder, "QA02").snapshot()
    assert "In other words?" in after.stem
    assert [option.key for option in after.options] == [option.key for option in before.options]


def test_a_trainers_later_edit_is_kept_unless_forced(folder):
    question = question_of(folder, "QA02")
    question.stem = "<p>As the trainer wrote it</p>"
    question.save_revision().publish()
    rewrite(folder / COURSE / "questions.yaml", lambda rows: rows[1].update(stem="As the file says"))
    load_folder(folder)
    assert "trainer" in question_of(folder, "QA02").stem
    load_folder(folder, force=True)
    assert "As the file says" in question_of(folder, "QA02").stem


def test_a_renamed_topic_is_kept(folder):
    topic = Topic.objects.first()
    Topic.objects.filter(pk=topic.pk).update(name="As the trainer calls it")
    load_folder(folder)
    topic.refresh_from_db()
    assert topic.name == "As the trainer calls it"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda rows: rows[1].update(topic="00000000-0000-4000-8000-000000000000"), "no topic"),
        (lambda rows: rows[1].update(lesson="00000000-0000-4000-8000-000000000000"), "no lesson"),
        (lambda rows: rows[1].update(facts=["F999"]), "no fact"),
        (lambda rows: rows[1].update(wish="more"), "wish"),
        (lambda rows: rows[1].update(type="essay"), "essay"),
        (lambda rows: [option.update(correct=False) for option in rows[1]["options"]], "exactly one"),
    ],
    ids=["topic", "lesson", "fact", "word", "type", "answer"],
)
def test_a_wrong_file_is_named_with_what_is_wrong_and_nothing_of_its_course_is_kept(folder, change, words):
    rewrite(folder / COURSE / "questions.yaml", lambda rows: rows[0].update(stem="A good change"))
    rewrite(folder / COURSE / "questions.yaml", change)
    with pytest.raises(BadCourseFile, match=words) as problem:
        load_folder(folder)
    assert "questions.yaml" in str(problem.value)
    assert "A good change" not in question_of(folder, "QA01").stem


def test_a_quiz_that_names_an_unknown_question_is_refused(folder):
    path = next((folder / COURSE).glob("*/*quiz.yaml"))
    rewrite(path, lambda data: data.update(questions=["QX99"]))
    with pytest.raises(BadCourseFile, match="QX99"):
        load_folder(folder)


def test_a_picture_below_a_question_comes_from_its_file_and_goes_back_into_it(folder):
    path = folder / COURSE / "questions.yaml"
    rewrite(path, lambda rows: rows[1].update(stem_picture="shop-plan.svg", stem_picture_alt="A shop from above"))
    load_folder(folder)
    code = yaml.safe_load(path.read_text())[1]["key"]
    question = question_of(folder, code)
    assert (question.stem_picture.title, question.stem_picture_alt) == ("shop-plan.svg", "A shop from above")
    assert question.snapshot().stem_picture_id == question.stem_picture_id
    assert (question.plain().stem_picture, question.plain().stem_picture_alt) == ("shop-plan.svg", "A shop from above")
    rewrite(path, lambda rows: rows[1].update(stem_picture_alt=""))
    with pytest.raises(BadCourseFile, match="what the picture shows"):
        load_folder(folder)
    rewrite(path, lambda rows: rows[1].pop("stem_picture"))
    load_folder(folder)
    assert question_of(folder, code).stem_picture is None


def measuring(folder, count):
    """Two forms beside the quiz, drawing so many from a pool of it. Gives their paths."""
    quiz = next((folder / COURSE).glob("*/*quiz.yaml"))
    pool = yaml.safe_load(quiz.read_text())["pools"][0]
    places = []
    for number, form in enumerate(("before", "after"), start=1):
        file = quiz.with_name(f"9{number}-{form}.yaml")
        uid = f"00000000-0000-4000-8000-00000000000{number}"
        data = {"kind": "quiz", "uid": uid, "slug": form, "title": form, "minutes": 5, "measures": form}
        file.write_text(yaml.safe_dump({**data, "pools": [{**pool, "count": count}]}))
        places.append(file)
    return places


def test_the_forms_that_measure_a_course_are_checked_together(folder):
    forms = measuring(folder, 1)
    load_folder(folder)
    assert QuizPage.objects.exclude(measures="").count() == 2
    rewrite(forms[1], lambda data: data["pools"][0].update(count=2))
    with pytest.raises(BadCourseFile, match="from the same pools"):
        load_folder(folder)
    measuring(folder, 2)
    with pytest.raises(BadCourseFile, match="twice as many"):
        load_folder(folder)
    measuring(folder, 1)
    rewrite(forms[1], lambda data: data.update(measures="before"))
    with pytest.raises(BadCourseFile, match="this form already"):
        load_folder(folder)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"pass_mark": 300}, "pass_mark"),
        ({"attempts_allowed": 0}, "attempts_allowed"),
        ({"time_limit": 0}, "time_limit"),
        ({"pools": [], "questions": []}, "at least one question"),
        ({"questions": ["QA01", "QA01"]}, "listed twice"),
    ],
)
def test_a_quiz_that_the_editor_would_not_publish_is_refused(folder, change, words):
    rewrite(next((folder / COURSE).glob("*/*quiz.yaml")), lambda data: data.update(change))
    with pytest.raises(BadCourseFile, match=words):
        load_folder(folder)


def test_a_quiz_takes_the_rules_of_its_file_and_refuses_those_that_contradict_each_other(folder):
    path = next((folder / COURSE).glob("*/*quiz.yaml"))
    rewrite(path, lambda data: data.update(grading="average", wait_minutes=60, attempts_allowed=3))
    load_folder(folder)
    quiz = QuizPage.objects.get(grading="average")
    assert (quiz.wait_minutes, quiz.shuffle_questions) == (60, False)
    rewrite(path, lambda data: data.update(attempts_allowed=1))
    with pytest.raises(BadCourseFile, match="no other to wait for"):
        load_folder(folder)
