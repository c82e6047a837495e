"""Opens the window: one process for each profile, one event loop for Qt and asyncio."""

import gc
import subprocess
import sys

from deeptrin_desktop.app.errands import Command, Errand
from deeptrin_desktop.app.instance import Instance, claim_or_ask
from deeptrin_desktop.app.log import open_log
from deeptrin_desktop.app.options import Options
from deeptrin_desktop.app.paths import Paths, paths_of
from deeptrin_desktop.app.threads import DaemonThreads
from deeptrin_desktop.core.errors import DeeptrinError


def run(options: Options) -> int:
    """Runs the app until it is closed, or raises the window of the one that has the profile. Returns the exit status.

    Raises DeeptrinError when neither is possible, or when the files to open cannot be read, after a box has said so
    where there is a display: most starts have no terminal.
    """
    paths = paths_of(options.profile, demo=options.demo)
    command = Command(Errand.OPEN, tuple(map(str, options.files))) if options.files else Command(Errand.RAISE)
    try:
        claimed = claim_or_ask(paths, command)
        if isinstance(claimed, Instance) and _open(options, paths, claimed):
            subprocess.Popen([*_own_program(), "--demo"], start_new_session=True)  # noqa: S603  itself
    except DeeptrinError as error:
        from deeptrin_desktop.app.boxes import say

        say(error.failure)
        raise
    return 0


def prove() -> int:
    """Runs the self-test. Returns the exit status: 0 when all of it has passed."""
    import qasync
    from PySide6.QtCore import QCoreApplication

    from deeptrin_desktop.app.qt import has_display, qt_application
    from deeptrin_desktop.app.self_test import self_test

    # Without a display the window's check fails; what needs no window is still of interest.
    qt = qt_application() if has_display() else QCoreApplication(sys.argv[:1])
    with qasync.QEventLoop(qt) as loop:
        loop.set_default_executor(DaemonThreads())
        return 0 if loop.run_until_complete(self_test()) else 1


def _own_program() -> list[str]:
    """How this program is started anew; an installed one (`sys.frozen`) brings no Python that knows `-m`."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "deeptrin_desktop"]


def _open(options: Options, paths: Paths, instance: Instance) -> bool:
    """Returns whether the demo is wanted next. Qt is imported only here: a start that another one serves needs none."""
    gc.disable()  # what is imported stays: to look through it again and again takes a tenth of the start
    import qasync

    from deeptrin_desktop.app.qt import qt_application
    from deeptrin_desktop.app.run import Run

    qt = qt_application()
    written = open_log(paths.log, debug=options.debug)
    try:
        with qasync.QEventLoop(qt) as loop:
            loop.set_default_executor(DaemonThreads())
            return bool(loop.run_until_complete(Run(options, paths, instance, written).run()))
    finally:
        written.close()
