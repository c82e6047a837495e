"""Server-sent events out of bytes, without I/O: fed with any pieces, the same bytes give the same events."""

from dataclasses import dataclass

from deeptrin_desktop.api.limits import LONGEST_VALUE
from deeptrin_desktop.core.errors import ApiError, Failure, Kind

_BOM = b"\xef\xbb\xbf"
_FIELDS = (b"data", b"event", b"id", b"retry")


@dataclass(frozen=True, slots=True)
class Event:
    """One event, with its lines of data joined by line feeds."""

    name: str
    """Empty when it was given none."""
    data: str


class EventDecoder:
    """Cuts lines at CR, LF and CRLF alone: U+2028, U+0085 and others may stand raw inside JSON.

    Lines are cut before they are decoded, so that no piece can end inside a character. What is no UTF-8 becomes
    U+FFFD. Comments, ids and retry times make no events.
    """

    def __init__(self) -> None:
        self.stray = b""
        """The first line that cannot even be the beginning of a field, as a plain text has it; cut to 200 bytes."""
        self._line = bytearray()
        self._after_cr = False
        self._first_line = True
        self._name = ""
        self._data: list[bytes] = []
        self._size = 0

    def feed(self, piece: bytes) -> list[Event]:
        """The events that this piece completes. Raises ApiError (too-large)."""
        if not piece:
            return []
        if self._after_cr and piece[0] == 0x0A:
            piece = piece[1:]
        self._after_cr = piece.endswith(b"\r")
        lines = piece.splitlines()  # of bytes, which know no other line ends than these three
        rest = b"" if piece.endswith((b"\n", b"\r")) or not lines else lines.pop()
        if lines and self._line:
            lines[0] = bytes(self._line) + lines[0]
            self._line.clear()
        events = self._events(lines)
        self._line += rest
        _check_size(self._size + len(self._line))
        return events

    def end(self) -> list[Event]:
        """What the end of the stream completes: a last event without its blank line, even without a line end."""
        lines = [bytes(self._line), b""]
        self._line.clear()
        return self._events(lines)

    def _events(self, lines: list[bytes]) -> list[Event]:
        events = []
        for line in lines:
            if line:
                self._take(line)
            elif self._data:
                events.append(Event(self._name, b"\n".join(self._data).decode("utf-8", "replace")))
                self._forget()
            else:
                self._name = ""
        return events

    def _take(self, line: bytes) -> None:
        if self._first_line:
            self._first_line = False
            line = line.removeprefix(_BOM)
        field, _, value = line.partition(b":")
        if value.startswith(b" "):
            value = value[1:]
        if field == b"data":
            self._size += len(value) + 1
            _check_size(self._size)
            self._data.append(value)
        elif field == b"event":
            self._name = value.decode("utf-8", "replace")
        elif not self.stray and not any(name.startswith(field) for name in _FIELDS):
            self.stray = line[:200]

    def _forget(self) -> None:
        self._name = ""
        self._data.clear()
        self._size = 0


def _check_size(size: int) -> None:
    if size > LONGEST_VALUE:
        raise ApiError(Failure(Kind.TOO_LARGE))
