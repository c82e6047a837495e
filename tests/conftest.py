"""Coroutine tests: on a plain asyncio loop, or on qasync's when they ask for the fixture `qt_loop`."""

import asyncio
import gc
import inspect
import os
import sys
from collections.abc import Iterator
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

LONGEST_TEST = 60
"""Seconds after which a coroutine test is cancelled, so that a hang is a failure with a traceback."""


@pytest.fixture(scope="session")
def qapp_cls() -> Any:
    """What pytest-qt is to make: the class of the app's own."""
    from deeptrin_desktop.app.qt_application import QtApplication

    return QtApplication


@pytest.fixture(scope="session")
def qapp(qapp: Any) -> Iterator[Any]:
    """As in the app, the last window that closes ends no loop: what it posts would end that of the next test."""
    qapp.setQuitOnLastWindowClosed(False)
    yield qapp
    qapp.clipboard().clear()  # where there is no screen, Qt would look for what lies there when Python is gone


@pytest.fixture
def qt_loop(qapp: Any) -> Iterator[asyncio.AbstractEventLoop]:
    """An event loop that runs Qt and asyncio together. A test on it awaits signals through futures."""
    import qasync
    import shiboken6
    from PySide6.QtCore import QCoreApplication

    loop = qasync.QEventLoop(qapp)
    asyncio.set_event_loop(loop)
    yield loop
    for _ in range(3):  # what a test closed last is closed in the rounds that follow
        loop.run_until_complete(asyncio.sleep(0))
    asyncio.set_event_loop(None)
    loop.close()
    # What threads have posted until now must find the timers that it takes up.
    QCoreApplication.sendPostedEvents()
    # It still holds the timers of cancelled calls, and Qt warns when a collection on some thread destroys those.
    shiboken6.delete(loop._timer)


@pytest.fixture
def without_display(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing tells the programs that a test starts where to open a window."""
    if sys.platform != "linux":
        pytest.skip("only Linux goes without a display")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def collects_garbage() -> Iterator[None]:
    """What a test has left to the garbage collector is collected at its own end, and charged to no other test."""
    yield
    gc.collect()


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    test = pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names})
    bounded = asyncio.wait_for(test, LONGEST_TEST)
    loop = pyfuncitem.funcargs.get("qt_loop")
    if isinstance(loop, asyncio.AbstractEventLoop):
        loop.run_until_complete(bounded)
    else:
        asyncio.run(_awaited(bounded))
    return True


async def _awaited(test: Any) -> None:
    await test
