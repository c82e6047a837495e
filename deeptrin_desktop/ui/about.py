"""What this program is, in which version, and under which licences."""

import platform

from PySide6.QtCore import QCoreApplication, Qt, qVersion
from PySide6.QtWidgets import QMessageBox, QWidget

from deeptrin_desktop import __version__


def open_about(parent: QWidget) -> None:
    """Opens the dialog and returns at once."""
    about = QMessageBox(parent)
    about.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    about.setWindowTitle(QCoreApplication.translate("About", "About Deeptrin Desktop"))
    about.setTextFormat(Qt.TextFormat.PlainText)
    about.setText(QCoreApplication.translate("About", "Deeptrin Desktop {version}").format(version=__version__))
    about.setInformativeText(
        QCoreApplication.translate(
            "About",
            "A native chat client for the Deeptrin API and other OpenAI-compatible servers. Free software under the "
            "MIT licence.\n\nIt runs on Python {python} (PSF licence) and Qt {qt} with PySide6 (LGPL 3).",
        ).format(python=platform.python_version(), qt=qVersion())
    )
    about.setStandardButtons(QMessageBox.StandardButton.Close)
    about.open()
