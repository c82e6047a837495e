"""The two docks beside the conversation: fixed in place, as wide as one likes, shown or hidden from the View menu."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QVBoxLayout, QWidget

from deeptrin_desktop.ui.header import HEIGHT
from deeptrin_desktop.ui.icon_button import IconButton
from deeptrin_desktop.ui.parameters.panel import ParameterPanel
from deeptrin_desktop.ui.typography import label


def conversations_dock(content: QWidget) -> QDockWidget:
    dock = QDockWidget(QCoreApplication.translate("Docks", "Conversation list"))
    dock.setObjectName("conversations")
    content.setMinimumWidth(200)
    dock.toggleViewAction().setText(QCoreApplication.translate("Docks", "Conversations"))
    return _filled(dock, content, shortcut="Ctrl+B")


def parameters_dock(content: ParameterPanel) -> QDockWidget:
    dock = QDockWidget(QCoreApplication.translate("Docks", "Parameters"))
    dock.setObjectName("parameters")
    titled = QWidget()
    title = label(dock.windowTitle(), bold=True)
    title.setFixedHeight(HEIGHT)
    preview = IconButton("eye", QCoreApplication.translate("Docks", "Preview request"))
    preview.clicked.connect(content.preview_asked)
    head = QHBoxLayout()
    head.setContentsMargins(16, 0, 12, 0)
    head.addWidget(title, 1)
    head.addWidget(preview)
    layout = QVBoxLayout(titled)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addLayout(head)
    layout.addWidget(content, 1)
    return _filled(dock, titled, shortcut="Ctrl+Shift+B")


def _filled(dock: QDockWidget, content: QWidget, *, shortcut: str) -> QDockWidget:
    dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
    dock.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea)
    dock.setTitleBarWidget(QWidget())
    dock.setWidget(content)
    dock.toggleViewAction().setShortcut(QKeySequence(shortcut))
    return dock
