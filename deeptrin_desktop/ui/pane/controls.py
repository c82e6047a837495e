"""Where the things to press of a message are: the fold of its reasoning, the buttons of its error, its actions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QFontMetricsF

from deeptrin_desktop.core.errors import Remedy
from deeptrin_desktop.ui.blocks.style import STEP, Face
from deeptrin_desktop.ui.pane.actions import STARTS_A_REPLY, Action, Tab, Version
from deeptrin_desktop.ui.pane.card import Card

_LABELLED = {Action.RETRY, Action.CONTINUE}
"""What a person looks for when a reply ended badly says in letters what it does."""
_PAD = 2 * STEP


@dataclass(frozen=True, slots=True)
class Control:
    """Something to press, and where: from the column's left edge and the top of its row."""

    action: Action | Tab
    name: str
    rect: QRect
    label: str = ""
    """Drawn in it; without one there is an icon alone."""
    enabled: bool = True
    always: bool = False
    """Whether it shows without the mouse or the focus on its message."""
    framed: bool = False
    marked: bool = False
    """Whether it is the one of several tabs that is in front."""


def fold_control(face: Face) -> Control:
    name = Action.FOLD.name_for_people
    rect = QRect(-STEP, 0, face.row + _advance(face, name) + _PAD, face.row)
    return Control(Action.FOLD, name, rect, name, always=True)


def card_controls(card: Card, face: Face, *, running: bool) -> Iterator[Control]:
    """The buttons of an error card: what may help, and copying its details."""
    remedy = card.failure.remedy
    starts_a_reply = remedy in (Remedy.RETRY, Remedy.UNSET_PARAMETER)
    offered = [(Action.DETAILS, Action.DETAILS.name_for_people, True)]
    if card.words.remedy:
        action = Action.RETRY if remedy is Remedy.RETRY else Action.REMEDY
        offered.insert(0, (action, card.words.remedy, not (running and starts_a_reply)))
    left = 0
    for action, name, enabled in offered:
        width = _advance(face, name) + 2 * _PAD
        rect = QRect(left, card.buttons_top, width, face.row)
        yield Control(action, name, rect, name, enabled=enabled, always=True, framed=True)
        left += width + _PAD


def controls_below(
    actions: tuple[Action, ...], version: Version, face: Face, *, running: bool, always: bool
) -> Iterator[Control]:
    """The row below a message: its versions, if there are several, and its actions. `always`: whether those show
    without the mouse or the focus, too.
    """
    labelled = _LABELLED if Action.USE not in actions else ()  # choices are narrow
    left = -STEP
    if len(version.all) > 1:
        for action, there in ((Action.PREVIOUS, version.previous), (Action.NEXT, version.next)):
            rect = QRect(left, 0, face.row, face.row)
            yield Control(action, action.name_for_people, rect, enabled=there is not None, always=True)
            left += face.row + (version_width(version, face) if action is Action.PREVIOUS else STEP)
    if Action.USE in actions:
        name = Action.USE.name_for_people
        rect = QRect(left + STEP, 0, _advance(face, name) + 2 * _PAD, face.row)
        yield Control(Action.USE, name, rect, name, enabled=not running, always=True, framed=True)
        left = rect.right() + 1 + _PAD
    for action in actions:
        if action is not Action.USE:
            name = action.name_for_people
            label = name if action in labelled else ""
            width = face.row + (_advance(face, label) + _PAD if label else 0)
            enabled = not (running and action in STARTS_A_REPLY)
            yield Control(action, name, QRect(left, 0, width, face.row), label, enabled=enabled, always=always)
            left += width + STEP


def tab_controls(count: int, front: int, face: Face) -> Iterator[Control]:
    """A tab for each of several choices."""
    left = 0
    for index in range(count):
        label = QCoreApplication.translate("Pane", "Choice {number}").format(number=index + 1)
        rect = QRect(left, 0, _advance(face, label) + 2 * _PAD, face.row)
        name = choice_name(index, count)
        yield Control(Tab(index), name, rect, label, always=True, marked=index == front)
        left += rect.width()


def choice_name(index: int, count: int) -> str:
    return QCoreApplication.translate("Pane", "Choice {number} of {count}").format(number=index + 1, count=count)


def in_lines(controls: Iterable[Control], width: int) -> Iterator[Control]:
    """Lets a row go on in further lines where it is wider than there is room for."""
    top = begun = 0
    for control in controls:
        if control.rect.right() - begun > width and control.rect.left() > begun:
            top, begun = top + control.rect.height(), control.rect.left()
        yield replace(control, rect=control.rect.translated(-begun, top)) if top else control


def version_label(version: Version) -> str:
    return QCoreApplication.translate("Pane", "{index}/{count}").format(index=version.index + 1, count=len(version.all))


def version_width(version: Version, face: Face) -> int:
    return _advance(face, version_label(version)) + STEP


def _advance(face: Face, text: str) -> int:
    return round(QFontMetricsF(face.font).horizontalAdvance(text) + 0.5)
