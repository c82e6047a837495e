"""Boxes of every kind: places and offsets agree in every script, and what can be pressed is where it is drawn."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot
from ui.blocks.laid_out import boxes, surroundings

from deeptrin_desktop.ui.blocks.box import Box
from deeptrin_desktop.ui.blocks.lines import Mark
from deeptrin_desktop.ui.blocks.piece import Tool
from deeptrin_desktop.ui.blocks.shared import Shared

WORDS = st.sampled_from(
    [
        "word ",
        "**strong** ",
        "`code` ",
        "[link](http://a.example) ",
        "😀 ",
        "日本語",
        "\n",
        "e\u0301 ",
        "<b> ",
        "x" * 60,
    ]
)
PROSE = st.lists(WORDS | st.just("x" * 60), min_size=1, max_size=20).map("".join).filter(str.strip)
PAPER = QColor(Qt.GlobalColor.red)
KINDS = [
    "# Title that is so long that it has to be wrapped somewhere, and then once more",
    "- item",
    "> quoted **words**",
    "```py\ndef f():\n    return '😀'\n```",
    "| a | b |\n|--|--:|\n| one | two |\n| three words here | 😀 |",
    "$$\n\\frac{1\n$$",
    "<div>\nraw\n</div>",
    "---",
]


def drawn(box: Box, mark: Mark | None = None, ratio: int = 1) -> QImage:
    image = QImage((box.width + 20) * ratio, box.height * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    clip = QRectF(0, 0, box.width + 20, box.height)
    box.draw(painter, QPointF(0, 0), QColor(Qt.GlobalColor.black), clip=clip, mark=mark)
    painter.end()
    return image


def agrees(box: Box) -> None:
    """Whether a caret stands where its offset is found again."""
    for offset in range(len(box) + 1):
        caret = box.caret(offset)
        top, bottom = box.row_of(offset)
        assert box.leaf.space <= top < bottom <= box.height
        found = box.caret(box.offset_at(caret.left(), caret.center().y()))
        assert abs(found.left() - caret.left()) < 1
        start, end = box.row_span(offset)
        assert start <= offset <= end or box.caret(start).top() == caret.top()


@settings(max_examples=40, deadline=None)
@given(source=PROSE, before=st.sampled_from(["", "- ", "> ", "# ", "1. - > "]))
def test_a_caret_is_found_where_it_stands(qapp: object, source: str, before: str) -> None:
    for box in boxes(before + " ".join(source.split())):
        agrees(box)


@pytest.mark.parametrize("source", KINDS)
def test_in_every_kind_of_box(qapp: object, source: str) -> None:
    for box in boxes("before\n\n" + source):
        agrees(box)
        assert len(box) == len(box.leaf.text)


@pytest.mark.parametrize("source", [*KINDS, "שלום `עולם`"])
def test_stepping_reaches_every_end(qapp: object, source: str) -> None:
    for box in boxes(source):
        place = steps = 0
        while place < len(box):
            following = box.moved(place, forward=True, by_word=False)
            assert following > place
            place, steps = following, steps + 1
        while place:
            place, steps = box.moved(place, forward=False, by_word=False), steps - 1
        assert steps == 0


@pytest.mark.parametrize("source", KINDS[:5])
@pytest.mark.parametrize("ratio", [1, 2])
def test_what_is_selected_is_marked(qapp: object, source: str, ratio: int) -> None:
    box = boxes(source)[-1]
    mark = Mark(0, len(box) + 1, QColor(Qt.GlobalColor.white), PAPER)
    image = drawn(box, mark, ratio)
    middle = box.caret(len(box) // 2)
    reds = [x for x in range(image.width()) if image.pixelColor(x, round(middle.top() + 2) * ratio) == PAPER]
    assert reds


def test_a_word_is_found_in_a_cell(qapp: object) -> None:
    (box,) = boxes("| a | b |\n|--|--|\n| one two | three |")
    at = box.leaf.text.index("two")
    assert box.word_at(at + 1) == (at, at + 3)
    assert box.word_at(box.leaf.text.index("three")) == (at + 4, at + 9)


def test_a_link_is_under_the_mouse_where_its_letters_are(qapp: object) -> None:
    (box,) = boxes("see [this](http://a.example), or [that](http://b.example)")
    for link, target in zip(box.links, ("http://a.example", "http://b.example"), strict=True):
        middle = box.caret(link.start + 2)
        found = box.link_at(middle.left(), middle.center().y())
        assert found is not None
        assert found.target == target
    start = box.caret(0)
    assert box.link_at(start.left(), start.center().y()) is None
    assert box.link_at(399, start.center().y()) is None


def test_code_can_be_scrolled_and_wrapped(qapp: object) -> None:
    source = "```\n" + "long " * 60 + "\nshort\n```"
    (box,) = boxes(source)
    assert [tool for tool, _ in box.tools] == [Tool.WRAP, Tool.COPY]
    assert all(box.width >= rect.right() for _, rect in box.tools)
    pan = box.pan
    assert pan is not None
    before = drawn(box)
    caret = box.caret(0).left()
    pan.shift = 50
    assert box.caret(0).left() == caret - 50
    assert drawn(box) != before
    pan.wrapped, pan.shift = True, 0
    wrapped = Box(box.leaf, surroundings(), Shared(pan))
    assert wrapped.height > box.height
    assert all(wrapped.caret(offset).left() < 400 for offset in range(len(wrapped)))


def test_a_wide_table_is_scrolled_and_a_narrow_one_is_not(qapp: object) -> None:
    (narrow,) = boxes("| a | b |\n|--|--|\n| 1 | 2 |")
    assert narrow.pan is None
    row = "|" + " several words |" * 12
    (wide,) = boxes(f"{row}\n|{'--|' * 12}\n{row}")
    assert wide.pan is not None
    assert wide.pan.extent > 0


def test_a_column_is_wrapped_before_a_table_is_scrolled(qapp: object) -> None:
    (box,) = boxes("| a | b |\n|--|--|\n| 1 | " + "many words " * 30 + "|")
    assert box.pan is None
    assert box.height > 100


@pytest.mark.parametrize("words", ["cat", "a cat e\u0301", "\U0001f469\u200d\U0001f467"])
def test_a_picture_that_is_not_fetched_is_told_by_an_icon_behind_its_words(qapp: object, words: str) -> None:
    (box,) = boxes(f"![{words}](https://example.org/a.png) there")
    (plain,) = boxes(f"{words} there")
    assert box.leaf.text == plain.leaf.text
    end = len(words)
    room = range(round(plain.caret(end).left()) + 2, round(box.caret(end).left()))
    assert len(room) > 8
    image = drawn(box)
    assert len({image.pixel(x, box.height // 2) for x in room}) > 2
    agrees(box)


def test_a_picture_from_right_to_left_keeps_its_letters_together(qapp: object) -> None:
    (box,) = boxes("![\u05ea\u05de\u05d5\u05e0\u05d4](https://example.org/a.png)")
    (plain,) = boxes("\u05ea\u05de\u05d5\u05e0\u05d4")
    assert [box.caret(at).left() for at in range(6)] == [plain.caret(at).left() for at in range(6)]


def test_a_cell_leaves_room_for_the_icon_of_a_picture(qapp: object) -> None:
    (box,) = boxes("| a |\n|--|\n| ![some words](https://example.org/a.png) |")
    (plain,) = boxes("| a |\n|--|\n| some words |")
    assert box.height == plain.height


def test_a_picture_without_words_shows_no_more_than_the_beginning_of_its_data(qapp: object) -> None:
    (box,) = boxes(f"![](data:image/png;base64,{'A' * 2_000})")
    assert box.leaf.text.startswith("data:image/png;base64,AAA")
    assert len(box.leaf.text) < 100


def test_a_formula_becomes_a_picture_and_keeps_its_source(qtbot: QtBot) -> None:
    around = surroundings()
    (waiting,) = boxes("so $x^2$ it is", around=around)
    assert waiting.waits
    with qtbot.waitSignal(around.pictures.arrived, timeout=20_000):
        pass
    (box,) = boxes("so $x^2$ it is", around=around)
    assert not box.waits
    assert box.leaf.text == waiting.leaf.text == "so $x^2$ it is"
    assert drawn(box) != drawn(waiting)
    start = box.leaf.text.index("$")
    assert box.moved(start, forward=True, by_word=False) == start + len("$x^2$")
    agrees(box)


@pytest.mark.parametrize(
    "text", ["so $x^2+1$ it is", "\u05e9\u05dc $x^2+1$ \u05e9\u05dc", "so \u05e9\u05dc $x^2+1$ \u05e9\u05dc"]
)
def test_a_formula_stands_where_its_source_would(qtbot: QtBot, text: str) -> None:
    around = surroundings()
    boxes(text, around=around)
    with qtbot.waitSignal(around.pictures.arrived, timeout=20_000):
        pass
    (box,) = boxes(text, around=around)
    start = box.leaf.text.index("$")
    (rect,) = box.rects(start, start + len("$x^2+1$"))
    image = drawn(box)
    columns = range(round(rect.left()), round(rect.right()))
    inked = [x for x in columns if any(image.pixel(x, y) != image.pixel(200, 0) for y in range(box.height))]
    assert len(inked) > len(columns) / 2


def test_a_formula_that_cannot_be_drawn_shows_its_source(qtbot: QtBot) -> None:
    around = surroundings()
    (waiting,) = boxes("$$\n\\nonsense{\n$$", around=around)
    with qtbot.waitSignal(around.pictures.arrived, timeout=20_000):
        pass
    (box,) = boxes("$$\n\\nonsense{\n$$", around=around)
    assert not box.waits
    assert drawn(box) == drawn(waiting)


def test_code_is_coloured_once_its_lexer_is_there(qtbot: QtBot) -> None:
    around = surroundings()
    (waiting,) = boxes("```lua\nlocal x = 'y'\n```", around=around)
    if waiting.waits:
        with qtbot.waitSignal(around.colouring.arrived, timeout=20_000):
            pass
    (box,) = boxes("```lua\nlocal x = 'y'\n```", around=around)
    assert not box.waits
    colours = {drawn(box).pixel(x, y) for x in range(box.width) for y in range(box.height)}
    assert QColor(around.style.colours.keyword).rgb() in colours or drawn(box) != drawn(waiting)


def test_deep_nesting_leaves_room_for_text(qapp: object) -> None:
    made = boxes("> " * 50 + "deep", 300)
    assert all(box.caret(offset).left() <= 300 for box in made for offset in range(len(box) + 1))


@pytest.mark.parametrize("mark", ["- ", "> ", "1. ", "- [ ] "])
def test_what_stands_before_a_text_stands_where_it_begins(qapp: object, mark: str) -> None:
    indent = boxes(f"{mark}word")[0].left

    def inked(text: str) -> list[bool]:
        """Whether there is ink at the left, and at the right."""
        (box,) = boxes(mark + text)
        image = drawn(box)
        edges = range(indent), range(box.width - indent, box.width)
        return [any(image.pixel(x, y) != image.pixel(200, 0) for x in xs for y in range(box.height)) for xs in edges]

    assert inked("word") == [True, False]
    assert inked("\u05e9\u05dc\u05d5\u05dd") == [False, True]


def ink(image: QImage, columns: range) -> list[QPoint]:
    """Where something is drawn in these columns."""
    paper = image.pixel(image.width() - 1, 0)
    return [QPoint(x, y) for x in columns for y in range(image.height()) if image.pixel(x, y) != paper]


@pytest.mark.parametrize("word", ["word", "\u05e9\u05dc\u05d5\u05dd"])
def test_the_point_of_a_number_is_on_the_side_of_its_text(qapp: object, word: str) -> None:
    (box,) = boxes(f"7. {word}")
    at_right = box.left == 0
    indent = boxes("7. word")[0].left
    found = ink(drawn(box), range(box.width - indent, box.width) if at_right else range(indent))
    beside_text = (min if at_right else max)(point.x() for point in found)
    point = [place.y() for place in found if place.x() == beside_text]
    assert min(point) > box.height / 2


def test_bullets_of_all_depths_are_about_as_large(qapp: object) -> None:
    made = boxes("- one\n  - two\n    - three")
    sizes = []
    for box, before in zip(made, [0, *(box.left for box in made)], strict=False):
        found = ink(drawn(box), range(before, box.left))
        sizes.append(max(point.x() for point in found) - min(point.x() for point in found))
    assert max(sizes) - min(sizes) <= 2
