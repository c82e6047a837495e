"""Conversations to show, and a pane as a person meets it: what can be seen, and where a text stands."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deeptrin_desktop.core.conversation import Conversation
from deeptrin_desktop.core.errors import Failure
from deeptrin_desktop.core.message import Message, Reply, ReplyState, Role, Timings
from deeptrin_desktop.ui.pane import ConversationPane

NOW = datetime(2025, 3, 1, 12, 30, tzinfo=UTC)
SENTENCE = "What is being read stays where it is, whatever arrives below it or is measured above. "


def talk(
    *texts: str, identity: str = "c", state: ReplyState = ReplyState.DONE, failure: Failure | None = None
) -> Conversation:
    """Messages `m0`, `m1`, ... of the person and the model by turns; the last reply is in the given state."""
    conversation = Conversation(identity, NOW, NOW)
    for number, text in enumerate(texts):
        conversation = with_turn(conversation, text, state=state if number == len(texts) - 1 else ReplyState.DONE)
    last = conversation.replies.get(f"r{len(texts) - 1}")
    return conversation.with_reply(replace(last, failure=failure)) if last and failure else conversation


def with_turn(conversation: Conversation, text: str, *, state: ReplyState = ReplyState.DONE) -> Conversation:
    """One more message at the end, of whoever is to speak."""
    path = conversation.tree.path()
    number = len(path)
    parent = path[-1].id if path else None
    if number % 2 == 0:
        return conversation.with_message(Message(f"m{number}", Role.USER, text, NOW, parent))
    reply = Reply(f"r{number}", state, "a/model", Timings(NOW))
    message = Message(f"m{number}", Role.ASSISTANT, text, NOW, parent, reply=reply.id)
    return conversation.with_reply(reply).with_message(message)


def with_version(conversation: Conversation, message_id: str, new_id: str, text: str) -> Conversation:
    """Another version of a message, with a reply of its own, which is shown from now on; or the same one with another
    text.
    """
    message = replace(conversation.tree.messages[message_id], id=new_id, text=text)
    reply = conversation.reply_of(message)
    if new_id != message_id and reply is not None:
        reply = replace(reply, id=f"{reply.id} of {new_id}")
        conversation, message = conversation.with_reply(reply), replace(message, reply=reply.id)
    return with_picked(conversation.with_message(message), new_id)


def with_picked(conversation: Conversation, message_id: str) -> Conversation:
    return replace(conversation, tree=conversation.tree.with_picked(message_id))


def ended(conversation: Conversation, message_id: str, text: str, state: ReplyState = ReplyState.DONE) -> Conversation:
    """The reply has ended, and the conversation holds its text."""
    message = replace(conversation.tree.messages[message_id], text=text)
    reply = replace(conversation.replies[message.reply], state=state)
    return conversation.with_message(message).with_reply(reply)


def long_talk(messages: int = 60, *, identity: str = "long") -> Conversation:
    """Messages of different lengths, each of which says which one it is."""
    texts = [f"Number {number}. " + SENTENCE * (1 + number * 7 % 11) for number in range(messages)]
    return talk(*(text.replace("below", "below\n\n", 1) for text in texts), identity=identity)


def picture(pane: ConversationPane, top: int = 0, height: int | None = None) -> QImage:
    """What a part of the pane looks like."""
    room = pane.viewport().rect()
    part = QRect(0, top, room.width(), room.height() - top if height is None else height)
    image: QImage = pane.viewport().grab(part).toImage()
    return image


def messages(pane: ConversationPane) -> list[QAccessibleInterface]:
    """The messages as a screen reader finds them."""
    pane_itself = QAccessible.queryAccessibleInterface(pane)
    children = [pane_itself.child(index) for index in range(pane_itself.childCount())]
    return [child for child in children if child.role() is QAccessible.Role.ListItem]


def names(interfaces: Sequence[QAccessibleInterface]) -> list[str]:
    return [interface.text(QAccessible.Text.Name) for interface in interfaces]


def offered(message: QAccessibleInterface) -> dict[str, QAccessibleInterface]:
    """The enabled controls of a message by name."""
    buttons = [message.child(index) for index in range(message.childCount())]
    return {button.text(QAccessible.Text.Name): button for button in buttons if not button.state().disabled}


def click(pane: ConversationPane, button: QAccessibleInterface) -> None:
    """With the mouse, in its middle."""
    QTest.mouseClick(
        pane.viewport(), Qt.MouseButton.LeftButton, pos=pane.viewport().mapFromGlobal(button.rect().center())
    )


def place_of(pane: ConversationPane, message: int, text: str, *, after: bool = False) -> QPoint:
    """Where a piece of a message's text begins or ends, in the viewport."""
    reader = messages(pane)[message].textInterface()
    whole = reader.text(0, -1)
    start = whole.index(text) + after * (len(text) - 1)
    rect = reader.characterRect(len(whole[:start].encode("utf-16-le")) // 2)
    point = QPoint(rect.right() + 1 if after else rect.left(), rect.center().y())
    return pane.viewport().mapFromGlobal(point)


def drag(pane: ConversationPane, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(pane.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(pane.viewport(), (start + end) / 2)
    QTest.mouseMove(pane.viewport(), end)
    QTest.mouseRelease(pane.viewport(), Qt.MouseButton.LeftButton, pos=end)


def copied(pane: ConversationPane) -> str:
    """What Copy puts on the clipboard."""
    QApplication.clipboard().setText("nothing")
    pane.copy()
    return QApplication.clipboard().text()


def mouse(pane: ConversationPane, kind: QEvent.Type, point: QPoint) -> None:
    """One event of the left button, for what QTest has no word for."""
    left = Qt.MouseButton.LeftButton
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else left
    place = QPointF(point)
    where = QPointF(pane.viewport().mapToGlobal(point))
    event = QMouseEvent(kind, place, where, left, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(pane.viewport(), event)
