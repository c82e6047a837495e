"""The request as it would go out, to read and to copy."""

import json

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from deeptrin_desktop.chat.previewing import Preview
from deeptrin_desktop.ui.push_button import push_button
from deeptrin_desktop.ui.typography import label


class RequestPreview(QDialog):
    """Shows one request and is gone when it is closed."""

    def __init__(self, preview: Preview, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Request preview"))
        self._body = json.dumps(preview.body, ensure_ascii=False, indent=2)
        address = label(f"POST {preview.url}", bold=True, wrap=True)
        address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text = QPlainTextEdit(self._body)
        text.setAccessibleName(self.tr("Request preview"))
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        copy = push_button(self.tr("Copy"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._body))
        close = push_button(self.tr("Close"), primary=True)
        close.clicked.connect(self.accept)
        close.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(address)
        layout.addWidget(text, 1)
        if preview.shortened:
            layout.addWidget(label(self.tr("Long texts are shortened here; they are sent whole."), muted=True))
        layout.addLayout(buttons)
        close.setFocus()
        self.resize(QSize(560, 480).boundedTo(parent.window().size()))
