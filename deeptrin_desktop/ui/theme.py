"""The one place where colours are written: tokens, and what makes the application's palette of them."""

import sys
from dataclasses import asdict, dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from deeptrin_desktop.ui.style_sheet import style_sheet


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme's colours as `#rrggbb`.

    Each text colour but `disabled` has at least 4.5:1 on `window`, `surface`, `code`, `user_box` and `generated`;
    `border` has 3:1.
    """

    window: str
    surface: str
    text: str
    muted: str
    accent: str
    """Also the focus ring and the selection."""
    on_accent: str
    hairline: str
    """Decoration; carries no meaning."""
    border: str
    """The edge of a control."""
    disabled: str
    code: str
    user_box: str
    generated: str
    """Behind what a model wrote in a document."""
    danger: str
    warning: str
    success: str
    keyword: str
    """From here on: what is coloured in code."""
    string: str
    number: str
    function: str
    type: str
    attribute: str


LIGHT = Colours(
    window="#F6F7F9",
    surface="#FFFFFF",
    text="#1B1F27",
    muted="#5A6372",
    accent="#2B5FD9",
    on_accent="#FFFFFF",
    hairline="#DDE1E8",
    border="#7F8896",
    disabled="#8A92A0",
    code="#F1F3F7",
    user_box="#E6EEFE",
    generated="#DFF3E8",
    danger="#B3261E",
    warning="#8A5A00",
    success="#1E7A45",
    keyword="#83308F",
    string="#1C6A3C",
    number="#94480A",
    function="#1F4FB8",
    type="#0B6270",
    attribute="#765000",
)
DARK = Colours(
    window="#15181E",
    surface="#1C2028",
    text="#E7EAF0",
    muted="#9BA5B5",
    accent="#7DA7FF",
    on_accent="#0E1420",
    hairline="#323947",
    border="#7A8699",
    disabled="#6B7484",
    code="#12151B",
    user_box="#22304D",
    generated="#1C3D31",
    danger="#FF8A80",
    warning="#F0B95A",
    success="#6FD39A",
    keyword="#D3A4F2",
    string="#8FD6A4",
    number="#F2B279",
    function="#8DB4FF",
    type="#7FD3DD",
    attribute="#E3C27A",
)


def colours_of(palette: QPalette) -> Colours:
    """The tokens that belong to a palette, told by how light it is.

    Asked is the one surface that no rule of a style sheet changes in a widget's own palette.
    """
    return DARK if palette.color(QPalette.ColorRole.ToolTipBase).lightness() < 128 else LIGHT


def prefers_dark(app: QApplication) -> bool:
    """Whether the desktop asks for a dark look."""
    return app.styleHints().colorScheme() is Qt.ColorScheme.Dark


def follow_desktop(app: QApplication) -> None:
    """Applies the theme that the desktop prefers, now and whenever that changes."""
    apply_theme(app, prefers_dark(app))
    app.styleHints().colorSchemeChanged.connect(lambda scheme: apply_theme(app, scheme is Qt.ColorScheme.Dark))


def apply_theme(app: QApplication, dark: bool) -> None:
    """Gives every window the light or the dark look, whatever the desktop's own palette says."""
    colours = DARK if dark else LIGHT
    if sys.platform != "linux":  # where it is the default, and asking for it costs a tenth of a bare window's start
        app.setStyle("Fusion")  # the one style that takes every colour from the palette
    app.setPalette(palette_of(colours))
    app.setStyleSheet(style_sheet(asdict(colours)))


def palette_of(colours: Colours) -> QPalette:
    """The tokens as Qt's palette roles."""
    palette = QPalette(QColor(colours.window))
    role = QPalette.ColorRole
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        disabled = group is QPalette.ColorGroup.Disabled
        text = colours.disabled if disabled else colours.text
        for it, colour in {
            role.Window: colours.window,
            role.Base: colours.surface,
            role.AlternateBase: colours.window,
            role.Button: colours.surface,
            role.ToolTipBase: colours.surface,
            role.WindowText: text,
            role.Text: text,
            role.ButtonText: text,
            role.ToolTipText: colours.text,
            role.BrightText: colours.danger,
            role.PlaceholderText: colours.disabled if disabled else colours.muted,
            role.Highlight: colours.hairline if disabled else colours.accent,
            role.HighlightedText: text if disabled else colours.on_accent,
            role.Accent: colours.accent,
            role.Link: colours.accent,
            role.LinkVisited: colours.accent,
            role.Light: colours.surface,
            role.Midlight: colours.hairline,
            role.Mid: colours.hairline,
            role.Dark: colours.border,
            role.Shadow: colours.hairline,
        }.items():
            palette.setColor(group, it, QColor(colour))
    return palette
