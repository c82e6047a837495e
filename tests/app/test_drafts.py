"""What is being written comes to disk a moment later, whatever went wrong with what was written before."""

import asyncio

import pytest
from fakes.memory_store import MemoryStore

from deeptrin_desktop.app.drafts import Drafts
from deeptrin_desktop.chat.library import Library
from deeptrin_desktop.chat.saving import Saver
from deeptrin_desktop.core.conversation import Conversation, Settings
from deeptrin_desktop.core.document import Document
from deeptrin_desktop.core.tasks import Tasks


class Bench:
    def __init__(self) -> None:
        self.store = MemoryStore()
        self.library = Library(self.store)
        self.bugs: list[BaseException] = []
        self.written: asyncio.Queue[Conversation] = asyncio.Queue()
        self.bug_reported = asyncio.Event()
        self.drafts = Drafts(
            library=self.library,
            saver=Saver(library=self.library, store=self.store, publish=lambda _: None),
            tasks=Tasks(self._report),
            typed=self._typed,
            written=self.written.put_nowait,
        )

    def _report(self, bug: BaseException) -> None:
        self.bugs.append(bug)
        self.bug_reported.set()

    def _typed(self) -> Document:
        raise RuntimeError("the editor has a bug")


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deeptrin_desktop.app.drafts.WRITE_AFTER", 0.0)


async def test_a_draft_is_written() -> None:
    it = Bench()
    conversation = it.library.new(Settings())
    it.drafts.keep(conversation.id, "Hello")
    await it.written.get()
    assert it.drafts.unwritten == frozenset()
    stored = await it.store.conversation(conversation.id)
    assert stored
    assert stored.draft == "Hello"


async def test_edits_are_written_beside_the_draft() -> None:
    it = Bench()
    conversation = it.library.new(Settings())
    it.drafts.keep(conversation.id, "Hello")
    it.drafts.keep_edit(conversation.id, "a", "one")
    it.drafts.keep_edit(conversation.id, "b", "two")
    it.drafts.keep_edit(conversation.id, "a", "one more")
    it.drafts.keep_edit(conversation.id, "c", "three")
    it.drafts.keep_edit(conversation.id, "c", None)
    assert it.drafts.unwritten == {conversation.id}
    await it.drafts.write()
    assert it.drafts.unwritten == frozenset()
    stored = await it.store.conversation(conversation.id)
    assert stored
    assert [*stored.edits.items()] == [("b", "two"), ("a", "one more")]
    assert stored.draft == "Hello"


async def test_what_could_not_be_sent_comes_back_unless_more_was_typed() -> None:
    it = Bench()
    conversation = it.library.new(Settings())
    it.drafts.keep_edit(conversation.id, "a", "one")
    it.drafts.put_back(conversation.id, "Hello")
    assert it.drafts.newest(conversation) == "Hello"
    it.drafts.keep(conversation.id, "More")
    it.drafts.put_back(conversation.id, "Hello")
    assert it.drafts.newest(conversation) == "More"


async def test_after_a_bug_the_next_draft_is_written_all_the_same() -> None:
    it = Bench()
    conversation = it.library.new(Settings())
    it.drafts.note_typing(conversation.id)
    await it.bug_reported.wait()
    it.drafts.keep(conversation.id, "Hello")
    await it.written.get()
    stored = await it.store.conversation(conversation.id)
    assert stored
    assert stored.draft == "Hello"
    assert [str(bug) for bug in it.bugs] == ["the editor has a bug"]
