"""Blocking calls on daemon threads: one that hangs, such as the look-up of a host, does not keep the app alive."""

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class DaemonThreads(Executor):
    """What an event loop runs blocking calls on, each on a thread of its own. It never waits for them to end."""

    def submit(self, call: Callable[P, T], /, *arguments: P.args, **options: P.kwargs) -> Future[T]:
        future: Future[T] = Future()

        def work() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(call(*arguments, **options))
            except BaseException as error:  # whatever it is, it belongs to the one who waits
                future.set_exception(error)

        threading.Thread(target=work, name="blocking", daemon=True).start()
        return future
