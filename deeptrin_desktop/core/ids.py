"""New names for new things."""

import os


def new_id() -> str:
    """32 hexadecimal digits that nothing else has."""
    return os.urandom(16).hex()
