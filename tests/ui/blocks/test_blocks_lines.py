"""Text laid out: places and offsets agree in every script, and what is selected is marked."""

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from deeptrin_desktop.ui.blocks.lines import Lines, Mark
from deeptrin_desktop.ui.blocks.style import style_of

PAPER = QColor(Qt.GlobalColor.red)


def box(text: str, width: int = 300) -> Lines:
    style = style_of(QGuiApplication.font(), QGuiApplication.palette())
    return Lines(text, style.prose, width)


def drawn(laid: Lines, mark: Mark | None = None) -> QImage:
    image = QImage(laid.width + 20, laid.height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    laid.draw(painter, QPointF(0, 0), QColor(Qt.GlobalColor.black), clip=QRectF(image.rect()), mark=mark)
    painter.end()
    return image


def red_columns(image: QImage) -> set[int]:
    y = image.height() // 2
    return {x for x in range(image.width()) if image.pixelColor(x, y) == PAPER}


@pytest.mark.parametrize("text", ["plain words", "emoji 😀 between", "日本語の文章", "tab\tstop", "two\nlines"])
def test_a_caret_is_found_where_it_stands(qapp: object, text: str) -> None:
    laid = box(text)
    for offset in range(len(text) + 1):
        caret = laid.caret(offset)
        assert laid.offset_at(caret.left(), caret.center().y()) == offset


def test_steps_do_not_stop_inside_a_character(qapp: object) -> None:
    laid = box("a👩‍👩‍👧e\u0301b")
    places = [0]
    while places[-1] < len(laid):
        places.append(laid.moved(places[-1], forward=True, by_word=False))
    assert places == [0, 1, 6, 8, 9]
    assert laid.moved(6, forward=False, by_word=False) == 1


def test_words_are_found_around_a_place(qapp: object) -> None:
    laid = box("one two-three 😀four")
    assert laid.word_at(5) == (4, 7)
    assert laid.word_at(16) == (15, 19)
    assert laid.word_at(19) == (19, 19)


def test_lines_lie_below_each_other_and_know_their_ends(qapp: object) -> None:
    laid = box("first line\nsecond")
    assert laid.row_of(0)[1] == laid.row_of(11)[0] == laid.height // 2
    assert laid.row_span(3) == (0, 10)
    assert laid.row_span(12) == (11, 17)
    assert laid.first_in_row(laid.height - 1) == 11
    assert laid.last_row == laid.height // 2


def test_all_lines_are_as_high_as_each_other(qapp: object) -> None:
    pitch = box("x").height
    assert box("x\nx\nx").height == 3 * pitch
    assert box("word " * 100, 200).height % pitch == 0


def test_a_word_that_is_too_long_is_broken(qapp: object) -> None:
    laid = box("x" * 500, 200)
    assert laid.height > 3 * box("x").height
    assert all(laid.caret(offset).left() <= 201 for offset in range(500))


def test_right_to_left_text_begins_at_the_right(qapp: object) -> None:
    assert box("שלום").caret(0).left() > 250
    assert box("1. שלום").caret(0).left() > 250
    assert box("word שלום").caret(0).left() == 0


@pytest.mark.parametrize("text", ["some words", "שלום עולם", "emoji 😀 here"])
def test_what_is_selected_is_marked(qapp: object, text: str) -> None:
    laid = box(text)
    assert not red_columns(drawn(laid))
    marked = red_columns(drawn(laid, Mark(5, 7, QColor(Qt.GlobalColor.white), PAPER)))
    edges = sorted((laid.caret(5).left(), laid.caret(7).left()))
    assert marked
    assert all(edges[0] - 1 <= x <= edges[1] + 1 for x in marked)


def test_a_selection_that_goes_on_marks_the_line_end(qapp: object) -> None:
    laid = box("words")
    inside = red_columns(drawn(laid, Mark(0, 5, QColor(Qt.GlobalColor.white), PAPER)))
    beyond = red_columns(drawn(laid, Mark(0, 6, QColor(Qt.GlobalColor.white), PAPER)))
    assert max(beyond) > max(inside)


def test_selected_lines_have_no_stripes_between_them(qapp: object) -> None:
    laid = box("one one one\ntwo two two")
    image = drawn(laid, Mark(0, len(laid), PAPER, PAPER))
    assert all(image.pixelColor(2, y) == PAPER for y in range(laid.height))


def test_a_direction_that_is_told_is_kept(qapp: object) -> None:
    style = style_of(QGuiApplication.font(), QGuiApplication.palette())
    laid = Lines("שלום = one", style.fixed, 300, direction=Qt.LayoutDirection.LeftToRight)
    assert laid.caret(len(laid)).left() > laid.caret(4).left()
    assert laid.caret(len(laid)).left() < 200
