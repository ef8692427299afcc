"""Which groups of people are shown by themselves, so that nobody's own answers can be told. Reads and writes nothing.

The rule. A group under five people is never shown by itself. The total is known, so what is hidden can be worked out
by subtraction: as a sum. Therefore small groups are shown as one, and where they are under five even together, the
smallest of the others goes with them. Then each number on a screen, and each difference of numbers, is about five
people or more.

Two tables about the same people can be subtracted from each other too: of eight fire officers, where all six people of
one team are fire officers, two are left. `is_safe_beside` finds that. What can be worked out from two tables by adding
and subtracting is always put together from such differences, "these roles without those organisations", so that
nothing else has to be looked for.
"""

from collections import Counter, defaultdict
from itertools import combinations

# What fewer people answered could be told of each of them by whoever knows who they are.
FEWEST = 5
# The name under which small groups are shown as one.
OTHERS = None
# Of more groups than this that cut across each other, there are too many differences to look at.
MOST = 10
ABOVE = " > "


def together(sizes):
    """By which name each group is shown: {name: name or OTHERS}, from {name: how many people}. {} of under five."""
    in_order = sorted((name for name in sizes if sizes[name]), key=lambda name: (sizes[name], name))
    small = [name for name in in_order if sizes[name] < FEWEST]
    others = in_order[len(small) :]
    while small and others and sum(sizes[name] for name in small) < FEWEST:
        small.append(others.pop(0))
    if sum(sizes.values()) < FEWEST:
        return {}
    return {name: OTHERS if name in small else name for name in in_order}


def alone(cells):
    """Which columns may be shown by themselves beside the sum of all: {(row, column): how many people}.

    Each person stands in one column, and in some of its rows. In a column that is shown no row is under five, and
    none of what is left without those that are: every sum and difference is then of such cells.
    """
    columns, left = defaultdict(Counter), Counter()
    for (row, column), people in cells.items():
        columns[column][row] += people
    shown = {column for column, rows in columns.items() if not any(map(few, rows.values()))}
    for column in columns.keys() - shown:
        left.update(columns[column])
    for column in sorted(shown, key=lambda name: (columns[name].total(), name)):
        if not any(map(few, left.values())):
            break
        shown.remove(column)
        left.update(columns[column])
    return shown


def hidden(sizes):
    """Which parts of a known total are not shown: those under five, and the smallest other, so that more are left."""
    in_order = sorted((name for name in sizes if sizes[name]), key=lambda name: (sizes[name], str(name)))
    small = [name for name in in_order if few(sizes[name])]
    return set(in_order[: len(small) + 1]) if small else set()


def few(people):
    """Whether so many could be told from one another."""
    return 0 < people < FEWEST


def with_those_above(sizes):
    """The same for organisations, by their paths: one under five is counted with the one above it, from below."""
    places, people = {path: path for path in sizes}, Counter(sizes)
    for depth in range(max((path.count(ABOVE) for path in sizes), default=0), 0, -1):
        for path in [path for path in people if path.count(ABOVE) == depth and people[path] < FEWEST]:
            above = path.rpartition(ABOVE)[0]
            people[above] += people.pop(path)
            places = {name: above if place == path else place for name, place in places.items()}
    shown = together(people)
    return {path: shown[place] for path, place in places.items() if place in shown}


def is_safe_beside(cells):
    """Whether two tables of the same people tell of no fewer than five, subtracted from each other.

    `cells`: {(group of the one, group of the other): how many people}.
    """
    cells = {pair: people for pair, people in cells.items() if people}
    across = Counter(column for _row, column in cells)
    # Who stands in a column of one row alone is never what is left.
    cells = {(row, column): people for (row, column), people in cells.items() if across[column] > 1}
    rows = {row for row, _column in cells}
    if len(rows) > MOST:
        return False
    some = (set(chosen) for size in range(1, len(rows)) for chosen in combinations(rows, size))
    return not any(0 < _left(cells, chosen) < FEWEST for chosen in some)


def _left(cells, rows):
    """How many are in these rows, without every column that lies in them."""
    outside = {column for row, column in cells if row not in rows}
    return sum(people for (row, column), people in cells.items() if row in rows and column in outside)
