"""The document that is shown in Completion mode, wired to the use cases."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from deeptrin_desktop.app.drafts import Drafts
from deeptrin_desktop.app.shown import Shown
from deeptrin_desktop.chat.generating import version_before, versions_of
from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.chat.replies import Replies
from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.document import Document
from deeptrin_desktop.core.errors import DeeptrinError
from deeptrin_desktop.core.message import Delta

if TYPE_CHECKING:
    from deeptrin_desktop.ui.completion.page import CompletionPage


class Completing:
    """Shows the document of one conversation at a time and carries out what a person does with it."""

    def __init__(
        self,
        page: "CompletionPage",
        shown: Shown,
        *,
        library: Library,
        replies: Replies,
        drafts: Drafts,
    ) -> None:
        self._page = page
        self._library = library
        self._replies = replies
        self._drafts = drafts
        self._shown = shown
        self._versions: tuple[Document, ...] = ()
        self._version = 0
        page.edited.connect(self._edited)
        page.generate_asked.connect(self._generate)
        page.stop_asked.connect(lambda: replies.stop(shown.id))
        page.choice_used.connect(lambda message: shown.start(self._decide(shown.id, message)))
        page.choices_dismissed.connect(self._dismiss)
        page.version_asked.connect(lambda step: shown.start(self._show_version(shown.id, step)))

    def show(self, conversation: Conversation, *, running: bool) -> None:
        """Shows a conversation with all that was typed and has arrived."""
        newest = conversation.with_document(self._newest(conversation))
        self._page.show_conversation(newest, running)
        self._versions = versions_of(newest)
        texts = [version.text for version in self._versions]
        text = self._page.editor.text()
        self._version = texts.index(text) if text in texts else len(texts)
        self._show_versions()

    def append(self, deltas: Sequence[tuple[str, Delta]]) -> None:
        self._page.append(deltas)

    def typed(self) -> Document:
        """What stands in the editor."""
        return self._page.editor.value()

    def prompt(self) -> Document:
        """What would be sent now: the document up to the cursor."""
        return Document(self._page.editor.text()[: self._page.editor.cursor_at])

    def again(self, message_id: str) -> None:
        """Generates once more where a message was generated, which is taken out if anything of it is there."""
        editor = self._page.editor
        tree = self._library[self._shown.id].tree
        before = tree.messages[tree.messages[message_id].parent or ""]
        if message_id in editor.messages:
            at = editor.take_out(message_id)
        else:
            at = len(before.text) if editor.text() == before.text + before.rest else editor.cursor_at
        self._generate(at)

    def _edited(self) -> None:
        self._drafts.note_typing(self._shown.id)
        if self._version < len(self._versions):
            self._version = len(self._versions)
            self._show_versions()

    def _generate(self, at: int) -> None:
        conversation_id = self._shown.id
        if conversation_id not in self._replies.running:
            document = self.typed()
            self._drafts.drop(conversation_id)
            self._page.hold()
            self._shown.start(self._ask(conversation_id, document, at))

    async def _ask(self, conversation_id: str, document: Document, at: int) -> None:
        try:
            await self._replies.generate(conversation_id, replace(document, place=None), at)
        except DeeptrinError:
            self._drafts.keep(conversation_id, document)
            if conversation_id == self._shown.id:
                self._page.release()
            raise

    async def _decide(self, conversation_id: str, message_id: str) -> None:
        if conversation_id not in self._replies.running:
            await self._drafts.write()
            await self._library.decide(conversation_id, message_id)
            self._show_again(conversation_id)

    def _dismiss(self) -> None:
        conversation_id = self._shown.id
        self._drafts.keep(conversation_id, replace(self._newest(self._library[conversation_id]), place=None))
        self._show_again(conversation_id)

    async def _show_version(self, conversation_id: str, step: int) -> None:
        """Shows another version; what stands there now becomes one first, if it is none."""
        if conversation_id in self._replies.running or conversation_id != self._shown.id:
            return
        if self._version == len(self._versions):
            present = self.typed()
            await self._library.add_version(conversation_id, version_before(present, len(present.text)))
            if conversation_id != self._shown.id:
                return
            self._versions = (*self._versions, present)
        target = min(max(self._version + step, 0), len(self._versions) - 1)
        self._page.restore(self._versions[target])
        self._version = target
        self._show_versions()

    def _show_again(self, conversation_id: str) -> None:
        if conversation_id == self._shown.id:
            self.show(self._library[conversation_id], running=conversation_id in self._replies.running)

    def _show_versions(self) -> None:
        running = self._shown.id in self._replies.running
        self._page.actions_below.show_versions(self._version, len(self._versions), enabled=not running)

    def _newest(self, conversation: Conversation) -> Document:
        newest = self._drafts.newest(conversation)
        return newest if isinstance(newest, Document) else Document(newest)
