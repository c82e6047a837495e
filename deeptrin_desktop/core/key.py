"""API keys as people paste them, and keeping them out of every text."""

import json
from urllib.parse import quote

from deeptrin_desktop.core.errors import Failure, Kind, VaultError

HIDDEN = "[key]"
SHORTEST_SCRUBBED = 4
"""Characters. A shorter "key" (some local servers take any) would blot out half of every text."""

_IN_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})


def clean_key(text: str) -> str:
    """The key in a pasted text: without white space around it and without a leading `Bearer`.

    Raises VaultError (bad-key) when what is left is empty or cannot stand in an HTTP header: only visible ASCII may.
    """
    first, _, rest = text.strip().partition(" ")
    key = rest.strip() if first.lower() == "bearer" else text.strip()
    if not key or not all("!" <= char <= "~" for char in key):
        raise VaultError(Failure(Kind.BAD_KEY))
    return key


def forms_of(key: str) -> tuple[str, ...]:
    """The key as it stands in plain text, JSON, HTML and URLs; nothing for one that is too short to be looked for."""
    if len(key) < SHORTEST_SCRUBBED:
        return ()
    forms = (key, json.dumps(key)[1:-1], key.translate(_IN_HTML), quote(key, safe=""), quote(key))
    return tuple(dict.fromkeys(forms))


def scrub(text: str, *keys: str) -> str:
    """The text with every occurrence of the keys replaced by `HIDDEN`, in each of their forms."""
    for key in keys:
        for form in forms_of(key):
            text = text.replace(form, HIDDEN)
    return text
