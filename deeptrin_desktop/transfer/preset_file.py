"""Presets in a file of their own, to keep or to pass on.

    {"format": "deeptrin-desktop-presets", "version": 1, "presets": [
        {"name", "system_prompt", "parameters": {"temperature": 0.2, ...}, "model"}, ...]}

What has its default is left out. Ids are a profile's own and do not travel.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from deeptrin_desktop.core.errors import Failure, Kind, TransferError
from deeptrin_desktop.core.parameters import Parameters, out_of_range
from deeptrin_desktop.core.preset import LONGEST_NAME, Preset
from deeptrin_desktop.transfer.json_file import LONGEST_SAID, NewerVersionError, check_version, json_in

FORMAT = "deeptrin-desktop-presets"
VERSION = 1
"""One more for every change that an older version of the app would misread."""


class _Preset(msgspec.Struct, frozen=True):
    name: str
    system_prompt: str = ""
    parameters: Parameters = Parameters()
    model: str = ""


def dump(presets: Sequence[Preset], path: Path) -> None:
    """Writes a file, in place of one that is there. Raises TransferError (unwritable)."""
    content = {"format": FORMAT, "version": VERSION, "presets": [_plain(preset) for preset in presets]}
    written = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    try:
        path.write_text(written, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise TransferError(Failure(Kind.UNWRITABLE, said=error.strerror or "", path=str(path))) from error


def load(path: Path) -> tuple[Preset, ...]:
    """Reads a file. The presets in it have no ids yet.

    Raises TransferError: unreadable, newer-file, or not-presets with what was found instead, and where.
    """
    try:
        return _presets_in(path.read_bytes())
    except OSError as error:
        kind, said = Kind.UNREADABLE, error.strerror or ""
    except NewerVersionError as error:
        kind, said = Kind.NEWER_FILE, str(error)
    except (msgspec.ValidationError, ValueError) as error:
        kind, said = Kind.NOT_PRESETS, str(error)
    raise TransferError(Failure(kind, said=said[:LONGEST_SAID], path=str(path)))


def _plain(preset: Preset) -> dict[str, Any]:
    parts = {
        "name": preset.name,
        "system_prompt": preset.system_prompt,
        "parameters": preset.parameters.as_body(),
        "model": preset.model,
    }
    return {name: part for name, part in parts.items() if part}


def _presets_in(content: bytes) -> tuple[Preset, ...]:
    found = json_in(content)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ValueError("it is JSON, but holds no presets of this program")
    check_version(found.get("version"), VERSION)
    entries = msgspec.convert(found.get("presets"), tuple[_Preset, ...])
    return tuple(_read(entry, f"$[{number}]") for number, entry in enumerate(entries))


def _read(entry: _Preset, place: str) -> Preset:
    name = entry.name.strip()[:LONGEST_NAME].rstrip()
    if not name:
        raise ValueError(f"a preset needs a name - at `{place}.name`")
    if bad := out_of_range(entry.parameters):
        raise ValueError(f"its value cannot be sent - at `{place}.parameters.{bad[0]}`")
    return Preset("", name, entry.system_prompt, entry.parameters, entry.model)
