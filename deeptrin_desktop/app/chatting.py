"""The chat that is shown: composer and pane, wired to the use cases."""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QCoreApplication

from deeptrin_desktop.app.drafts import Drafts
from deeptrin_desktop.app.shown import Shown
from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.chat.replies import Replies
from deeptrin_desktop.core.errors import DeeptrinError
from deeptrin_desktop.ui.window import MainWindow


class Chatting:
    """Carries out what a person does with the messages of the conversation that is shown."""

    def __init__(
        self,
        window: MainWindow,
        shown: Shown,
        *,
        library: Library,
        replies: Replies,
        drafts: Drafts,
        present: Callable[[], None],
    ) -> None:
        """`present` shows the conversation anew."""
        self._composer = window.composer
        self._pane = window.pane
        self._undo_notice = window.undo_notice
        self._library = library
        self._replies = replies
        self._drafts = drafts
        self._shown = shown
        self._present = present
        self._connect()

    def _connect(self) -> None:
        composer, pane, shown, start = self._composer, self._pane, self._shown, self._shown.start
        composer.sent.connect(lambda text: start(self._send(shown.id, text)))
        composer.draft_changed.connect(lambda draft: self._drafts.keep(shown.id, draft))
        pane.version_chosen.connect(lambda message: start(self._turn_to(self._library.pick, shown.id, message)))
        pane.choice_used.connect(lambda message: start(self._turn_to(self._library.decide, shown.id, message)))
        pane.regenerate_asked.connect(lambda message: start(self._replies.regenerate(shown.id, message)))
        pane.retry_asked.connect(lambda message: start(self._replies.regenerate(shown.id, message)))
        pane.continue_asked.connect(lambda message: start(self._replies.go_on(shown.id, message)))
        pane.edited.connect(lambda message, text: start(self._edit(shown.id, message, text)))
        pane.editor.typed.connect(lambda message, text: self._drafts.keep_edit(shown.id, message, text))
        pane.editor.given_up.connect(lambda message, text: self._offer_undo(shown.id, message, text))

    async def _send(self, conversation_id: str, text: str) -> None:
        if conversation_id in self._replies.running:
            return
        self._drafts.drop(conversation_id)
        try:
            await self._replies.send(conversation_id, text)
        except DeeptrinError:
            self._drafts.put_back(conversation_id, text)
            raise
        if conversation_id == self._shown.id and self._composer.text() == text:
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
        if conversation_id == self._shown.id:
            self._pane.editor.take_back(message_id, text)

    def _offer_undo(self, conversation_id: str, message_id: str, text: str) -> None:
        def undo() -> None:
            self._drafts.keep_edit(conversation_id, message_id, text)
            self._reopen(conversation_id, message_id, text)
            self._pane.edit_message(message_id)

        self._undo_notice.show_undo(QCoreApplication.translate("app", "The edit was cancelled."), undo)

    async def _turn_to(
        self, turn: Callable[[str, str], Awaitable[object]], conversation_id: str, message_id: str
    ) -> None:
        """Takes another way through the messages, unless one of them is arriving."""
        if conversation_id not in self._replies.running:
            await turn(conversation_id, message_id)
            if conversation_id == self._shown.id:
                self._present()
