"""Topics, questions and quizzes from course files. A trainer's later edits are kept."""

import hashlib
import json
import uuid
from typing import Annotated, Literal, Union

from django.core.exceptions import ValidationError
from pydantic import Field
from wagtail.models import Page

from courses.loading.blocks import html
from courses.loading.files import BadCourseFile, Strict, check, read
from courses.loading.pages import CREATED, KEPT, UNCHANGED, UPDATED, fill_activity
from courses.loading.pictures import picture
from training.content.models import Fact, LoadMark

from . import checking
from .filling import fill
from .models import Misconception, Question, QuizItem, QuizPage, QuizPool, Topic
from .models.rules import QuizRules
from .rules import Rules, contradictions

AnyPlain = Annotated[
    Union[tuple(type_.Plain for type_ in Question.types())],  # noqa: UP007
    Field(discriminator="type"),
]


class TopicFile(Strict):
    """One topic of topics.yaml."""

    uid: uuid.UUID
    name: str


class TopicsFile(Strict):
    """topics.yaml."""

    topics: list[TopicFile]


class MisconceptionFile(Strict):
    """One misconception of misconceptions.yaml."""

    key: str
    name: str


class MisconceptionsFile(Strict):
    """misconceptions.yaml."""

    misconceptions: list[MisconceptionFile]


class QuestionsFile(Strict):
    """questions.yaml."""

    questions: list[AnyPlain]


class PoolFile(Strict):
    """A pool of a quiz."""

    topic: uuid.UUID
    count: int = Field(ge=1, le=50)
    outcome: str = ""
    difficulty: Literal[1, 2, 3] | None = None


class QuizFile(Rules, Strict):
    """A quiz. Its rules stand beside everything else."""

    kind: str
    uid: uuid.UUID
    slug: str
    title: str
    minutes: int
    is_required: bool = True
    roles: list[str] = []
    intro: str = ""
    pass_mark: int | None = None
    attempts_allowed: int | None = None
    shuffle_options: bool = True
    questions: list[str] = []
    pools: list[PoolFile] = []


def load_shared(folder, force=False):
    """Load topics.yaml and misconceptions.yaml. Returns a list of what happened."""
    topics = _rows(folder / "topics.yaml", TopicsFile, "topics")
    misconceptions = _rows(folder / "misconceptions.yaml", MisconceptionsFile, "misconceptions")
    return [
        *(_load_named(Topic, topic.uid, topic.name, force) for topic in topics),
        *(_load_named(Misconception, one.key, one.name, force) for one in misconceptions),
    ]


def _rows(path, shape, name):
    return getattr(check(shape, {name: read(path)}, path), name) if path.exists() else []


def _load_named(model, key, name, force):
    record = model.objects.filter(key=key).first()
    if record is None:
        model.objects.create(key=key, name=name)
        return CREATED
    if record.name == name:
        return UNCHANGED
    if not force:
        return KEPT
    record.name = name
    record.save()
    return UPDATED


def load_for_course(folder, force=False):
    """Load the course's questions.yaml. Returns a list of what happened.

    Raises BadCourseFile where it is wrong or names what is not there.
    """
    path = folder / "questions.yaml"
    if not path.exists():
        return []
    try:
        return [_load_question(data, force) for data in check(QuestionsFile, {"questions": read(path)}, path).questions]
    except BadCourseFile as problem:
        raise BadCourseFile(f"{path}: {problem}") from problem


def _load_question(data, force):
    digest = hashlib.sha256(data.model_dump_json().encode()).hexdigest()
    question = Question.objects.filter(key=data.uid).first()
    mark = LoadMark.objects.filter(kind="question", key=str(data.uid)).first()
    if question and mark and mark.digest == digest and not force:
        return UNCHANGED
    if question and not force and (mark is None or mark.marker != str(question.latest_revision_id)):
        return KEPT
    filled = _filled(question, data)
    filled.save()
    revision = filled.save_revision()
    revision.publish()
    LoadMark.objects.update_or_create(
        kind="question", key=str(data.uid), defaults={"digest": digest, "marker": str(revision.pk)}
    )
    return UPDATED if question else CREATED


def _filled(question, data):
    """The question with everything its file says. A new one is a draft until it is published."""
    question = question or _type_of(data)(key=data.uid, live=False)
    if question.Plain is not type(data):
        raise BadCourseFile(f"{data.key}: a question cannot change its type; give it a new uid")
    question.code, question.stem, question.feedback = data.key, html(data.stem), data.feedback
    question.is_must_pass, question.difficulty, question.outcome = data.must_pass, data.difficulty, data.outcome
    question.topic = _topic(data.topic)
    question.lesson = _lesson(data)
    question.facts = _facts(data)
    question.framework_tags = " ".join(data.framework_tags)
    question.stem_picture = picture(data.stem_picture) if data.stem_picture else None
    question.stem_picture_alt = data.stem_picture_alt
    _check_misconceptions(data)
    fill(question, data)
    problems = question.problems() | question.unsaid()
    if problems:
        raise BadCourseFile(f"{data.key}: {'; '.join(problems.values())}")
    return question


def _type_of(data):
    return next(type_ for type_ in Question.types() if type_.Plain is type(data))


def _topic(uid):
    topic = Topic.objects.filter(key=uid).first()
    if topic is None:
        raise BadCourseFile(f"no topic has the uid {uid}")
    return topic


def _lesson(data):
    lesson = Page.objects.filter(translation_key=data.lesson).first() if data.lesson else None
    if data.lesson and lesson is None:
        raise BadCourseFile(f"{data.key}: no lesson has the uid {data.lesson}")
    return lesson


def _facts(data):
    found = dict(Fact.objects.filter(key__in=data.facts).values_list("key", "pk"))
    unknown = set(data.facts) - set(found)
    if unknown:
        raise BadCourseFile(f"{data.key}: no fact has the key {', '.join(sorted(unknown))}")
    return json.dumps(
        [{"type": "fact", "value": found[key], "id": str(uuid.uuid5(data.uid, key))} for key in data.facts]
    )


def _check_misconceptions(data):
    named = data.misconceptions()
    unknown = named - set(Misconception.objects.filter(key__in=named).values_list("key", flat=True))
    if unknown:
        raise BadCourseFile(f"{data.key}: no misconception has the key {', '.join(sorted(unknown))}")


def fill_quiz(page, data):
    """A quiz page from its file. Takes the questions by their short names.

    Raises BadCourseFile for rules that cannot hold together.
    """
    problems = list(contradictions(data, data.attempts_allowed))
    if problems:
        raise BadCourseFile(f"{data.slug}: {' '.join(problems)}")
    page = page or QuizPage()
    fill_activity(page, data)
    page.introduction = html(data.intro)
    page.pass_mark, page.attempts_allowed = data.pass_mark, data.attempts_allowed
    page.shuffle_options = data.shuffle_options
    for name in Rules.model_fields:
        setattr(page, name, getattr(data, name))
    _check_rules(page)
    page.items = [QuizItem(question=_question(code), sort_order=place) for place, code in enumerate(data.questions)]
    page.pools = [_pool(pool, place) for place, pool in enumerate(data.pools)]
    return page


def _check_rules(page):
    rules = {field.name for field in QuizRules._meta.get_fields()}
    try:
        page.clean_fields(exclude={field.name for field in page._meta.fields} - rules)
    except ValidationError as problem:
        said = (f"{name}: {' '.join(messages)}" for name, messages in problem.message_dict.items())
        raise BadCourseFile(f"{page.slug}: {' '.join(said)}") from problem


def _pool(pool, place):
    drawn = {"count": pool.count, "outcome": pool.outcome, "difficulty": pool.difficulty}
    return QuizPool(topic=_topic(pool.topic), sort_order=place, **drawn)


def _question(code):
    question = Question.objects.non_polymorphic().filter(code=code).order_by("pk").first()
    if question is None:
        raise BadCourseFile(f"no question is called {code!r}")
    return question


def check_loaded(pages):
    """Refuse quizzes that could not be asked as they are meant. All are there: the forms of a pair need each other.

    Raises BadCourseFile.
    """
    for quiz in QuizPage.objects.filter(pk__in=[page.pk for page in pages]):
        fixed, pools = [item.question for item in quiz.items.all()], list(quiz.pools.all())
        problems = list(checking.problems(quiz, quiz.get_parent(), quiz.measures, fixed, pools))
        if problems:
            raise BadCourseFile(f"{quiz.slug}: {' '.join(problems)}")


PAGE_KINDS = {"quiz": (QuizFile, fill_quiz)}
