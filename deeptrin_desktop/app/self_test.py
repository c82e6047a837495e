"""`--self-test`: uses each part of an installed copy once for real, and says as JSON what it found.

It proves the installation and not the desktop around it: that no keyring is running, say, is a finding and no fault.
A check imports what it is about, so that a library which is missing fails that check and not the others; without a
part of Qt the window may end the whole.
"""

import asyncio
import json
import ssl
import sys
from collections.abc import Awaitable, Callable
from contextlib import aclosing, closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QByteArray, qVersion
from PySide6.QtGui import QGuiApplication

from deeptrin_desktop import __version__
from deeptrin_desktop.core.connection import Connection
from deeptrin_desktop.core.message import Role
from deeptrin_desktop.core.request import Endpoint, Request, Turn

LONGEST_CHECK = 60.0
"""Seconds after which a check has failed; a keyring may never answer."""


async def self_test() -> bool:
    """Writes one JSON object to standard output: `passed`, and by name each check's own `passed` and `found`.

    Returns whether all have passed. The window that it opens for a moment shows nothing of the person's.
    """
    checks = {name: await _outcome(check) for name, check in CHECKS.items()}
    passed = all(check["passed"] for check in checks.values())
    report = {"version": __version__, "python": sys.version.split()[0], "passed": passed, "checks": checks}
    sys.stdout.write(json.dumps(report, indent=2) + "\n")
    return passed


async def _outcome(check: Callable[[], Awaitable[str]]) -> dict[str, object]:
    try:
        return {"passed": True, "found": await asyncio.wait_for(check(), LONGEST_CHECK)}
    except Exception as error:  # whatever it is, the other checks are still of interest
        return {"passed": False, "found": f"{type(error).__name__}: {error}"}


async def _window() -> str:
    from deeptrin_desktop.app.qt import qt_application
    from deeptrin_desktop.ui.window import MainWindow

    qt_application()  # raises where there is no display
    window = MainWindow()
    window.show()
    drawn = not window.grab().isNull()
    window.deleteLater()
    return _found(f"{QGuiApplication.platformName()}, Qt {qVersion()}", proved=drawn)


async def _keyring() -> str:
    def in_use() -> str:
        from deeptrin_desktop.keys import stored

        return stored.in_use()

    found = await asyncio.to_thread(in_use)
    return _found(found or "none is running", proved=bool(found) or sys.platform == "linux")


async def _certificates() -> str:
    from deeptrin_desktop.api.trust import system_trust

    trust = await asyncio.to_thread(system_trust)
    known = trust.cert_store_stats()["x509_ca"] if sys.platform == "linux" else 0
    found = f"{known} authorities" if known else "the system's own"
    return _found(f"{found}, {ssl.OPENSSL_VERSION}", proved=known > 0 or sys.platform != "linux")


async def _demo_reply() -> str:
    from deeptrin_desktop.api.client import HttpApi
    from deeptrin_desktop.demo.server import DemoServer

    demo, api = DemoServer(pace=0), HttpApi()
    request = Request(Endpoint.CHAT, "demo/short", messages=(Turn(Role.USER, "Hello"),))
    try:
        connection = Connection("demo", "Demo", await demo.start())
        async with aclosing(api.reply(connection, "", request)) as reply:
            arrivals = [arrival async for arrival in reply]
    finally:
        await api.close()
        await demo.stop()
    text = "".join(delta.text for arrival in arrivals for delta in arrival.deltas)
    return _found(f"{len(text)} characters", proved=bool(text) and arrivals[-1].done)


async def _markdown() -> str:
    from deeptrin_desktop.markdown.blocks import Code, Maths
    from deeptrin_desktop.markdown.document import Document
    from deeptrin_desktop.markdown.highlight import tokens
    from deeptrin_desktop.markdown.maths import picture

    document = Document()
    document.feed("```python\nimport this\n```\n\n$$\n\\frac{a}{b}\n$$\n")
    document.finish()
    code, maths = document.take().blocks
    coloured = isinstance(code, Code) and [*tokens(code.text, code.language)]
    drawn = isinstance(maths, Maths) and picture(maths.tex, display=True, size=12, colour="#000000")
    return _found("code is coloured, formulas are drawn", proved=bool(coloured and drawn))


async def _languages() -> str:
    from deeptrin_desktop.markdown.languages import LEXERS, lexer_for

    lexers = [lexer_for(language) for language in LEXERS]  # each is imported by its name, which no freezer sees
    return _found(f"{len(lexers)} names", proved=all(lexers))


async def _files() -> str:
    return _found("what was exported can be imported", proved=await asyncio.to_thread(_come_back))


def _come_back() -> bool:
    """Whether what is written to the app's own files can be read from them."""
    from deeptrin_desktop.app.shipped_presets import shipped_presets
    from deeptrin_desktop.core.conversation import Conversation
    from deeptrin_desktop.core.message import Message
    from deeptrin_desktop.transfer import own_json, preset_file

    now = datetime.now(UTC)
    conversation = Conversation("one", now, now).with_message(Message("first", Role.USER, "Hello", now))
    with TemporaryDirectory() as folder:
        exported, presets = Path(folder, "exported.json"), Path(folder, "presets.json")
        with exported.open("w", encoding="utf-8") as file:
            own_json.dump([conversation], file)
        preset_file.dump(shipped_presets(), presets)
        return own_json.load(exported) == (conversation,) and len(preset_file.load(presets)) == len(shipped_presets())


async def _database() -> str:
    from deeptrin_desktop.store.database import Database
    from deeptrin_desktop.store.sqlite import open_store

    with TemporaryDirectory() as folder:
        path = Path(folder) / "self-test.db"
        store = await open_store(path)
        await store.save_state("kept", value=True)
        kept = await store.states()
        await store.close()
        with closing(Database(path)) as database:
            database.run("CREATE VIRTUAL TABLE texts USING fts5(text)")
            version = database.value("SELECT sqlite_version()")
    return _found(f"SQLite {version} with FTS5", proved=kept == {"kept": True})


async def _resources() -> str:
    from PySide6.QtSvg import QSvgRenderer

    from deeptrin_desktop.ui.resources import resource

    return _found("icon.svg", proved=QSvgRenderer(QByteArray(resource("icon.svg"))).isValid())


def _found(found: str, *, proved: bool) -> str:
    if not proved:
        raise RuntimeError(f"it does not work; found: {found}")
    return found


CHECKS: dict[str, Callable[[], Awaitable[str]]] = {
    "window": _window,
    "keyring": _keyring,
    "certificates": _certificates,
    "demo reply": _demo_reply,
    "markdown": _markdown,
    "languages": _languages,
    "files": _files,
    "database": _database,
    "resources": _resources,
}
