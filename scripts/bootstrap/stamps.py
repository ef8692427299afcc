"""A stamp says that a step was done, and with which inputs; the step is skipped while these stay the same."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def files_below(*places: Path, suffix: str = "") -> list[Path]:
    """Every file at or below these places, sorted; places that do not exist count for nothing."""
    found: set[Path] = set()
    for place in places:
        candidates = [place] if place.is_file() else place.rglob("*")
        found.update(path for path in candidates if path.is_file() and path.name.endswith(suffix))
    return sorted(path for path in found if "__pycache__" not in path.parts)


def digest(files: Iterable[Path], *facts: str) -> str:
    """One digest over the names and contents of files, and over facts such as a version."""
    total = hashlib.sha256()
    for fact in facts:
        total.update(f"fact {len(fact)} {fact}\n".encode())
    for path in files:
        content = path.read_bytes()
        total.update(f"file {path} {len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()


class Stamps:
    """The stamps kept in one folder: `is_current` before a step, `record` after it succeeded."""

    def __init__(self, folder: Path):
        self.folder = folder

    def is_current(self, step: str, inputs: str) -> bool:
        """Was this step done with exactly these inputs?"""
        try:
            return (self.folder / step).read_text() == inputs
        except FileNotFoundError:
            return False

    def record(self, step: str, inputs: str) -> None:
        """Remember that this step was done with these inputs."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / step).write_text(inputs)

    def forget(self, step: str) -> None:
        """Have this step done again, whatever its inputs."""
        (self.folder / step).unlink(missing_ok=True)
