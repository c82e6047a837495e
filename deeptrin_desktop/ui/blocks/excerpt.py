"""A part of a text, from one place to another, as it is put on the clipboard: plain, and with its looks as HTML."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from deeptrin_desktop.markdown.blocks import Alignment
from deeptrin_desktop.ui.blocks.addresses import may_be_opened
from deeptrin_desktop.ui.blocks.leaves import (
    Body,
    Code,
    Divider,
    Formula,
    Inset,
    ItemInset,
    Leaf,
    Plain,
    Prose,
    QuoteInset,
    Raw,
    Rows,
    Unread,
)
from deeptrin_desktop.ui.blocks.words import Dress, Words


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Leaves in a row; the first counts from `start` on, and the last up to `end`."""

    leaves: Sequence[Leaf]
    start: int
    end: int

    def plain(self) -> str:
        """The text as it is read, with the marks of items that it begins or holds."""
        pieces = []
        for index, leaf in enumerate(self.leaves):
            start, end = self._span(index)
            if index:
                pieces.append(leaf.before)
            elif start == 0 and len(self.leaves) > 1:
                pieces.append(leaf.before.lstrip("\n"))
            pieces.append(leaf.text[start:end])
        return "".join(pieces)

    def html(self) -> str:
        """The same with its looks. Nothing in it is fetched or run by whoever shows it. A part of one line has its
        letters' looks alone, so that it joins the line that it is put into.
        """
        if self._is_phrase:
            return "".join(_phrase(self.leaves[0].body, self.start, self.end))
        writer = _Writer()
        for index, leaf in enumerate(self.leaves):
            following = self.leaves[index + 1] if index + 1 < len(self.leaves) else None
            writer.write(leaf, following, *self._span(index))
        writer.close(0)
        return "".join(writer.pieces)

    @property
    def _is_phrase(self) -> bool:
        if len(self.leaves) != 1:
            return False
        text = self.leaves[0].text
        return self.end - self.start < len(text) and not set("\n\t") & set(text[self.start : self.end])

    def _span(self, index: int) -> tuple[int, int]:
        start = self.start if index == 0 else 0
        end = self.end if index == len(self.leaves) - 1 else len(self.leaves[index].text)
        return start, end


class _Writer:
    """Opens and closes the containers that leaves are in."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._open: list[str] = []
        """The end tags of open containers."""

    def write(self, leaf: Leaf, following: Leaf | None, start: int, end: int) -> None:
        before = len(self._open)
        for depth, inset in enumerate(leaf.insets):
            self._enter(depth, inset)
        if not leaf.insets or before > len(leaf.insets):
            self.close(len(leaf.insets))
        self.pieces += _body(leaf, following, start, end)

    def close(self, depth: int) -> None:
        while len(self._open) > depth:
            self.pieces.append(self._open.pop())

    def _enter(self, depth: int, inset: Inset) -> None:
        if isinstance(inset, QuoteInset):
            if depth >= len(self._open) or not inset.goes_on:
                self.close(depth)
                self.pieces.append("<blockquote>")
                self._open.append("</blockquote>")
            return
        ordered = inset.mark[:-1].isdigit()
        end = "</li></ol>" if ordered else "</li></ul>"
        if depth >= len(self._open) or (inset.mark and self._open[depth] != end):
            self.close(depth)
            self.pieces.append(f'<ol start="{inset.mark[:-1]}"><li>' if ordered else "<ul><li>")
            self._open.append(end)
        elif inset.mark:
            self.close(depth + 1)
            self.pieces.append("</li><li>")
        if inset.mark and inset.done is not None:
            self.pieces.append("☑ " if inset.done else "☐ ")


def _phrase(body: Body, start: int, end: int) -> Iterator[str]:
    if isinstance(body, Code):
        yield f"<code>{escape(body.text[start:end])}</code>"
    else:
        yield from _words(body.words, start, end)


def _body(leaf: Leaf, following: Leaf | None, start: int, end: int) -> Iterator[str]:
    body = leaf.body
    match body:
        case Code():
            yield f"<pre><code>{escape(body.text[start:end])}</code></pre>"
        case Rows():
            yield from _table(body, following, start, end)
        case Unread():
            return
        case Divider():
            yield "<hr>"
        case Raw() | Formula():
            yield f"<pre>{escape(body.words.text[start:end])}</pre>"
        case Prose(level=level) if level:
            yield f"<h{level}>{''.join(_words(body.words, start, end))}</h{level}>"
        case Plain():
            yield f'<p style="white-space: pre-wrap">{"".join(_words(body.words, start, end))}</p>'
        case Prose():
            words = "".join(_words(body.words, start, end))
            yield words if _begins_item(leaf) else f"<p>{words}</p>"


def _begins_item(leaf: Leaf) -> bool:
    """Whether its words stand in the line of a mark."""
    return bool(leaf.insets) and isinstance(leaf.insets[-1], ItemInset) and bool(leaf.insets[-1].mark)


def _table(rows: Rows, following: Leaf | None, start: int, end: int) -> Iterator[str]:
    """Whole rows, even where only a part of them is wanted: a table with half a row is none."""
    if rows.header or start:
        yield '<table border="1" cellspacing="0" cellpadding="4">'
    at = 0
    for number, line in enumerate(rows.cells):
        first, at = at, at + sum(len(words.text) + 1 for words in line)
        if first <= end and at > start:
            tag = "th" if number == 0 and rows.header else "td"
            cells = zip(line, rows.alignments, strict=True)
            yield "<tr>" + "".join(_cell(words, alignment, tag) for words, alignment in cells) + "</tr>"
    if following is None or not isinstance(following.body, Rows) or following.body.key != rows.key:
        yield "</table>"


def _cell(words: Words, alignment: Alignment, tag: str) -> str:
    where = {Alignment.NONE: "", Alignment.CENTRE: ' align="center"'}.get(alignment, f' align="{alignment.value}"')
    return f"<{tag}{where}>{''.join(_words(words, 0, len(words.text)))}</{tag}>"


def _words(words: Words, start: int, end: int) -> Iterator[str]:
    at = start
    for run in words.runs:
        first, last = max(run.start, start), min(run.end, end)
        if first >= last:
            continue
        yield _escaped(words.text[at:first])
        yield _dressed(_escaped(words.text[first:last]), run.dress, _target(words, first))
        at = last
    yield _escaped(words.text[at:end])


def _target(words: Words, at: int) -> str:
    found = next((link.target for link in words.links if link.start <= at < link.end), "")
    return found if may_be_opened(found) else ""


def _dressed(text: str, dress: Dress, target: str) -> str:
    tags = {
        "code": dress.code or dress.raw,
        "sup": dress.raised,
        "s": dress.struck,
        "em": dress.emphasis,
        "strong": dress.strong,
    }
    for tag, wanted in tags.items():
        if wanted:
            text = f"<{tag}>{text}</{tag}>"
    return f'<a href="{escape(target)}">{text}</a>' if target else text


def _escaped(text: str) -> str:
    return escape(text).replace("\n", "<br>")
