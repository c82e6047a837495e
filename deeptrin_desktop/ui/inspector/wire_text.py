"""Long texts to read, select and copy, in the fixed font."""

from PySide6.QtGui import QFontDatabase, QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from deeptrin_desktop.core.wire import Headers

LONGEST = 100_000
"""Characters that are shown at once: more of them in one line would hold the window up."""


class WireText(QPlainTextEdit):
    """Shows the beginning of a text that is too long."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)  # at words, a line of one long word takes seconds
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))

    def show_text(self, text: str) -> bool:
        """Returns whether it is shown whole."""
        self.setPlainText(text[:LONGEST])
        return len(text) <= LONGEST


def head_text(line: str, headers: Headers) -> str:
    """A request line or status line, and the headers below it."""
    return "\n".join([line, *(f"{name}: {value}" for name, value in headers)])
