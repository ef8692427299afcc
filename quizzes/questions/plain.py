"""A question as people write it in a file."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict


class PlainQuestion(BaseModel):
    """What every question may say in a file. A type adds its own; an unknown word is a mistake, not a wish."""

    model_config = ConfigDict(extra="forbid")

    type: str
    key: str
    uid: UUID
    topic: UUID
    stem: str
    feedback: str = ""
    must_pass: bool = False
    lesson: UUID | None = None
    facts: list[str] = []
    difficulty: int = 2
    outcome: str = ""
