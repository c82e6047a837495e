"""Files of presets: what was written is read again, and whatever else is in a file is said in words."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.values import presets
from hypothesis import given
from hypothesis import strategies as st

from deeptrin_desktop.core.errors import Kind, TransferError
from deeptrin_desktop.core.parameters import Parameters, out_of_range
from deeptrin_desktop.core.preset import Preset
from deeptrin_desktop.transfer.preset_file import dump, load

FULL = Preset(
    "id",
    "Naïve \u2028 👩‍👩‍👧",
    "Be\nkind.",
    Parameters(
        temperature=0.5, n=2, stop=("\n", " "), logit_bias={"7": -1.5}, extra={"seed": 7, "deep": [{"a": None}]}
    ),
    "org/model",
)
sendable = presets.filter(lambda preset: bool(preset.name.strip()) and not out_of_range(preset.parameters))


def file_of(folder: Path, **fields: object) -> Path:
    path = folder / "presets.json"
    path.write_text(json.dumps({"format": "deeptrin-desktop-presets", "version": 1, **fields}))
    return path


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    dump([FULL, Preset("other", "Plain")], tmp_path / "presets.json")
    assert load(tmp_path / "presets.json") == (replace(FULL, id=""), Preset("", "Plain"))


@given(st.lists(sendable, max_size=3))
def test_any_presets_are_read_again(tmp_path_factory: pytest.TempPathFactory, written: list[Preset]) -> None:
    path = tmp_path_factory.mktemp("presets") / "presets.json"
    dump(written, path)
    assert load(path) == tuple(replace(preset, id="", name=preset.name.strip()) for preset in written)


def test_what_is_left_out_is_not_set(tmp_path: Path) -> None:
    assert load(file_of(tmp_path, presets=[{"name": "Bare"}])) == (Preset("", "Bare"),)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "there is nothing in it"),
        (b"<html>", "it is a web page or other markup, not JSON"),
        (b'{"format": ', "it ends in the middle"),
        (b"[]", "it is JSON, but holds no presets of this program"),
        (b'{"format": "deeptrin-desktop", "version": 1, "conversations": []}', "it is JSON, but holds no presets"),
        (b'{"format": "deeptrin-desktop-presets", "version": 0}', "it is of version 0, and this program reads 1 to 1"),
        (b'{"format": "deeptrin-desktop-presets", "version": [1]}', "its version is no whole number"),
        (b'{"\xff": 1}', "it is no text"),
    ],
)
def test_another_file_is_refused_in_words(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "presets.json"
    path.write_bytes(content)
    with pytest.raises(TransferError) as caught:
        load(path)
    assert caught.value.failure.kind is Kind.NOT_PRESETS
    assert said in caught.value.failure.said


@pytest.mark.parametrize(
    ("presets", "said"),
    [
        ([{"name": " "}], "a preset needs a name - at `$[0].name`"),
        ([{"model": "m"}], "name"),
        ([{"name": "a", "parameters": {"temperature": 3}}], "cannot be sent - at `$[0].parameters.temperature`"),
        ([{"name": "a", "parameters": {"temperature": "hot"}}], "$[0].parameters.temperature"),
        ([{"name": "a", "parameters": {"extra": {"model": "m"}}}], "cannot be sent - at `$[0].parameters.extra`"),
        ({}, "array"),
        (None, "array"),
    ],
)
def test_a_preset_that_makes_no_sense_is_refused_with_its_place(tmp_path: Path, presets: object, said: str) -> None:
    with pytest.raises(TransferError) as caught:
        load(file_of(tmp_path, presets=presets))
    assert caught.value.failure.kind is Kind.NOT_PRESETS
    assert said in caught.value.failure.said


def test_a_file_of_a_newer_version_is_another_error(tmp_path: Path) -> None:
    with pytest.raises(TransferError) as caught:
        load(file_of(tmp_path, version=2))
    assert caught.value.failure.kind is Kind.NEWER_FILE
    assert "version 2" in caught.value.failure.said


def test_a_file_that_cannot_be_read_or_written_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(TransferError) as caught:
        load(tmp_path / "nothing.json")
    assert caught.value.failure.kind is Kind.UNREADABLE
    with pytest.raises(TransferError) as caught:
        dump([FULL], tmp_path / "no" / "folder.json")
    assert caught.value.failure.kind is Kind.UNWRITABLE
