"""Replies as Markdown in the pane: links through their gate, code and its buttons, and what the clipboard is given."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDesktopServices, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QTextEdit
from pytestqt.qtbot import QtBot
from ui.pane.talk import click, copied, drag, ended, messages, offered, picture, place_of, talk

from deeptrin_desktop.core.message import Delta, ReplyState
from deeptrin_desktop.ui.link_gate import LinkGate
from deeptrin_desktop.ui.pane import ConversationPane
from deeptrin_desktop.ui.pane.clipping import MARKDOWN
from deeptrin_desktop.ui.theme import colours_of

LINKS = talk("Where?", "See [the site](https://a.example/x) and **[another](http://b.example)**.\n\n- in a list")
CODE = talk("How?", "Like this:\n\n```python\nprint(1)\n" + "x = 'long' " * 40 + "\n```\n\nThat is it.")
KEY = Qt.Key


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was handed to the system."""
    addresses: list[str] = []

    def open_url(url: QUrl) -> bool:
        addresses.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return addresses


def gate(pane: ConversationPane) -> LinkGate:
    (found,) = [dialog for dialog in pane.findChildren(LinkGate) if dialog.isVisible()]
    return found


def shown_address(dialog: LinkGate) -> str:
    (field,) = dialog.findChildren(QPlainTextEdit)
    return field.toPlainText()


def button(dialog: LinkGate, text: str) -> QPushButton | None:
    return next((each for each in dialog.findChildren(QPushButton) if each.text() == text), None)


def clipboard() -> QMimeData:
    return QApplication.clipboard().mimeData()


def follow(pane: ConversationPane, text: str) -> LinkGate:
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=place_of(pane, 1, text) + QPoint(3, 0))
    return gate(pane)


def test_a_link_is_opened_only_after_it_was_shown(pane: ConversationPane, opened: list[str]) -> None:
    pane.show_conversation(LINKS, False)
    dialog = follow(pane, "the site")
    assert shown_address(dialog) == "https://a.example/x"
    assert opened == []
    confirm = button(dialog, "Open")
    assert confirm is not None
    confirm.click()
    assert opened == ["https://a.example/x"]


def test_a_link_can_be_left_or_copied(pane: ConversationPane, opened: list[str]) -> None:
    pane.show_conversation(LINKS, False)
    dialog = follow(pane, "the site")
    QTest.keyClick(dialog, KEY.Key_Escape)
    assert not dialog.isVisible()
    dialog = follow(pane, "another")
    copy = button(dialog, "Copy address")
    assert copy is not None
    copy.click()
    assert QApplication.clipboard().text() == "http://b.example"
    assert opened == []


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x", "//b.example/x", "x.html"]
)
def test_what_is_no_address_of_the_web_or_of_mail_is_refused(
    pane: ConversationPane, opened: list[str], target: str
) -> None:
    pane.show_conversation(talk("Where?", f"a [link](<{target}>) here"), False)
    children = [messages(pane)[1].child(index) for index in range(messages(pane)[1].childCount())]
    links = [child for child in children if child.role() is QAccessible.Role.Link]
    if not links:
        return  # the parser takes it for no link at all
    dialog = follow(pane, "link")
    assert button(dialog, "Open") is None
    assert button(dialog, "Copy address") is not None
    QTest.keyClick(dialog, KEY.Key_Return)
    assert opened == []


def test_a_link_that_says_another_address_than_it_leads_to_is_told_of(
    pane: ConversationPane, opened: list[str]
) -> None:
    pane.show_conversation(talk("Where?", "go to [www.bank.example](https://evil.example/) now"), False)
    dialog = follow(pane, "www.bank")
    assert any("evil.example" in label.text() for label in dialog.findChildren(QLabel))
    confirm = button(dialog, "Open")
    assert confirm is not None
    assert not confirm.isDefault()


def test_a_user_s_name_that_looks_like_the_host_is_told_of(pane: ConversationPane, opened: list[str]) -> None:
    pane.show_conversation(talk("Where?", "go [there](https://bank.example:x@evil.example/)"), False)
    dialog = follow(pane, "there")
    assert any("evil.example" in label.text() for label in dialog.findChildren(QLabel))
    QTest.keyClick(dialog, KEY.Key_Return)
    assert opened == []


@pytest.mark.parametrize("target", ["https://a.example/b.png", "data:image/png;base64,AAAA"])
def test_a_picture_is_opened_like_a_link(pane: ConversationPane, opened: list[str], target: str) -> None:
    pane.show_conversation(talk("Where?", f"this ![picture]({target})"), False)
    dialog = follow(pane, "picture")
    assert shown_address(dialog) == target
    QTest.keyClick(dialog, KEY.Key_Return)
    assert opened == [target] * target.startswith("https:")


def test_selecting_over_a_link_opens_nothing(pane: ConversationPane) -> None:
    pane.show_conversation(LINKS, False)
    drag(pane, place_of(pane, 1, "the site"), place_of(pane, 1, "site", after=True))
    assert copied(pane) == "the site"
    assert not pane.findChildren(LinkGate)


def test_links_are_reached_by_keys(pane: ConversationPane, opened: list[str]) -> None:
    pane.show_conversation(LINKS, False)
    pane.focus_message("m1")
    before = picture(pane)
    QTest.keyClick(pane, KEY.Key_Tab)
    assert picture(pane) != before
    QTest.keyClick(pane, KEY.Key_Tab)
    QTest.keyClick(pane, KEY.Key_Return)
    dialog = gate(pane)
    assert shown_address(dialog) == "http://b.example"
    QTest.keyClick(dialog, KEY.Key_Return)
    assert opened == ["http://b.example"]
    QTest.keyClick(pane, KEY.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(pane, KEY.Key_Return)
    assert shown_address(gate(pane)) == "https://a.example/x"


def test_screen_readers_find_links_and_press_them(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(LINKS, False)
    message = messages(pane)[1]
    children = [message.child(index) for index in range(message.childCount())]
    links = [child for child in children if child.role() is QAccessible.Role.Link]
    assert [link.text(QAccessible.Text.Name) for link in links] == ["the site", "another"]
    assert links[0].text(QAccessible.Text.Description) == "https://a.example/x"
    assert all(message.indexOfChild(link) >= 0 and link.parent() is message for link in links)
    middle = links[1].rect().center()
    assert message.childAt(middle.x(), middle.y()) is links[1]
    links[0].actionInterface().doAction(links[0].actionInterface().actionNames()[0])
    qtbot.waitUntil(lambda: bool(pane.findChildren(LinkGate)))


def test_screen_readers_are_told_what_is_seen(pane: ConversationPane) -> None:
    pane.show_conversation(talk("How?", "# Title\n\n- [x] **done**\n\n```py\nx = 1\n```"), False)
    whole = messages(pane)[1].textInterface().text(0, -1)
    assert whole == "Title\n\n• [x] done\n\nCode, py:\nx = 1"
    assert messages(pane)[1].text(QAccessible.Text.Name).startswith("Assistant: Title")


def test_code_is_copied_whole(pane: ConversationPane) -> None:
    pane.show_conversation(CODE, False)
    click(pane, offered(messages(pane)[1])["Copy code"])
    assert QApplication.clipboard().text() == "print(1)\n" + "x = 'long' " * 40 + "\n"


def test_code_is_wrapped_and_unwrapped(pane: ConversationPane) -> None:
    pane.show_conversation(CODE, False)
    height = messages(pane)[1].rect().height()
    click(pane, offered(messages(pane)[1])["Wrap lines"])
    assert messages(pane)[1].rect().height() > height
    click(pane, offered(messages(pane)[1])["Wrap lines"])
    assert messages(pane)[1].rect().height() == height


def test_wide_code_is_scrolled_by_the_wheel_and_by_the_caret(pane: ConversationPane) -> None:
    pane.show_conversation(CODE, False)
    place = place_of(pane, 1, "print")
    before = picture(pane)
    event = QWheelEvent(
        QPointF(place),
        QPointF(pane.viewport().mapToGlobal(place)),
        QPoint(),
        QPoint(-240, 0),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane.viewport(), event)
    assert picture(pane) != before
    assert place_of(pane, 1, "print").x() == place.x() - 120
    pane.focus_message("m1")
    QTest.keyClick(pane, KEY.Key_Right)
    assert place_of(pane, 1, "print").x() == place.x() - 120


def test_three_kinds_of_text_are_copied(pane: ConversationPane) -> None:
    pane.show_conversation(LINKS, False)
    pane.select_all()
    pane.copy()
    data = clipboard()
    assert data.text() == "Where?\n\nSee the site and another.\n\n• in a list"
    markdown = bytes(data.data(MARKDOWN).data()).decode()
    assert markdown == "Where?\n\n" + LINKS.tree.messages["m1"].text
    assert '<a href="https://a.example/x">the site</a>' in data.html()
    assert "<ul><li>in a list</li></ul>" in data.html()


def test_a_task_s_box_stands_in_the_line_of_its_text(pane: ConversationPane) -> None:
    pane.show_conversation(talk("Hi", "- [x] done\n\n  and more\n- [ ] open"), False)
    pane.select_all()
    pane.copy()
    assert "<ul><li>☑ done<p>and more</p></li><li>☐ open</li></ul>" in clipboard().html()


def test_spaces_that_a_person_wrote_are_kept(pane: ConversationPane) -> None:
    pane.show_conversation(talk("Look:\n    x = 1", "Yes"), False)
    pane.select_all()
    pane.copy()
    field = QTextEdit()
    field.setHtml(clipboard().html())
    assert field.toPlainText() == "Look:\n    x = 1\nYes"


@pytest.mark.parametrize(
    ("source", "part", "html"),
    [
        ("some **bold words** here", "bold", "<strong>bold</strong>"),
        ("- an item", "item", "item"),
        ("```py\nprint(1)\nx = 2\n```", "print", "<code>print</code>"),
        ("| a | b |\n|--|--|\n| one two | 2 |", "two", "two"),
    ],
)
def test_a_part_of_a_line_is_copied_without_what_is_around_it(
    pane: ConversationPane, source: str, part: str, html: str
) -> None:
    pane.show_conversation(talk("Hi", source), False)
    drag(pane, place_of(pane, 1, part), place_of(pane, 1, part, after=True))
    pane.copy()
    assert clipboard().html() == html


def test_only_the_rows_that_were_selected_are_copied(pane: ConversationPane) -> None:
    pane.show_conversation(talk("Hi", "| a | b |\n|--|--|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |"), False)
    drag(pane, place_of(pane, 1, "1"), place_of(pane, 1, "4", after=True))
    pane.copy()
    assert clipboard().text() == "1\t2\n3\t4"
    rows = "<tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>"
    assert clipboard().html() == f'<table border="1" cellspacing="0" cellpadding="4">{rows}</table>'


def test_what_is_copied_runs_nothing(pane: ConversationPane) -> None:
    hostile = "<script>x</script> [a](javascript:x) ![b](http://c.example/d.png) `<b>`\n\n<iframe src=x>"
    pane.show_conversation(talk("Hi", hostile), False)
    pane.select_all()
    pane.copy()
    for tag in ("<script", 'href="javascript', "<img", "<iframe"):
        assert tag not in clipboard().html()


def test_markup_that_is_still_arriving_is_calm(pane: ConversationPane, qtbot: QtBot) -> None:
    running = talk("Hello", "", state=ReplyState.STREAMING)
    pane.show_conversation(running, True)
    seen = []
    text = "It is **very** [nice](http://a.example) and `so` on.\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    for at in range(0, len(text), 3):
        with qtbot.waitSignal(pane.synced):
            pane.append([("m1", Delta(text=text[at : at + 3]))])
        seen.append(messages(pane)[1].textInterface().text(0, -1))
    assert not any("*" in each or "`" in each or "](" in each for each in seen)
    pane.show_conversation(ended(running, "m1", text), False)
    whole = messages(pane)[1].textInterface().text(0, -1)
    assert whole == "It is very nice and so on.\n\nTable, 2 columns:\na\tb\n1\t2"


def test_a_person_s_own_text_is_shown_as_it_was_written(pane: ConversationPane) -> None:
    pane.show_conversation(talk("**not** bold\n# no title\n`x`"), False)
    assert messages(pane)[0].textInterface().text(0, -1) == "**not** bold\n# no title\n`x`"


def test_formulas_that_come_late_do_not_move_what_is_read(pane: ConversationPane, qtbot: QtBot) -> None:
    formula = "\n\n$$\n\\frac{x^{77}}{y}\n$$\n\n"
    pane.show_conversation(talk("Hi", "First. " * 40 + formula + "And words. " * 600), False)
    pane.verticalScrollBar().setValue(0)
    reply, place = messages(pane)[1], place_of(pane, 1, "First")
    height = reply.rect().height()
    qtbot.waitUntil(lambda: reply.rect().height() != height, timeout=20_000)
    assert place_of(pane, 1, "First") == place


def test_a_selected_formula_has_the_colour_of_selected_text(pane: ConversationPane, qtbot: QtBot) -> None:
    pane.show_conversation(talk("Hi", "$$\n\\sum_{x}^{77} xyz\n$$"), False)
    height = messages(pane)[1].rect().height()
    qtbot.waitUntil(lambda: messages(pane)[1].rect().height() != height, timeout=20_000)
    colours = colours_of(pane.palette())
    formula = messages(pane)[1].rect().translated(-pane.viewport().mapToGlobal(QPoint(0, 0)))

    def inks() -> set[str]:
        image = picture(pane)
        rows, columns = range(formula.top(), formula.bottom() - 40), range(formula.left(), formula.right())
        return {image.pixelColor(x, y).name() for y in rows for x in columns}

    assert colours.text.lower() in inks()
    pane.select_all()
    assert colours.text.lower() not in inks()
    assert colours.on_accent.lower() in inks()


def test_the_mouse_says_what_is_under_it(pane: ConversationPane) -> None:
    pane.show_conversation(LINKS, False)
    QTest.mouseMove(pane.viewport(), place_of(pane, 1, "the site") + QPoint(3, 0))
    assert pane.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    QTest.mouseMove(pane.viewport(), place_of(pane, 1, "in a list") + QPoint(3, 0))
    assert pane.viewport().cursor().shape() is Qt.CursorShape.IBeamCursor
    QApplication.sendEvent(pane.viewport(), QEvent(QEvent.Type.Leave))
