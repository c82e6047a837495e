"""What all that screen readers find in the pane has in common, and the notice, which belongs to no message."""

import weakref
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QRect, QSize
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWindow
from shiboken6 import Shiboken

if TYPE_CHECKING:
    from deeptrin_desktop.ui.pane.view import ConversationPane

NOTHING = cast("QAccessibleInterface", None)
"""What Qt takes for no interface; its type hints leave that out."""
_NO_POINTER = cast("int", Shiboken.VoidPtr(0))
"""Anything else that is false makes Qt call through a null pointer."""


class Part(QAccessibleInterface):
    """What all parts share: they belong to a pane, which may be gone before them, and are no objects of Qt's."""

    def __init__(self, pane: "ConversationPane") -> None:
        super().__init__()
        self._pane = weakref.ref(pane)

    @property
    def pane(self) -> "ConversationPane":
        pane = self._pane()
        assert pane is not None
        return pane

    def isValid(self) -> bool:
        pane = self._pane()
        return pane is not None and Shiboken.isValid(pane)

    def object(self) -> QObject:
        return cast("QObject", None)

    def window(self) -> QWindow:
        return self.pane.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self.pane)

    def childCount(self) -> int:
        return 0

    def child(self, _index: int) -> QAccessibleInterface:
        return NOTHING

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface:
        return NOTHING

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def setText(self, _which: QAccessible.Text, _text: str) -> None:
        pass

    def interface_cast(self, _type: QAccessible.InterfaceType) -> int:
        return _NO_POINTER

    def _on_screen(self, rect: QRect) -> QRect:
        viewport = self.pane.viewport()
        return QRect(viewport.mapToGlobal(rect.topLeft()), rect.size())

    def _mark_shown(self, state: QAccessible.State, rect: QRect, *, behind: bool = False) -> None:
        """`behind`: whether another choice is shown in its place."""
        state.offscreen = behind or not rect.intersects(self.pane.viewport().rect())
        state.invisible = state.offscreen or not self.pane.isVisible()


class NoticePart(Part):
    """The last announcement, for readers that speak what appears in this role."""

    said = ""

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Notification

    def text(self, which: QAccessible.Text) -> str:
        return self.said if which is QAccessible.Text.Name else ""

    def rect(self) -> QRect:
        return self._on_screen(QRect(self.pane.viewport().rect().bottomLeft(), QSize(1, 1)))

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        self._mark_shown(state, self.pane.viewport().rect())
        return state


def pointer_to(helper: Shiboken.Object) -> int:
    # A helper of its own for each interface: of a class with several, the pointer would be the first one's.
    return cast("int", Shiboken.VoidPtr(Shiboken.getCppPointer(helper)[0]))
