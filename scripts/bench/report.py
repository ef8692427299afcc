"""What is written down: a table and a picture in docs/, with the notes there left as they are."""

import os
from collections.abc import Sequence

from scripts.bench.figures import Figure
from scripts.bench.picture import drawn
from scripts.bootstrap.places import ROOT
from scripts.bootstrap.running import say

PAGE, PICTURE = ROOT / "docs" / "speed.md", ROOT / "docs" / "speed.svg"
BEGINS, ENDS = "<!-- figures: written by make bench -->", "<!-- end of figures -->"


def write(figures: Sequence[Figure], seconds: float) -> int:
    """Write both files and say what was missed. Returns the exit code: 0, or 1 where a goal is missed."""
    text = PAGE.read_text() if PAGE.exists() else f"# How fast it is\n\n{BEGINS}\n{ENDS}\n"
    before, _, rest = text.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    PAGE.write_text(f"{before}{BEGINS}\n\n{_table(figures, seconds)}\n{ENDS}{after}")
    PICTURE.write_text(drawn(figures))
    missed = [figure for figure in figures if not figure.is_met]
    for figure in missed:
        say(f"Missed: {figure.journey}, {figure.what}: {figure.figure} ({figure.goal})")
    say(f"{len(figures)} figures in {seconds:.0f} s: docs/speed.md and docs/speed.svg; goals missed: {len(missed)}")
    return 1 if missed else 0


def _table(figures: Sequence[Figure], seconds: float) -> str:
    goals = [figure for figure in figures if figure.part is not None]
    met = sum(figure.is_met for figure in goals)
    lines = [
        f"One run of {seconds / 60:.0f} minutes on {os.cpu_count()} processor cores: {met} of {len(goals)} goals met.",
        "",
        "![Each figure as a part of its goal](speed.svg)",
    ]
    journey = None
    for figure in figures:
        if figure.journey != journey:
            journey = figure.journey
            lines += ["", f"### {journey}", "", "| what | figure | floor | goal | met |", "|---|---|---|---|---|"]
        met_or_not = "" if figure.part is None else "yes" if figure.is_met else "**no**"
        lines.append(f"| {figure.what} | {figure.figure} | {figure.floor} | {figure.goal} | {met_or_not} |")
    return "\n".join([*lines, ""])
