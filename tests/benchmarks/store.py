"""What the store costs: opening a conversation of 10,000 messages, as a ratio to a bare `fetchall` of the same rows.

Run it as `python tests/benchmarks/store.py`. The aim is 60 ms of CPU, and no other thread held up for over 10 ms.
"""

import asyncio
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from deeptrin_desktop.core.conversation import Conversation, Tree
from deeptrin_desktop.core.message import Message, Reply, ReplyState, Role, Timings, Usage
from deeptrin_desktop.store.conversations import conversation
from deeptrin_desktop.store.database import Database
from deeptrin_desktop.store.sqlite import open_store

MESSAGES = 10_000
COMMITS = 300
ROWS = [f"SELECT * FROM {table} WHERE conversation = 'c' ORDER BY position" for table in ("messages", "replies")]


def long_conversation() -> Conversation:
    """Question after question, each with its reply, 60 words a message."""
    now = datetime.now(UTC)
    messages: dict[str, Message] = {}
    replies: dict[str, Reply] = {}
    parent = None
    for number in range(0, MESSAGES, 2):
        reply = Reply(f"{number:032x}", ReplyState.DONE, "llama", Timings(now, 0.1, 0.2, 3.0), usage=Usage(10, 60, 70))
        replies[reply.id] = reply
        question = Message(f"q{number:031x}", Role.USER, "word " * 60, now, parent)
        answer = Message(f"a{number:031x}", Role.ASSISTANT, "word " * 60, now, question.id, reply=reply.id)
        messages |= {question.id: question, answer.id: answer}
        parent = answer.id
    picked = {message.parent: message.id for message in messages.values()}
    children = {message.parent: (message.id,) for message in messages.values()}
    return Conversation("c", now, now, tree=Tree(messages, children, picked), replies=replies)


def cpu(work: Callable[[], object]) -> float:
    """The least of seven runs, in milliseconds of CPU."""
    runs = []
    for _ in range(7):
        begun = time.process_time()
        work()
        runs.append(time.process_time() - begun)
    return min(runs) * 1000


def longest_wait(work: Callable[[], object]) -> float:
    """The longest that this thread had to wait for the interpreter while another one worked, in milliseconds."""
    working = threading.Thread(target=work)
    longest, before = 0.0, time.perf_counter()
    working.start()
    while working.is_alive():
        now = time.perf_counter()
        longest, before = max(longest, now - before), now
    return longest * 1000


async def fill(path: Path) -> float:
    store = await open_store(path)
    whole = long_conversation()
    begun = time.process_time()
    await store.add([whole])
    spent = time.process_time() - begun
    await store.close()
    return spent * 1000


def commits(path: Path, synchronous: str) -> tuple[float, float]:
    """Milliseconds of CPU and of waiting for one fragment of the journal."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute(f"PRAGMA synchronous = {synchronous}")
    database.execute("CREATE TABLE IF NOT EXISTS fragments (sequence INTEGER PRIMARY KEY, text TEXT)")
    begun, waited = time.process_time(), time.perf_counter()
    for _ in range(COMMITS):
        database.execute("INSERT INTO fragments (text) VALUES (?)", ["word " * 40])
    spent, waited = time.process_time() - begun, time.perf_counter() - waited
    database.close()
    return spent * 1000 / COMMITS, waited * 1000 / COMMITS


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store" / "deeptrin.db"
        sys.stdout.write(f"write {MESSAGES} messages at once: {asyncio.run(fill(path)):.0f} ms of CPU\n")
        bare = sqlite3.connect(path)
        floor = cpu(lambda: [bare.execute(sql).fetchall() for sql in ROWS])
        bare.close()
        database = Database(path, mode="ro")
        opened = cpu(lambda: conversation(database, "c"))
        held_up = longest_wait(lambda: conversation(database, "c"))
        checked = cpu(lambda: database.rows("PRAGMA quick_check"))
        database.close()
        sys.stdout.write(f"open them: {opened:.1f} ms of CPU, {opened / floor:.1f} x bare fetchall ({floor:.1f} ms)\n")
        sys.stdout.write(f"another thread waited at most {held_up:.1f} ms meanwhile\n")
        sys.stdout.write(f"check {path.stat().st_size / 1e6:.1f} MB at opening: {checked:.1f} ms\n")
        for synchronous in ("NORMAL", "FULL"):
            spent, waited = commits(Path(folder) / f"{synchronous}.db", synchronous)
            sys.stdout.write(f"commit a fragment, {synchronous}: {spent:.3f} ms of CPU, {waited:.3f} ms in all\n")


if __name__ == "__main__":
    main()
