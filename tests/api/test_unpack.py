"""Unpacking in small pieces."""

import gzip
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deeptrin_desktop.api.unpack import PIECE, Unpacker
from deeptrin_desktop.core.errors import ApiError, Kind


@given(
    st.binary(max_size=300), st.sampled_from(["", "identity", "gzip", "X-GZIP"]), st.integers(1, 100), st.integers(0, 2)
)
def test_any_cutting_gives_the_same_bytes(data: bytes, encoding: str, size: int, members: int) -> None:
    packed = b"".join(gzip.compress(data) for _ in range(members)) if "gzip" in encoding.lower() else data * members
    unpacker = Unpacker(encoding)
    pieces = [packed[start : start + size] for start in range(0, len(packed), size)]
    assert b"".join(part for piece in pieces for part in unpacker.pieces(piece)) == data * members


def test_a_bomb_is_unpacked_piece_by_piece() -> None:
    bomb = gzip.compress(bytes(64 * 2**20))
    assert len(bomb) < 2**16
    tracemalloc.start()
    sizes = [len(piece) for piece in Unpacker("gzip").pieces(bomb)]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sum(sizes) == 64 * 2**20
    assert max(sizes) <= PIECE
    assert most < 2 * 2**20


@pytest.mark.parametrize(
    ("encoding", "data"), [("gzip", b"no gzip"), ("gzip", gzip.compress(b"a") + b"rest"), ("br", b"x")]
)
def test_what_cannot_be_unpacked_is_a_broken_reply(encoding: str, data: bytes) -> None:
    with pytest.raises(ApiError) as caught:
        list(Unpacker(encoding).pieces(data))
    assert caught.value.failure.kind is Kind.BROKEN_REPLY
    assert encoding in caught.value.failure.said
