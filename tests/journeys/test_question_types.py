"""A quiz with a question of every type, with and without JavaScript: answered wrong, then right."""

import shutil
import uuid
from importlib import import_module
from pkgutil import iter_modules

import pytest
import yaml

from tests.journeys import questions
from tests.journeys.answers import DEMO
from tests.journeys.answers import questions as asked_in_the_demo
from tests.journeys.conftest import DESK
from tests.journeys.steps import CORE, answer

COURSE = "every-type"
UNSCORED = {"free_text", "practice_referral", "rating"}
TOPIC = "1b03e2f8-5646-4129-9f80-ff694402db09"


def one_of_each_type():
    """A question of each type: the first of the demo, or else the example beside the way to answer it."""
    found = {}
    for question in asked_in_the_demo():
        found.setdefault(question["type"], question)
    for module in iter_modules(questions.__path__):
        example = getattr(import_module(f"{questions.__name__}.{module.name}"), "EXAMPLE", None)
        if example:
            found.setdefault(module.name, {"topic": TOPIC, **example})
    return [
        {**question, "key": f"QT{place}", "uid": str(uuid.uuid5(uuid.NAMESPACE_OID, type_)), "lesson": None}
        for place, (type_, question) in enumerate(sorted(found.items()))
    ]


@pytest.fixture(scope="module")
def course(site, tmp_path_factory):
    """A course that anybody may take, and that is only such a quiz; gives its questions."""
    folder = tmp_path_factory.mktemp("course") / "files"
    module = folder / COURSE / "01-quiz"
    shutil.copytree(DEMO / CORE / "06-notes-and-quiz", module, ignore=shutil.ignore_patterns("0[123]*"))
    shutil.copytree(DEMO / "pictures", folder / "pictures")
    asked = one_of_each_type()
    write(folder / COURSE / "course.yaml", DEMO / CORE / "course.yaml", slug=COURSE, title="Every type of question")
    write(module / "module.yaml", module / "module.yaml")
    write(module / "04-quiz.yaml", module / "04-quiz.yaml", questions=[one["key"] for one in asked], pools=[])
    (folder / COURSE / "questions.yaml").write_text(yaml.safe_dump(asked, allow_unicode=True))
    site.manage("load_courses", str(folder))
    return asked


def write(path, pattern, **fields):
    """A file like another one, of something new."""
    data = yaml.safe_load(pattern.read_text())
    path.write_text(yaml.safe_dump({**data, "uid": str(uuid.uuid4()), **fields}, allow_unicode=True))


@pytest.mark.parametrize(
    ("email", "scripts"),
    [("asha@northmere.example", True), ("imran@northmere.example", False)],
    ids=["with-javascript", "without-javascript"],
)
def test_every_type_is_answered_and_looked_back_on(visitor, course, email, scripts):
    learner = visitor(email, scripts=scripts).sign_in(email)
    learner.go(f"/courses/{COURSE}/").press("Start this course").press("Start the quiz")
    answer(learner, is_right=False, among=course)
    learner.look_at(DESK).press("Finish and see my result").sees("Not passed yet").look_at(DESK)
    learner.press("Try again")
    answer(learner, among=course)
    learner.look().press("Finish and see my result").sees("You passed").look_at(DESK)
    unscored = [question for question in course if question["type"] in UNSCORED]
    assert learner.page.get_by_text("You got this right").count() == len(course) - len(unscored)
