"""Base URL, key, and a test of the two: what the welcome and the connections dialog have in common."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from deeptrin_desktop.chat.check import CheckResult
from deeptrin_desktop.core.connection import DEEPTRIN_URLS, origin_of, resolve_base_url, server_of
from deeptrin_desktop.core.errors import DeeptrinError, Failure, Kind
from deeptrin_desktop.core.key import clean_key
from deeptrin_desktop.ui.connections.base_url_field import BaseUrlField
from deeptrin_desktop.ui.key_field import KeyField
from deeptrin_desktop.ui.push_button import push_button
from deeptrin_desktop.ui.remark import Remark
from deeptrin_desktop.ui.typography import label
from deeptrin_desktop.ui.words import words_of

_ABOUT_URL = (
    Kind.BAD_URL,
    Kind.HOST_NOT_FOUND,
    Kind.REFUSED,
    Kind.TLS,
    Kind.NOT_FOUND,
    Kind.REDIRECTED,
    Kind.NOT_AN_API,
)
_ABOUT_KEY = (
    Kind.KEY_REFUSED,
    Kind.KEY_WANTED,
    Kind.FORBIDDEN,
    Kind.FORBIDDEN_WITHOUT_KEY,
    Kind.NO_KEY,
    Kind.BAD_KEY,
    Kind.NO_KEYRING,
    Kind.KEYRING_LOCKED,
    Kind.KEYRING_FAILED,
    Kind.KEYRING_SILENT,
)


class ConnectionForm(QWidget):
    """Says at each field what is wrong with it. An empty key means none, or the stored one where there is one."""

    test_asked = Signal(str, str)
    message_test_asked = Signal(str, str)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: Mapping[str, bool] = {}
        self._may_be_stored = False
        self._left = ""
        """The origin of the connection that is shown, if it has a key."""
        self._testing = False
        self._url = BaseUrlField()
        self._key = KeyField()
        self._key_remark = Remark(self._key.edit)
        self._test = push_button(self.tr("Test connection"))
        self._message_test = push_button(self.tr("Send a message of 1 token"))
        self._report = Remark()
        self._lay_out()
        self._url.edited.connect(self._clear_report)
        self._url.edited.connect(self._show_hint)
        self._key.edited.connect(self._clear_report)
        self._url.entered.connect(self.entered)
        self._key.entered.connect(self.entered)
        self._test.clicked.connect(lambda: self._ask(self.test_asked))
        self._message_test.clicked.connect(lambda: self._ask(self.message_test_asked))

    def show_connection(self, base_url: str, *, keys: Mapping[str, bool], may_be_stored: bool) -> None:
        """Shows an address, and an empty key field. `keys` tells of origins whether a key is stored for them; where one
        `may_be_stored` for any other, none must be typed.
        """
        self._keys = keys
        self._may_be_stored = may_be_stored
        self._left = origin_of(base_url) if keys.get(origin_of(base_url)) else ""
        self._url.show_url(base_url)
        self._key.clear()
        self._show_hint()
        self._clear_report()
        self.focus()

    def focus(self) -> None:
        """Puts the cursor where something is still to be typed."""
        (self._key if self._url.text() else self._url).setFocus()

    def forget_key(self) -> None:
        """Lets go of what was typed as a key."""
        self._key.clear()

    def given(self) -> tuple[str, str] | None:
        """The resolved base URL and the clean key; `None`, and words at the field, where one of them cannot be used."""
        base_url = self._url.base_url()
        key = self._clean_key(base_url)
        return None if base_url is None or key is None else (base_url, key)

    def show_check(self, result: CheckResult | None) -> None:
        """Shows what a test found, unless it is about what was written before; `None` while it runs."""
        if result is not None and not self._testing:
            return
        self._clear_report()
        if result is None:
            self._testing = True
            self._report.note(self.tr("Testing…"))
        elif result.failure is not None:
            self.show_failure(result.failure)
        elif result.key_unchecked:
            self._report.note(
                self.tr(
                    "The address is right. The server does not list its models, so only a message would show whether "
                    "the key is good."
                )
            )
            self._message_test.show()
        else:
            # A number that stands behind its noun needs no plural, in no language.
            models = self.tr("Models: {count}.").format(count=len(result.models)) if result.models else ""
            self._report.praise(" ".join(part for part in (self.tr("The connection works."), models) if part))

    def show_keyring_wait(self) -> None:
        """Says that the test waits for the keyring, and how to do without it."""
        if self._testing:
            self._key_remark.note(
                self.tr(
                    "The keyring does not answer. It may wait for its password in another window. "
                    "Or type the key here, and test again."
                )
            )

    def show_failure(self, failure: Failure) -> None:
        """Says at the field that it is about what went wrong."""
        self._clear_report()
        words = words_of(failure)
        text = "\n".join((f"{words.title} {words.text}", *words.facts))
        if failure.kind in _ABOUT_URL:
            self._url.warn(text)
        elif failure.kind in _ABOUT_KEY:
            self._key_remark.warn(text)
        else:
            self._report.warn(text)

    def _lay_out(self) -> None:
        tests = QHBoxLayout()
        tests.addWidget(self._test)
        tests.addWidget(self._message_test)
        tests.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(_caption(self.tr("Base URL"), self._url))
        layout.addWidget(self._url)
        layout.addSpacing(8)
        layout.addWidget(_caption(self.tr("API key"), self._key))
        layout.addWidget(self._key)
        layout.addWidget(self._key_remark)
        layout.addSpacing(8)
        layout.addLayout(tests)
        layout.addWidget(self._report)
        self._message_test.hide()

    def _clean_key(self, base_url: str | None) -> str | None:
        written = self._key.text()
        if not written.strip():
            if base_url is not None and self._lacks_key(base_url):
                self._key_remark.warn(self.tr("Deeptrin needs an API key."))
                return None
            self._key_remark.clear()
            return ""
        try:
            key = clean_key(written)
        except DeeptrinError as error:
            words = words_of(error.failure)
            self._key_remark.warn(f"{words.title} {words.text}")
            return None
        if key == written:
            self._key_remark.clear()
        else:
            self._key_remark.note(self.tr("What stood around the key (spaces, a line end) was left out."))
        return key

    def _show_hint(self) -> None:
        """A key stays with its origin: for another address the one that is stored does not count."""
        try:
            origin = origin_of(resolve_base_url(self._url.text()))
        except DeeptrinError:
            self._key.set_hint("")
            return
        if self._keys.get(origin):
            self._key.set_hint(self.tr("Stored in the keyring; type to replace it"))
        elif self._may_be_stored and origin not in self._keys:
            self._key.set_hint(self.tr("Looked for in the keyring; type to replace it"))
        else:
            self._key.set_hint(self.tr("No key for {server} yet").format(server=server_of(origin)))
        if self._left and origin != self._left:
            self._key_remark.note(
                self.tr("The key of {server} stays in the keyring.").format(server=server_of(self._left))
            )

    def _lacks_key(self, base_url: str) -> bool:
        origin = origin_of(base_url)
        return origin == origin_of(DEEPTRIN_URLS[0]) and not self._keys.get(origin) and not self._may_be_stored

    def _ask(self, signal: object) -> None:
        # The buttons stay enabled while a test runs: a disabled one would pass the focus on.
        if not self._testing and (given := self.given()) is not None:
            signal.emit(*given)  # type: ignore[attr-defined]

    def _clear_report(self) -> None:
        self._testing = False
        self._message_test.hide()
        self._key_remark.clear()
        self._report.clear()


def _caption(text: str, field: QWidget) -> QLabel:
    made = label(text)
    # The field proper, not what holds it: a screen reader would find two things of one name.
    made.setBuddy(field.focusProxy() or field)
    return made
