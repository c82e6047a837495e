"""The messages that there are to read, below each other, and at the end perhaps several choices side by side."""

from collections.abc import Sequence

from deeptrin_desktop.core.message import Message
from deeptrin_desktop.ui.blocks.heights import Heights
from deeptrin_desktop.ui.blocks.surroundings import Surroundings
from deeptrin_desktop.ui.pane.entry import Entry
from deeptrin_desktop.ui.pane.stream import Stream


class Transcript:
    """Entries in order. What was built for a message is kept while the message stays.

    Each is a line of its own, but the choices share the last one. So a line has the index of its first entry.
    """

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.heights = Heights()
        """Of the lines."""
        self.front: int | None = None
        """The choice that is shown where there is room for one at a time; `None` where all are."""
        self._index: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, index: int) -> Entry:
        return self.entries[index]

    def index(self, message_id: str) -> int | None:
        """Where a message stands, or `None` when it is not among them."""
        return self._index.get(message_id)

    def clear(self) -> None:
        self.entries, self._index = [], {}

    def show(self, messages: Sequence[Message], around: Surroundings, stream: Stream, *, choices: int) -> None:
        """Takes messages, each with what arrived for it since. So many at the end are choices; 0 for none."""
        known, index = self.entries, self._index
        self.entries = [known[index[message.id]] if message.id in index else Entry(message) for message in messages]
        self._index = {message.id: place for place, message in enumerate(messages)}
        for entry, message in zip(self.entries, messages, strict=True):
            if entry.message is not message or message.id in stream:
                entry.update(stream.grown(message))
        lines = len(self.entries) - max(choices - 1, 0)
        self.heights = Heights(entry.known_height(around) for entry in self.entries[:lines])
        self.front = None

    # ---- lines ----

    @property
    def last_line(self) -> int:
        return max(len(self.heights) - 1, 0)

    def line(self, index: int) -> int:
        """The line that an entry stands in."""
        return min(index, self.last_line)

    def beside(self, index: int) -> range:
        """The entries of its line."""
        line = self.line(index)
        return range(line, len(self.entries) if line == self.last_line else line + 1)

    def seen_in(self, line: int) -> Sequence[int]:
        """The entries of a line that are not behind another one."""
        together = self.beside(line)
        return together if self.front is None or len(together) < 2 else (self.front,)

    def is_seen(self, index: int) -> bool:
        return index in self.seen_in(self.line(index))

    def fit(self, index: int) -> int:
        """Takes over the height of an entry; all of its line are as high as the highest of those that are seen.
        Returns by how much that is more than before.
        """
        line = self.line(index)
        entries = [self.entries[beside] for beside in self.seen_in(line)]
        own = [entry.height - entry.stretch for entry in entries]
        height = max(own)
        for entry, lower in zip(entries, own, strict=True):
            entry.stretch = height - lower
        more = height - self.heights[line]
        self.heights[line] = height
        return more
