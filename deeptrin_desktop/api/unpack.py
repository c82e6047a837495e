"""Undoes gzip, in small pieces: httpx would unpack all that was read at once, and 64 KB may grow to 64 MB."""

import zlib
from collections.abc import Iterator

from deeptrin_desktop.core.errors import ApiError, Failure, Kind

PIECE = 4096
"""The most bytes of a piece: so few that decoding one stays far below the 2 ms that the window grants."""
_BLOCK = 64 * 2**10
_GZIP = 16 + zlib.MAX_WBITS


class Unpacker:
    """Bytes as they came over the wire to pieces of what they mean."""

    def __init__(self, content_encoding: str) -> None:
        """Raises ApiError (broken-reply) for an encoding that was not asked for."""
        encoding = content_encoding.strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip"):
            raise ApiError(Failure(Kind.BROKEN_REPLY, said=f"Content-Encoding: {content_encoding}"))
        self._gzip = zlib.decompressobj(_GZIP) if encoding.endswith("gzip") else None

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Raises ApiError (broken-reply)."""
        for block in [data] if self._gzip is None else self._inflated(data):
            for start in range(0, len(block), PIECE):
                yield block[start : start + PIECE]

    def _inflated(self, data: bytes) -> Iterator[bytes]:
        more = bool(data)
        while more and self._gzip is not None:
            try:
                block = self._gzip.decompress(data, _BLOCK)
            except zlib.error:
                break
            yield block
            data = self._gzip.unconsumed_tail
            if self._gzip.eof:
                data = self._gzip.unused_data
                self._gzip = zlib.decompressobj(_GZIP)
            more = bool(data) or len(block) == _BLOCK
        else:
            return
        raise ApiError(Failure(Kind.BROKEN_REPLY, said="Content-Encoding: gzip"))
