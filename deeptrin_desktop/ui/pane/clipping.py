"""What is selected, as the clipboard takes it: plain text, the Markdown that it was written in, and with its looks."""

from collections.abc import Iterable

from PySide6.QtCore import QMimeData

from deeptrin_desktop.ui.blocks.flow import Place
from deeptrin_desktop.ui.blocks.section import Section

MARKDOWN = "text/markdown"
_BETWEEN = "\n\n"


def copied(parts: Iterable[tuple[Section, Place, Place]]) -> QMimeData | None:
    """All three of them for parts of texts, which may choose among; `None` where nothing is in them."""
    plain, markdown, html = [], [], []
    for section, start, end in parts:
        excerpt = section.excerpt(start, end)
        if start < end and excerpt.plain():
            plain.append(excerpt.plain())
            markdown.append(section.flow.source_of(start.leaf, end.leaf))
            html.append(excerpt.html())
    if not plain:
        return None
    data = QMimeData()
    data.setText(_BETWEEN.join(plain))
    data.setHtml("".join(html))
    data.setData(MARKDOWN, _BETWEEN.join(markdown).encode())
    return data
