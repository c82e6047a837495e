"""Conversations in the database: each function is one call of the port, on the connection that it is given."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from deeptrin_desktop.core.conversation import Conversation, Summary, Tree
from deeptrin_desktop.core.document import Document
from deeptrin_desktop.core.errors import Kind
from deeptrin_desktop.core.message import Message, Reply
from deeptrin_desktop.store.database import Database, Row, insert, upsert
from deeptrin_desktop.store.failures import store_error
from deeptrin_desktop.store.journal import fold, journalled
from deeptrin_desktop.store.rows import (
    CONVERSATION_COLUMNS,
    DOCUMENT_COLUMNS,
    MESSAGE_COLUMNS,
    REPLY_COLUMNS,
    conversation_of,
    conversation_row,
    document_of,
    document_row,
    message_of,
    message_row,
    reply_of,
    reply_row,
    stored_json,
)

_UPSERT_CONVERSATION = upsert("conversations", CONVERSATION_COLUMNS, key=("id",))
_UPSERT_MESSAGE = upsert("messages", ("conversation", *MESSAGE_COLUMNS, "picked"), key=("conversation", "id"))
_UPSERT_REPLY = upsert("replies", ("conversation", *REPLY_COLUMNS), key=("conversation", "id"))
_UPSERT_DOCUMENT = upsert("documents", ("conversation", *DOCUMENT_COLUMNS), key=("conversation",))
_INSERT_CONVERSATION = insert("conversations", CONVERSATION_COLUMNS)
_INSERT_MESSAGE = insert("messages", ("conversation", *MESSAGE_COLUMNS, "picked"))
_INSERT_REPLY = insert("replies", ("conversation", *REPLY_COLUMNS))
_SELECT_CONVERSATION = f"SELECT {', '.join(CONVERSATION_COLUMNS)} FROM conversations WHERE id = ?"
_SELECT_MESSAGES = f"""SELECT {", ".join(MESSAGE_COLUMNS)}, picked
    FROM messages WHERE conversation = ? ORDER BY position"""
_SELECT_REPLIES = f"SELECT {', '.join(REPLY_COLUMNS)}, position FROM replies WHERE conversation = ? ORDER BY position"
_SELECT_DOCUMENT = f"SELECT {', '.join(DOCUMENT_COLUMNS)} FROM documents WHERE conversation = ?"


def summaries(database: Database) -> tuple[Summary, ...]:
    """All conversations, the last updated first."""
    rows = database.rows("SELECT id, title, updated FROM conversations ORDER BY updated DESC, id DESC")
    with _made_sense_of(database):
        return tuple(Summary(id_, title, datetime.fromisoformat(updated)) for id_, title, updated in rows)


def conversation(database: Database, conversation_id: str) -> Conversation | None:
    """One conversation whole; the text of a running reply is what it began with."""
    return _read(database, conversation_id, with_journal=False)


def conversation_so_far(database: Database, conversation_id: str) -> Conversation | None:
    """One conversation whole, with the journalled text of a running reply."""
    return _read(database, conversation_id, with_journal=True)


def record(database: Database, changed: Conversation, messages: Sequence[Message], reply: Reply | None) -> None:
    with database.transaction():
        database.run(_UPSERT_CONVERSATION, *conversation_row(changed))
        _record_document(database, changed.id, changed.document)
        if reply is not None:
            _record_reply(database, changed.id, reply)
        for message in messages:
            picked = changed.tree.picked.get(message.parent) == message.id
            if picked:
                _pick_none(database, changed.id, message.parent)
            database.run(_UPSERT_MESSAGE, changed.id, *message_row(message), picked)


def pick(database: Database, changed: Conversation, parents: Sequence[str | None]) -> None:
    with database.transaction():
        for parent in parents:
            _pick_none(database, changed.id, parent)
            database.run(
                "UPDATE messages SET picked = 1 WHERE conversation = ? AND parent IS ? AND id = ?",
                *(changed.id, parent, changed.tree.picked.get(parent)),
            )


def save_draft(database: Database, conversation_id: str, draft: str) -> None:
    database.run("UPDATE conversations SET draft = ? WHERE id = ?", draft, conversation_id)


def save_edits(database: Database, conversation_id: str, edits: Mapping[str, str]) -> None:
    database.run("UPDATE conversations SET edits = ? WHERE id = ?", stored_json(dict(edits)), conversation_id)


def delete(database: Database, conversation_id: str) -> None:
    database.run("DELETE FROM conversations WHERE id = ?", conversation_id)


def add(database: Database, conversations: Sequence[Conversation]) -> int:
    """Writes those whose id is not there yet, and returns how many they were."""
    with database.transaction():
        return sum(_add_one(database, conversation) for conversation in conversations)


def _add_one(database: Database, added: Conversation) -> bool:
    if database.value("SELECT 1 FROM conversations WHERE id = ?", added.id):
        return False
    picked = set(added.tree.picked.values())
    database.run(_INSERT_CONVERSATION, *conversation_row(added))
    _record_document(database, added.id, added.document)
    database.run_many(_INSERT_REPLY, ((added.id, *reply_row(reply)) for reply in added.replies.values()))
    database.run_many(
        _INSERT_MESSAGE,
        ((added.id, *message_row(message), message.id in picked) for message in added.tree.messages.values()),
    )
    return True


def _record_document(database: Database, conversation_id: str, document: Document | None) -> None:
    if document is None:
        database.run("DELETE FROM documents WHERE conversation = ?", conversation_id)
    else:
        database.run(_UPSERT_DOCUMENT, conversation_id, *document_row(document))


def _record_reply(database: Database, conversation_id: str, reply: Reply) -> None:
    database.run(_UPSERT_REPLY, conversation_id, *reply_row(reply))
    if not reply.state.running:
        # Messages that come with it are written after this and hold the whole text; the others keep what arrived.
        position = database.value(
            "SELECT position FROM replies WHERE conversation = ? AND id = ?", conversation_id, reply.id
        )
        fold(database, conversation_id, position)


def _pick_none(database: Database, conversation_id: str, parent: str | None) -> None:
    database.run(
        "UPDATE messages SET picked = 0 WHERE conversation = ? AND parent IS ? AND picked", conversation_id, parent
    )


def _read(database: Database, conversation_id: str, *, with_journal: bool) -> Conversation | None:
    with database.snapshot():
        header = database.rows(_SELECT_CONVERSATION, conversation_id)
        if not header:
            return None
        with _made_sense_of(database):
            tree = _tree_of(database.rows(_SELECT_MESSAGES, conversation_id))
            replies: dict[str, Reply] = {}
            for row in database.rows(_SELECT_REPLIES, conversation_id):
                reply = replies[row[0]] = reply_of(row)
                if with_journal and reply.state.running:
                    tree = _grown(tree, journalled(database, row[-1]))
            document = next(map(document_of, database.rows(_SELECT_DOCUMENT, conversation_id)), None)
            return conversation_of(header[0], tree=tree, replies=replies, document=document)


def _tree_of(rows: Sequence[Row]) -> Tree:
    messages: dict[str, Message] = {}
    children: dict[str | None, tuple[str, ...]] = {}
    picked: dict[str | None, str] = {}
    for row in rows:
        message = message_of(row)
        messages[message.id] = message
        parent = message.parent
        children[parent] = (*children[parent], message.id) if parent in children else (message.id,)
        if row[-1]:
            picked[parent] = message.id
    return Tree(messages, children, picked)


def _grown(tree: Tree, more: Mapping[str, tuple[str, str]]) -> Tree:
    grown = {
        id_: replace(message, text=message.text + more[id_][0], reasoning=message.reasoning + more[id_][1])
        for id_, message in tree.messages.items()
        if id_ in more
    }
    return replace(tree, messages={**tree.messages, **grown})


@contextmanager
def _made_sense_of(database: Database) -> Iterator[None]:
    """Values that this program never wrote are damage."""
    try:
        yield
    except (KeyError, ValueError) as error:
        raise store_error(Kind.CORRUPT, database.path, said="a value that makes no sense") from error
