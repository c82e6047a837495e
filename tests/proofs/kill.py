"""Proof: `kill -9` in the middle of a stream loses nothing that the server had sent half a second before.

    PYTHONPATH=tests .venv/bin/python -m proofs.kill --count 50 --seed 1

Each time the real app, offscreen, sends a message to a server that streams a thousand numbered words a second, and is
killed at a random moment. Then the app is started on the same profile and must show what had arrived, as interrupted;
the database must be whole, and hold all that was there before.
"""

import argparse
import asyncio
import json
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

from app.operated import operated

from deeptrin_desktop.app.paths import paths_of
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.message import ReplyState
from deeptrin_desktop.store.reading import read_store
from deeptrin_desktop.store.sqlite import open_store

PACE = 0.001
"""Seconds between two words."""
GRACE = 0.5
"""Seconds before the kill up to which everything must be on disk."""
LONGEST_START = 60
"""Seconds."""
PRELUDE = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"


class Words:
    """A server that streams numbered words until its client is gone, and notes when each one was sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[float, str]] = []
        self.begun = Event()
        self.ended = Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.base_url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def reset(self) -> None:
        self.sent.clear()
        self.begun.clear()
        self.ended.clear()

    def sent_until(self, moment: float) -> str:
        return "".join(word for at, word in self.sent if at <= moment)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        words = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = b'{"data": [{"id": "words"}]}'
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.close_connection = True
                self.wfile.write(PRELUDE)
                words.stream(self)

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def stream(self, handler: BaseHTTPRequestHandler) -> None:
        try:
            for number in range(1_000_000):
                word = f"{number} "
                event = json.dumps({"choices": [{"index": 0, "delta": {"content": word}}]})
                handler.wfile.write(f"data: {event}\n\n".encode())
                self.sent.append((time.monotonic(), word))
                self.begun.set()
                time.sleep(PACE)
        except ConnectionError:
            self.ended.set()


@dataclass(frozen=True)
class Outcome:
    """One kill."""

    after: float
    """Seconds from the first word on."""
    sent: int
    """Characters sent when it happened."""
    kept: int
    lost: float
    """Seconds before the kill from which on text is missing."""
    faults: tuple[str, ...]


class Proof:
    """One profile, killed again and again."""

    def __init__(self, profile: Path, words: Words) -> None:
        self._profile = profile
        self._database = paths_of(profile, demo=False).database
        self._words = words
        self._known: dict[str, str] = {}
        """The text of each earlier reply, by its conversation."""

    async def prepare(self) -> None:
        store = await open_store(self._database)
        await store.save_connection(Connection("words", "Words", self._words.base_url))
        await store.close()

    def kill(self, number: int, after: float) -> Outcome:
        """Sends a message, and kills the app so many seconds after the first word."""
        self._words.reset()
        child = operated(f"send:message {number}", "--profile", self._profile, "--model", "words")
        if not self._words.begun.wait(LONGEST_START):
            child.kill()
            return Outcome(after, 0, 0, 0.0, ("nothing was sent",))
        time.sleep(after)
        moment = time.monotonic()
        child.send_signal(signal.SIGKILL)
        child.communicate()
        self._words.ended.wait(LONGEST_START)
        return self._outcome(number, after, moment)

    def _outcome(self, number: int, after: float, moment: float) -> Outcome:
        faults = [*self._damage_as_left()]
        shown = self._restarted(faults)
        kept = shown[-1][0] if shown else ""
        # The pane shows no white space at the end of a line.
        must, sent = self._words.sent_until(moment - GRACE).rstrip(), self._words.sent_until(time.monotonic())
        if [text for text, _ in shown[:-1]] != [f"message {number}"]:
            faults.append(f"the message is not there: {shown}")
        if not kept.startswith(must):
            faults.append(f"{len(kept)} characters are there, {len(must)} had to be")
        if not sent.startswith(kept):
            faults.append("text is there that was never sent")
        faults += [*self._stored(number, kept), *_damage(self._database)]
        return Outcome(after, len(self._words.sent_until(moment)), len(kept), self._lost(kept, moment), tuple(faults))

    def _restarted(self, faults: list[str]) -> list[list[str]]:
        """The texts and states of the messages that the app shows when it is opened again."""
        child = operated("read", "--profile", self._profile)
        said, _ = child.communicate(timeout=LONGEST_START)
        shown: list[list[str]] = json.loads(said or "[]")
        if child.returncode:
            faults.append(f"the restart ended with {child.returncode}")
        if not shown or "Interrupted" not in shown[-1][1]:
            faults.append(f"no interrupted reply is shown: {shown[-1:]}")
        return shown

    def _stored(self, number: int, kept: str) -> Iterator[str]:
        """What is wrong with what is on disk, the earlier conversations included."""
        with read_store(self._database) as reader:
            found = [reader.conversation(summary.id) for summary in reader.summaries()]
        texts = {}
        for conversation in found:
            assert conversation
            texts[conversation.title] = conversation.tree.path()[-1].text.rstrip()
            if [reply.state for reply in conversation.replies.values()] != [ReplyState.INTERRUPTED]:
                yield f"{conversation.title} is not interrupted"
        self._known[f"message {number}"] = kept
        if texts != self._known:
            yield "an earlier conversation has changed"

    def _damage_as_left(self) -> Iterator[str]:
        """What is wrong with the database as the killed app left it. Looks at a copy: to open it is to repair it."""
        with tempfile.TemporaryDirectory() as folder:
            for file in self._database.parent.glob(f"{self._database.name}*"):
                shutil.copy(file, folder)
            yield from _damage(Path(folder, self._database.name))

    def _lost(self, kept: str, moment: float) -> float:
        length = 0
        for at, word in self._words.sent:
            length += len(word)
            if length > len(kept):
                return max(0.0, moment - at)
        return 0.0


def _damage(database: Path) -> Iterator[str]:
    with closing(sqlite3.connect(database)) as connection:
        [found] = connection.execute("PRAGMA integrity_check").fetchone()
    if found != "ok":
        yield f"integrity: {found}"


def prove(*, count: int, seed: int, longest: float, say: Callable[[str], object]) -> list[Outcome]:
    """Kills the app so many times, up to `longest` seconds after the first word, and says what came of each."""
    chance = random.Random(seed)
    words = Words()
    with tempfile.TemporaryDirectory(prefix="deeptrin-kill-") as profile:
        proof = Proof(Path(profile), words)
        asyncio.run(proof.prepare())
        outcomes = []
        for number in range(count):
            outcome = proof.kill(number, chance.uniform(0, longest))
            outcomes.append(outcome)
            say(_line(number, outcome))
    words.close()
    return outcomes


def _line(number: int, outcome: Outcome) -> str:
    facts = f"killed after {outcome.after:.3f} s, {outcome.sent} characters sent, {outcome.kept} kept"
    return f"{number + 1:3}: {facts}, {outcome.lost * 1000:.0f} ms lost {'; '.join(outcome.faults) or 'ok'}"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=3.0, help="seconds after the first word")
    arguments = parser.parse_args()
    outcomes = prove(count=arguments.count, seed=arguments.seed, longest=arguments.longest, say=_say)
    failed = sum(bool(outcome.faults) for outcome in outcomes)
    lost = sorted(outcome.lost for outcome in outcomes)
    _say(f"lost: median {lost[len(lost) // 2] * 1000:.0f} ms, most {lost[-1] * 1000:.0f} ms")
    _say(f"seed {arguments.seed}: {len(outcomes) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
