"""The scroll bar of code and tables: its thumb says how much is to be seen, and where; dragging it scrolls."""

import pytest
from PySide6.QtCore import QPoint, QRect

from deeptrin_desktop.ui.blocks.bar import Bar
from deeptrin_desktop.ui.blocks.pan import Pan

TRACK = QRect(12, 0, 400, 12)


def test_the_thumb_is_as_long_as_what_is_to_be_seen_of_the_whole() -> None:
    bar = Bar(Pan(extent=400), TRACK)
    assert (bar.thumb.left(), bar.thumb.width()) == (12, 200)
    bar.pan.scroll(400)
    assert bar.thumb.right() == TRACK.right()


@pytest.mark.parametrize("extent", [1, 400, 100_000])
def test_dragging_reaches_both_ends_and_no_further(extent: int) -> None:
    bar = Bar(Pan(extent=extent), TRACK).translated(QPoint(100, 50))
    assert bar.drag(10_000)
    assert bar.pan.shift == extent
    assert not bar.drag(10_000)
    bar.drag(-10_000)
    assert bar.pan.shift == 0


def test_the_thumb_goes_where_it_is_dragged() -> None:
    bar = Bar(Pan(extent=900), TRACK)
    bar.drag(150)
    assert abs(bar.thumb.left() - 150) <= 1
