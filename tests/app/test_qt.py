"""What Qt tells nobody who only wants to chat."""

import subprocess
import sys


def test_fonts_without_some_script_are_not_told_on_standard_error() -> None:
    program = """if True:
        from PySide6.QtCore import QLoggingCategory
        from deeptrin_desktop.app.qt import qt_application
        qt = qt_application()
        fonts, others = QLoggingCategory("qt.text.font.db"), QLoggingCategory("qt.text")
        print(fonts.isWarningEnabled(), fonts.isCriticalEnabled(), others.isWarningEnabled())
    """
    command = [sys.executable, "-c", program]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=50, check=True)
    assert ended.stdout.split() == ["False", "True", "True"]
