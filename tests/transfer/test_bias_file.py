"""Files of biases: their text, or why there is none."""

from pathlib import Path

import pytest

from deeptrin_desktop.core.errors import Kind, TransferError
from deeptrin_desktop.transfer.bias_file import LARGEST, load


@pytest.mark.parametrize(
    ("content", "text"), [(b"\xef\xbb\xbf7:1", "7:1"), (b"7:1\n", "7:1\n"), (b"\xff7", "\ufffd7"), (b"", "")]
)
def test_a_file_is_text_whatever_it_is(tmp_path: Path, content: bytes, text: str) -> None:
    (tmp_path / "biases").write_bytes(content)
    assert load(tmp_path / "biases") == text


def test_a_file_that_cannot_be_read_or_is_too_large_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b" " * (LARGEST + 1))
    for name, said in (("none", "No such file"), ("", "directory"), ("large", "more than 200,000 bytes")):
        with pytest.raises(TransferError) as raised:
            load(tmp_path / name)
        failure = raised.value.failure
        assert (failure.kind, failure.path) == (Kind.UNREADABLE, str(tmp_path / name))
        assert said in failure.said
