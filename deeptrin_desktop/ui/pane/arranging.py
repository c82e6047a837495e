"""Which rows a message is made of, and what can be pressed in them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from deeptrin_desktop.core.message import Role
from deeptrin_desktop.ui.pane.actions import STARTS_A_REPLY, Action, actions_below
from deeptrin_desktop.ui.pane.controls import (
    Control,
    card_controls,
    controls_below,
    fold_control,
    in_lines,
    tab_controls,
)
from deeptrin_desktop.ui.pane.rows import Kind
from deeptrin_desktop.ui.pane.scene import Scene

if TYPE_CHECKING:
    from deeptrin_desktop.ui.pane.entry import Entry


def controls_of(entry: "Entry", scene: Scene) -> Iterator[tuple[Kind, Control]]:
    """What can be pressed around its texts, with the rows that it is in."""
    face, running = scene.style.small, scene.running
    if scene.front:
        tabs = tab_controls(len(scene.choices), scene.choices.index(scene.front), face)
        yield from ((Kind.TABS, tab) for tab in in_lines(tabs, scene.width))
    if entry.reasoning:
        yield Kind.FOLD, fold_control(face)
    on_card = tuple(card_controls(entry.card, face, running=running)) if entry.card is not None else ()
    yield from ((Kind.CARD, control) for control in on_card)
    elsewhere = {control.action for control in on_card} | (STARTS_A_REPLY if entry.runs else set())
    offered = actions_below(entry.message, entry.state, has_text=bool(entry.text))
    if scene.choices and entry.text:
        offered = (Action.USE, *offered)
    below = tuple(action for action in offered if action not in elsewhere)
    always = entry.message.id == scene.last_id or bool(scene.choices)
    actions = controls_below(below, entry.version, face, running=running, always=always)
    yield from ((Kind.ACTIONS, control) for control in in_lines(actions, scene.width))


def rows_of(entry: "Entry", scene: Scene) -> Iterator[tuple[Kind, int]]:
    """From top to bottom, with their heights: 0 where the text decides. The controls are there already."""
    style = scene.style
    if scene.front:
        yield Kind.TABS, _height_of_controls(entry, Kind.TABS)
    if entry.message.role is not Role.USER:
        yield Kind.HEADING, style.small.pitch
    if entry.reasoning:
        yield Kind.FOLD, style.small.row
        if entry.shows_reasoning:
            yield Kind.REASONING, 0
    yield Kind.TEXT, 0
    if entry.state_text:
        yield Kind.STATE, style.small.pitch
    if entry.card is not None:
        yield Kind.CARD, entry.card.height
    if scene.choices:
        yield Kind.GAP, 0
    yield Kind.ACTIONS, max(_height_of_controls(entry, Kind.ACTIONS), style.small.row)


def _height_of_controls(entry: "Entry", row: Kind) -> int:
    return max((control.rect.bottom() + 1 for kind, control in entry.controls if kind is row), default=0)
