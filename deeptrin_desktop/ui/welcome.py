"""What a first start shows: where to talk and with what key, or the demo that needs neither."""

from PySide6.QtCore import QByteArray, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from deeptrin_desktop.chat.check import CheckResult
from deeptrin_desktop.core.connection import DEEPTRIN_URLS
from deeptrin_desktop.core.errors import Failure
from deeptrin_desktop.ui.connection_form import ConnectionForm
from deeptrin_desktop.ui.push_button import push_button
from deeptrin_desktop.ui.resources import resource
from deeptrin_desktop.ui.typography import HUGE, label

WIDTH = 460
LOGO = 56


class Welcome(QScrollArea):
    """Built when it is first needed: most starts never show it."""

    test_asked = Signal(str, str)
    message_test_asked = Signal(str, str)
    connect_asked = Signal(str, str)
    demo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._built: ConnectionForm | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_check(self, result: CheckResult | None) -> None:
        """Shows what a test found; `None` while it runs."""
        self._form.show_check(result)

    def show_failure(self, failure: Failure) -> None:
        """Says at its field what went wrong with connecting."""
        self._form.show_failure(failure)

    def focus(self) -> None:
        """Puts the cursor where the first thing is to be typed."""
        self._form.focus()

    def showEvent(self, event: QShowEvent) -> None:
        self._form  # noqa: B018
        super().showEvent(event)

    @property
    def _form(self) -> ConnectionForm:
        if self._built is None:
            self._built = ConnectionForm()
            self._build(self._built)
        return self._built

    def _build(self, form: ConnectionForm) -> None:
        form.test_asked.connect(self.test_asked)
        form.message_test_asked.connect(self.message_test_asked)
        form.entered.connect(self._ask_to_connect)
        connect = push_button(self.tr("Connect"), primary=True)
        connect.clicked.connect(self._ask_to_connect)
        demo = push_button(self.tr("Try the demo"))
        demo.clicked.connect(self.demo_asked)
        buttons = QHBoxLayout()
        buttons.addWidget(connect)
        buttons.addStretch(1)
        buttons.addWidget(label(self.tr("No key at hand?"), muted=True))
        buttons.addWidget(demo)
        column = QWidget()
        column.setMaximumWidth(WIDTH)
        layout = QVBoxLayout(column)
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
        layout.addWidget(form)
        layout.addSpacing(24)
        layout.addLayout(buttons)
        layout.addStretch(2)
        content = QWidget()
        centre = QHBoxLayout(content)
        centre.setContentsMargins(0, 0, 0, 0)
        centre.addWidget(column)
        self.setWidget(content)
        form.show_connection(DEEPTRIN_URLS[0])

    def _logo(self) -> QLabel:
        from PySide6.QtSvg import QSvgRenderer

        ratio = self.devicePixelRatio()
        drawn = QPixmap(round(LOGO * ratio), round(LOGO * ratio))
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        QSvgRenderer(QByteArray(resource("icon.svg"))).render(painter, QRectF(drawn.rect()))
        painter.end()
        drawn.setDevicePixelRatio(ratio)
        logo = label()
        logo.setPixmap(drawn)
        return logo

    def _ask_to_connect(self) -> None:
        if (given := self._form.given()) is not None:
            self.connect_asked.emit(*given)
