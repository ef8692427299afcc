"""What processes cost, from /proc: processor time and memory."""

import os
from collections.abc import Iterator
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            children = (task / "children").read_text().split()
        except FileNotFoundError:
            continue
        for child in children:
            yield from tree(int(child))


def cpu_seconds(pid: int) -> float:
    """The processor time of a process and all below it so far, the dead included."""
    return sum(_ticks(each, own_dead=True) for each in tree(pid)) / TICKS


def _ticks(pid: int, *, own_dead: bool) -> int:
    # The name, in brackets, may hold spaces.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(value) for value in fields[11 : 15 if own_dead else 13])


def resident(pid: int) -> int:
    """The bytes of memory that a process holds now, shared ones included."""
    return _status(pid, "VmRSS")


def peak(pid: int) -> int:
    """The most bytes that a process has held since `forget_peak`."""
    return _status(pid, "VmHWM")


def forget_peak(pid: int) -> None:
    """Begin to look for the peak anew."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def _status(pid: int, name: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise LookupError(f"{name} of {pid}")
