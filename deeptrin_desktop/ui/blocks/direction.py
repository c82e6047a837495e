"""Which way a text runs. Its first letter decides, as Unicode has it."""

import re
import unicodedata

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


def may_run_left(text: str) -> bool:
    """Whether some of it may run from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def runs_left(text: str) -> bool | None:
    """Whether the text as a whole runs from right to left; `None` while no letter says."""
    directions = (unicodedata.bidirectional(char) for char in text)
    return next((way != "L" for way in directions if way in {"L", "R", "AL"}), None)
