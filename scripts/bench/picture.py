"""The picture: a bar for each goal, as long as the part of the goal that the figure takes."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from scripts.bench.figures import Figure

WIDTH, LINE, TOP, LABELS, GOAL_AT = 960, 24, 56, 520, 760
LONGEST = 1.6
# Words first, so that nothing rests on colour; either theme of the browser is served.
STYLE = (
    "text{font:13px sans-serif;fill:#0b0c0c}.met{fill:#00703c}.missed{fill:#b3260c}line{stroke:#505a5f}"
    "rect.ground{fill:#fff}@media(prefers-color-scheme:dark){text{fill:#f3f2f1}rect.ground{fill:#1b1d1e}"
    ".met{fill:#3aa76d}.missed{fill:#f0806c}line{stroke:#b1b4b6}}"
)


def drawn(figures: Sequence[Figure]) -> str:
    """The picture as SVG."""
    goals = [figure for figure in figures if figure.part is not None]
    height = TOP + LINE * len(goals) + 16
    met = sum(figure.is_met for figure in goals)
    bars = [_bar(figure, TOP + LINE * place) for place, figure in enumerate(goals)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
            f"<title>{met} of {len(goals)} goals met; each bar is a figure as a part of its goal</title>",
            f"<style>{STYLE}</style>",
            f'<rect class="ground" width="{WIDTH}" height="{height}"/>',
            '<text x="8" y="24">Shorter is better. A bar that stays left of the line meets its goal.</text>',
            f'<text x="{GOAL_AT}" y="44" text-anchor="middle">goal</text>',
            *bars,
            f'<line x1="{GOAL_AT}" x2="{GOAL_AT}" y1="50" y2="{height - 8}" stroke-width="2"/>',
            "</svg>",
            "",
        ]
    )


def _bar(figure: Figure, y: int) -> str:
    length = min(figure.part or 0, LONGEST) * (GOAL_AT - LABELS)
    kind = "met" if figure.is_met else "missed"
    words = escape(f"{figure.journey}: {figure.what}")
    value = escape(figure.figure if figure.is_met else f"{figure.figure}, missed")
    return (
        f'<text x="{LABELS - 8}" y="{y + 16}" text-anchor="end">{words}</text>'
        f'<rect class="{kind}" x="{LABELS}" y="{y + 4}" width="{max(length, 1):.0f}" height="16"/>'
        f'<text x="{LABELS + max(length, 1) + 6:.0f}" y="{y + 16}">{value}</text>'
    )
