"""The mouse: selecting by letters, words and paragraphs across messages, also while text streams."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from ui.pane.talk import (
    SENTENCE,
    click,
    copied,
    drag,
    long_talk,
    messages,
    mouse,
    offered,
    picture,
    place_of,
    talk,
    with_turn,
)

from deeptrin_desktop.core.message import Delta, ReplyState
from deeptrin_desktop.ui.pane import ConversationPane
from deeptrin_desktop.ui.pane.pointing import bar_at

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
SHORT = talk(
    "What is a virtual list?", "It keeps what is visible.\n\nThe rest is estimated 😀 and exact later.", "Thanks!"
)


def test_dragging_selects_within_a_message(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    drag(pane, place_of(pane, 1, "keeps"), place_of(pane, 1, "visible", after=True))
    assert copied(pane) == "keeps what is visible"


def test_dragging_backwards_selects_the_same(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    drag(pane, place_of(pane, 1, "visible", after=True), place_of(pane, 1, "keeps"))
    assert copied(pane) == "keeps what is visible"


def test_dragging_selects_across_paragraphs_and_messages(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    drag(pane, place_of(pane, 0, "virtual"), place_of(pane, 2, "Thanks", after=True))
    text = "virtual list?\n\nIt keeps what is visible.\n\nThe rest is estimated 😀 and exact later.\n\nThanks"
    assert copied(pane) == text


def test_places_behind_an_emoji_are_right(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    drag(pane, place_of(pane, 1, "and exact"), place_of(pane, 1, "exact", after=True))
    assert copied(pane) == "and exact"


def test_a_click_selects_nothing(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    pane.select_all()
    QTest.mouseClick(pane.viewport(), LEFT, pos=place_of(pane, 1, "keeps"))
    assert copied(pane) == "nothing"


def test_shift_and_click_extend(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    QTest.mouseClick(pane.viewport(), LEFT, pos=place_of(pane, 1, "keeps"))
    QTest.mouseClick(pane.viewport(), LEFT, SHIFT, pos=place_of(pane, 1, "rest", after=True))
    assert copied(pane) == "keeps what is visible.\n\nThe rest"
    QTest.mouseClick(pane.viewport(), LEFT, SHIFT, pos=place_of(pane, 1, "what"))
    assert copied(pane) == "keeps "


def test_a_double_click_selects_a_word_and_a_third_one_the_paragraph(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    inside = place_of(pane, 1, "visible") + QPoint(8, 0)
    QTest.mouseDClick(pane.viewport(), LEFT, pos=inside)
    assert copied(pane) == "visible"
    QTest.mouseClick(pane.viewport(), LEFT, pos=inside)
    assert copied(pane) == "It keeps what is visible."


def test_dragging_after_a_double_click_goes_by_words(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    mouse(pane, QEvent.Type.MouseButtonDblClick, place_of(pane, 1, "what") + QPoint(8, 0))
    mouse(pane, QEvent.Type.MouseMove, place_of(pane, 1, "visible") + QPoint(8, 0))
    assert copied(pane) == "what is visible"
    mouse(pane, QEvent.Type.MouseMove, place_of(pane, 1, "keeps") + QPoint(8, 0))
    assert copied(pane) == "keeps what"
    mouse(pane, QEvent.Type.MouseButtonRelease, place_of(pane, 1, "keeps") + QPoint(8, 0))


def test_everything_is_copied_after_select_all(pane: ConversationPane) -> None:
    conversation = long_talk(40)
    pane.show_conversation(conversation, False)
    pane.select_all()
    assert copied(pane).split() == " ".join(message.text for message in conversation.tree.path()).split()


def test_a_selection_stays_while_text_streams(pane: ConversationPane, qtbot: QtBot) -> None:
    running = with_turn(SHORT, "Be", state=ReplyState.STREAMING)
    pane.show_conversation(running, True)
    drag(pane, place_of(pane, 1, "keeps"), place_of(pane, 3, "Be", after=True))
    before = copied(pane)
    for _ in range(3):
        with qtbot.waitSignal(pane.synced):
            pane.append([("m3", Delta(text="gin " + SENTENCE + "\n\n"))])
        assert copied(pane) == before
    pane.show_conversation(running, True)
    assert copied(pane) == before


def test_text_that_arrives_does_not_move_what_is_being_selected(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(talk("Hello", SENTENCE * 40, state=ReplyState.STREAMING), True)
    bar, viewport = pane.verticalScrollBar(), pane.viewport()
    before = bar.maximum()
    assert bar.value() == before
    QTest.mousePress(viewport, LEFT, pos=QPoint(100, 200))
    QTest.mouseMove(viewport, QPoint(200, 240))
    with qtbot.waitSignal(pane.text_coming):
        pane.append([("m1", Delta(text=SENTENCE * 20))])
    assert bar.value() == before < bar.maximum()
    QTest.mouseRelease(viewport, LEFT, pos=QPoint(200, 240))
    selected = copied(pane)
    with qtbot.waitSignal(pane.text_coming):
        pane.append([("m1", Delta(text=SENTENCE * 20))])
    assert (copied(pane), bar.value()) == (selected, before)


def test_a_click_does_not_end_the_following(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(talk("Hello", SENTENCE * 40, state=ReplyState.STREAMING), True)
    QTest.mousePress(pane.viewport(), LEFT, pos=QPoint(100, 200))
    with qtbot.waitSignal(pane.text_coming):
        pane.append([("m1", Delta(text=SENTENCE * 20))])
    QTest.mouseRelease(pane.viewport(), LEFT, pos=QPoint(100, 200))
    assert pane.verticalScrollBar().value() == pane.verticalScrollBar().maximum()


def test_what_is_selected_goes_with_its_messages(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    pane.select_all()
    pane.show_conversation(talk("Another", "conversation", identity="other"), False)
    assert copied(pane) == "nothing"


def test_a_drag_beyond_the_edge_scrolls_on(
    pane: ConversationPane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane.show_conversation(long_talk(), False)
    start = pane.verticalScrollBar().value()
    viewport = pane.viewport()
    beyond = QPoint(200, -40)
    monkeypatch.setattr(QCursor, "pos", lambda: viewport.mapToGlobal(beyond))
    QTest.mousePress(viewport, LEFT, pos=QPoint(200, 300))
    QTest.mouseMove(viewport, beyond)
    qtbot.waitUntil(lambda: pane.verticalScrollBar().value() < start - 200)
    QTest.mouseRelease(viewport, LEFT, pos=beyond)
    assert len(copied(pane)) > 500
    stopped = pane.verticalScrollBar().value()
    QApplication.processEvents()
    assert pane.verticalScrollBar().value() == stopped


@pytest.mark.parametrize("began_in", ["first", "before"])
def test_a_drag_beyond_the_side_scrolls_the_code_that_it_began_in(
    pane: ConversationPane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, began_in: str
) -> None:
    pane.show_conversation(talk("How?", f"before\n\n```\nfirst {'long ' * 60} last\n```"), False)
    viewport, start = pane.viewport(), place_of(pane, 1, began_in)
    beyond = QPoint(viewport.width() - 1, place_of(pane, 1, "first").y())
    monkeypatch.setattr(QCursor, "pos", lambda: viewport.mapToGlobal(beyond))
    QTest.mousePress(viewport, LEFT, pos=start)
    QTest.mouseMove(viewport, beyond)
    if began_in == "first":
        qtbot.waitUntil(lambda: copied(pane).endswith("last"))
    QTest.mouseRelease(viewport, LEFT, pos=beyond)
    assert (place_of(pane, 1, "first").x() < 0) == (began_in == "first")


def menu_at(
    pane: ConversationPane, at: QPoint, reason: QContextMenuEvent.Reason = QContextMenuEvent.Reason.Mouse
) -> tuple[QMenu, dict[str, QAction]]:
    """The context menu that opens there, and what it offers."""
    QApplication.sendEvent(pane.viewport(), QContextMenuEvent(reason, at, pane.viewport().mapToGlobal(at)))
    menu = pane.findChild(QMenu)
    assert menu is not None
    return menu, {action.text(): action for action in menu.actions() if action.text()}


def test_the_context_menu_offers_what_the_message_does(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(SHORT, False)
    menu, actions = menu_at(pane, place_of(pane, 1, "keeps"))
    assert list(actions) == ["Copy", "Copy as Markdown", "Select all", "Copy message", "Regenerate", "Inspect"]
    assert not actions["Copy"].isEnabled()
    assert not actions["Copy as Markdown"].isEnabled()
    actions["Copy message"].trigger()
    assert QApplication.clipboard().text() == SHORT.tree.messages["m1"].text
    menu.close()


def test_the_context_menu_copies_a_selection_as_markdown(pane: ConversationPane) -> None:
    pane.show_conversation(talk("Hi", "Some **bold** words"), False)
    pane.select_all()
    menu, actions = menu_at(pane, place_of(pane, 1, "bold"))
    actions["Copy as Markdown"].trigger()
    assert QApplication.clipboard().text() == "Hi\n\nSome **bold** words"
    menu.close()


@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_the_context_menu_of_a_link_copies_its_address(
    pane: ConversationPane, reason: QContextMenuEvent.Reason
) -> None:
    pane.show_conversation(talk("Hi", "See [this](https://a.example/x)"), False)
    pane.focus_message("m1")
    QTest.keyClick(pane, Qt.Key.Key_Tab)
    menu, actions = menu_at(pane, place_of(pane, 1, "this") + QPoint(3, 0), reason)
    assert "Open link…" in actions
    actions["Copy address"].trigger()
    assert QApplication.clipboard().text() == "https://a.example/x"
    menu.close()


def test_the_context_menu_of_the_keys_stays_in_the_pane(pane: ConversationPane) -> None:
    pane.show_conversation(talk("Hi", "A long reply.\n\n" * 100), False)
    pane.focus_message("m1")
    pane.show_end()
    menu, _ = menu_at(pane, QPoint(0, 0), QContextMenuEvent.Reason.Keyboard)
    assert pane.rect().contains(pane.mapFromGlobal(menu.pos()))
    menu.close()


def test_keys_go_on_from_the_message_whose_button_was_clicked(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    click(pane, offered(messages(pane)[1])["Copy message"])
    QTest.keyClick(pane, Qt.Key.Key_Tab)
    assert messages(pane)[1].focusChild() is not None


def test_the_cursor_tells_text_from_buttons(pane: ConversationPane) -> None:
    pane.show_conversation(SHORT, False)
    QTest.mouseMove(pane.viewport(), place_of(pane, 1, "keeps"))
    assert pane.viewport().cursor().shape() is Qt.CursorShape.IBeamCursor
    QTest.mouseMove(pane.viewport(), QPoint(2, 2))
    assert pane.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor


@pytest.mark.parametrize(
    "block", ["```\n" + "wide " * 200 + "\n```", "|" + "wide words|" * 40 + "\n" + "|-" * 40 + "|"]
)
def test_the_scroll_bar_of_a_block_is_dragged(pane: ConversationPane, block: str) -> None:
    pane.show_conversation(talk("Hello", f"{block}\n\nAfter it."), False)
    bar = next(found for y in range(600) if (found := bar_at(pane.page, QPoint(200, y))) is not None)[1]
    viewport, held = pane.viewport(), bar.thumb.center()
    QTest.mouseMove(viewport, held)
    assert viewport.cursor().shape() is Qt.CursorShape.ArrowCursor
    before = picture(pane)
    drag(pane, held, held + QPoint(100, 40))
    assert bar.thumb.center().x() == pytest.approx(held.x() + 100, abs=1)
    assert picture(pane) != before
    assert copied(pane) == "nothing"
    drag(pane, bar.thumb.center(), bar.thumb.center() + QPoint(5_000, 0))
    assert bar.pan.shift == bar.pan.extent
    QTest.mouseClick(viewport, LEFT, pos=bar.track.center())
    assert bar.thumb.center().x() == pytest.approx(bar.track.center().x(), abs=3)
    drag(pane, place_of(pane, 1, "After"), place_of(pane, 1, "After", after=True))
    assert copied(pane) == "After"
