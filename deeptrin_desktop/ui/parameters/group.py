"""Parameters that belong together, below a title that folds them away."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from deeptrin_desktop.ui.icons import pixmap
from deeptrin_desktop.ui.theme import colours_of

CHEVRON = 16
HEIGHT = 32


class ParameterGroup(QWidget):
    """`folded` of one that is folded says in its title how many of its parameters are set."""

    def __init__(self, title: str, rows: Callable[[], Sequence[QWidget]]) -> None:
        """Begins folded. `rows` are asked for when it is first unfolded."""
        super().__init__()
        self._rows = rows
        self._title = _Title(title)
        self._content: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._title)
        self._title.clicked.connect(lambda: self.fold(not self.folded))
        self._title.fold_asked.connect(self.fold)

    @property
    def folded(self) -> bool:
        return self._title.folded

    def fold(self, folded: bool) -> None:
        """Folds its rows away, or shows them."""
        if not folded and self._content is None:
            self._content = self._made_content()
            self._layout.addWidget(self._content)
        if self._content is not None:
            self._content.setHidden(folded)
        self._title.show_folded(folded)

    def show_count(self, count: int) -> None:
        """How many of its parameters are set."""
        self._title.show_count(count)

    def _made_content(self) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 2, 0, 8)
        layout.setSpacing(10)
        for row in self._rows():
            layout.addWidget(row)
        return content


class _Title(QAbstractButton):
    """Space and a click change it, Left folds and Right unfolds."""

    fold_asked = Signal(bool)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.folded = True
        self._count = 0
        self.setText(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)

    def show_folded(self, folded: bool) -> None:
        self.folded = folded
        self._describe()

    def show_count(self, count: int) -> None:
        self._count = count
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(160, max(HEIGHT, self.fontMetrics().height() + 12))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.fold_asked.emit(event.key() == Qt.Key.Key_Left)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = colours_of(self.palette())
        rightward = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        painter = QPainter(self)
        painter.setPen(QColor(colours.hairline))
        painter.drawLine(0, 0, self.width(), 0)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 4, -1, -3), 6, 6)
        inside = self.rect().adjusted(0, 2, -4, 0)
        name = "chevron-down" if not self.folded else ("chevron-right" if rightward else "chevron-left")
        chevron = pixmap(name, colours.muted, ratio=self.devicePixelRatio(), size=CHEVRON)
        left = inside.right() - CHEVRON if rightward else inside.left()
        painter.drawPixmap(left, inside.center().y() - CHEVRON // 2 + 1, chevron)
        beside = inside.adjusted(0, 0, -CHEVRON - 6, 0) if rightward else inside.adjusted(CHEVRON + 6, 0, 0, 0)
        painter.setPen(QColor(colours.text))
        leading = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(beside, int(leading), self.text())
        painter.setPen(QColor(colours.muted))
        trailing = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing
        painter.drawText(beside, int(trailing), self._count_words())
        painter.end()

    def _count_words(self) -> str:
        return self.tr("{count} set").format(count=self._count) if self.folded and self._count else ""

    def _describe(self) -> None:
        state = self.tr("Folded away") if self.folded else self.tr("Shown")
        self.setAccessibleDescription(" · ".join(part for part in (state, self._count_words()) if part))
        self.update()
