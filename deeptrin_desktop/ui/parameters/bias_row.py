"""The biases of tokens: whether they are sent, and a table of them with a label for whoever reads it."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deeptrin_desktop.ui.parameters.bias_text import biases_in, problem_of, read_bias
from deeptrin_desktop.ui.parameters.cell_table import CellTable
from deeptrin_desktop.ui.parameters.cells import Cells
from deeptrin_desktop.ui.parameters.row_head import RowHead
from deeptrin_desktop.ui.parameters.words import help_of, not_sent, too_long, too_many
from deeptrin_desktop.ui.push_button import push_button
from deeptrin_desktop.ui.remark import Remark


class BiasRow(QWidget):
    """`changed` goes up when a person changes what is sent; rows that are wrong are said to be, and are not sent."""

    changed = Signal()
    reset_asked = Signal()
    labels_changed = Signal(object)
    """The notes that were typed beside tokens, by token id."""
    file_given = Signal(Path)
    """Whose text is to be taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = RowHead("logit_bias")
        self._cells = Cells(
            (self.tr("Token id"), self.tr("Bias"), self.tr("Label")), (self.tr("Add id"), "-100…100", "")
        )
        self._table = CellTable(self._cells, self.tr("Logit bias value"))
        self._table.setToolTip(
            self.tr("Paste a JSON object or a list of id:bias here. A label is a note for you and is not sent.")
        )
        self._import = push_button(self.tr("Import biases…"))
        self._remark = Remark(self._table)
        self._labels: dict[str, str] = {}
        self._value: Mapping[str, float] | None = None
        self._held_back = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in (self._head, self._table, self._remark, self._import):
            layout.addWidget(part)
        self._show_parts()
        self._head.toggled.connect(self._edited)
        self._head.reset_asked.connect(self.reset_asked)
        self._cells.edited.connect(self._edited)
        self._table.pasted.connect(self.take)
        self._import.clicked.connect(self._choose_file)

    @property
    def value(self) -> Mapping[str, float] | None:
        """What is sent; `None` for nothing."""
        return self._value

    def show_value(self, biases: Mapping[str, float] | None) -> None:
        """Shows biases without a signal. Rows that a person unticked stay for later."""
        if biases != self._value:
            self._put(biases, sent=biases is not None)

    def show_held_back(self, biases: Mapping[str, float] | None) -> None:
        """Shows, while nothing is sent, what would be if the server took it; `None` where nothing is held back."""
        if biases or self._held_back:
            self._put(biases, sent=False)
        self._held_back = bool(biases)
        self._show_parts()

    def show_source(self, source: str, *, own: bool) -> None:
        self._head.show_source(source, own=own)

    def forget(self) -> None:
        """Lets go of what a person typed or unticked, without a signal."""
        self._put(None, sent=False)

    def _put(self, biases: Mapping[str, float] | None, *, sent: bool) -> None:
        self._value = biases if sent else None
        self._held_back = False
        self._head.show_sent(sent)
        self._cells.show(
            [(token, f"{bias:.12g}", self._labels.get(token, "")) for token, bias in (biases or {}).items()]
        )
        self._say({})
        self._show_parts()

    def show_labels(self, labels: Mapping[str, str]) -> None:
        """Shows the notes that are known for tokens, without a signal."""
        if labels != self._labels:
            self._labels = dict(labels)
            self._cells.show([(token, bias, labels.get(token, "")) for token, bias, _ in self._cells.rows])
            self._say(self._problems())

    def take(self, text: str) -> None:
        """Adds what was pasted or imported; an entry of a token that is there already takes its place."""
        if long := too_long(text):
            self._remark.warn(long)
            return
        entries = biases_in(text)
        if not entries:
            self._remark.warn(
                self.tr("This is neither a JSON object of biases nor a list of id:bias. Nothing was added.")
            )
            return
        rows = {token: (token, bias, label) for token, bias, label in self._cells.rows}
        for token, bias, label in entries:
            rows[token] = (token, bias, label or rows.get(token, ("", "", self._labels.get(token, "")))[2])
        if many := too_many(len(rows)):
            self._remark.warn(many)
            return
        self._cells.show(list(rows.values()))
        self._head.show_sent(True)
        self._edited()

    def _edited(self) -> None:
        problems = self._problems()
        rows = self._cells.rows
        biases = {
            token: bias
            for row, (token, written, _) in enumerate(rows)
            if row not in problems and (bias := read_bias(written)) is not None
        }
        value = biases if self._head.sent and biases else None
        changed = value != self._value
        self._value = value
        self._say(problems)
        self._show_parts()
        if changed:
            self.changed.emit()
        labels = {**self._labels, **{token: label for token, _, label in rows}}
        labels = {token: label for token, label in labels.items() if label}
        if labels != self._labels:
            self._labels = labels
            self.labels_changed.emit(labels)

    def _problems(self) -> dict[int, str]:
        problems: dict[int, str] = {}
        known: set[str] = set()
        for row, (token, bias, _) in enumerate(self._cells.rows):
            if problem := problem_of(token, bias):
                problems[row] = problem
            elif token in known:
                problems[row] = self.tr("Token {token} is there twice.").format(token=token)
            known.add(token)
        return problems

    def _say(self, problems: dict[int, str]) -> None:
        self._cells.mark(problems)
        if self._head.sent and problems:
            self._remark.warn(not_sent(problems))
        elif self._head.sent and self._value is None:
            self._remark.note(self.tr("Nothing is sent until there is a token with its bias."))
        else:
            self._remark.clear()
            self._table.setAccessibleDescription(help_of("logit_bias"))

    def _show_parts(self) -> None:
        self._table.setVisible(self._head.sent or self._held_back)
        self._import.setVisible(self._head.sent)

    def _choose_file(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self, self.tr("Import biases"))
        dialog.setNameFilters([self.tr("Biases (*.json *.txt *.csv)"), self.tr("All files (*)")])
        dialog.fileSelected.connect(lambda path: self.file_given.emit(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
