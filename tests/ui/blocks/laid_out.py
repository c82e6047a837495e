"""Markdown laid out as boxes, without a pane around them."""

from PySide6.QtGui import QGuiApplication

from deeptrin_desktop.markdown.document import Document
from deeptrin_desktop.ui.blocks.box import Box
from deeptrin_desktop.ui.blocks.colouring import Colouring
from deeptrin_desktop.ui.blocks.columns import Columns
from deeptrin_desktop.ui.blocks.flatten import leaves_of
from deeptrin_desktop.ui.blocks.leaves import Code, Leaf, Rows
from deeptrin_desktop.ui.blocks.pictures import Pictures
from deeptrin_desktop.ui.blocks.piece import Pan
from deeptrin_desktop.ui.blocks.style import style_of
from deeptrin_desktop.ui.blocks.surroundings import Surroundings


def leaves(text: str) -> list[Leaf]:
    document = Document()
    blocks = document.feed(text).applied_to(())
    blocks = document.finish().applied_to(blocks)
    made: list[Leaf] = []
    for block in blocks:
        made += leaves_of(block, made[-1] if made else None)
    return made


def surroundings(width: int = 400) -> Surroundings:
    style = style_of(QGuiApplication.font(), QGuiApplication.palette())
    return Surroundings(style, width, Pictures(), Colouring())


def boxes(text: str, width: int = 400, around: Surroundings | None = None) -> list[Box]:
    around = around or surroundings(width)
    made = leaves(text)
    for index, leaf in enumerate(made):
        if isinstance(leaf.body, Rows):
            columns = around.columns.setdefault(leaf.body.key, Columns(len(leaf.body.alignments), around.style))
            columns.learn(index, leaf.body.rows, leaf.body.header)
    pans: dict[int, Pan] = {}
    keys = [leaf.body.key if isinstance(leaf.body, Code | Rows) else -1 for leaf in made]
    return [Box(leaf, pans.setdefault(key, Pan()), around) for leaf, key in zip(made, keys, strict=True)]
