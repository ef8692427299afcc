"""A question as people write it in a file."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class PlainQuestion(BaseModel):
    """What every question may say in a file. A type adds its own; an unknown word is a mistake, not a wish."""

    model_config = ConfigDict(extra="forbid")

    type: str
    key: str
    uid: UUID
    topic: UUID
    stem: str
    stem_picture: str = ""
    stem_picture_alt: str = Field("", max_length=300)
    feedback: str = ""
    must_pass: bool = False
    lesson: UUID | None = None
    facts: list[str] = []
    difficulty: int = 2
    outcome: str = ""
    # As many and as long as the question's field holds.
    framework_tags: list[Annotated[str, Field(pattern=r"^[A-Z0-9-]{1,11}$")]] = Field(default=[], max_length=8)

    def misconceptions(self):
        """The keys of the misconceptions that it names."""
        return set()
