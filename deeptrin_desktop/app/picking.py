"""What helps to pick a model: favourites, recent ones, a fresh list, and a word where a model is listed no more."""

import time
from collections.abc import Callable
from typing import Any

from deeptrin_desktop.core.errors import Remedy
from deeptrin_desktop.core.ports import Json, Store
from deeptrin_desktop.core.tasks import Tasks
from deeptrin_desktop.ui.window import MainWindow

MOST_RECENT = 5
FRESH = 300.0
"""Seconds for which a list is not asked for again when the picker is opened."""


class Picking:
    """Remembers favourites and recent models of each connection, and the labels of each model's tokens."""

    def __init__(self, *, window: MainWindow, store: Store, tasks: Tasks, refresh: Callable[[], object]) -> None:
        """`refresh` asks the server for its models."""
        self._window = window
        self._store = store
        self._tasks = tasks
        self._refresh = refresh
        self._marks: dict[str, Any] = {}
        self._loaded = False
        self._connection = self._model = ""
        self._asked: dict[str, float] = {}
        self._said: set[tuple[str, str]] = set()
        """Connections with a model whose person knows that it is not listed."""
        window.model_picker.chosen.connect(self._note_use)
        window.model_picker.starred.connect(self._change_star)
        window.model_picker.opened.connect(self._ask_anew)
        window.parameters.labels_changed.connect(self._keep_labels)

    async def load(self) -> None:
        """Reads what was remembered, once. Raises StoreError."""
        if not self._loaded:
            stored = (await self._store.states()).get("models")
            self._marks = stored if isinstance(stored, dict) else {}
            self._loaded = True

    def show(self, connection: str, models: tuple[str, ...], *, model: str, fresh: bool) -> None:
        """Shows the models of a connection and the one in use. `fresh`: the server gave this list in this run."""
        self._connection, self._model = connection, model
        self._window.model_picker.show_models(models, current=model, from_cache=not fresh)
        self._show_marks()
        self._window.parameters.show_labels(_texts(self._place("labels", model)))
        unlisted = fresh and bool(models) and bool(model) and model not in models
        if unlisted and (connection, model) not in self._said:
            self._said.add((connection, model))
            self._window.notice.show_unlisted(model)

    def refreshed(self) -> None:
        """The server was just asked for its models."""
        self._asked[self._connection] = time.monotonic()

    def _ask_anew(self) -> None:
        last = self._asked.get(self._connection)
        if self._connection and (last is None or time.monotonic() - last > FRESH):
            self.refreshed()
            self._refresh()

    def _note_use(self, model: str) -> None:
        self._model = model
        self._said.add((self._connection, model))
        self._window.notice.end_remedy(Remedy.CHOOSE_MODEL)
        recent = [one for one in _names(self._place("recent", self._connection)) if one != model]
        self._keep("recent", self._connection, [model, *recent[: MOST_RECENT - 1]])
        self._window.parameters.show_labels(_texts(self._place("labels", model)))

    def _change_star(self, model: str) -> None:
        favourites = _names(self._place("favourites", self._connection))
        if model in favourites:
            favourites.remove(model)
        elif model:
            favourites.append(model)
        self._keep("favourites", self._connection, [*favourites])

    def _keep_labels(self, labels: dict[str, str]) -> None:
        self._keep("labels", self._model, {**labels})

    def _show_marks(self) -> None:
        self._window.model_picker.show_marks(
            favourites=_names(self._place("favourites", self._connection)),
            recent=_names(self._place("recent", self._connection)),
        )

    def _place(self, kind: str, key: str) -> object:
        places = self._marks.get(kind)
        return places.get(key) if isinstance(places, dict) else None

    def _keep(self, kind: str, key: str, value: Json) -> None:
        places = self._marks.get(kind)
        self._marks = {**self._marks, kind: {**(places if isinstance(places, dict) else {}), key: value}}
        self._show_marks()
        self._tasks.start(self._store.save_state("models", self._marks))


def _names(stored: object) -> list[str]:
    return [name for name in stored if isinstance(name, str)] if isinstance(stored, list) else []


def _texts(stored: object) -> dict[str, str]:
    return {str(key): str(text) for key, text in stored.items()} if isinstance(stored, dict) else {}
