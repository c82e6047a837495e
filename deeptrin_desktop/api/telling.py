"""Tells a witness what goes over the wire. The one seam where the key is taken out of it."""

import httpx

from deeptrin_desktop.core.key import HIDDEN, forms_of, scrub
from deeptrin_desktop.core.request import hash_of
from deeptrin_desktop.core.wire import Answered, Headers, Sent, Witness


class Teller:
    """Tells of the requests and answers of one reply."""

    def __init__(self, witness: Witness, key: str) -> None:
        self._tell = witness
        self._key = key
        self._stream = _Redactor(key)

    def sent(self, request: httpx.Request) -> None:
        """To be called right before the request goes out. Its body must be there already."""
        self.ended()
        line = scrub(f"{request.method} {request.url.raw_path.decode('ascii')} HTTP/1.1", self._key)
        self._tell(Sent(line, self._clean(request.headers), hash_of(request.content)))

    def answered(self, response: httpx.Response) -> None:
        extensions = response.extensions
        version, reason = extensions.get("http_version", b"HTTP/1.1"), extensions.get("reason_phrase", b"")
        line = f"{version.decode('latin-1')} {response.status_code} {reason.decode('latin-1')}".strip()
        self._tell(Answered(scrub(line, self._key), self._clean(response.headers)))

    def came(self, piece: bytes) -> None:
        """A piece of the answer's body, unpacked."""
        if clean := self._stream.clean(piece):
            self._tell(clean)

    def ended(self) -> None:
        """Nothing more comes of this answer."""
        if left := self._stream.rest():
            self._tell(left)

    def _clean(self, headers: httpx.Headers) -> Headers:
        pairs = ((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.raw)
        return tuple((name, self._clean_value(name, value)) for name, value in pairs)

    def _clean_value(self, name: str, value: str) -> str:
        # A key may be too short to be looked for in every text, but here it is known to stand.
        return f"Bearer {HIDDEN}" if name.lower() == "authorization" else scrub(value, self._key)


class _Redactor:
    """Takes the key out of bytes that come in pieces: what may be its beginning waits for what follows."""

    def __init__(self, key: str) -> None:
        self._forms = tuple(form.encode() for form in forms_of(key))
        self._held = b""

    def clean(self, piece: bytes) -> bytes:
        data = self._held + piece if self._held else piece
        held = 0
        for form in self._forms:
            if form in data:
                data = data.replace(form, HIDDEN.encode())
            held = max(held, _begun(form, data))
        self._held = data[len(data) - held :]
        return data[: len(data) - held] if held else data

    def rest(self) -> bytes:
        held, self._held = self._held, b""
        return held


def _begun(form: bytes, data: bytes) -> int:
    """How many bytes at the end are the beginning of the form."""
    start = data.find(form[:1], max(0, len(data) - len(form) + 1))
    while start >= 0 and not form.startswith(data[start:]):
        start = data.find(form[:1], start + 1)
    return len(data) - start if start >= 0 else 0
