"""Heights: whatever is done to them, sums and places are those of the plain list."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from deeptrin_desktop.ui.blocks.heights import Heights

ROWS = st.lists(st.integers(0, 500), min_size=1, max_size=60)


@given(ROWS, ROWS, st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 500)), max_size=20))
def test_sums_are_those_of_the_list(first: list[int], appended: list[int], changes: list[tuple[int, int]]) -> None:
    plain, heights = list(first), Heights(first)
    for height in appended:
        plain.append(height)
        heights.append(height)
    for place, height in changes:
        plain[place % len(plain)] = height
        heights[place % len(plain)] = height
    assert [heights[index] for index in range(len(heights))] == plain
    assert [heights.before(index) for index in range(len(plain) + 1)] == [0, *accumulate(plain)]
    assert heights.total == sum(plain)


@given(ROWS, st.integers(-100, 30_000))
def test_what_lies_at_a_place_holds_it(rows: list[int], y: int) -> None:
    heights = Heights(rows)
    index = heights.at(y)
    if 0 <= y < heights.total:
        assert heights.before(index) <= y < heights.before(index + 1)
    else:
        assert index in (0, len(rows) - 1) or not any(rows[index:])


@given(ROWS, st.integers(-100, 20_000), st.integers(1, 2_000))
def test_what_lies_between_two_places_is_found_from_either_side(rows: list[int], top: int, height: int) -> None:
    heights, bottom = Heights(rows), top + height
    between = [
        index
        for index in range(len(rows))
        if rows[index] and heights.before(index) < bottom and heights.before(index + 1) > top
    ]
    downwards, upwards = heights.between(top, bottom), heights.between(top, bottom, upwards=True)
    assert [index for index in downwards if index in between] == between
    assert [index for index in upwards if index in between] == between[::-1]


def test_what_becomes_higher_on_the_way_pushes_the_rest_out() -> None:
    heights = Heights([10] * 10)
    for index in heights.between(0, 40):
        heights[index] = 30
    assert [heights[index] for index in range(10)] == [30, 30, *[10] * 8]
    heights = Heights([10] * 10)
    for index in heights.between(60, 100, upwards=True):
        heights[index] = 30
    assert [heights[index] for index in range(10)] == [*[10] * 8, 30, 30]
