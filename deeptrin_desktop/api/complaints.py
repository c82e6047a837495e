"""What a server says is wrong, read out of the shapes that servers use: OpenAI's, FastAPI's, plain text and HTML."""

import html
import re
from dataclasses import dataclass, replace

from deeptrin_desktop.api.fields import read_json, text_in
from deeptrin_desktop.core.errors import ApiError
from deeptrin_desktop.core.ports import Json

_TITLE = r"(?is)<(title|h1)\b[^>]*>(.*?)</\1"
_TAG = r"<[^>]*>"


@dataclass(frozen=True, slots=True)
class Complaint:
    """A server's own words, and the names that it gave beside them. Not yet scrubbed or cut."""

    said: str = ""
    code: str = ""
    """Its `code`, or its `type` where it gave no code."""
    kind: str = ""
    """Its `type`."""
    parameter: str = ""
    is_page: bool = False
    """True for an HTML page, which no API sends of itself."""


def complaint_in_body(body: bytes) -> Complaint:
    """Reads the body of an answer with an error status."""
    text = body.decode("utf-8", "replace").removeprefix("\ufeff").strip()
    if text.startswith("<"):
        return Complaint(heading(text), is_page=True)
    try:
        return complaint_in(read_json(text))
    except ApiError:
        return Complaint(text)


def complaint_in(value: Json) -> Complaint:
    """Reads `{"error": {...}}`, `{"error": "text"}`, `{"detail": ...}`, `{"object": "error", "message"}` or a text."""
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, dict):
        return Complaint(text_in(value))
    for name in ("error", "detail"):
        if inner := value.get(name):
            complaint = _complaint_of(inner)
            return complaint if complaint.said else replace(complaint, said=text_in(value.get("message")))
    return _complaint_of(value)


def heading(page: str) -> str:
    """The title of an HTML page, as text; empty when it has none."""
    found = re.search(_TITLE, page)
    return " ".join(html.unescape(re.sub(_TAG, "", found[2])).split()) if found else ""


def _complaint_of(value: Json) -> Complaint:
    if isinstance(value, list) and value:
        return _complaint_of(value[0])
    if not isinstance(value, dict):
        return Complaint(text_in(value))
    kind = _name(value.get("type"))
    return Complaint(
        said=text_in(value.get("message")) or text_in(value.get("msg")),
        code=_name(value.get("code")) or kind,
        kind=kind,
        parameter=_name(value.get("param")) or _place(value.get("loc")),
    )


def _name(value: Json) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _place(value: Json) -> str:
    """The field that FastAPI points at: `["body", "temperature"]` and the like."""
    parts = [_name(part) for part in value] if isinstance(value, list) else []
    return ".".join(parts[1:] if parts[:1] == ["body"] else parts)
