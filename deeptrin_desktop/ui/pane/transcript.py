"""The messages on a conversation's active path, below each other."""

from collections.abc import Sequence

from deeptrin_desktop.core.message import Message
from deeptrin_desktop.ui.blocks.heights import Heights
from deeptrin_desktop.ui.blocks.surroundings import Surroundings
from deeptrin_desktop.ui.pane.entry import Entry
from deeptrin_desktop.ui.pane.stream import Stream


class Transcript:
    """Entries in order, and their heights. What was built for a message is kept while the message stays."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.heights = Heights()
        self._index: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, index: int) -> Entry:
        return self.entries[index]

    def index(self, message_id: str) -> int | None:
        """Where a message stands, or `None` when it is not on the path."""
        return self._index.get(message_id)

    def clear(self) -> None:
        self.entries, self._index = [], {}

    def show(self, path: Sequence[Message], around: Surroundings, stream: Stream) -> None:
        """Takes the messages of a path, each with what arrived for it since."""
        known, index = self.entries, self._index
        self.entries = [known[index[message.id]] if message.id in index else Entry(message) for message in path]
        self._index = {message.id: place for place, message in enumerate(path)}
        for entry, message in zip(self.entries, path, strict=True):
            if entry.message is not message or message.id in stream:
                entry.update(message, *stream.texts(message))
        self.heights = Heights(entry.known_height(around) for entry in self.entries)
