"""The body of an answer to deltas, without I/O. Whether it is a stream or one JSON value, its own bytes say."""

from deeptrin_desktop.api.complaints import complaint_in, heading
from deeptrin_desktop.api.events import Event, EventDecoder
from deeptrin_desktop.api.failures import failure_in_stream
from deeptrin_desktop.api.fields import choices_in, name_in, read_json, text_in, usage_in
from deeptrin_desktop.api.limits import LONGEST_REPLY, LONGEST_VALUE
from deeptrin_desktop.api.text import Halves
from deeptrin_desktop.core.errors import ApiError, Failure, Kind
from deeptrin_desktop.core.message import Delta, Usage
from deeptrin_desktop.core.ports import Json
from deeptrin_desktop.core.request import Arrival
from deeptrin_desktop.core.text import REPLACEMENT

_BOM = b"\xef\xbb\xbf"
_END = "[DONE]"


class ReplyDecoder:
    """Fed with the bytes of an answer, in any pieces; gives what they brought. Never raises: see `failure`."""

    def __init__(self) -> None:
        self.failure: Failure | None = None
        """What ended the reply, if something did."""
        self.over = False
        """True once nothing more is awaited: after `[DONE]`, after a failure, and at the end."""
        self._size = 0
        self._head: bytes | None = b""
        self._json: bytearray | None = None
        self._events = EventDecoder()
        self._empty = True
        self._halves = Halves()
        self._deltas: list[Delta] = []
        self._model = ""
        self._new_model = ""
        self._usage: Usage | None = None
        self._done = False

    def feed(self, piece: bytes) -> None:
        if self.over:
            return
        self._size += len(piece)
        try:
            if self._size > LONGEST_REPLY:
                raise ApiError(Failure(Kind.TOO_LARGE))
            self._read(piece)
        except ApiError as error:
            self._fail(error.failure)

    def end(self) -> None:
        """No more bytes will come: reads what they ended with."""
        if not self.over:
            try:
                self._read_end()
            except ApiError as error:
                self._fail(error.failure)
        self._end()

    def take(self) -> Arrival | None:
        """All that came since the last call; `None` when nothing did."""
        if not (self._deltas or self._new_model or self._usage or self._done):
            return None
        arrival = Arrival(tuple(self._deltas), self._new_model, self._usage, done=self._done)
        self._deltas.clear()
        self._new_model, self._usage, self._done = "", None, False
        return arrival

    def _fail(self, failure: Failure) -> None:
        self.failure = failure
        self._end()

    def _end(self) -> None:
        self.over = True
        for choice, field in self._halves.leftovers():
            self._deltas.append(Delta(choice, **{field: REPLACEMENT}))

    def _read(self, piece: bytes) -> None:
        if self._head is not None:
            piece = self._from_first_character(self._head + piece)
        if self._json is not None:
            self._json += piece
            if len(self._json) > LONGEST_VALUE:
                raise ApiError(Failure(Kind.TOO_LARGE))
        elif piece:
            self._read_events(self._events.feed(piece))

    def _from_first_character(self, head: bytes) -> bytes:
        """What is left without a byte order mark and white space; its first character shows what it is."""
        if _BOM.startswith(head):
            self._head = head
            return b""
        self._head = b""
        if head := head.removeprefix(_BOM).lstrip():
            self._head = None
            self._json = bytearray() if head[:1] in b"{[<" else None
        return head

    def _read_events(self, events: list[Event]) -> None:
        for event in events:
            self._empty = False
            self._read_event(event)
            if self.over:
                return

    def _read_event(self, event: Event) -> None:
        data = event.data.strip()
        if data.startswith("{"):
            self._read_value(read_json(data), in_error=event.name == "error")
        elif data == _END:
            self._done = True
            self._end()
        elif event.name == "error":
            raise ApiError(failure_in_stream(complaint_in(data)))
        elif data and event.name in ("", "message"):
            raise ApiError(Failure(Kind.BROKEN_REPLY, said=data))

    def _read_value(self, value: Json, *, in_error: bool = False) -> None:
        if not isinstance(value, dict):
            raise ApiError(Failure(Kind.BROKEN_REPLY))
        for index, choice in choices_in(value):
            self._read_choice(index, choice)
        if (model := value.get("model")) and model != self._model:
            self._model = self._new_model = name_in(model)
        if usage := value.get("usage"):
            self._usage = usage_in(usage) or self._usage
        if in_error or value.get("error") or "choices" not in value:
            self._read_complaint(value, in_error=in_error)

    def _read_complaint(self, value: dict[str, Json], *, in_error: bool) -> None:
        if in_error or value.get("error") or value.get("object") == "error" or value.get("detail"):
            raise ApiError(failure_in_stream(complaint_in(value)))

    def _read_choice(self, index: int, choice: dict[str, Json]) -> None:
        fragment = choice.get("delta")
        if not isinstance(fragment, dict):
            fragment = choice.get("message")
        if not isinstance(fragment, dict):
            fragment = {}
        text = text_in(fragment.get("content")) or text_in(choice.get("text"))
        reasoning = text_in(fragment.get("reasoning_content")) or text_in(fragment.get("reasoning"))
        text = self._halves.join(index, "text", text)
        reasoning = self._halves.join(index, "reasoning", reasoning)
        finish_reason = name_in(choice.get("finish_reason"))
        if text or reasoning or finish_reason:
            self._deltas.append(Delta(index, text, reasoning, finish_reason))

    def _read_end(self) -> None:
        if self._json is not None:
            self._read_whole(self._json.decode("utf-8", "replace"))
            return
        try:
            self._read_events(self._events.end())
        except ApiError as error:
            # An event that the end cut off is no error of its own: the reply is merely incomplete.
            if error.failure.kind is not Kind.BROKEN_REPLY:
                raise
        if self._empty and self._events.stray:
            raise ApiError(Failure(Kind.NOT_AN_API, said=self._events.stray.decode("utf-8", "replace")))

    def _read_whole(self, text: str) -> None:
        if text.startswith("<"):
            raise ApiError(Failure(Kind.NOT_AN_API, said=heading(text)))
        value = read_json(text)
        self._read_value(value)
        if not isinstance(value, dict) or not isinstance(value.get("choices"), list):
            raise ApiError(Failure(Kind.NOT_AN_API))
        self._done = True
