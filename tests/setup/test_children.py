"""What `make run` starts stays alive without hands, and ends in order."""

import signal
import subprocess
import sys
import time
from threading import Thread

import pytest

from scripts import arrangement, run
from scripts.arrangement import Keeper
from scripts.bootstrap.local_site import LocalSite
from scripts.bootstrap.places import ROOT
from scripts.bootstrap.running import Refusal
from scripts.children import Child, Stopped, stop
from scripts.cluster import LONGEST_FOLDER, Cluster
from scripts.run_settings import environment

pytestmark = pytest.mark.setup
SLEEP = [sys.executable, "-S", "-c", "import time; time.sleep(60)"]
FAIL = [sys.executable, "-S", "-c", "raise SystemExit('out of luck')"]

# Says how it was told to stop.
TELLING = """
import signal, sys, time
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, lambda number, frame: sys.exit(f"told by {signal.Signals(number).name}"))
print("ready", flush=True)
time.sleep(60)
"""
PARENT = """
import signal, sys, time
from pathlib import Path
from scripts.children import Child
command = [sys.executable, "-S", "-c", sys.argv[3]]
Child("sleeper", command, env={}, logs=Path(sys.argv[1]), stops_by=signal.Signals[sys.argv[2]])
time.sleep(60)
"""


@pytest.fixture
def child(tmp_path):
    """Start a process, to be ended after the test."""
    children = []

    def start(command):
        children.append(Child("sleeper", command, env={}, logs=tmp_path))
        return children[-1]

    yield start
    stop(children)


def until(is_so):
    deadline = time.monotonic() + 20
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert is_so()


def test_a_child_that_is_killed_is_started_again(child):
    sleeper = child(SLEEP)
    keeper = Keeper([sleeper])
    first = sleeper.process.pid
    sleeper.process.send_signal(signal.SIGKILL)
    until(lambda: sleeper.process.pid != first)
    keeper.end()
    assert sleeper.is_alive()


@pytest.mark.parametrize("told", ["SIGTERM", "SIGINT"])
def test_children_of_a_program_that_is_killed_outright_are_told_to_stop(tmp_path, told):
    log = tmp_path / "sleeper.log"
    parent = subprocess.Popen([sys.executable, "-c", PARENT, tmp_path, told, TELLING], cwd=ROOT)
    until(lambda: log.exists() and "ready" in log.read_text())
    parent.kill()
    parent.wait()
    until(lambda: f"told by {told}" in log.read_text())


def test_a_child_outlives_the_thread_that_had_it_started(child):
    sleeper = child([*SLEEP[:-1], TELLING])
    sleeper.kill()

    def start_again():
        sleeper.log.write_text("")
        sleeper.start()
        until(lambda: "ready" in sleeper.log.read_text())

    again = Thread(target=start_again)
    again.start()
    again.join()
    with pytest.raises(subprocess.TimeoutExpired):
        sleeper.process.wait(0.5)


def test_a_child_that_dies_again_and_again_is_started_less_and_less_often(child, monkeypatch, capsys):
    monkeypatch.setattr(arrangement, "FIRST_WAIT", 0.01)
    failing = child(FAIL)
    keeper = Keeper([failing])
    until(lambda: keeper.waits.get(failing, 0) >= 0.04)
    keeper.end()
    said = capsys.readouterr().out
    assert "in 0.01 s" in said
    assert "in 0.02 s" in said
    with pytest.raises(Refusal, match="out of luck"):
        failing.ensure_alive()


def test_what_runs_has_a_secret_and_settings_that_only_its_owner_reads(tmp_path, monkeypatch):
    site = LocalSite(tmp_path / "run")
    first = environment(site, 8250)
    for name in ("secret", "environment"):
        assert (site.folder / name).stat().st_mode & 0o077 == 0
    assert len(first["SECRET_KEY"]) > 50
    (site.folder / "environment").write_text("# mine\nWEB_THREADS = 2\nSITE_URL=http://127.0.0.1:1\n")
    second = environment(site, 8250)
    assert (second["WEB_THREADS"], second["SITE_URL"]) == ("2", "http://127.0.0.1:1")
    assert second["SECRET_KEY"] == first["SECRET_KEY"]


def test_somebody_impatient_leaves_nothing_running(tmp_path, monkeypatch):
    stops = []

    class GivenUp:
        def __init__(self, *_):
            pass

        def start(self):
            raise Refusal("the database did not start")

        def stop(self):
            stops.append(self)
            if len(stops) == 1:
                raise Stopped

    monkeypatch.setattr(arrangement, "Arrangement", GivenUp)
    with pytest.raises(Stopped), arrangement.arrangement(LocalSite(tmp_path), 8250):
        pass
    assert len(stops) == 2


def test_two_at_once_on_one_site_are_refused_at_whatever_port(tmp_path):
    site = LocalSite(tmp_path / "run")
    with run.alone(site), pytest.raises(Refusal, match="already"), run.alone(site):
        pass
    with run.alone(site):
        assert (site.folder / "lock").exists()


def test_a_path_too_long_for_a_socket_is_refused_in_one_line(tmp_path):
    folder = tmp_path / ("x" * LONGEST_FOLDER)
    with pytest.raises(Refusal, match="too long"):
        Cluster(folder, ()).ensure_made()
