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
