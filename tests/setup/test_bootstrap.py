"""The bootstrap decides rightly what to do, and says in one line why it cannot."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.bootstrap import machine, preparing, running
from scripts.bootstrap.front_end import OLDEST_NODE, version_of
from scripts.bootstrap.local_site import due
from scripts.bootstrap.machine import Package, ensure_packages, install_line, missing
from scripts.bootstrap.places import ROOT
from scripts.bootstrap.port import HOST, ensure_port_is_free, wanted_port
from scripts.bootstrap.running import Refusal, explain, is_about_the_network, telling_line
from scripts.bootstrap.stamps import Stamps, digest, files_below

pytestmark = pytest.mark.setup

PRESENT = Package("there", lambda: True)
PANGO = Package("libpango", lambda: False)
NICETY = Package("libnicety", lambda: False, is_optional=True)
BROWSER = Package("browser", lambda: False, purposes=("test",))


def test_a_step_is_due_until_it_is_recorded_with_the_same_inputs(tmp_path):
    stamps = Stamps(tmp_path / "stamps")
    assert not stamps.is_current("venv", "a")
    stamps.record("venv", "a")
    assert stamps.is_current("venv", "a")
    assert not stamps.is_current("venv", "b")
    stamps.forget("venv")
    assert not stamps.is_current("venv", "a")


@pytest.mark.parametrize("change", ["content", "name", "fact"])
def test_a_digest_changes_with_the_content_the_name_and_the_facts(tmp_path, change):
    lock = tmp_path / "base.txt"
    lock.write_text("django==5.2")
    before = digest([lock], "3.11")
    if change == "content":
        lock.write_text("django==5.2.1")
    if change == "name":
        lock = lock.rename(tmp_path / "test.txt")
    assert digest([lock], "3.12" if change == "fact" else "3.11") != before


def test_a_digest_is_the_same_for_the_same_inputs(tmp_path):
    (tmp_path / "a.py").write_text("1")
    assert digest(files_below(tmp_path)) == digest(files_below(tmp_path))


def test_compiled_python_never_makes_a_step_due(tmp_path):
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.py").write_text("compiled")
    (tmp_path / "a.py").write_text("1")
    assert files_below(tmp_path, suffix=".py") == [tmp_path / "a.py"]


def test_places_that_do_not_exist_count_for_nothing(tmp_path):
    assert files_below(tmp_path / "nowhere") == []


def test_only_the_tests_need_a_browser():
    packages = [PRESENT, PANGO, BROWSER]
    assert missing(packages, "demo") == [PANGO]
    assert missing(packages, "test") == [PANGO, BROWSER]


def test_the_line_to_type_can_be_pasted_as_it_is():
    line = install_line(["libpango-1.0-0", "chromium"], lists_are_empty=False)
    assert line == "sudo apt-get install -y --no-install-recommends libpango-1.0-0 chromium"
    assert install_line(["x"], lists_are_empty=True).startswith("sudo apt-get update && sudo apt-get install")


def test_whoever_is_not_root_is_told_the_line_and_nothing_is_installed(monkeypatch):
    monkeypatch.setattr(machine, "PACKAGES", (PRESENT, PANGO, NICETY))
    monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(machine, "install", lambda names: pytest.fail("installed something"))
    monkeypatch.setattr(machine, "has_program", lambda *names: True)
    with pytest.raises(Refusal, match=r"sudo apt-get install .* libpango libnicety$"):
        ensure_packages("demo")


@pytest.mark.parametrize(("user", "is_installed"), [(1000, False), (0, True)])
def test_a_nicety_alone_stops_nobody_and_is_installed_by_root(monkeypatch, capsys, user, is_installed):
    installed = []
    monkeypatch.setattr(machine, "PACKAGES", (PRESENT, NICETY))
    monkeypatch.setattr(machine.os, "geteuid", lambda: user)
    monkeypatch.setattr(machine, "has_program", lambda *names: True)
    monkeypatch.setattr(machine, "install", installed.append)
    ensure_packages("demo")
    assert installed == ([[NICETY.name]] if is_installed else [])
    assert capsys.readouterr().out == ""


def test_a_machine_without_apt_is_told_what_it_lacks(monkeypatch):
    monkeypatch.setattr(machine, "PACKAGES", (PANGO,))
    monkeypatch.setattr(machine, "has_program", lambda *names: False)
    with pytest.raises(Refusal, match=r"no apt-get.* libpango$"):
        ensure_packages("demo")


@pytest.mark.parametrize(
    ("printed", "version"), [("v20.19.2\n", (20, 19)), ("v24.1.0", (24, 1)), ("", (0, 0)), ("node?", (0, 0))]
)
def test_the_version_of_node_is_read(printed, version):
    assert version_of(printed) == version


def test_debians_own_node_is_too_old_for_sass():
    assert version_of("v18.20.4") < OLDEST_NODE


@pytest.mark.parametrize(
    "output",
    [
        "Failed to establish a new connection: [Errno -3] Temporary failure in name resolution",
        "npm error code EAI_AGAIN",
        "npm error code ENOTFOUND\nnpm error network request failed",
        "Err:1 Temporary failure resolving 'mirror.example'",
        "W: Failed to fetch it  Could not connect to mirror.example:80, connection timed out",
    ],
)
def test_a_failure_for_want_of_a_network_is_called_that(output):
    assert is_about_the_network(output)
    line = explain("fetching the Python packages", output, ROOT / "pip.log")
    assert line.startswith("No network: fetching the Python packages failed.")


def test_any_other_failure_is_one_line_with_the_log_to_look_at():
    line = explain("fetching the Python packages", "a\n\nERROR: hashes differ\n\n", ROOT / ".setup" / "pip.log")
    assert line == "Fetching the Python packages failed: ERROR: hashes differ (all of it: .setup/pip.log)"


@pytest.mark.parametrize(
    ("output", "line"),
    [
        ("Error: no such file\n    at run\n\nNode.js v20.20.2\n", "Error: no such file"),
        ("a\nb\n", "b"),
        ("", "it p"),
    ],
)
def test_the_line_that_tells_most_is_found(output, line):
    assert telling_line(output).startswith(line)


def test_a_program_that_fails_stops_the_set_up_with_its_last_words(monkeypatch):
    monkeypatch.setattr(running, "LOGS", ROOT / "var" / "test" / "log")
    with pytest.raises(Refusal, match="Trying failed: enough"):
        running.run([sys.executable, "-c", "exit('enough')"], doing="trying", log_name="trying")


def test_the_port_is_8000_unless_said_otherwise():
    assert wanted_port({}) == 8000
    assert wanted_port({"PORT": ""}) == 8000
    assert wanted_port({"PORT": "8001"}) == 8001


@pytest.mark.parametrize("text", ["0", "65536", "-1", "http", "8000 ", "٨٠٠٠"])
def test_nonsense_is_no_port(text):
    with pytest.raises(Refusal, match="PORT must be a number"):
        wanted_port({"PORT": text})


def test_a_port_that_is_taken_is_refused_with_another_to_use():
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Refusal, match=rf"Port {port} is taken.*make demo PORT=\d+$"):
            ensure_port_is_free(port)
    ensure_port_is_free(port)


def test_only_changed_parts_of_the_demo_are_prepared_again(tmp_path):
    stamps = Stamps(tmp_path)
    inputs = {"database": "1", "static": "1", "self_test": "1"}
    assert due(inputs, stamps, has_database=False) == ["database", "static", "self_test"]
    for part, value in inputs.items():
        stamps.record(part, value)
    assert due(inputs, stamps, has_database=True) == []
    assert due(inputs | {"static": "2"}, stamps, has_database=True) == ["static"]


def test_a_demo_whose_database_is_gone_is_filled_again(tmp_path):
    stamps = Stamps(tmp_path)
    stamps.record("database", "1")
    assert due({"database": "1"}, stamps, has_database=False) == ["database"]


def test_the_bootstrap_needs_nothing_but_the_standard_library():
    asking = "import scripts.bootstrap.preparing, sys; print(*{m.split('.')[0] for m in sys.modules})"
    answer = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {asking}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(answer.stdout.split()) - sys.stdlib_module_names - {"__main__", "sitecustomize"} == {"scripts"}


def test_a_python_too_old_is_told_so_before_anything_newer_is_read(monkeypatch, capsys):
    from scripts.bootstrap import __main__ as command_line

    monkeypatch.setattr(command_line.sys, "version_info", (3, 9, 2))
    assert command_line.main() == 1
    assert capsys.readouterr().err.startswith("This needs Python 3.11 or newer; python3 here is 3.9.")


@pytest.mark.parametrize("name", ["base.txt", "test.txt", "node.txt"])
def test_a_lock_names_versions_and_hashes_and_no_address(name):
    text = (ROOT / "requirements" / name).read_text()
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert not any(line.startswith("-") for line in text.splitlines())


def test_the_npm_lock_names_no_address():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_the_test_lock_holds_the_base_lock():
    def pins(name: str) -> set[str]:
        lines = Path(ROOT / "requirements" / name).read_text().splitlines()
        return {line.split(" ")[0] for line in lines if "==" in line}

    assert pins("base.txt") <= pins("test.txt")


def test_every_command_of_the_makefile_is_listed_by_make_help():
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    makefile = (ROOT / "Makefile").read_text()
    phony = next(line for line in makefile.splitlines() if line.startswith(".PHONY:"))
    assert all(f"make {target} " in listed for target in phony.split()[1:])


@pytest.mark.parametrize(("purpose", "has_tests"), [("run", False), ("test", True)])
def test_a_purpose_gets_its_own_packages(monkeypatch, purpose, has_tests):
    asked = []
    monkeypatch.setattr(preparing, "ensure_port_is_free", lambda port, command: asked.append(command))
    monkeypatch.setattr(preparing, "ensure_packages", asked.append)
    monkeypatch.setattr(preparing, "ensure_python_packages", lambda *, for_tests: asked.append(for_tests))
    monkeypatch.setattr(preparing, "ensure_front_end", lambda: asked.append("front end"))
    preparing.PURPOSES[purpose]()
    assert asked == [*(["make run"] if purpose == "run" else []), purpose, has_tests, "front end"]
