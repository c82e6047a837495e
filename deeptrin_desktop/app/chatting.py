"""The chat that is shown: composer and pane, wired to the use cases."""

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QCoreApplication

from deeptrin_desktop.app.drafts import Drafts
from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.chat.replies import Replies
from deeptrin_desktop.core.errors import DeeptrinError
from deeptrin_desktop.ui.window import MainWindow


class Chatting:
    """Carries out what a person does with the messages of the conversation that is shown."""

    def __init__(
        self,
        *,
        window: MainWindow,
        library: Library,
        replies: Replies,
        drafts: Drafts,
        shown: Callable[[], str],
        present: Callable[[], None],
        start: Callable[[Coroutine[Any, Any, Any]], object],
    ) -> None:
        """`shown` gives the id of the conversation that is shown, `present` shows it anew, `start` runs a coroutine."""
        self._composer = window.composer
        self._pane = window.pane
        self._undo_notice = window.undo_notice
        self._library = library
        self._replies = replies
        self._drafts = drafts
        self._shown = shown
        self._present = present
        self._start = start
        self._connect()

    def _connect(self) -> None:
        composer, pane, shown, start = self._composer, self._pane, self._shown, self._start
        composer.sent.connect(lambda text: start(self._send(shown(), text)))
        composer.draft_changed.connect(lambda draft: self._drafts.keep(shown(), draft))
        pane.version_chosen.connect(lambda message: start(self._pick(shown(), message)))
        pane.choice_used.connect(lambda message: start(self._decide(shown(), message)))
        pane.regenerate_asked.connect(lambda message: start(self._replies.regenerate(shown(), message)))
        pane.retry_asked.connect(lambda message: start(self._replies.regenerate(shown(), message)))
        pane.continue_asked.connect(lambda message: start(self._replies.go_on(shown(), message)))
        pane.edited.connect(lambda message, text: start(self._edit(shown(), message, text)))
        pane.editor.typed.connect(lambda message, text: self._drafts.keep_edit(shown(), message, text))
        pane.editor.given_up.connect(lambda message, text: self._offer_undo(shown(), message, text))

    async def _send(self, conversation_id: str, text: str) -> None:
        if conversation_id in self._replies.running:
            return
        self._drafts.drop(conversation_id)
        try:
            await self._replies.send(conversation_id, text)
        except DeeptrinError:
            self._drafts.put_back(conversation_id, text)
            raise
        if conversation_id == self._shown() and self._composer.text() == text:
            self._composer.clear()

    async def _edit(self, conversation_id: str, message_id: str, text: str) -> None:
        """What was typed in place of a message is kept until it is stored as one."""
        if conversation_id in self._replies.running:
            self._reopen(conversation_id, message_id, text)
            return
        try:
            await self._replies.edit(conversation_id, message_id, text)
        except DeeptrinError:
            self._reopen(conversation_id, message_id, text)
            raise
        self._drafts.keep_edit(conversation_id, message_id, None)

    def _reopen(self, conversation_id: str, message_id: str, text: str) -> None:
        if conversation_id == self._shown():
            self._pane.editor.take_back(message_id, text)

    def _offer_undo(self, conversation_id: str, message_id: str, text: str) -> None:
        def undo() -> None:
            self._drafts.keep_edit(conversation_id, message_id, text)
            self._reopen(conversation_id, message_id, text)
            self._pane.edit_message(message_id)

        self._undo_notice.show_undo(QCoreApplication.translate("app", "The edit was cancelled."), undo)

    async def _pick(self, conversation_id: str, message_id: str) -> None:
        if conversation_id in self._replies.running:
            return
        await self._library.pick(conversation_id, message_id)
        if conversation_id == self._shown():
            self._present()

    async def _decide(self, conversation_id: str, message_id: str) -> None:
        if conversation_id in self._replies.running:
            return
        await self._library.decide(conversation_id, message_id)
        if conversation_id == self._shown():
            self._present()
