"""What is said below a parameter's row where the server refused it: that it is not sent, and a way to try again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from deeptrin_desktop.ui.push_button import push_button
from deeptrin_desktop.ui.remark import Remark
from deeptrin_desktop.ui.words import parameter_name


class RefusalNote(QWidget):
    """Takes no room while nothing was refused. `forget_asked` names, as on the wire, what is to be sent again."""

    forget_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._refused: tuple[str, ...] = ()
        self._remark: Remark | None = None
        self._again: QPushButton | None = None
        self.hide()

    def show_refused(self, refused: tuple[str, ...], *, model: str) -> None:
        """Names what the server refused for a model; nothing for an empty tuple."""
        self._refused = refused
        if not refused:
            self.hide()
            return
        names = ", ".join(parameter_name(name) for name in refused)
        words = self.tr("The server refused {names} for {model}: not sent.")
        remark, again = self._made()
        remark.warn(words.format(names=names, model=model))
        use = self.tr("Use {names} again").format(names=names)
        again.setText(use if len(refused) == 1 else self.tr("Use them again"))
        again.setAccessibleName(use)
        again.setAccessibleDescription(remark.text())
        self.show()

    def _made(self) -> tuple[Remark, QPushButton]:
        """The parts, made when they are first needed: most rows never need them."""
        if self._remark is None or self._again is None:
            self._remark, self._again = Remark(), push_button("")
            self._again.clicked.connect(lambda: self.forget_asked.emit(self._refused))
            layout = QVBoxLayout(self)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(4)
            layout.addWidget(self._remark)
            layout.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
            self.setTabOrder(_focused_before(self), self._again)  # by itself, it would come last of all
        return self._remark, self._again


def _focused_before(place: QWidget) -> QWidget:
    """What takes the focus before a place in the chain."""
    before: QWidget | None = place
    while before is not None and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
        before = before.previousInFocusChain()
    return before or place
