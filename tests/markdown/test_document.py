"""Patches: what they name, what they leave alone, and what a later definition changes."""

from markdown.growing import applied, fed, finished, grown

from deeptrin_desktop.markdown.blocks import Code, List, Paragraph, Table
from deeptrin_desktop.markdown.document import Document
from deeptrin_desktop.markdown.spans import FootnoteReference, Link, Text


def test_that_a_patch_keeps_what_has_closed() -> None:
    document = Document()
    assert fed(document, "one\n\ntwo\n\nthr").keep == 0
    patch = fed(document, "ee\n")
    assert (patch.keep, len(patch.blocks)) == (2, 1)
    patch = finished(document)
    assert (patch.keep, len(patch.blocks)) == (2, 1)
    assert finished(document).keep == 3


def test_that_nothing_is_nothing() -> None:
    document = Document()
    assert fed(document, "").blocks == ()
    assert finished(document).blocks == ()


def test_that_items_of_an_open_list_stay_the_same_objects() -> None:
    document = Document()
    (before,) = fed(document, "- a\n- b\n- c\n").blocks
    (after,) = fed(document, "- d\n").blocks
    assert isinstance(before, List)
    assert isinstance(after, List)
    assert after.items[0] is before.items[0]
    assert after.items[1] is before.items[1]
    assert len(after.items) == 4


def test_that_rows_of_an_open_table_stay_the_same_objects() -> None:
    document = Document()
    (before,) = fed(document, "| a |\n|---|\n| b |\n| c |\n").blocks
    (after,) = fed(document, "| d |\n").blocks
    assert isinstance(before, Table)
    assert isinstance(after, Table)
    assert after.rows[0] is before.rows[0]


def test_that_open_code_only_grows() -> None:
    document = Document()
    (before,) = fed(document, "```py\na\nb").blocks
    (after,) = fed(document, "c\n").blocks
    assert isinstance(before, Code)
    assert isinstance(after, Code)
    assert (before.text, after.text) == ("a\nb\n", "a\nbc\n")
    assert not after.complete
    assert fed(document, "```\n").blocks == (Code(0, 14, "a\nbc\n", "py"),)


def test_that_a_definition_reaches_back() -> None:
    document = Document()
    blocks = applied(fed(document, "[a] one\n\ntwo\n\n[b] three\n\n"), ())
    patch = fed(document, "[a]: /u\n\n")
    assert [place for place, _ in patch.others] == [0]
    after = applied(patch, blocks)
    assert isinstance(after[0], Paragraph)
    assert after[0].text.spans == (Text("a", (Link("/u"),)), Text(" one"))
    assert after[1] is blocks[1]
    assert after[2] is blocks[2]


def test_that_a_definition_reaches_thousands_of_blocks_some_at_a_time() -> None:
    document = Document()
    before = applied(fed(document, "[a]\n\n" * 5_000), ())
    patches = [fed(document, "[a]: /u\n\n")]
    while not document.settled:
        patches.append(document.take())
    assert max(len(patch.others) for patch in patches) < 1_000
    assert sorted(place for patch in patches for place, _ in patch.others) == [*range(5_000)]
    assert patches[0].others[0][0] == 4_999, "what was read last is seen"
    for patch in patches:
        before = applied(patch, before)
    assert before == grown(["[a]\n\n" * 5_000 + "[a]: /u\n\n"])


def test_that_a_block_that_asks_many_times_is_redone_once() -> None:
    document = Document()
    fed(document, "| a |\n|---|\n" + "| [a] [b] |\n" * 100 + "\n")
    patch = fed(document, "[a]: /u\n[b]: /v\n\n")
    assert [place for place, _ in patch.others] == [0]
    assert document.settled


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
    blocks = applied(fed(document, "one[^n]\n\n"), ())
    after = applied(fed(document, "[^n]: note"), blocks)
    assert blocks[0] == after[0], "its line has not ended"
    after = applied(fed(document, "\n"), after)
    assert isinstance(after[0], Paragraph)
    assert after[0].text.spans == (Text("one"), FootnoteReference("n"))


def test_that_line_ends_of_every_kind_count() -> None:
    assert [block.start for block in grown(["a\r", "\nb\r\rc\n\nd"])] == [0, 6, 9]


def test_that_code_points_are_counted() -> None:
    _, second = grown(["🙂🙂\n\nb"])
    assert (second.start, second.end) == (4, 5)
