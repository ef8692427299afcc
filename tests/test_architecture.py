"""The house's plan, held against the house: its laws, its sizes, and a test for each promise."""

import ast
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.promises import promises_in

ROOT = Path(__file__).resolve().parents[1]
APPS = ["training", "courses", "quizzes", "certificates"]
# Those that this much of the house must keep; each has a test marked with its number.
PROMISES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
MOST_LINES, MOST_LINES_IN_A_FUNCTION = 300, 40
JUNK_DRAWERS = {"utils", "services", "helpers", "core", "common", "misc"}


def modules(*folders):
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in paths if "migrations" not in path.parts]


OURS = modules(*APPS)


def tree_of(path):
    return ast.parse(path.read_text())


def test_imports_go_down_and_never_round():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


@pytest.mark.django_db
def test_models_and_migrations_agree():
    said = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=said)
    assert said.getvalue().strip() == "No changes detected"


def test_each_decision_has_a_number_of_its_own_and_says_it_first():
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    assert [path for path in decisions if not path.read_text().startswith(f"# {int(path.name[:4])}. ")] == []


def test_the_readme_leads_to_places_that_are_there():
    named = re.findall(r"`((?!var/)[a-z_]+/[^`<]*)`", (ROOT / "README.md").read_text())
    assert len(named) > 40
    assert [path for path in named if not list(ROOT.glob(path))] == []


def test_every_module_says_what_it_is_for():
    assert [path for path in modules(*APPS, "tests", "scripts") if path.stat().st_size and not _says(path)] == []


def _says(path):
    return ast.get_docstring(tree_of(path)) is not None


def test_no_file_is_too_long():
    long = [path for path in modules(*APPS, "tests", "scripts") if len(path.read_text().splitlines()) > MOST_LINES]
    assert long == []


def test_no_function_is_too_long():
    long = []
    for path in OURS:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > MOST_LINES_IN_A_FUNCTION:
                long.append(f"{path.name}:{node.name}")
    assert long == []


def test_most_files_are_short():
    lengths = sorted(len(path.read_text().splitlines()) for path in OURS if path.name != "__init__.py")
    assert lengths[len(lengths) // 2] <= 60


def test_there_is_no_junk_drawer():
    assert [path for path in OURS if path.stem in JUNK_DRAWERS or path.parent.name in JUNK_DRAWERS] == []


def test_settings_and_urls_name_apps_by_string_only():
    for path in [ROOT / "training/urls.py", *(ROOT / "training/settings").glob("*.py")]:
        imported = re.findall(
            r"^(?:from|import) ((?:courses|quizzes|certificates|training\.\w+)\S*)", path.read_text(), re.M
        )
        assert imported == [], path


def test_only_one_file_knows_weasyprint():
    knows = [path.relative_to(ROOT) for path in OURS if re.search(r"(from|import) weasyprint", path.read_text())]
    assert knows == [Path("training/pdf.py")]


def test_nothing_catches_everything():
    found = []
    for path in OURS:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ExceptHandler) and node.type is None:
                found.append(f"{path}:{node.lineno}")
    assert found == []


def test_whoever_locks_a_row_lets_others_add_what_refers_to_it():
    """A lock without `no_key` keeps PostgreSQL from adding children of the row.

    Two who each hold what the other's new row refers to would then wait in a ring, and one would lose her work.
    """
    assert [path for path in OURS for node in ast.walk(tree_of(path)) if _locks_out(node)] == []


def _locks_out(node):
    is_lock = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "select_for_update"
    return is_lock and "no_key" not in [word.arg for word in node.keywords]


def test_every_constraint_carries_its_app_and_model():
    for model in apps.get_models():
        if model.__module__.split(".")[0] in APPS:
            for constraint in model._meta.constraints:
                start = f"{model._meta.app_label}_{model._meta.model_name}_"
                assert constraint.name.startswith(start), constraint.name


def test_every_model_can_be_read_aloud():
    silent = [
        model.__name__
        for model in apps.get_models()
        if model.__module__.split(".")[0] in APPS and "An undocumented" in (model.__doc__ or "An undocumented")
    ]
    assert silent == []


def test_each_promise_has_a_test_that_carries_its_number_and_can_fail():
    marked = [(path.name, *one) for path in modules("tests") for one in promises_in(path.read_text())]
    assert [mark for mark in marked if mark[-1]] == []
    kept = {number for _file, number, _name, _wrong in marked}
    assert [number for number in PROMISES if number not in kept] == []
