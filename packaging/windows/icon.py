"""The app's icon as Windows reads it: an `.ico` with a PNG for each size."""

import struct
from pathlib import Path

from icons import draw

SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
"""Edges in pixels that Windows asks for, at one and more pixels a point."""


def make_icon(target: Path, work: Path) -> None:
    """Draws the icon in all sizes; `work` is for its pictures."""
    pictures = []
    for size in SIZES:
        draw(size, work / f"{size}.png")
        pictures.append((size, (work / f"{size}.png").read_bytes()))
    target.write_bytes(ico(pictures))


def ico(pictures: list[tuple[int, bytes]]) -> bytes:
    """The file of pictures, each with its edge: 256 pixels at most."""
    head = struct.pack("<3H", 0, 1, len(pictures))
    place = len(head) + 16 * len(pictures)
    for size, picture in pictures:
        edge = size % 256  # a byte says it, and 0 stands for 256
        head += struct.pack("<4B2H2I", edge, edge, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    return head + b"".join(picture for _, picture in pictures)
