"""The journal of running replies: text is appended to it as it arrives, and folded into the messages at the end."""

from collections.abc import Sequence

from deeptrin_desktop.core.ports import Fragment
from deeptrin_desktop.store.database import Database


def append(database: Database, reply_id: str, fragments: Sequence[Fragment]) -> None:
    """Keeps what arrived. Once the reply has ended, or is gone, there is nothing to keep: its messages are whole."""
    with database.transaction():
        reply = database.value(
            """SELECT position FROM replies
            WHERE id = ? AND state IN ('waiting', 'streaming') ORDER BY position DESC LIMIT 1""",
            reply_id,
        )
        if reply is not None:
            database.run_many(
                "INSERT INTO journal (reply, message, text, reasoning) VALUES (?, ?, ?, ?)",
                [(reply, fragment.message, fragment.text, fragment.reasoning) for fragment in fragments],
            )


def journalled(database: Database, reply: int) -> dict[str, tuple[str, str]]:
    """Text and reasoning that are in the journal of a reply, given by its position, for each message."""
    pieces: dict[str, tuple[list[str], list[str]]] = {}
    for message, text, reasoning in database.rows(
        "SELECT message, text, reasoning FROM journal WHERE reply = ? ORDER BY sequence", reply
    ):
        texts, reasonings = pieces.setdefault(message, ([], []))
        texts.append(text)
        reasonings.append(reasoning)
    return {message: ("".join(texts), "".join(reasonings)) for message, (texts, reasonings) in pieces.items()}


def fold(database: Database, conversation_id: str, reply: int) -> None:
    """Moves the journal of a reply to the end of its messages."""
    for message, (text, reasoning) in journalled(database, reply).items():
        database.run(
            """UPDATE messages SET text = text || ?, reasoning = reasoning || ?
            WHERE conversation = ? AND id = ?""",
            *(text, reasoning, conversation_id, message),
        )
    database.run("DELETE FROM journal WHERE reply = ?", reply)


def interrupt_running(database: Database) -> None:
    """What runs when nothing can be running was interrupted: its text so far goes into its messages."""
    with database.transaction():
        for reply, conversation_id in database.rows(
            "SELECT position, conversation FROM replies WHERE state IN ('waiting', 'streaming')"
        ):
            fold(database, conversation_id, reply)
            database.run("UPDATE replies SET state = 'interrupted' WHERE position = ?", reply)
