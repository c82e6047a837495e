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


def test_windows_bear_the_icon_of_the_app() -> None:
    program = """if True:
        from deeptrin_desktop.app.qt import qt_application, show_icon
        qt = qt_application()
        show_icon(qt)
        for size in qt.windowIcon().availableSizes():
            width, picture = size.width(), qt.windowIcon().pixmap(size).toImage()
            print(width, picture.pixelColor(0, 0).alpha(), picture.pixelColor(width // 2, width // 8).name())
    """
    command = [sys.executable, "-c", program]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=50, check=True)
    sizes, corners, edges = zip(*(line.split() for line in ended.stdout.splitlines()), strict=True)
    assert sizes == ("16", "32", "48", "128")
    assert {*corners} == {"0"}
    assert all(int(edge[5:], 16) > int(edge[1:3], 16) for edge in edges), "blue"
