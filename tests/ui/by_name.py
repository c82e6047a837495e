"""Controls as a screen reader finds them, and the signals of a widget as they come."""

from typing import Any, TypeVar

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

T = TypeVar("T", bound=QWidget)


def name_of(widget: QWidget) -> str:
    """The accessible name, or the text of the button itself, or that of the label whose buddy it is."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton):
        return widget.text()
    labels = widget.window().findChildren(QLabel)
    return next((label.text() for label in labels if label.buddy() is widget), "")


def by_name(root: QWidget, kind: type[T], name: str) -> T:
    """The one control of that kind and name."""
    found = [widget for widget in root.findChildren(kind) if name_of(widget) == name]
    assert len(found) == 1, f"{len(found)} of {name}"
    return found[0]


def words(root: QWidget) -> str:
    """All that its labels say to whoever looks at it."""
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisibleTo(root))


class Heard:
    """What signals have said, in order: their arguments, bare where there is only one."""

    def __init__(self, *signals: SignalInstance) -> None:
        self.all: list[Any] = []
        for signal in signals:
            signal.connect(lambda *arguments: self.all.append(arguments[0] if len(arguments) == 1 else arguments))
