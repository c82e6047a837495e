"""The inspector, wired to what is known of replies and to the commands that a request can be copied as."""

import asyncio
from typing import TYPE_CHECKING

from shiboken6 import isValid

from deeptrin_desktop.app.conversing import Conversing
from deeptrin_desktop.chat.events import ConversationChanged, Event
from deeptrin_desktop.chat.recording import Recording, Recordings
from deeptrin_desktop.core.conversation import Conversation, Mode
from deeptrin_desktop.core.message import Reply
from deeptrin_desktop.core.request import Call
from deeptrin_desktop.core.tasks import Tasks
from deeptrin_desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from deeptrin_desktop.chat.inspecting import Inspection
    from deeptrin_desktop.ui.inspector.request_tab import Command
    from deeptrin_desktop.ui.inspector.window import Inspector


class Inspecting:
    """Opens the inspector on a reply, and shows it anew when the reply has ended. It is imported when first opened."""

    def __init__(self, *, window: MainWindow, conversing: Conversing, recordings: Recordings, tasks: Tasks) -> None:
        self._window = window
        self._conversing = conversing
        self._recordings = recordings
        self._tasks = tasks
        self._inspector: Inspector | None = None
        self._shown: Inspection | None = None
        window.inspect_asked.connect(self._open_at_hand)
        window.pane.inspect_asked.connect(self._open)

    def handle(self, event: Event) -> None:
        """Shows what has become of the reply that is inspected."""
        if isinstance(event, ConversationChanged) and not event.running and self._shown and self._is_open:
            reply = event.conversation.replies.get(self._shown.reply.id)
            if reply and reply != self._shown.reply:
                self._tasks.start(self._show(event.conversation, reply.id))

    @property
    def _is_open(self) -> bool:
        return self._inspector is not None and isValid(self._inspector) and self._inspector.isVisible()

    def _open_at_hand(self) -> None:
        """The reply that the keys are on, or else the last one; in Completion mode always that."""
        conversation = self._conversing.present
        if conversation.mode is Mode.CHAT:
            self._window.pane.inspect()
        elif generated := [message.id for message in conversation.tree.messages.values() if message.reply]:
            self._open(generated[-1])

    def _open(self, message_id: str) -> None:
        conversation = self._conversing.present
        if reply := conversation.reply_of(conversation.tree.messages[message_id]):
            self._tasks.start(self._show(conversation, reply.id, opened=True))

    async def _show(self, conversation: Conversation, reply_id: str, *, opened: bool = False) -> None:
        recording = self._recordings.find(reply_id)
        copied = recording.copy() if recording else None
        inspection = await asyncio.to_thread(_inspection, conversation, conversation.replies[reply_id], copied)
        if opened and not self._is_open:
            self._inspector = self._made_inspector()
        if self._inspector is None or not isValid(self._inspector):
            return
        self._shown = inspection
        self._inspector.show_inspection(inspection)
        if opened:
            self._inspector.show()
            self._inspector.activateWindow()

    def _made_inspector(self) -> "Inspector":
        from deeptrin_desktop.ui.inspector.window import Inspector

        inspector = Inspector(self._window)
        inspector.command_asked.connect(self._copy)
        return inspector

    def _copy(self, command: "Command") -> None:
        if self._inspector and self._shown:
            self._inspector.copy(_written(command, self._shown.call))


def _inspection(conversation: Conversation, reply: Reply, recording: Recording | None) -> "Inspection":
    from deeptrin_desktop.chat.inspecting import inspect

    return inspect(conversation, reply, recording)


def _written(command: "Command", call: Call) -> str:
    from deeptrin_desktop.transfer.as_curl import as_curl
    from deeptrin_desktop.transfer.as_httpx import as_httpx
    from deeptrin_desktop.transfer.as_openai import as_openai
    from deeptrin_desktop.ui.inspector.request_tab import Command

    return {Command.CURL: as_curl, Command.OPENAI: as_openai, Command.HTTPX: as_httpx}[command](call)
