"""The place of the welcome in the window. What it shows is built when it is first needed: most starts never are."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from deeptrin_desktop.chat.check import CheckResult
from deeptrin_desktop.core.errors import Failure

if TYPE_CHECKING:
    from deeptrin_desktop.ui.connections.welcome_page import WelcomePage


class Welcome(QScrollArea):
    """Asks for the first connection, or for the demo that needs none."""

    test_asked = Signal(str, str)
    """Base URL and key."""
    message_test_asked = Signal(str, str)
    connect_asked = Signal(str, str)
    demo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._built: WelcomePage | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_check(self, result: CheckResult | None) -> None:
        """Shows what a test found; `None` while it runs."""
        self._page().form.show_check(result)

    def show_keyring_wait(self) -> None:
        """Says that a test waits for the keyring."""
        self._page().form.show_keyring_wait()

    def show_failure(self, failure: Failure) -> None:
        """Says at its field what went wrong with connecting."""
        self._page().form.show_failure(failure)

    def forget_key(self) -> None:
        """Lets go of what was typed as a key."""
        if self._built is not None:
            self._built.form.forget_key()

    def focus(self) -> None:
        """Puts the cursor where something is still to be typed."""
        self._page().form.focus()

    def showEvent(self, event: QShowEvent) -> None:
        self._page()
        super().showEvent(event)

    def _page(self) -> "WelcomePage":
        from deeptrin_desktop.ui.connections.welcome_page import WelcomePage

        if self._built is None:
            self._built = WelcomePage()
            self._built.form.test_asked.connect(self.test_asked)
            self._built.form.message_test_asked.connect(self.message_test_asked)
            self._built.connect_asked.connect(self.connect_asked)
            self._built.demo_asked.connect(self.demo_asked)
            self.setWidget(self._built)
        return self._built
