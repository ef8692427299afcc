"""What a course file must hold. A file that does not is named, with what is wrong and where."""

from datetime import date
from pathlib import Path
from typing import Annotated
from uuid import UUID

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

# Twelve times as fast where PyYAML was built with libyaml, as its wheels are.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BadCourseFile(Exception):
    """A course file cannot be read; the message says which and why."""


class Strict(BaseModel):
    """A mapping in which an unknown key is a mistake, not a wish."""

    model_config = ConfigDict(extra="forbid")


class Note(Strict):
    """A content note."""

    themes: str
    form: str
    minutes: int
    instead: str


class CourseFile(Strict):
    """course.yaml."""

    uid: UUID
    slug: str
    title: str
    summary: str
    audience: list[str] = []
    outcomes: list[str]
    pass_mark: int = 80
    # As the editor's form asks: see `CoursePage`.
    certificate_valid_months: int | None = Field(24, ge=6)
    content_note: Note | None = None
    prerequisites: list[UUID] = []
    is_open: bool = True
    boosters_from: date | None = None
    fact_checked_on: date | None = None
    # As long as the editor's form lets them be.
    local_checks: list[Annotated[str, Field(max_length=300)]] = []


class ModuleFile(Strict):
    """module.yaml."""

    uid: UUID
    slug: str
    title: str
    intro: str = ""


class LessonFile(Strict):
    """A lesson."""

    kind: str
    uid: UUID
    slug: str
    title: str
    minutes: int
    is_required: bool = True
    roles: list[str] = []
    facts: list[str] = []
    content_note: Note | None = None
    alternative: str = ""
    body: list[dict]


def read(path):
    """Read one YAML file.

    Raises BadCourseFile where it is not YAML.
    """
    try:
        return yaml.load(Path(path).read_text(encoding="utf-8"), LOADER)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise BadCourseFile(f"{path}: {problem}") from problem


def check(model, data, path):
    """Hold data against what the file must be.

    Raises BadCourseFile naming the file and every wrong place in it.
    """
    try:
        return model.model_validate(data)
    except ValidationError as problem:
        lines = [f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in problem.errors()]
        raise BadCourseFile(f"{path}: {'; '.join(lines)}") from problem
