"""What can be done with a message, and what each of it is called."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from deeptrin_desktop.core.message import Message, ReplyState, Role

_MAY_RETRY = {ReplyState.FAILED, ReplyState.STOPPED, ReplyState.INTERRUPTED, ReplyState.INCOMPLETE}
_MAY_CONTINUE = {ReplyState.STOPPED, ReplyState.INTERRUPTED, ReplyState.INCOMPLETE, ReplyState.LENGTH}


class Action(Enum):
    """One thing to do with a message."""

    FOLD = auto()
    """Shows or hides the reasoning."""
    REMEDY = auto()
    """What an error offers, where that is no retry."""
    DETAILS = auto()
    """Copies all that is known of an error."""
    PREVIOUS = auto()
    NEXT = auto()
    USE = auto()
    """Goes on from this one of several choices."""
    COPY = auto()
    EDIT = auto()
    REGENERATE = auto()
    RETRY = auto()
    CONTINUE = auto()
    INSPECT = auto()

    @property
    def name_for_people(self) -> str:
        """What a screen reader and a tooltip call it. Empty for a remedy, which has a name of its own each time."""
        return {
            Action.FOLD: QCoreApplication.translate("Pane", "Reasoning"),
            Action.DETAILS: QCoreApplication.translate("Pane", "Copy details"),
            Action.PREVIOUS: QCoreApplication.translate("Pane", "Previous version"),
            Action.NEXT: QCoreApplication.translate("Pane", "Next version"),
            Action.USE: QCoreApplication.translate("Pane", "Use this choice"),
            Action.COPY: QCoreApplication.translate("Pane", "Copy message"),
            Action.EDIT: QCoreApplication.translate("Pane", "Edit message"),
            Action.REGENERATE: QCoreApplication.translate("Pane", "Regenerate"),
            Action.RETRY: QCoreApplication.translate("Pane", "Retry"),
            Action.CONTINUE: QCoreApplication.translate("Pane", "Continue"),
            Action.INSPECT: QCoreApplication.translate("Pane", "Inspect"),
        }.get(self, "")

    @property
    def icon(self) -> str:
        """Its picture in the window's family of icons; empty for what is drawn in words."""
        return _ICONS.get(self, "")


_ICONS = {
    Action.FOLD: "chevron-right",
    Action.PREVIOUS: "chevron-left",
    Action.NEXT: "chevron-right",
    Action.COPY: "copy",
    Action.EDIT: "edit",
    Action.REGENERATE: "regenerate",
    Action.RETRY: "refresh",
    Action.CONTINUE: "continue",
    Action.INSPECT: "inspect",
}


class Tab(NamedTuple):
    """Brings one of several choices to the front, where there is room for one at a time."""

    number: int
    """Of the choice, among those that stand side by side, from 0."""


STARTS_A_REPLY = frozenset({Action.EDIT, Action.REGENERATE, Action.RETRY, Action.CONTINUE})
"""What waits until the running reply has ended."""


@dataclass(frozen=True, slots=True)
class Version:
    """Which of its siblings a message is. Choices that stand side by side are one version."""

    all: tuple[tuple[str, ...], ...]
    """The ids of each version's messages."""
    index: int

    @property
    def previous(self) -> str | None:
        return self.all[self.index - 1][0] if self.index > 0 else None

    @property
    def next(self) -> str | None:
        return self.all[self.index + 1][0] if self.index + 1 < len(self.all) else None


def actions_below(message: Message, state: ReplyState | None, *, has_text: bool) -> tuple[Action, ...]:
    """What a message offers in the row below it, besides its versions. The state is `None` for what is no reply."""
    copy = (Action.COPY,) if has_text else ()
    if message.role is Role.USER:
        return (*copy, Action.EDIT)
    if state is None or message.role is Role.SYSTEM:
        return copy
    again = Action.RETRY if state in _MAY_RETRY else Action.REGENERATE
    go_on = (Action.CONTINUE,) if state in _MAY_CONTINUE and has_text else ()
    return (*copy, again, *go_on, Action.INSPECT)
