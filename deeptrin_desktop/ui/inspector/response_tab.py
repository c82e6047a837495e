"""What came back: status line and headers, and the raw events, each with its time."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QSplitter, QTableView, QVBoxLayout, QWidget

from deeptrin_desktop.chat.inspecting import Inspection
from deeptrin_desktop.ui.inspector.event_model import EventModel
from deeptrin_desktop.ui.inspector.wire_text import WireText, head_text
from deeptrin_desktop.ui.push_button import push_button
from deeptrin_desktop.ui.remark import Remark

_HEAD_LINES = 8
_SELECTED = """QTableView {
    selection-background-color: palette(highlight); selection-color: palette(highlighted-text);
}"""


class ResponseTab(QWidget):
    """The event that is chosen in the table is shown below it."""

    copy_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._head = WireText(self.tr("Response headers"))
        self._head.setFixedHeight(_HEAD_LINES * self._head.fontMetrics().lineSpacing() + 16)
        self._model = EventModel()
        self._table = self._made_table()
        self._event = WireText(self.tr("Event"))
        self._remark = Remark()
        self._copy_event = push_button(self.tr("Copy event"))
        self._copy_all = push_button(self.tr("Copy all events"))
        self._copy_event.clicked.connect(lambda: self.copy_asked.emit(self._chosen()))
        self._copy_all.clicked.connect(lambda: self.copy_asked.emit("\n\n".join(self._texts())))
        self._lay_out()

    def show_inspection(self, inspection: Inspection) -> None:
        self._head.show_text("\n\n".join(self._heads(inspection)))
        self._model.show_events(inspection.events)
        self._event.clear()
        for button in (self._copy_event, self._copy_all):
            button.setEnabled(bool(inspection.events))
        if inspection.events:
            self._table.setCurrentIndex(self._model.index(0, 0))
        self._say_what_is_kept(inspection)

    def _made_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        table.setAccessibleName(self.tr("Events"))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.setStyleSheet(_SELECTED)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 8)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setHighlightSections(False)
        table.setColumnWidth(0, table.fontMetrics().horizontalAdvance("0000.000") + 20)
        table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._event.show_text(self._chosen()))
        return table

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self._table)
        split.addWidget(self._event)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._copy_event)
        buttons.addWidget(self._copy_all)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._head)
        layout.addWidget(split, 1)
        layout.addWidget(self._remark)
        layout.addLayout(buttons)

    def _heads(self, inspection: Inspection) -> Iterator[str]:
        for attempt in inspection.attempts:
            if attempt.answered:
                yield head_text(attempt.answered.line, attempt.answered.headers)
            else:
                yield self.tr("No answer came.")

    def _say_what_is_kept(self, inspection: Inspection) -> None:
        if not inspection.attempts:
            self._remark.note(self.tr("Answers are kept for the last 20 replies, until the app is closed."))
        elif inspection.cut:
            self._remark.note(self.tr("The answers were too long to keep all of them: the rest is cut off here."))
        else:
            self._remark.clear()

    def _chosen(self) -> str:
        row = self._table.currentIndex().row()
        return self._model.text(row) if row >= 0 else ""

    def _texts(self) -> Iterator[str]:
        return (self._model.text(row) for row in range(self._model.rowCount()))
