"""The editor of a document: marks that stay with their text, one step for each generation, and not a letter lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deeptrin_desktop.core.document import Document, Mark, Place
from deeptrin_desktop.ui.completion.editor import DocumentEdit
from deeptrin_desktop.ui.completion.marks import in_characters, marks_between


@pytest.fixture
def editor(qtbot: QtBot) -> DocumentEdit:
    made = DocumentEdit()
    qtbot.addWidget(made)
    made.resize(600, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def generate(editor: DocumentEdit, at: int, *texts: str, message: str = "m") -> None:
    editor.set_place(Place(at, "r"), message)
    for text in texts:
        editor.add(text)
    editor.set_place(None)


def owned(editor: DocumentEdit) -> list[tuple[str, str]]:
    """Each character with whose it is."""
    document = editor.value()
    owners = [""] * len(document.text)
    for mark in document.marks:
        owners[mark.start : mark.end] = [mark.message] * (mark.end - mark.start)
    return list(zip(document.text, owners, strict=True))


def by_person(text: str) -> list[tuple[str, str]]:
    return [(character, "") for character in text]


def by_model(text: str, message: str = "m") -> list[tuple[str, str]]:
    return [(character, message) for character in text]


def type_at(editor: DocumentEdit, at: int, text: str) -> None:
    editor.go_to(at)
    QTest.keyClicks(editor, text)


def test_what_is_generated_is_marked_and_one_step_to_undo(editor: DocumentEdit) -> None:
    editor.load(Document("Once upon, they say"))
    type_at(editor, 9, " a")
    generate(editor, 11, " time", "\n\nin", " Rome")
    assert owned(editor) == [*by_person("Once upon a"), *by_model(" time\n\nin Rome"), *by_person(", they say")]
    type_at(editor, 25, "!")
    assert editor.value().text == "Once upon a time\n\nin Rome!, they say"
    for expected in ("Once upon a time\n\nin Rome, they say", "Once upon a, they say", "Once upon, they say"):
        QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert editor.value().text == expected
    editor.redo()
    editor.redo()
    assert owned(editor)[11:25] == by_model(" time\n\nin Rome")


@pytest.mark.parametrize(("at", "key"), [(14, "x"), (14, "\n"), (17, "x"), (11, "x")])
def test_what_a_person_writes_within_is_the_persons(editor: DocumentEdit, at: int, key: str) -> None:
    editor.load(Document("Once upon a"))
    generate(editor, 11, " time\n\nin", message="m")
    before = owned(editor)
    editor.go_to(at)
    if key == "\n":
        QTest.keyClick(editor, Qt.Key.Key_Return)
    else:
        QTest.keyClicks(editor, key)
    assert owned(editor) == [*before[:at], (key, ""), *before[at:]]
    editor.undo()
    assert owned(editor) == before


def test_what_is_typed_over_or_pasted_or_put_in_by_a_screen_reader_is_the_persons(editor: DocumentEdit) -> None:
    editor.load(Document(""))
    generate(editor, 0, "0123456789")
    cursor = editor.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(4, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    QTest.keyClicks(editor, "x")
    pasted = QMimeData()
    pasted.setText("a\r\nb")
    editor.go_to(6)
    editor.insertFromMimeData(pasted)
    cursor = editor.textCursor()
    cursor.setPosition(1)
    cursor.insertText("y")
    text = "".join(character if not message else character.upper() for character, message in owned(editor))
    assert text == "0y1x456a\nb789"
    assert [message for _, message in owned(editor)] == [*"m", "", "m", "", *"mmm", "", "", "", *"mmm"]


def test_typing_within_is_one_step(editor: DocumentEdit) -> None:
    editor.load(Document(""))
    generate(editor, 0, "0123456789")
    type_at(editor, 5, "abc")
    editor.undo()
    assert editor.value().text == "0123456789"


def test_a_message_is_taken_out_with_what_a_person_wrote_within_left_in(editor: DocumentEdit) -> None:
    editor.load(Document("A B"))
    generate(editor, 1, " one", message="m")
    generate(editor, 5, " two\n", message="n")
    type_at(editor, 3, "x")
    assert editor.take_out("n") == 6
    assert editor.value().text == "A oxne B"
    assert editor.messages == {"m"}
    assert editor.take_out("m") == 1
    assert editor.value() == Document("Ax B")
    editor.undo()
    editor.undo()
    assert editor.value().text == "A oxne two\n B"
    assert editor.messages == {"m", "n"}


def test_it_tells_of_what_a_person_does_and_not_of_what_comes_in(editor: DocumentEdit, qtbot: QtBot) -> None:
    told = []
    editor.edited.connect(lambda: told.append(editor.text()))
    editor.load(Document("a"))
    generate(editor, 1, "b")
    editor.become(Document("cab"))
    assert told == []
    type_at(editor, 3, "d")
    editor.undo()
    editor.take_out("m")
    assert told == ["cabd", "cab", "ca"]


def test_while_it_is_not_writable_nothing_changes_and_the_rest_can_be_copied(editor: DocumentEdit) -> None:
    editor.load(Document("a"))
    type_at(editor, 1, "b")
    editor.set_writable(False)
    for key in (Qt.Key.Key_X, Qt.Key.Key_Backspace, Qt.Key.Key_Return):
        QTest.keyClick(editor, key)
    QTest.keySequence(editor, QKeySequence.StandardKey.Undo)
    editor.undo()
    assert editor.value().text == "ab"
    QTest.keySequence(editor, QKeySequence.StandardKey.SelectAll)
    QTest.keySequence(editor, QKeySequence.StandardKey.Copy)
    assert QApplication.clipboard().text() == "ab"


def test_it_becomes_another_value_by_the_least_change_and_ends_the_same_step(editor: DocumentEdit) -> None:
    editor.load(Document("Once!"))
    editor.set_place(Place(4, "r"), "m")
    editor.add(" upon\r")
    editor.add("\n a")
    value = Document("Once upon\n a time!", (Mark(4, 17, "m"),))
    editor.become(value)
    editor.set_place(None)
    assert editor.value() == value
    editor.undo()
    assert editor.value() == Document("Once!")


def test_a_place_moves_with_the_text_before_it(editor: DocumentEdit) -> None:
    editor.load(Document("👩‍👩‍👧 b"))
    editor.set_place(Place(6, "r"))
    type_at(editor, 0, "xy")
    assert editor.value().place == Place(8, "r")
    editor.set_place(None)
    assert editor.value().place is None


@pytest.mark.parametrize("text", ["a\u00a0b", "👩‍👩‍👧\n\n\t\u0301x", "\u200b\ufeff\x00\x0c\x85", "שלום", ""])
def test_any_text_comes_back_as_it_went_in(editor: DocumentEdit, text: str) -> None:
    document = Document(text * 3, (Mark(len(text), 2 * len(text), "m"),) if text else ())
    editor.load(document)
    assert editor.value() == document
    editor.load(Document(""))
    editor.become(document)
    assert editor.value() == document


def test_the_cursor_goes_along_and_the_view_only_with_it(editor: DocumentEdit) -> None:
    editor.load(Document("line\n" * 300))
    editor.go_to(1500)
    generate(editor, 1500, "more\n" * 50)
    assert editor.cursor_at == 1750
    assert editor.viewport().rect().contains(editor.cursorRect().topLeft())
    editor.go_to(0)
    editor.verticalScrollBar().setValue(0)
    generate(editor, 1750, "more\n" * 50, message="n")
    assert editor.verticalScrollBar().value() == 0
    assert editor.cursor_at == 0


def test_what_is_generated_is_tinted(editor: DocumentEdit) -> None:
    def tints() -> set[str]:
        image = editor.grab().toImage()
        return {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, 60, 2)}

    editor.load(Document("xxxxxxxx"))
    before = tints()
    generate(editor, 4, "yyyyyy yy")
    assert "#dff3e8" in tints() - before


OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("type"), st.integers(0, 40), st.text("abé👩 ", min_size=1, max_size=3)),
        st.tuples(st.just("generate"), st.integers(0, 40), st.text("xy\n👩", min_size=1, max_size=6)),
        st.tuples(st.sampled_from(["delete", "undo", "redo", "return", "take"]), st.integers(0, 40), st.just("")),
    ),
    max_size=14,
)


@given(operations=OPERATIONS)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_is_done_marks_are_as_the_formats_say_and_undoing_all_leads_back(
    editor: DocumentEdit, operations: list[tuple[str, int, str]]
) -> None:
    start = Document("Once upon a time\nthere was", (Mark(5, 9, "old"),))
    editor.load(start)
    for number, (what, where, more) in enumerate(operations):
        do(editor, what, min(where, len(editor.text())), more, message=f"m{number}")
        assert_in_step(editor)
    end = editor.value()
    while editor.document().isUndoAvailable():
        editor.undo()
        assert_in_step(editor)
    assert editor.value() == start
    while editor.document().isRedoAvailable():
        editor.redo()
        assert_in_step(editor)
    if all(what != "undo" for what, *_ in operations):
        assert editor.value() == end


def do(editor: DocumentEdit, what: str, at: int, more: str, *, message: str) -> None:
    before = owned(editor)
    editor.go_to(at)
    if what == "type":
        for character in more:  # QTest types Latin letters alone
            QTest.keyClicks(editor, character) if character.isascii() else paste(editor, character)
        assert owned(editor) == [*before[:at], *by_person(more), *before[at:]]
    elif what == "generate":
        generate(editor, at, *more, message=message)
        assert owned(editor) == [*before[:at], *by_model(more, message), *before[at:]]
    elif what == "delete":
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        assert "".join(character for character, _ in owned(editor)) in (
            "".join(character for character, _ in before[:at])
            + "".join(character for character, _ in before[at + removed :])
            for removed in range(8)
        )
    elif what == "return":
        QTest.keyClick(editor, Qt.Key.Key_Return)
        assert owned(editor) == [*before[:at], ("\n", ""), *before[at:]]
    elif what == "take" and editor.messages:
        editor.take_out(sorted(editor.messages)[at % len(editor.messages)])
    elif what in ("undo", "redo"):
        editor.undo() if what == "undo" else editor.redo()


def paste(editor: DocumentEdit, text: str) -> None:
    pasted = QMimeData()
    pasted.setText(text)
    editor.insertFromMimeData(pasted)


def assert_in_step(editor: DocumentEdit) -> None:
    document = editor.document()
    found = [*marks_between(document, 0, document.characterCount() - 1)]
    owners = [""] * len(editor.text())
    for mark in in_characters(editor.text(), tuple(found)):
        owners[mark.start : mark.end] = [mark.message] * (mark.end - mark.start)
    assert [message for _, message in owned(editor)] == owners
