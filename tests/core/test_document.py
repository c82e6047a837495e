"""The marks of a document: what was generated stays marked, whatever is written before, behind or within it."""

from itertools import pairwise

from fakes.values import marks
from hypothesis import given
from hypothesis import strategies as st

from deeptrin_desktop.core.document import Document, Mark, Marks, Place, marks_after, with_marks, with_plain_line_ends

LENGTH = 12


def owners(marks: Marks, length: int) -> list[str]:
    """Whose each character is; empty for a person's."""
    owned = [""] * length
    for mark in marks:
        owned[mark.start : mark.end] = [mark.message] * (mark.end - mark.start)
    return owned


def in_order(marks: Marks) -> bool:
    touching = pairwise(marks)
    return all(mark.start < mark.end for mark in marks) and all(
        one.end < other.start or (one.end == other.start and one.message != other.message) for one, other in touching
    )


@given(marks(LENGTH), st.integers(0, LENGTH), st.integers(0, LENGTH), st.integers(0, 5))
def test_what_a_person_writes_is_the_persons_and_the_rest_stays_marked(
    marks: Marks, start: int, end: int, added: int
) -> None:
    start, end = min(start, end), max(start, end)
    owned = owners(marks, LENGTH)
    owned[start:end] = [""] * added
    after = marks_after(marks, start, removed=end - start, added=added)
    assert owners(after, len(owned)) == owned
    assert in_order(after)


@given(marks(LENGTH), st.integers(0, LENGTH), st.text("ab\n", max_size=4))
def test_what_is_generated_is_marked_in_its_place(marks: Marks, at: int, text: str) -> None:
    before = "x" * LENGTH
    owned = owners(marks, LENGTH)
    owned[at:at] = ["new"] * len(text)
    document = Document(before, marks, Place(at, "r")).with_generated(text, "new")
    assert document.text == before[:at] + text + before[at:]
    assert owners(document.marks, len(document.text)) == owned
    assert in_order(document.marks)
    assert document.place is None


def test_what_was_written_within_and_is_taken_out_again_leaves_one_mark() -> None:
    marks = (Mark(0, 8, "a"),)
    parted = marks_after(marks, 4, removed=0, added=3)
    assert parted == (Mark(0, 4, "a"), Mark(7, 11, "a"))
    assert marks_after(parted, 4, removed=3, added=0) == marks


def test_marks_of_one_message_that_touch_are_one() -> None:
    assert with_marks((Mark(0, 4, "a"), Mark(6, 7, "a")), [Mark(4, 6, "a")]) == (Mark(0, 7, "a"),)
    assert with_marks((Mark(0, 4, "a"),), [Mark(4, 6, "b")]) == (Mark(0, 4, "a"), Mark(4, 6, "b"))


def test_lines_end_in_one_way() -> None:
    assert with_plain_line_ends("a\r\nb\rc\u2029d\u2028\ne\n\n") == "a\nb\nc\nd\n\ne\n\n"
    document = Document("ab", place=Place(1, "r")).with_generated("1\r\n2", "m")
    assert document == Document("a1\n2b", (Mark(1, 4, "m"),))


def test_a_place_behind_the_end_is_the_end() -> None:
    assert Document("ab", place=Place(9, "r")).with_generated("c", "m").text == "abc"
    assert Document("ab").with_generated("c", "m") == Document("ab")
