"""The inspector's window. It stands beside the conversation, which goes on."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from deeptrin_desktop.chat.inspecting import Inspection
from deeptrin_desktop.ui.inspector.numbers_tab import NumbersTab
from deeptrin_desktop.ui.inspector.request_tab import Command, RequestTab
from deeptrin_desktop.ui.inspector.response_tab import ResponseTab
from deeptrin_desktop.ui.push_button import push_button
from deeptrin_desktop.ui.typography import SMALL, label

_CONFIRMED_FOR = 1_500
"""Milliseconds."""
_TABS = """
QTabWidget::pane { border: none; }
QTabBar::tab {
    padding: 5px 12px; margin-right: 4px; border: 2px solid transparent; border-radius: 6px;
    color: palette(placeholder-text);
}
QTabBar::tab:hover { color: palette(window-text); }
QTabBar::tab:selected { background: palette(midlight); color: palette(window-text); }
QTabBar::tab:selected:focus { border-color: palette(highlight); }
"""


class Inspector(QDialog):
    """Shows one reply at a time, and is gone when it is closed."""

    command_asked = Signal(Command)
    """The request is to be copied as a command: see `copy`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Inspector"))
        self._address = label(bold=True, wrap=True)
        self._address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._request, self._response, self._numbers = RequestTab(), ResponseTab(), NumbersTab()
        self._copied = label(scale=SMALL, muted=True)
        self._confirmed = QTimer(self, singleShot=True, interval=_CONFIRMED_FOR)
        self._confirmed.timeout.connect(self._copied.clear)
        self._request.command_asked.connect(self.command_asked)
        for tab in (self._request, self._response, self._numbers):
            tab.copy_asked.connect(self.copy)
        self._lay_out()
        self.resize(QSize(760, 640).boundedTo(parent.window().size()))

    def show_inspection(self, inspection: Inspection) -> None:
        """Shows a reply in place of the one that was shown."""
        self._address.setText(f"POST {inspection.call.url}")
        for tab in (self._request, self._response, self._numbers):
            tab.show_inspection(inspection)

    def copy(self, text: str) -> None:
        """Puts a text into the clipboard, and says so for a moment."""
        QGuiApplication.clipboard().setText(text)
        self._copied.setText(self.tr("Copied"))
        self._confirmed.start()

    def _lay_out(self) -> None:
        tabs = QTabWidget()
        tabs.setStyleSheet(_TABS)
        tabs.setDocumentMode(True)
        tabs.tabBar().setDrawBase(False)
        tabs.addTab(self._request, self.tr("Request"))
        tabs.addTab(self._response, self.tr("Response"))
        tabs.addTab(self._numbers, self.tr("Numbers"))
        close = push_button(self.tr("Close"), primary=True)
        close.setDefault(True)
        close.clicked.connect(self.close)
        bottom = QHBoxLayout()
        bottom.addWidget(self._copied)
        bottom.addStretch()
        bottom.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self._address)
        layout.addWidget(tabs, 1)
        layout.addLayout(bottom)
