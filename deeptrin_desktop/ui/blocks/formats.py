"""How runs of text and tokens of code look, as Qt's formats; each is made once for a style."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextLayout

from deeptrin_desktop.markdown.highlight import Kind, Token
from deeptrin_desktop.ui.blocks.direction import runs_left
from deeptrin_desktop.ui.blocks.style import Face, Style
from deeptrin_desktop.ui.blocks.utf16 import index_of, units
from deeptrin_desktop.ui.blocks.words import Dress, Run

_SMALL = 0.93
_ICON_GAP = 3
"""Pixels between the words of a picture and the icon behind them."""
_COLOURS = {
    Kind.COMMENT: "muted",
    Kind.KEYWORD: "keyword",
    Kind.STRING: "string",
    Kind.NUMBER: "number",
    Kind.FUNCTION: "function",
    Kind.TYPE: "type",
    Kind.CONSTANT: "number",
    Kind.ATTRIBUTE: "attribute",
    Kind.TAG: "keyword",
    Kind.HEADING: "function",
    Kind.ADDED: "success",
    Kind.REMOVED: "danger",
    Kind.MUTED: "muted",
}
"""By their names among a theme's colours."""

Range = QTextLayout.FormatRange


def ranges_of_runs(text: str, runs: Iterable[Run], face: Face, style: Style) -> list[Range]:
    return list(_ranges(text, _looks(text, runs, face, style)))


def icon_room(face: Face) -> int:
    """Pixels that are left for an icon behind the words of a picture."""
    return face.pixels + _ICON_GAP


def has_icon(text: str, run: Run) -> bool:
    """Whether an icon tells that it stands for a picture. Words from right to left have none: the letter that makes
    room for it would come apart from the others.
    """
    return run.dress.picture and not runs_left(text[run.start : run.end])


def _looks(text: str, runs: Iterable[Run], face: Face, style: Style) -> Iterator[tuple[int, int, QTextCharFormat]]:
    for run in runs:
        last = _last_letter(text, run.start, run.end) if has_icon(text, run) else run.end
        if last > run.start:
            yield run.start, last, _format_of(run.dress, face, style)
        if last < run.end:
            yield last, run.end, _format_before_icon(run.dress, face, style)


def _last_letter(text: str, start: int, end: int) -> int:
    """Where the last one begins, which may have accents."""
    if start == end or text[end - 1].isascii():
        return max(end - 1, start)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text[start:end])
    finder.toEnd()
    return start + index_of(text[start:end], max(finder.toPreviousBoundary(), 0))


def ranges_of_tokens(text: str, tokens: Iterable[Token], style: Style) -> list[Range]:
    """For the tokens of a text that starts with its first."""
    marked = ((token.start, token.start + token.length, _format_of_kind(token.kind, style)) for token in tokens)
    return list(_ranges(text, marked))


def _ranges(text: str, marked: Iterable[tuple[int, int, QTextCharFormat]]) -> Iterator[Range]:
    """Counts in Qt's units, in one pass."""
    count = len if units(text) == len(text) else units
    at = unit = 0
    for start, end, look in marked:
        made = QTextLayout.FormatRange()
        unit += count(text[at:start])
        made.start, made.length, made.format = unit, count(text[start:end]), look
        unit += made.length
        at = end
        yield made


@lru_cache(maxsize=500)
def _format_of(dress: Dress, face: Face, style: Style) -> QTextCharFormat:
    made = QTextCharFormat()
    if dress.strong:
        made.setFontWeight(QFont.Weight.Bold)
    if dress.emphasis:
        made.setFontItalic(True)
    if dress.struck:
        made.setFontStrikeOut(True)
    if dress.code or dress.raw:
        made.setFontFamilies(style.fixed.font.families())
        made.setFontPointSize(face.font.pointSizeF() * _SMALL)
    if dress.raised:
        made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    if dress.link:
        made.setForeground(QColor(style.colours.accent))
        made.setFontUnderline(True)
    elif dress.raw or dress.picture or dress.raised:
        made.setForeground(QColor(style.colours.muted))
    return made


@lru_cache(maxsize=100)
def _format_before_icon(dress: Dress, face: Face, style: Style) -> QTextCharFormat:
    made = QTextCharFormat(_format_of(dress, face, style))
    made.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
    made.setFontLetterSpacing(icon_room(face))
    return made


@lru_cache(maxsize=100)
def _format_of_kind(kind: Kind, style: Style) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(getattr(style.colours, _COLOURS[kind])))
    return made
