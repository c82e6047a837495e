"""Whatever is done in whatever order, the store on files is what the store in memory is, after crashes too."""

import asyncio
import itertools
import shutil
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fakes.memory_store import MemoryStore
from fakes.values import (
    connections,
    conversations,
    documents,
    jsons,
    parameters,
    presets,
    refusals,
    settings,
    states,
    texts,
    times,
)
from hypothesis import HealthCheck
from hypothesis import settings as run_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.message import Message, Reply, ReplyState, Role, Timings
from deeptrin_desktop.core.ports import Fragment, Store
from deeptrin_desktop.store.sqlite import SqliteStore, open_store

IDS = st.sampled_from("abc")


class StoreMachine(RuleBasedStateMachine):
    """Every rule does the same to both stores; the invariant compares them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.numbers = itertools.count()
        self.model = MemoryStore()
        self.path = Path(self.folder.name) / "0" / "deeptrin.db"
        self.store: SqliteStore = self.runner.run(open_store(self.path))

    def teardown(self) -> None:
        self.runner.run(self.store.close())
        self.runner.close()
        self.folder.cleanup()

    def both(self, *calls: Coroutine[Any, Any, Any]) -> None:
        real, model = (self.runner.run(call) for call in calls)
        assert real == model

    def stored(self, id_: str) -> Conversation | None:
        return self.runner.run(self.model.conversation(id_))

    def known(self, id_: str, data: st.DataObject) -> Conversation:
        return self.stored(id_) or Conversation(id_, created=data.draw(times), updated=data.draw(times))

    def record(self, whole: Conversation, messages: list[Message], reply: Reply | None = None) -> None:
        self.both(*(store.record(whole, messages=messages, reply=reply) for store in self.stores))

    @property
    def stores(self) -> tuple[Store, Store]:
        return self.store, self.model

    @rule(id_=IDS, changed=settings(), data=st.data())
    def change_header(self, id_: str, changed: Any, data: st.DataObject) -> None:
        whole = self.known(id_, data)
        title, draft, updated = data.draw(texts), data.draw(texts), data.draw(times)
        self.record(replace(whole, title=title, draft=draft, settings=changed, updated=updated), [])

    @rule(id_=IDS, document=st.none() | documents())
    def write(self, id_: str, document: Any) -> None:
        if whole := self.stored(id_):
            self.record(replace(whole, document=document), [])

    @rule(id_=IDS, text=texts, created=times, data=st.data())
    def say(self, id_: str, text: str, created: Any, data: st.DataObject) -> None:
        whole = self.known(id_, data)
        message = Message(
            *(f"m{next(self.numbers)}", Role.USER, text, created),
            parent=data.draw(st.sampled_from([None, *whole.tree.messages])),
        )
        self.record(whole.with_messages([message]), [message])

    @rule(id_=IDS, count=st.integers(1, 3), values=parameters, data=st.data())
    def ask(self, id_: str, count: int, values: Any, data: st.DataObject) -> None:
        whole, sent = self.known(id_, data), data.draw(times)
        reply = Reply(f"asked{next(self.numbers)}", ReplyState.WAITING, "llama", Timings(sent), parameters=values)
        parent = data.draw(st.sampled_from([None, *whole.tree.messages]))
        begun = Message("", Role.ASSISTANT, data.draw(texts), created=sent, parent=parent, reply=reply.id)
        answers = [replace(begun, id=f"m{next(self.numbers)}", choice=index) for index in range(count)]
        self.record(whole.with_reply(reply).with_messages(answers), answers, reply)

    @rule(id_=IDS, data=st.data())
    def arrive(self, id_: str, data: st.DataObject) -> None:
        whole = self.stored(id_)
        answers = [message for message in whole.tree.messages.values() if message.reply] if whole else []
        if answers:
            answer = data.draw(st.sampled_from(answers))
            fragments = [Fragment(answer.id, data.draw(texts), data.draw(texts))]
            self.both(*(store.journal(answer.reply, fragments) for store in self.stores))

    @rule(id_=IDS, state=states, data=st.data())
    def end(self, id_: str, state: ReplyState, data: st.DataObject) -> None:
        whole = self.stored(id_)
        if whole and whole.replies:
            reply = replace(data.draw(st.sampled_from([*whole.replies.values()])), state=state)
            answers = [message for message in whole.tree.messages.values() if message.reply == reply.id]
            given = [replace(answer, text=data.draw(texts)) for answer in answers if data.draw(st.booleans())]
            whole = whole.with_reply(reply).with_messages(given)
            picked: bool = data.draw(st.booleans())
            if given and picked:
                whole = replace(whole, tree=whole.tree.with_picked(given[0].id))
            self.record(whole, given, reply)

    @rule(id_=IDS, data=st.data())
    def pick(self, id_: str, data: st.DataObject) -> None:
        whole = self.stored(id_)
        if whole and whole.tree.messages:
            changed = replace(whole, tree=whole.tree.with_picked(data.draw(st.sampled_from([*whole.tree.messages]))))
            parents = [*changed.tree.picked]
            self.both(*(store.pick(changed, parents) for store in self.stores))

    @rule(id_=IDS, draft=texts)
    def save_draft(self, id_: str, draft: str) -> None:
        self.both(*(store.save_draft(id_, draft) for store in self.stores))

    @rule(id_=IDS, edits=st.dictionaries(texts, texts, max_size=2))
    def save_edits(self, id_: str, edits: dict[str, str]) -> None:
        self.both(*(store.save_edits(id_, edits) for store in self.stores))

    @rule(id_=IDS)
    def delete(self, id_: str) -> None:
        self.both(*(store.delete(id_) for store in self.stores))

    @rule(added=st.lists(IDS.flatmap(lambda id_: conversations(f"i{id_}", running=True)), max_size=3))
    def add(self, added: list[Conversation]) -> None:
        self.both(*(store.add(added) for store in self.stores))

    @rule(connection=connections, models=st.lists(texts, max_size=3))
    def connect(self, connection: Any, models: list[str]) -> None:
        self.both(*(store.save_connection(connection) for store in self.stores))
        self.both(*(store.save_models(connection.id, models) for store in self.stores))

    @rule(id_=st.sampled_from("xyz"))
    def remove_connection(self, id_: str) -> None:
        self.both(*(store.remove_connection(id_) for store in self.stores))

    @rule(saved=st.lists(presets, max_size=3))
    def save_presets(self, saved: list[Any]) -> None:
        self.both(*(store.save_presets(saved) for store in self.stores))

    @rule(id_=st.sampled_from("pq"))
    def remove_preset(self, id_: str) -> None:
        self.both(*(store.remove_preset(id_) for store in self.stores))

    @rule(refusal=refusals)
    def refuse(self, refusal: Any) -> None:
        self.both(*(store.save_refusal(refusal) for store in self.stores))

    @rule(refusal=refusals)
    def forget_refusal(self, refusal: Any) -> None:
        self.both(*(store.forget_refusal(refusal) for store in self.stores))

    @rule(name=texts, value=jsons)
    def save_state(self, name: str, value: Any) -> None:
        self.both(*(store.save_state(name, value) for store in self.stores))

    @rule()
    def restart(self) -> None:
        self.runner.run(self.store.close())
        self.store = self.runner.run(open_store(self.path))
        self.model.restart()

    @precondition(lambda self: self.path.with_name("deeptrin.db-wal").exists())
    @rule()
    def crash(self) -> None:
        """Goes on with the files as they lie while the store is open, which is what a killed process leaves."""
        left = self.path.parent.with_name(f"left-{next(self.numbers)}")
        left.mkdir()
        for name in ("deeptrin.db", "deeptrin.db-wal"):
            shutil.copy(self.path.with_name(name), left)
        self.runner.run(self.store.close())
        self.path = left / self.path.name
        self.store = self.runner.run(open_store(self.path))
        self.model.restart()

    @invariant()
    def are_equal(self) -> None:
        self.both(*(store.summaries() for store in self.stores))
        self.both(*(store.connections() for store in self.stores))
        self.both(*(store.presets() for store in self.stores))
        self.both(*(store.refusals() for store in self.stores))
        self.both(*(store.states() for store in self.stores))
        for id_ in "xyz":
            self.both(*(store.models(id_) for store in self.stores))
        for summary in self.runner.run(self.model.summaries()):
            real, model = (self.runner.run(store.conversation(summary.id)) for store in self.stores)
            assert real == model
            assert real is not None
            assert model is not None
            assert [*real.tree.messages] == [*model.tree.messages]
            assert [*real.replies] == [*model.replies]


StoreMachine.TestCase.settings = run_settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestStore = StoreMachine.TestCase
