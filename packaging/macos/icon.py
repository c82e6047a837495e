"""The app's icon as macOS reads it: an `.icns` with a PNG for each size."""

import struct
from pathlib import Path

from icons import draw

KINDS = {
    b"ic11": 32,
    b"ic12": 64,
    b"ic07": 128,
    b"ic13": 256,
    b"ic08": 256,
    b"ic14": 512,
    b"ic09": 512,
    b"ic10": 1024,
}
"""The edge in pixels of each kind. The smallest are 16 points at two pixels a point, and do for one a point too."""


def make_icon(target: Path, work: Path) -> None:
    """Draws the icon in all sizes; `work` is for its pictures."""
    for size in {*KINDS.values()}:
        draw(size, work / f"{size}.png")
    target.write_bytes(icns({kind: (work / f"{size}.png").read_bytes() for kind, size in KINDS.items()}))


def icns(pictures: dict[bytes, bytes]) -> bytes:
    """The file of pictures by their kinds."""
    parts = [kind + struct.pack(">I", 8 + len(picture)) + picture for kind, picture in pictures.items()]
    content = b"".join(parts)
    return b"icns" + struct.pack(">I", 8 + len(content)) + content
