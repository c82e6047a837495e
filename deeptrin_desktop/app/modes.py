"""Chat or document: a conversation is shown, and what is done with it carried out, as its mode has it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from deeptrin_desktop.app.chatting import Chatting
from deeptrin_desktop.app.completing import Completing
from deeptrin_desktop.app.drafts import Drafts
from deeptrin_desktop.app.shown import Shown
from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.chat.replies import Replies
from deeptrin_desktop.core.conversation import Conversation, Mode
from deeptrin_desktop.core.document import Document
from deeptrin_desktop.core.message import Delta
from deeptrin_desktop.ui.window import MainWindow


class Modes:
    """Shows the conversation of the moment, and changes its mode as long as it is empty."""

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
        self._window = window
        self._library = library
        self._replies = replies
        self._drafts = drafts
        self._shown = shown
        self._present = present
        self._chatting = Chatting(window, shown, library=library, replies=replies, drafts=drafts, present=present)
        window.mode.chosen.connect(lambda mode: shown.start(self._change(shown.id, mode)))

    def show(self, conversation: Conversation, *, running: bool) -> None:
        """Shows a conversation with the text that has arrived so far."""
        is_chat = conversation.mode is Mode.CHAT
        self._window.show_mode(conversation.mode, changeable=not conversation.tree.messages)
        newest = replace(conversation, edits=self._drafts.newest_edits(conversation))
        self._window.pane.show_conversation(newest if is_chat else None, running)
        if not is_chat:
            self._completing.show(conversation, running=running)
        self._window.composer.set_running(running)

    def show_draft(self, conversation: Conversation) -> None:
        """Shows what was written for a conversation and not sent."""
        draft = self._drafts.newest(conversation)
        self._window.composer.show_draft(draft if isinstance(draft, str) else "")

    def append(self, conversation: Conversation, deltas: Sequence[tuple[str, Delta]]) -> None:
        """Takes what arrived for the conversation that is shown."""
        if conversation.mode is Mode.CHAT:
            self._window.pane.append(deltas)
        else:
            self._completing.append(deltas)

    def document(self) -> Document:
        """What stands in the document's editor."""
        return self._completing.typed()

    def as_typed(self, conversation: Conversation) -> Conversation:
        """The conversation that is shown, with what would be sent now as its draft or document."""
        if conversation.mode is Mode.COMPLETION:
            return replace(conversation, document=self._completing.prompt())
        return replace(conversation, draft=self._window.composer.text())

    async def again(self, conversation_id: str, message_id: str) -> None:
        """Asks once more for a message. Raises DeeptrinError."""
        if self._library[conversation_id].mode is Mode.CHAT:
            await self._replies.regenerate(conversation_id, message_id)
        elif conversation_id == self._shown.id:
            self._completing.again(message_id)

    @cached_property
    def _completing(self) -> Completing:
        """Made with the first document: most people never open one."""
        page = self._window.completion
        page.remedy_asked.connect(self._window.pane.remedy_asked)
        page.actions_below.inspect_asked.connect(self._window.inspect_asked)
        return Completing(page, self._shown, library=self._library, replies=self._replies, drafts=self._drafts)

    async def _change(self, conversation_id: str, mode: Mode) -> None:
        try:
            await self._drafts.write()
            await self._library.set_mode(conversation_id, mode)
        finally:
            if conversation_id == self._shown.id:
                self.show_draft(self._library[conversation_id])
                self._present()
