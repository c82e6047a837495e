"""Patches: what they name, what they leave alone, and what a later definition changes."""

from markdown.growing import grown

from deeptrin_desktop.markdown.blocks import Code, List, Paragraph, Table
from deeptrin_desktop.markdown.document import Document
from deeptrin_desktop.markdown.spans import FootnoteReference, Link, Text


def test_that_a_patch_keeps_what_has_closed() -> None:
    document = Document()
    assert document.feed("one\n\ntwo\n\nthr").keep == 0
    patch = document.feed("ee\n")
    assert (patch.keep, len(patch.blocks), patch.provisional) == (2, 1, 1)
    patch = document.finish()
    assert (patch.keep, len(patch.blocks), patch.provisional) == (2, 1, 0)


def test_that_nothing_is_nothing() -> None:
    document = Document()
    assert document.feed("").blocks == ()
    assert document.finish().blocks == ()


def test_that_items_of_an_open_list_stay_the_same_objects() -> None:
    document = Document()
    (before,) = document.feed("- a\n- b\n- c\n").blocks
    (after,) = document.feed("- d\n").blocks
    assert isinstance(before, List)
    assert isinstance(after, List)
    assert after.items[0] is before.items[0]
    assert after.items[1] is before.items[1]
    assert len(after.items) == 4


def test_that_rows_of_an_open_table_stay_the_same_objects() -> None:
    document = Document()
    (before,) = document.feed("| a |\n|---|\n| b |\n| c |\n").blocks
    (after,) = document.feed("| d |\n").blocks
    assert isinstance(before, Table)
    assert isinstance(after, Table)
    assert after.rows[0] is before.rows[0]


def test_that_open_code_only_grows() -> None:
    document = Document()
    (before,) = document.feed("```py\na\nb").blocks
    (after,) = document.feed("c\n").blocks
    assert isinstance(before, Code)
    assert isinstance(after, Code)
    assert (before.text, after.text) == ("a\nb\n", "a\nbc\n")
    assert not after.complete
    assert document.feed("```\n").blocks == (Code(0, 14, "a\nbc\n", "py"),)


def test_that_a_definition_reaches_back() -> None:
    document = Document()
    blocks = document.feed("[a] one\n\ntwo\n\n[b] three\n\n").applied_to(())
    patch = document.feed("[a]: /u\n\n")
    assert patch.keep == 0
    after = patch.applied_to(blocks)
    assert isinstance(after[0], Paragraph)
    assert after[0].text.spans == (Text("a", (Link("/u"),)), Text(" one"))
    assert after[1] is blocks[1]
    assert after[2] is blocks[2]


def test_that_a_definition_reaches_into_lists_quotes_and_tables() -> None:
    text = "- x\n- > [a]\n\n| [a] |\n|---|\n| [A] |\n\n"
    before = grown([text])
    after = grown([text, "[a]: /u"])
    assert before != after
    assert grown([text + "[a]: /u"]) == after


def test_that_the_first_definition_of_a_label_holds() -> None:
    (block,) = grown(["[a]\n\n[a]: /one\n", "[a]: /two\n"])
    assert isinstance(block, Paragraph)
    assert block.text.spans == (Text("a", (Link("/one"),)),)


def test_that_a_footnote_reaches_back() -> None:
    document = Document()
    blocks = document.feed("one[^n]\n\n").applied_to(())
    after = document.feed("[^n]: note").applied_to(blocks)
    assert blocks[0] == after[0], "its line has not ended"
    after = document.feed("\n").applied_to(after)
    assert isinstance(after[0], Paragraph)
    assert after[0].text.spans == (Text("one"), FootnoteReference("n"))


def test_that_line_ends_of_every_kind_count() -> None:
    assert [block.start for block in grown(["a\r", "\nb\r\rc\n\nd"])] == [0, 6, 9]


def test_that_code_points_are_counted() -> None:
    _, second = grown(["🙂🙂\n\nb"])
    assert (second.start, second.end) == (4, 5)
