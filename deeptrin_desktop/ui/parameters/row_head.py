"""The first line of a parameter's row: whether it is sent, where its value comes from, and a way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from deeptrin_desktop.ui.button_mark import GAP, MARK
from deeptrin_desktop.ui.check_box import CheckBox
from deeptrin_desktop.ui.icon_button import IconButton
from deeptrin_desktop.ui.parameters.words import help_of
from deeptrin_desktop.ui.typography import SMALL, label
from deeptrin_desktop.ui.words import parameter_name


class RowHead(QWidget):
    """A check box with the parameter's name, with room for a small editor beside it.

    The editor can be used while the box is ticked; a click on it ticks the box first.
    """

    toggled = Signal()
    reset_asked = Signal()

    def __init__(self, name: str, editor: QWidget | None = None) -> None:
        super().__init__()
        self._name = parameter_name(name)
        self._help = help_of(name)
        self._editor = editor
        self._box = CheckBox(self._name)
        self._box.setToolTip(self._help)
        self._source = label(scale=SMALL, muted=True)
        self._source.setContentsMargins(MARK + GAP, 0, 0, 0)
        self._source.setToolTip(self._help)
        self._reset = IconButton("reset", self.tr("Reset {name}").format(name=self._name))
        self._lay_out()
        self.show_source("", own=False)
        self._allow_editing()
        self._box.toggled.connect(self._allow_editing)
        self._box.toggled.connect(self.toggled)
        self._reset.clicked.connect(self._ask_reset)

    @property
    def sent(self) -> bool:
        return self._box.isChecked()

    @property
    def last(self) -> QWidget:
        """What the focus goes on from."""
        return self._reset

    def show_sent(self, sent: bool) -> None:
        """Ticks the box or not, without a signal."""
        self._box.blockSignals(True)
        self._box.setChecked(sent)
        self._box.blockSignals(False)
        self._allow_editing()

    def show_source(self, source: str, *, own: bool) -> None:
        """Says where the value comes from. The conversation's own can be given up."""
        self._source.setText(source)
        self._box.setAccessibleDescription(f"{source}. {self._help}")
        self._reset.setVisible(own)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._editor and not self.sent and self._editor.geometry().contains(event.position().toPoint()):
            self._box.click()
            self._editor.setFocus(Qt.FocusReason.MouseFocusReason)
        else:
            super().mousePressEvent(event)

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(2)
        layout.setVerticalSpacing(0)
        layout.setColumnStretch(0, 1)
        layout.addWidget(self._box, 0, 0)
        layout.addWidget(self._source, 1, 0)
        layout.addWidget(self._reset, 0, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        if self._editor:
            layout.addWidget(self._editor, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
            self.setTabOrder(self._box, self._editor)
            self.setTabOrder(self._editor, self._reset)
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)

    def _allow_editing(self) -> None:
        if self._editor:
            self._editor.setEnabled(self.sent)

    def _ask_reset(self) -> None:
        self._box.setFocus()
        self.reset_asked.emit()
