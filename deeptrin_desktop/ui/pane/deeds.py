"""Doing what was pressed, chosen in the context menu, or asked for by a screen reader: one slot for all of them."""

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

from deeptrin_desktop.core.errors import Remedy
from deeptrin_desktop.ui.blocks.piece import Tool
from deeptrin_desktop.ui.pane.actions import Action, Tab
from deeptrin_desktop.ui.pane.clipping import MARKDOWN, copied
from deeptrin_desktop.ui.pane.entry import Entry
from deeptrin_desktop.ui.pane.page import Page
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.pane.selection import excerpts
from deeptrin_desktop.ui.pane.spots import Spot, Stop, link_of

_CONFIRMED_FOR = 1_500
"""Milliseconds."""


class Deeds(QObject):
    """What leaves the pane goes out as signals; the rest is done here."""

    version_chosen = Signal(str)
    choice_used = Signal(str)
    regenerate_asked = Signal(str)
    retry_asked = Signal(str)
    continue_asked = Signal(str)
    remedy_asked = Signal(Remedy, str)
    edit_asked = Signal(str)
    inspect_asked = Signal(str)
    link_followed = Signal(str, str)
    """Where a link leads, and its text."""
    rearranged = Signal()
    """A message looks different."""

    def __init__(self, page: Page, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._confirmed = QTimer(self, singleShot=True, interval=_CONFIRMED_FOR)
        self._confirmed.timeout.connect(lambda: self._confirm(""))

    def do(self, index: int, stop: Stop) -> None:
        """Does what an enabled control of a message, or a spot in its text, stands for; nothing for one that is not
        offered.
        """
        if isinstance(stop, Spot):
            self._do_spot(index, stop)
        elif self.offers(index, stop):
            if isinstance(stop, Tab):
                self._page.bring_to_front(self._page.transcript.beside(index)[stop.number])
                self.rearranged.emit()
            else:
                self._act(index, stop)

    def press_current(self) -> bool:
        """Presses what the keys are on. Returns whether it is something to press: of messages, only choices are."""
        current, stop = self._page.attention.current, self._page.attention.stop
        pressed = stop is not None or (current is not None and self.offers(current, Action.USE))
        if pressed and current is not None:
            self.do(current, Action.USE if stop is None else stop)
        return pressed

    def offers(self, index: int, action: Action | Tab) -> bool:
        """Whether a control of a message is there and enabled."""
        control = self._page.transcript[index].control(action)
        return control is not None and control.enabled

    def _act(self, index: int, action: Action) -> None:
        entry = self._page.transcript[index]
        if action is Action.FOLD:
            entry.unfolded = not entry.unfolded
            self._page.rearrange(index)
            self.rearranged.emit()
        elif action is Action.COPY:
            _to_clipboard(entry.source(Kind.TEXT))
            self._confirm(entry.message.id)
        elif action is Action.DETAILS and entry.card is not None:
            _to_clipboard(entry.card.details)
            self._confirm(entry.message.id)
        elif action in (Action.PREVIOUS, Action.NEXT):
            self._page.pin_actions(index)
            self.version_chosen.emit(entry.version.previous if action is Action.PREVIOUS else entry.version.next)
        elif action is Action.USE:
            self._page.pin_actions(index)
            self.choice_used.emit(entry.message.id)
        else:
            self._ask(entry, action)

    def _do_spot(self, index: int, spot: Spot) -> None:
        section = self._page.transcript[index].section(spot.kind)
        if spot.tool is Tool.COPY and spot.leaf < len(section):
            _to_clipboard(section.wholes.code(spot.leaf))
            self._confirm(spot)
        elif spot.tool is Tool.WRAP and spot.leaf < len(section):
            self._page.toggle_wrap(index, spot)
            self.rearranged.emit()
        elif (link := link_of(section, spot)) is not None:
            self.link_followed.emit(link.target, section[spot.leaf].text[link.start : link.end])

    def copy(self) -> None:
        """Copies what is selected, or else the message that the keys are on."""
        attention = self._page.attention
        if (selected := self._selected()) is not None:
            QGuiApplication.clipboard().setMimeData(selected)
        elif attention.ring and attention.current is not None:
            _to_clipboard(self._page.transcript[attention.current].source(Kind.TEXT))

    def copy_markdown(self) -> None:
        """Copies what is selected as the Markdown that it was written in."""
        if (selected := self._selected()) is not None:
            _to_clipboard(bytes(selected.data(MARKDOWN).data()).decode())

    def copy_address(self, index: int, spot: Spot) -> None:
        """Copies where a link leads."""
        if (link := link_of(self._page.transcript[index].section(spot.kind), spot)) is not None:
            _to_clipboard(link.target)

    def offer_selection(self) -> None:
        """Puts what is selected where the middle mouse button takes it from, on systems that have such a place."""
        clipboard = QGuiApplication.clipboard()
        if clipboard.supportsSelection() and (selected := self._selected()) is not None:
            clipboard.setMimeData(selected, QClipboard.Mode.Selection)

    def _selected(self) -> QMimeData | None:
        return copied(excerpts(self._page.transcript, self._page.selection))

    def inspect(self) -> None:
        """Asks to inspect the reply that the keys are on, or else the last one."""
        entries, current = self._page.transcript.entries, self._page.attention.current
        here = [entries[current]] if current is not None and current < len(entries) else []
        reply = next((entry for entry in (*here, *reversed(entries)) if entry.reply is not None), None)
        if reply is not None:
            self.inspect_asked.emit(reply.message.id)

    def _confirm(self, copied: str | Spot) -> None:
        """Shows for a moment that a message or a block of code was copied."""
        self._page.attention.copied = copied
        if copied:
            self._confirmed.start()
        self.rearranged.emit()

    def _ask(self, entry: Entry, action: Action) -> None:
        message_id = entry.message.id
        if action is Action.REMEDY and entry.card is not None:
            self.remedy_asked.emit(entry.card.failure.remedy, message_id)
            return
        {
            Action.EDIT: self.edit_asked,
            Action.REGENERATE: self.regenerate_asked,
            Action.RETRY: self.retry_asked,
            Action.CONTINUE: self.continue_asked,
            Action.INSPECT: self.inspect_asked,
        }[action].emit(message_id)


def _to_clipboard(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
