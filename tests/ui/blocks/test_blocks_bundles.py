"""Tables of any shape come in leaves of bounded size, and nothing of them is lost."""

import pytest

from deeptrin_desktop.ui.blocks.leaves import Rows
from deeptrin_desktop.ui.blocks.markdown_flow import MarkdownFlow


def table(columns: int, rows: int, cell: str) -> str:
    return "|" + "a|" * columns + "\n|" + "-|" * columns + "\n" + ("|" + f"{cell}|" * columns + "\n") * rows


@pytest.mark.parametrize(
    ("columns", "rows", "cell"), [(2, 100, "b"), (100, 40, "b"), (2, 30, "word " * 300), (1, 0, "")]
)
def test_a_leaf_of_a_table_is_of_bounded_size(columns: int, rows: int, cell: str) -> None:
    flow = MarkdownFlow(table(columns, rows, cell))
    flow.read(float("inf"))
    flow.end()
    leaves = [leaf.body for leaf in flow.leaves if isinstance(leaf.body, Rows)]
    assert sum(len(leaf.rows) for leaf in leaves) == rows
    assert [leaf.last for leaf in leaves] == [False] * (len(leaves) - 1) + [True]
    assert all(len(leaf.rows) <= 1 or len(leaf.rows) * columns <= 300 for leaf in leaves)
    assert all(len(leaf.rows) <= 1 or len(leaf.words.text) <= 4_000 for leaf in leaves)
