"""Question types, one to a file. A new type registers by existing: every module beside this one is imported."""

from importlib import import_module
from pkgutil import iter_modules

from .base import Question
from .snapshots import Line, Mark, QuestionSnapshot

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["Line", "Mark", "Question", "QuestionSnapshot"]
