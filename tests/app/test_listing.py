"""The conversation list while it is read: what happens meanwhile is not undone by it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest
from fakes.memory_store import MemoryStore
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot
from ui.by_name import by_name

from deeptrin_desktop.app.listing import Listing
from deeptrin_desktop.core.conversation import Conversation, Summary
from deeptrin_desktop.ui.conversation_list import ConversationList

NOW = datetime(2025, 3, 1, tzinfo=UTC)
OLD, NEW = (Conversation("a", created=NOW, updated=NOW, title=title) for title in ("Old", "New"))


class SlowStore(MemoryStore):
    """Something happens while its first answer is on the way."""

    def __init__(self, meanwhile: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self._meanwhile = [meanwhile]

    async def summaries(self) -> tuple[Summary, ...]:
        read = await super().summaries()
        while self._meanwhile:
            await self._meanwhile.pop()()
        return read


@pytest.fixture
def shown(qtbot: QtBot) -> ConversationList:
    made = ConversationList()
    qtbot.addWidget(made)
    return made


def spoken(shown: ConversationList) -> set[str]:
    model = by_name(shown, QListView, "Conversations").model()
    return {model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())}


async def test_what_was_deleted_meanwhile_does_not_come_back(shown: ConversationList) -> None:
    async def delete() -> None:
        await store.delete(OLD.id)
        listing.remove(OLD.id)

    store = SlowStore(delete)
    listing = Listing(shown, store)
    await store.record(OLD)
    await listing.load()
    assert not listing


async def test_what_was_renamed_meanwhile_keeps_its_name(shown: ConversationList) -> None:
    async def rename() -> None:
        await store.record(NEW)
        listing.update(NEW, running=())

    store = SlowStore(rename)
    listing = Listing(shown, store)
    await store.record(OLD)
    await listing.load()
    assert by_name(shown, QListView, "Conversations").model().index(0, 0).data() == "New"


async def test_a_reply_that_ended_unseen_is_marked_until_its_conversation_is_shown(shown: ConversationList) -> None:
    listing = Listing(shown, MemoryStore())
    other = Conversation("b", created=NOW, updated=NOW, title="Other")
    listing.select("b")
    for conversation, running in ((OLD, {"a", "b"}), (other, {"a"}), (OLD, ())):
        listing.update(conversation, running=running)
    assert spoken(shown) == {"Old, an unread reply", "Other"}
    listing.select("a")
    assert spoken(shown) == {"Old", "Other"}
