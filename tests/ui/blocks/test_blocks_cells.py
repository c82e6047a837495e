"""A cell that was not laid out yet is as high as it is when it was."""

import pytest
from ui.blocks.laid_out import boxes

LONG = "a cell of words that take far more room than one line has, whatever it is drawn in, so it has two"
LONG = "a cell of words that take far more room than one line has, whatever it is drawn in, so it has two"
TABLE = f"| a | b |\n|---|---|\n| one | two words |\n| **three** | é |\n| {LONG} | x |\n"


def test_rows_stand_where_their_cells_end(qapp: object) -> None:
    (box,) = boxes(TABLE)
    text = box.leaf.text
    tops = [box.row_of(text.index(word))[0] for word in ("a", "one", "three", "a cell")]
    assert tops == sorted(tops)
    first, second = box.row_of(text.index("one")), box.row_of(text.index("two"))
    assert first == second
    assert first[1] - first[0] == box.row_of(text.index("é"))[1] - box.row_of(text.index("é"))[0]
    last = box.row_of(text.index("so it has two"))
    assert last[1] < box.height
    assert last[0] > box.row_of(text.index("a cell"))[0]


def test_a_column_has_room_for_words_that_are_bold_or_code(qapp: object) -> None:
    (box,) = boxes("| a | b |\n|---|---|\n| **thirteen wide words** | `iiii iiii iiii` |\n", width=600)
    text = box.leaf.text
    for first, last in (("thirteen", "words"), ("iiii", "iiii")):
        assert box.row_of(text.index(first)) == box.row_of(text.rindex(last) + len(last))


@pytest.mark.parametrize("width", [120, 400, 600])
def test_a_word_stays_in_one_line_however_narrow_its_column_is(qapp: object, width: int) -> None:
    (box,) = boxes("| some words | Concurrency | `some_identifier` |\n|---|---|---|\n| a | b | c |\n", width=width)
    text = box.leaf.text
    for word in ("Concurrency", "some_identifier"):
        start = text.index(word)
        assert box.row_of(start) == box.row_of(start + len(word))


def test_a_word_without_end_does_not_take_all_of_the_room(qapp: object) -> None:
    (box,) = boxes("| a | b |\n|---|---|\n| " + "x" * 500 + " | some words |\n", width=400)
    assert box.pan is None


def test_a_script_without_spaces_is_pressed_like_words(qapp: object) -> None:
    row = "|" + "移动平均是一种常用的平滑方法|" * 5
    (box,) = boxes(f"{row}\n|{'--|' * 5}\n{row}", width=800)
    assert box.pan is None
