"""What was measured: one figure beside its goal and its floor."""

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One line of the report. `part` is the figure as a part of its goal: up to 1 the goal is met.

    None means that there is no goal: the line only tells.
    """

    journey: str
    what: str
    figure: str
    goal: str = ""
    floor: str = ""
    part: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether the goal is met, as far as there is one."""
        return self.part is None or self.part <= 1


def at_most(journey: str, what: str, value: float, limit: float, unit: str = "", *, floor: str = "") -> Figure:
    """A figure that should be no more than a limit."""
    return Figure(journey, what, shown(value, unit), f"at most {shown(limit, unit)}", floor, value / limit)


def at_least(journey: str, what: str, value: float, limit: float, unit: str = "", *, floor: str = "") -> Figure:
    """A figure that should be no less than a limit."""
    return Figure(journey, what, shown(value, unit), f"at least {shown(limit, unit)}", floor, limit / value)


def told(journey: str, what: str, figure: str, floor: str = "") -> Figure:
    """A figure without a goal."""
    return Figure(journey, what, figure, floor=floor)


def shown(value: float, unit: str = "") -> str:
    """A number with as many places as it deserves."""
    number = f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{number} {unit}".strip()


def middle(values) -> float:
    """The median."""
    return float(median(values))
