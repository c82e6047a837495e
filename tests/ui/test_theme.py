"""Colours: readable on every surface, written in one place, and told apart by the palette alone."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from deeptrin_desktop import ui
from deeptrin_desktop.ui.theme import DARK, LIGHT, Colours, apply_theme, colours_of, palette_of

THEMES = [LIGHT, DARK]
TEXTS = ["text", "muted", "accent", "danger", "warning", "success"]
CODE = ["keyword", "string", "number", "function", "type", "attribute"]
SURFACES = ["window", "surface", "code", "user_box", "generated"]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("text", TEXTS + CODE)
@pytest.mark.parametrize("surface", SURFACES)
def test_text_can_be_read(theme: Colours, text: str, surface: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, surface)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_edges_and_text_on_accent_can_be_seen(theme: Colours) -> None:
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    assert contrast(theme.border, theme.window) >= 3
    assert contrast(theme.border, theme.surface) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_a_palette_tells_its_theme(theme: Colours) -> None:
    assert colours_of(palette_of(theme)) is theme


def test_a_living_window_follows_a_change(qapp: QApplication) -> None:
    label = QLabel("text")
    apply_theme(qapp, dark=True)
    assert colours_of(label.palette()) is DARK
    apply_theme(qapp, dark=False)
    assert colours_of(label.palette()) is LIGHT


def test_colours_are_written_in_one_module() -> None:
    package = Path(ui.__file__).parent
    sources = {path.name: path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    assert {name for name, source in sources.items() if re.search("#[0-9A-Fa-f]{6}", source)} == {"theme.py"}


def test_a_style_sheet_does_not_hide_the_theme(qapp: QApplication) -> None:
    label = QLabel("text")
    label.setStyleSheet("background: transparent; color: white")
    label.ensurePolished()
    assert colours_of(label.palette()) is LIGHT
