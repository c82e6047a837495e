"""What is said below a parameter's row where the server refused it: that it is not sent, and a way to try again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deeptrin_desktop.ui.push_button import push_button
from deeptrin_desktop.ui.remark import Remark
from deeptrin_desktop.ui.words import parameter_name


class RefusalNote(QWidget):
    """Takes no room while nothing was refused. `forget_asked` names, as on the wire, what is to be sent again."""

    forget_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._refused: tuple[str, ...] = ()
        self._remark = Remark()
        self._again = push_button(self.tr("Send it again"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._remark)
        layout.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        self._again.clicked.connect(lambda: self.forget_asked.emit(self._refused))
        self.hide()

    def show_refused(self, refused: tuple[str, ...], *, model: str) -> None:
        """Names what the server refused for a model; nothing for an empty tuple."""
        self._refused = refused
        names = ", ".join(parameter_name(name) for name in refused)
        words = self.tr("The server refused {names} for {model}: not sent.")
        self._remark.warn(words.format(names=names, model=model or self.tr("this model")))
        self._again.setAccessibleName(self.tr("Send {names} again").format(names=names))
        self._again.setAccessibleDescription(self._remark.text())
        self.setVisible(bool(refused))
