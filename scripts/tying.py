"""Ties processes to the program that starts them: where it is killed outright, Linux tells them to stop.

What a program does on its way out, it does not do under `kill -9`, or when memory runs out. What it had started would
go on without it, and hold the port and the database. So each asks the kernel beforehand for a signal (see
PR_SET_PDEATHSIG in prctl(2)). util-linux's `setpriv` asks, and becomes the program: nothing of Python's runs between
fork and exec. What dies in the few milliseconds before it has asked leaves one untied process.
"""

import shutil
import signal
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# To the kernel the parent is the thread that started a process, and its end counts as the parent's. This thread
# ends with the program; the thread that starts things again ends before them.
STARTER = ThreadPoolExecutor(1, thread_name_prefix="starter")


def tied(command: Sequence[str | Path], stops_by: signal.Signals) -> list[str | Path]:
    """The command that runs this one and has it sent the signal at our death; the same where there is no setpriv."""
    setpriv = shutil.which("setpriv")
    if not setpriv:
        return list(command)
    return [setpriv, "--pdeathsig", stops_by.name.removeprefix("SIG"), "--", *command]


def start_tied(command: Sequence[str | Path], stops_by: signal.Signals, **options) -> subprocess.Popen:
    """Start a process, with subprocess's options, which is told to stop where we die without stopping it."""
    return STARTER.submit(subprocess.Popen, tied(command, stops_by), **options).result()
