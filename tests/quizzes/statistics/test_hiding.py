"""Nobody's own answers can be worked out from the groups that are shown, by adding and subtracting them as one likes."""

from collections import Counter
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from quizzes.statistics.hiding import (
    FEWEST,
    OTHERS,
    alone,
    few,
    hidden,
    is_safe_beside,
    together,
    with_those_above,
)

PATHS = ["", "N", "N > R", "N > R > A", "N > R > B", "N > S", "M > T"]
SIZES = some.dictionaries(some.sampled_from(PATHS), some.integers(0, 12))


def shown(sizes, how):
    """How many people stand in each group that is shown."""
    names, groups = how(sizes), Counter()
    for name, people in sizes.items():
        if name in names:
            groups[names[name]] += people
    return groups


@pytest.mark.parametrize("how", [together, with_those_above])
@given(SIZES)
def test_no_group_under_five_is_shown_and_nobody_is_left_out(how, sizes):
    groups = shown(sizes, how)
    assert all(people >= FEWEST for people in groups.values())
    everybody = sum(sizes.values())
    assert sum(groups.values()) == (everybody if everybody >= FEWEST else 0)


def test_one_small_group_takes_a_second_with_it():
    assert together({"a": 3, "b": 6, "c": 20}) == {"a": OTHERS, "b": OTHERS, "c": "c"}


def test_small_groups_that_are_five_together_need_no_other():
    assert together({"a": 3, "b": 2, "c": 20}) == {"a": OTHERS, "b": OTHERS, "c": "c"}


def test_under_five_in_all_show_nothing():
    assert together({"a": 3, "b": 1}) == with_those_above({"a": 3, "b": 1}) == {}


def test_a_small_team_is_counted_with_its_department():
    sizes = {"N > R > A": 3, "N > R > B": 2, "N > S": 7}
    assert with_those_above(sizes) == {"N > R > A": "N > R", "N > R > B": "N > R", "N > S": "N > S"}


def test_a_team_inside_a_role_leaves_few_of_that_role():
    """Of eight fire officers six are a team that has nobody else: the other two could be told."""
    cells = {("fire", "team"): 6, ("fire", "others"): 2, ("police", "others"): 9}
    assert not is_safe_beside(cells)
    assert is_safe_beside({**cells, ("fire", "others"): 5})
    assert is_safe_beside({**cells, ("police", "team"): 1})


def test_too_many_groups_to_look_through_are_not_safe():
    assert not is_safe_beside({(row, column): 9 for row in range(11) for column in range(2)})


def is_told(cells, told):
    """Whether the sum over these cells follows from the sums of rows and columns: linear algebra, and no cleverness."""
    pairs = list(cells)
    groups = [[Fraction(pair[side] == name) for pair in pairs] for side in (0, 1) for name in {p[side] for p in pairs}]
    return rank([*groups, [Fraction(pair in told) for pair in pairs]]) == rank(groups)


def rank(rows):
    """The rank of a matrix, by elimination."""
    rows, count = [list(row) for row in rows], 0
    for column in range(len(rows[0])):
        pivot = next((place for place in range(count, len(rows)) if rows[place][column]), None)
        if pivot is None:
            continue
        rows[count], rows[pivot] = rows[pivot], rows[count]
        for place in range(count + 1, len(rows)):
            factor = rows[place][column] / rows[count][column]
            rows[place] = [mine - factor * its for mine, its in zip(rows[place], rows[count], strict=True)]
        count += 1
    return count


GRIDS = some.dictionaries(some.tuples(some.integers(0, 2), some.integers(0, 3)), some.integers(1, 7), min_size=1)


@given(GRIDS)
@settings(max_examples=150, deadline=None)
def test_two_tables_are_safe_exactly_where_no_sum_of_fewer_than_five_follows_from_them(cells):
    few = [
        chosen
        for size in range(1, FEWEST)
        for chosen in combinations(cells, size)
        if sum(cells[pair] for pair in chosen) < FEWEST
    ]
    sides = [Counter(), Counter()]
    for pair, people in cells.items():
        for side in (0, 1):
            sides[side][pair[side]] += people
    # Each table by itself is `together`'s concern.
    if any(people < FEWEST for side in sides for people in side.values()):
        return
    assert is_safe_beside(cells) == (not any(is_told(cells, set(chosen)) for chosen in few))


@given(GRIDS)
@settings(max_examples=150, deadline=None)
def test_columns_beside_the_sum_of_all_leave_no_sum_of_fewer_than_five(cells):
    shown, pairs = alone(cells), list(cells)
    rows = [[Fraction(pair[0] == row) for pair in pairs] for row in {pair[0] for pair in pairs}]
    told = rows + [[Fraction(pair == one) for pair in pairs] for one in pairs if one[1] in shown]
    for row in {
        pair[0] for pair in pairs if few(sum(people for pair_, people in cells.items() if pair_[0] == pair[0]))
    }:
        assert not shown, f"row {row} has too few as it is"
    for size in range(1, FEWEST) if shown else ():
        for chosen in combinations(pairs, size):
            if few(sum(cells[pair] for pair in chosen)):
                assert rank([*told, [Fraction(pair in chosen) for pair in pairs]]) > rank(told)


def test_the_smallest_other_question_goes_with_those_that_are_hidden():
    assert hidden({"a": 9, "b": 3, "c": 7, "d": 0}) == {"b", "c"}
    assert hidden({"a": 9, "c": 5}) == set()
