"""Bytes of Qt's window states as text that fits into JSON, and back from whatever was stored."""

import binascii
from base64 import b64decode, b64encode

from PySide6.QtCore import QByteArray


def as_text(state: QByteArray) -> str:
    return b64encode(state.data()).decode("ascii")


def as_bytes(stored: object) -> QByteArray:
    """What `as_text` made it of; empty, which restores nothing, for anything else."""
    if not isinstance(stored, str):
        return QByteArray()
    try:
        return QByteArray(b64decode(stored, validate=True))
    except (binascii.Error, ValueError):
        return QByteArray()
