"""Several choices of a reply: side by side where there is room for them, behind tabs where there is not."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ui.by_name import Heard
from ui.pane.beside import decided, with_choices
from ui.pane.talk import (
    SENTENCE,
    click,
    copied,
    drag,
    messages,
    names,
    offered,
    picture,
    place_of,
    talk,
    with_picked,
    with_turn,
)

from deeptrin_desktop.core.errors import Failure, Kind
from deeptrin_desktop.core.message import Delta, ReplyState
from deeptrin_desktop.ui.find_bar import FindBar
from deeptrin_desktop.ui.pane import ConversationPane
from deeptrin_desktop.ui.pane.actions import Action

ASKED = talk("Three, please.")
THREE = with_choices(ASKED, "One.", "Two goes on. " * 40, "Three.")
STREAMING = with_choices(ASKED, "", "", "", state=ReplyState.STREAMING)
WIDE, NARROW = (1000, 600), (500, 600)


@pytest.fixture
def wide(pane: ConversationPane) -> ConversationPane:
    pane.resize(*WIDE)
    return pane


@pytest.fixture
def narrow(pane: ConversationPane) -> ConversationPane:
    pane.resize(*NARROW)
    return pane


def described(pane: ConversationPane, index: int) -> str:
    text: str = messages(pane)[index].text(QAccessible.Text.Description)
    return text


def source(pane: ConversationPane, message_id: str) -> str:
    """A message's text as it came."""
    pane.press(message_id, Action.COPY)
    return QApplication.clipboard().text()


def shown(pane: ConversationPane) -> list[str]:
    """The messages that are to be seen, by the first word after their speaker's."""
    seen = [message for message in messages(pane) if not message.state().offscreen]
    return [name.split(": ")[0] for name in names(seen)]


def test_choices_stand_side_by_side_each_with_its_name(wide: ConversationPane) -> None:
    wide.show_conversation(THREE, False)
    first, second, third = names(messages(wide))[1:]
    assert (first, third) == ("Choice 1 of 3: One.", "Choice 3 of 3: Three.")
    assert second == f"Choice 2 of 3: {'Two goes on. ' * 40}".strip()
    rects = [message.rect() for message in messages(wide)[1:]]
    assert len({(rect.top(), rect.height()) for rect in rects}) == 1
    assert rects[0].left() < rects[0].right() <= rects[1].left() < rects[1].right() <= rects[2].left()
    assert all(wide.rect().contains(wide.mapFromGlobal(rect.center())) for rect in rects)
    assert len({offered(message)["Use this choice"].rect().top() for message in messages(wide)[1:]}) == 1


def test_one_of_them_says_that_it_goes_on(wide: ConversationPane) -> None:
    wide.show_conversation(THREE, False)
    assert ["Goes on" in described(wide, index) for index in (1, 2, 3)] == [True, False, False]


def test_a_choice_is_used(wide: ConversationPane) -> None:
    wide.show_conversation(THREE, False)
    heard = Heard(wide.choice_used)
    click(wide, offered(messages(wide)[2])["Use this choice"])
    assert heard.all == ["b"]
    wide.show_conversation(decided(THREE, "b"), False)
    assert len(messages(wide)) == 2
    assert names(messages(wide))[1].startswith("Assistant: Two")
    assert {"Previous version", "Next version"} <= set(offered(messages(wide)[1]))
    assert "Use this choice" not in offered(messages(wide)[1])


def test_choices_of_which_nothing_came_are_one_message(wide: ConversationPane) -> None:
    waiting = with_choices(ASKED, "", "", "", state=ReplyState.WAITING)
    wide.show_conversation(waiting, True)
    assert shown(wide) == ["You", "Choice 1 of 3", "Choice 2 of 3", "Choice 3 of 3"]
    failed = replace(waiting.replies["r"], state=ReplyState.FAILED, failure=Failure(Kind.KEY_REFUSED))
    wide.show_conversation(waiting.with_reply(failed), False)
    assert shown(wide) == ["You", "Assistant"]
    assert "Next version" not in offered(messages(wide)[1])


def test_what_follows_shows_the_one_that_it_follows(wide: ConversationPane) -> None:
    wide.show_conversation(THREE, False)
    wide.show_conversation(with_turn(THREE, "And then?"), False)
    assert names(messages(wide)) == ["You: Three, please.", "Assistant: One.", "You: And then?"]


def test_choices_count_as_one_among_other_versions(wide: ConversationPane) -> None:
    alone = with_turn(ASKED, "Alone.")
    both = with_choices(ASKED, "One.", "Two.").with_reply(alone.replies["r1"])
    wide.show_conversation(with_picked(both.with_message(alone.tree.messages["m1"]), "a"), False)
    assert all("Previous version" not in offered(message) for message in messages(wide))
    heard = Heard(wide.version_chosen)
    click(wide, offered(messages(wide)[2])["Next version"])
    assert heard.all == ["m1"]


def test_each_choice_streams_and_ends_by_itself(wide: ConversationPane, qtbot: QtBot) -> None:
    wide.show_conversation(STREAMING, True)
    with qtbot.waitSignal(wide.synced):
        wide.append([("b", Delta(1, "Two")), ("a", Delta(0, "One")), ("b", Delta(1, finish_reason="length"))])
    assert names(messages(wide))[1:] == ["Choice 1 of 3: One", "Choice 2 of 3: Two", "Choice 3 of 3: "]
    assert [message.state().busy for message in messages(wide)[1:]] == [1, 0, 1]
    assert described(wide, 2).endswith("\nLength limit reached")
    assert "Receiving" in described(wide, 3)
    assert not any("Use this choice" in offered(message) for message in messages(wide))


def test_a_choice_that_nobody_asked_for_joins_them(wide: ConversationPane, qtbot: QtBot) -> None:
    wide.show_conversation(with_choices(ASKED, "", state=ReplyState.STREAMING), True)
    with qtbot.waitSignal(wide.synced):
        wide.append([("a", Delta(0, "One"))])
    wide.show_conversation(with_choices(ASKED, "One", "Two", state=ReplyState.STREAMING), True)
    with qtbot.waitSignal(wide.synced):
        wide.append([("b", Delta(1, " and")), ("a", Delta(0, " too"))])
    assert names(messages(wide))[1:] == ["Choice 1 of 2: One too", "Choice 2 of 2: Two and"]


@pytest.mark.parametrize("width", [WIDE[0], NARROW[0]])
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_interleaving_gives_the_same_choices(pane: ConversationPane, width: int, data: st.DataObject) -> None:
    pane.resize(width, 600)
    texts = data.draw(st.lists(st.text("ab *\n`|-#", max_size=60).map("x".__add__), min_size=2, max_size=4))
    pane.show_conversation(None, False)
    running = with_choices(ASKED, *("" for _ in texts), state=ReplyState.STREAMING)
    pane.show_conversation(running, True)
    left = list(texts)
    while any(left):
        index = data.draw(st.sampled_from([number for number, text in enumerate(left) if text]))
        count = data.draw(st.integers(1, len(left[index])))
        pane.append([(chr(ord("a") + index), Delta(index, left[index][:count]))])
        left[index] = left[index][count:]
        if data.draw(st.booleans(), label="a frame is due"):
            pane.show_arrived()
        if data.draw(st.booleans(), label="shown again"):
            pane.show_conversation(running, True)
    pane.show_arrived()
    assert [source(pane, chr(ord("a") + index)) for index in range(len(texts))] == texts
    streamed = [message.textInterface().text(0, -1) for message in messages(pane)]
    pane.show_conversation(with_choices(ASKED, *texts), False)
    ended = [message.textInterface().text(0, -1) for message in messages(pane)]
    pane.show_conversation(None, False)
    pane.show_conversation(with_choices(ASKED, *texts), False)
    opened = [message.textInterface().text(0, -1) for message in messages(pane)]
    assert [text.rstrip() for text in ended] == [text.rstrip() for text in opened]
    assert len(streamed) == len(opened)


def test_a_narrow_pane_shows_one_at_a_time_behind_tabs(narrow: ConversationPane) -> None:
    narrow.show_conversation(THREE, False)
    assert shown(narrow) == ["You", "Choice 1 of 3"]
    tabs = [name for name in offered(messages(narrow)[1]) if name.startswith("Choice")]
    assert tabs == ["Choice 1 of 3", "Choice 2 of 3", "Choice 3 of 3"]
    tab = offered(messages(narrow)[1])["Choice 3 of 3"]
    assert tab.role() is QAccessible.Role.PageTab
    click(narrow, tab)
    assert shown(narrow) == ["You", "Choice 3 of 3"]
    assert offered(messages(narrow)[3])["Choice 3 of 3"].state().selected
    narrow.resize(*WIDE)
    assert shown(narrow) == ["You", "Choice 1 of 3", "Choice 2 of 3", "Choice 3 of 3"]


def on_screen(pane: ConversationPane) -> QImage:
    """What of the pane was drawn at some time and was moved since."""
    room = pane.viewport().geometry()
    grabbed = pane.screen().grabWindow(pane.winId(), room.x(), room.y(), room.width(), room.height())
    return grabbed.toImage().convertToFormat(QImage.Format.Format_RGB32)


def test_tabs_stay_in_view_while_a_long_choice_is_read(narrow: ConversationPane) -> None:
    narrow.show_conversation(with_choices(ASKED, SENTENCE * 60, SENTENCE * 80, "Short."), False)
    bar, line = narrow.verticalScrollBar(), narrow.verticalScrollBar().singleStep()
    for place in (0, line, 2 * line, 3 * line, 10 * line, 11 * line, 2 * line, bar.maximum()):
        bar.setValue(place)
        QApplication.processEvents()
        tabs = [offered(messages(narrow)[1])[f"Choice {number} of 3"] for number in (1, 2, 3)]
        assert not any(tab.state().offscreen for tab in tabs)
        assert on_screen(narrow) == picture(narrow)
    click(narrow, tabs[1])
    assert shown(narrow) == ["Choice 2 of 3"]
    assert offered(messages(narrow)[2])["Choice 2 of 3"].state().selected


def test_what_the_keys_reach_does_not_hide_behind_the_tabs(narrow: ConversationPane) -> None:
    linked = f"[one](https://a.example)\n\n{SENTENCE * 40}\n\n[two](https://b.example)\n\n{SENTENCE * 40}"
    narrow.show_conversation(with_choices(ASKED, linked, "Short."), False)
    narrow.focus_message("a")
    for _ in range(4):
        QTest.keyClick(narrow, Qt.Key.Key_Tab)
    narrow.verticalScrollBar().setValue(narrow.verticalScrollBar().maximum())
    QTest.keyClick(narrow, Qt.Key.Key_Backtab)
    message = messages(narrow)[1]
    tab, link = offered(message)["Choice 1 of 2"], offered(message)["one"]
    assert link.state().focused
    assert not link.rect().intersects(tab.rect())


def test_a_choice_behind_a_tab_can_be_used_by_a_screen_reader(narrow: ConversationPane, qtbot: QtBot) -> None:
    narrow.show_conversation(THREE, False)
    button = offered(messages(narrow)[2])["Use this choice"]
    assert button.state().offscreen
    with qtbot.waitSignal(narrow.choice_used) as used:
        button.actionInterface().doAction(button.actionInterface().pressAction())
    assert used.args == ["b"]


def test_what_is_behind_a_tab_is_out_of_sight_for_a_screen_reader(narrow: ConversationPane) -> None:
    narrow.show_conversation(with_choices(ASKED, "[one](https://a.example)", "[two](https://b.example)"), False)
    _, front, behind = messages(narrow)
    assert not offered(front)["one"].state().offscreen
    assert offered(behind)["two"].state().offscreen


def test_a_choice_behind_a_tab_grows_all_the_same(narrow: ConversationPane, qtbot: QtBot) -> None:
    narrow.show_conversation(STREAMING, True)
    with qtbot.waitSignal(narrow.synced):
        narrow.append([("a", Delta(0, "One")), ("c", Delta(2, SENTENCE * 30))])
    before = picture(narrow)
    with qtbot.waitSignal(narrow.text_coming):
        narrow.append([("c", Delta(2, SENTENCE * 30))])
    assert picture(narrow) == before
    click(narrow, offered(messages(narrow)[1])["Choice 3 of 3"])
    assert shown(narrow)[-1] == "Choice 3 of 3"
    assert messages(narrow)[3].textInterface().text(0, -1) == (SENTENCE * 60).strip()
    assert picture(narrow) != before


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_keys_go_from_choice_to_choice_and_use_one(pane: ConversationPane, size: tuple[int, int]) -> None:
    pane.resize(*size)
    pane.show_conversation(THREE, False)
    pane.focus_message("m0")
    for key, current in (
        (Qt.Key.Key_Down, "Choice 1 of 3"),
        (Qt.Key.Key_Right, "Choice 2 of 3"),
        (Qt.Key.Key_Right, "Choice 3 of 3"),
        (Qt.Key.Key_Right, "Choice 3 of 3"),
        (Qt.Key.Key_Left, "Choice 2 of 3"),
        (Qt.Key.Key_Down, "Choice 2 of 3"),
    ):
        QTest.keyClick(pane, key)
        [focused] = [message for message in messages(pane) if message.state().focused]
        assert focused.text(QAccessible.Text.Name).startswith(current)
        assert not focused.state().offscreen
    heard = Heard(pane.choice_used)
    QTest.keyClick(pane, Qt.Key.Key_Return)
    assert heard.all == ["b"]
    pane.show_conversation(decided(THREE, "b"), False)
    [focused] = [message for message in messages(pane) if message.state().focused]
    assert focused.text(QAccessible.Text.Name).startswith("Assistant: Two")
    QTest.keyClick(pane, Qt.Key.Key_Up)
    assert messages(pane)[0].state().focused


def test_a_drag_stays_in_the_choice_that_it_began_in(wide: ConversationPane) -> None:
    wide.show_conversation(THREE, False)
    drag(wide, place_of(wide, 1, "One"), place_of(wide, 2, "goes") + QPoint(0, 60))
    assert copied(wide) == "One."
    drag(wide, place_of(wide, 0, "please"), place_of(wide, 1, "One", after=True))
    assert copied(wide) == "please.\n\nOne"
    wide.select_all()
    assert copied(wide).endswith("Three.")


def test_the_mouse_meets_the_choice_under_it(wide: ConversationPane) -> None:
    wide.show_conversation(THREE, False)
    for index, word in ((1, "One"), (2, "goes"), (3, "Three")):
        point = place_of(wide, index, word) + QPoint(4, 0)
        QTest.mouseDClick(wide.viewport(), Qt.MouseButton.LeftButton, pos=point)
        assert copied(wide) == word
        QTest.qWait(0)


def test_the_longest_choice_is_followed_and_the_others_keep_their_place(wide: ConversationPane, qtbot: QtBot) -> None:
    wide.show_conversation(STREAMING, True)
    bar = wide.verticalScrollBar()
    for _ in range(3):
        with qtbot.waitSignal(wide.synced):
            wide.append([("a", Delta(0, "Short. ")), ("b", Delta(1, SENTENCE * 20 + "\n\n"))])
        assert bar.value() == bar.maximum()
    bar.setValue(bar.maximum() // 2)
    line = place_of(wide, 2, "whatever")
    with qtbot.waitSignal(wide.synced):
        wide.append([("a", Delta(0, SENTENCE * 90)), ("c", Delta(2, SENTENCE))])
    assert place_of(wide, 2, "whatever") == line


def test_nothing_jumps_when_a_long_choice_is_used(wide: ConversationPane) -> None:
    long = with_choices(ASKED, SENTENCE * 60, SENTENCE * 40)
    wide.show_conversation(long, False)
    button = offered(messages(wide)[2])["Use this choice"]
    top = button.rect().top()
    click(wide, button)
    wide.show_conversation(decided(long, "b"), False)
    after = offered(messages(wide)[1])["Copy message"].rect().top()
    assert after == top


def test_a_word_that_is_found_behind_a_tab_comes_to_the_front(narrow: ConversationPane, qtbot: QtBot) -> None:
    narrow.show_conversation(THREE, False)
    narrow.open_find()
    (bar,) = narrow.findChildren(FindBar)
    bar.field.setText("Three.")
    qtbot.waitUntil(lambda: shown(narrow) == ["You", "Choice 3 of 3"])
    assert copied(narrow) == "Three."


def test_many_choices_have_tabs_in_several_lines(narrow: ConversationPane) -> None:
    narrow.show_conversation(with_choices(ASKED, *(f"Number {number}" for number in range(20))), False)
    tabs = [tab for name, tab in offered(messages(narrow)[1]).items() if name.startswith("Choice")]
    assert len(tabs) == 20
    assert len({tab.rect().top() for tab in tabs}) > 1
    assert all(narrow.viewport().rect().contains(narrow.mapFromGlobal(tab.rect().bottomRight())) for tab in tabs)
    click(narrow, tabs[17])
    assert shown(narrow)[-1] == "Choice 18 of 20"
