"""Body fields that a server knows beyond the API's list: a table of names and JSON values."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from deeptrin_desktop.core.parameters import NOT_EXTRA
from deeptrin_desktop.ui.icon_button import IconButton
from deeptrin_desktop.ui.parameters.cell_table import CellTable
from deeptrin_desktop.ui.parameters.cells import Cells
from deeptrin_desktop.ui.parameters.json_text import BadJsonError, read_json, written_json
from deeptrin_desktop.ui.parameters.words import help_of, not_sent, too_long, too_many
from deeptrin_desktop.ui.remark import Remark
from deeptrin_desktop.ui.typography import SMALL, label


class ExtraRow(QWidget):
    """`changed` goes up when a person changes what is sent; rows that are wrong are said to be, and are not sent."""

    changed = Signal()
    reset_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: Mapping[str, object] | None = None
        self._own = False
        self._problems: dict[int, str] = {}
        title = label(self.tr("Extra body fields"))
        title.setToolTip(help_of("extra"))
        self._source = label(scale=SMALL, muted=True)
        self._reset = IconButton("reset", self.tr("Reset Extra body fields"))
        self._cells = Cells((self.tr("Field"), self.tr("JSON value")), (self.tr("Add field"), '"text", 7, true'))
        self._table = CellTable(self._cells, self.tr("Extra body fields"))
        self._table.setToolTip(self.tr("What a server knows beyond this list. A JSON object can be pasted."))
        self._remark = Remark(self._table)
        head = QGridLayout()
        head.setVerticalSpacing(0)
        head.setColumnStretch(0, 1)
        head.addWidget(title, 0, 0)
        head.addWidget(self._source, 1, 0)
        head.addWidget(self._reset, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._table)
        layout.addWidget(self._remark)
        self._say({})
        self._cells.edited.connect(self._edited)
        self._table.pasted.connect(self.take)
        self._reset.clicked.connect(self._ask_reset)

    @property
    def value(self) -> Mapping[str, object] | None:
        """What is sent; `None` for nothing."""
        return self._value

    def show_value(self, extra: Mapping[str, object] | None) -> None:
        """Shows fields without a signal."""
        if extra != self._value:
            self._put(extra)

    def show_source(self, source: str, *, own: bool) -> None:
        """Says where the value comes from. The conversation's own can be given up."""
        self._own = own
        self._source.setText(source)
        self._offer_reset()

    def forget(self) -> None:
        """Lets go of what a person typed, without a signal."""
        self._put(None)

    def _put(self, extra: Mapping[str, object] | None) -> None:
        self._value = extra
        self._cells.show([(name, written_json(value)) for name, value in (extra or {}).items()])
        self._say({})

    def take(self, text: str) -> None:
        """Adds the fields of a JSON object; one of a name that is there already takes its place."""
        if long := too_long(text):
            self._remark.warn(long)
            return
        try:
            found = read_json(text)
        except BadJsonError as error:
            self._remark.warn(self.tr("Nothing was added: {why}.").format(why=error))
            return
        if not isinstance(found, dict):
            self._remark.warn(self.tr("Nothing was added: what was pasted is no JSON object."))
            return
        rows = {row[0]: row[1] for row in self._cells.rows}
        rows |= {name: written_json(value) for name, value in found.items()}
        if many := too_many(len(rows)):
            self._remark.warn(many)
            return
        self._cells.show(list(rows.items()))
        self._edited()

    def _edited(self) -> None:
        value, problems = self._read()
        changed = value != self._value
        self._value = value
        self._say(problems)
        if changed:
            self.changed.emit()

    def _read(self) -> tuple[Mapping[str, object] | None, dict[int, str]]:
        fields: dict[str, object] = {}
        problems: dict[int, str] = {}
        for row, (name, written) in enumerate(self._cells.rows):
            try:
                value = read_json(written)
            except BadJsonError as error:
                problems[row] = self.tr("The value of “{name}”: {why}.").format(name=name, why=error)
                continue
            if problem := self._problem_of(name, fields):
                problems[row] = problem
            else:
                fields[name] = value
        return fields or None, problems

    def _problem_of(self, name: str, known: Mapping[str, object]) -> str:
        if not name:
            return self.tr("A field needs a name.")
        if name in NOT_EXTRA:
            return self.tr("“{name}” has a place of its own and cannot be an extra field.").format(name=name)
        if name in known:
            return self.tr("“{name}” is there twice.").format(name=name)
        return ""

    def _say(self, problems: dict[int, str]) -> None:
        self._cells.mark(problems)
        self._problems = problems
        self._offer_reset()
        if problems:
            self._remark.warn(not_sent(problems))
        else:
            self._remark.clear()
            self._table.setAccessibleDescription(help_of("extra"))

    def _offer_reset(self) -> None:
        self._reset.setVisible(self._own or bool(self._problems))

    def _ask_reset(self) -> None:
        self._table.setFocus()
        self.reset_asked.emit()
