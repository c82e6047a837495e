"""Markdown laid out as boxes, without a pane around them."""

from markdown.growing import grown
from PySide6.QtGui import QGuiApplication

from deeptrin_desktop.ui.blocks.box import Box
from deeptrin_desktop.ui.blocks.colouring import Colouring
from deeptrin_desktop.ui.blocks.flatten import leaves_of
from deeptrin_desktop.ui.blocks.leaves import Leaf
from deeptrin_desktop.ui.blocks.markdown_flow import MarkdownFlow
from deeptrin_desktop.ui.blocks.pictures import Pictures
from deeptrin_desktop.ui.blocks.section import Section
from deeptrin_desktop.ui.blocks.style import style_of
from deeptrin_desktop.ui.blocks.surroundings import Surroundings


def leaves(text: str) -> list[Leaf]:
    made: list[Leaf] = []
    for block in grown([text]):
        made += leaves_of(block, made[-1] if made else None)
    return made


def surroundings(width: int = 400) -> Surroundings:
    style = style_of(QGuiApplication.font(), QGuiApplication.palette())
    return Surroundings(style, width, Pictures(), Colouring())


def section(text: str, around: Surroundings) -> Section:
    made = Section(MarkdownFlow(text))
    made.open(around)
    made.read_all()
    made.stop()
    return made


def boxes(text: str, width: int = 400, around: Surroundings | None = None) -> list[Box]:
    made = section(text, around or surroundings(width))
    return [made.box(index) for index in range(len(made))]
