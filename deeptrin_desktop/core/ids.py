"""New names for new things."""

from uuid import uuid4


def new_id() -> str:
    """32 hexadecimal digits that nothing else has."""
    return uuid4().hex
