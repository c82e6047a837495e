"""What a first start shows: where to talk and with what key, or the demo that needs neither."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from deeptrin_desktop.core.connection import DEEPTRIN_URLS
from deeptrin_desktop.ui.connections.form import ConnectionForm
from deeptrin_desktop.ui.icons import drawn
from deeptrin_desktop.ui.push_button import push_button
from deeptrin_desktop.ui.resources import resource
from deeptrin_desktop.ui.typography import HUGE, label

WIDTH = 460
LOGO = 56


class WelcomePage(QWidget):
    """One column in the middle."""

    connect_asked = Signal(str, str)
    demo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = ConnectionForm()
        self.form.entered.connect(self._ask_to_connect)
        column = QWidget()
        column.setMaximumWidth(WIDTH)
        centre = QHBoxLayout(self)
        centre.setContentsMargins(0, 0, 0, 0)
        centre.addWidget(column)
        self._fill(QVBoxLayout(column))
        self.form.show_connection(DEEPTRIN_URLS[0], keys={}, may_be_stored=False)

    def _fill(self, layout: QVBoxLayout) -> None:
        layout.setContentsMargins(16, 32, 16, 32)
        layout.setSpacing(8)
        layout.addStretch(1)
        layout.addWidget(self._logo())
        layout.addSpacing(8)
        layout.addWidget(label(self.tr("Welcome to Deeptrin Desktop"), scale=HUGE, bold=True, wrap=True))
        promise = self.tr(
            "Tell it where your models are. The key goes into the keyring and to that server, nowhere else."
        )
        layout.addWidget(label(promise, muted=True, wrap=True))
        layout.addSpacing(16)
        layout.addWidget(self.form)
        layout.addSpacing(24)
        layout.addLayout(self._buttons())
        layout.addStretch(2)

    def _buttons(self) -> QHBoxLayout:
        connect = push_button(self.tr("Connect"), primary=True)
        connect.clicked.connect(self._ask_to_connect)
        demo = push_button(self.tr("Try the demo"))
        demo.clicked.connect(self.demo_asked)
        buttons = QHBoxLayout()
        buttons.addWidget(connect)
        buttons.addStretch(1)
        buttons.addWidget(label(self.tr("No key at hand?"), muted=True))
        buttons.addWidget(demo)
        return buttons

    def _logo(self) -> QLabel:
        logo = label()
        logo.setPixmap(drawn(resource("icon.svg"), size=LOGO, ratio=self.devicePixelRatio()))
        return logo

    def _ask_to_connect(self) -> None:
        if (given := self.form.given()) is not None:
            self.connect_asked.emit(*given)
