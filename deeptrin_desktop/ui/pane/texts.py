"""The texts of a message, which grow while they arrive: what was said, and the reasoning before it."""

from collections.abc import Iterator
from itertools import count

from deeptrin_desktop.core.message import Message, Role
from deeptrin_desktop.ui.blocks.flow import Flow
from deeptrin_desktop.ui.blocks.markdown_flow import MarkdownFlow
from deeptrin_desktop.ui.blocks.plain_flow import PlainFlow
from deeptrin_desktop.ui.blocks.section import Section
from deeptrin_desktop.ui.blocks.skim import markdown_words, plain_words
from deeptrin_desktop.ui.pane.rows import Kind

_revisions = count()


class Texts:
    """Nothing is made of a text before it is asked for."""

    __slots__ = ("_reasoning", "_text", "message", "revision", "unfolded")

    def __init__(self, message: Message) -> None:
        self.message = message
        self.revision = next(_revisions)
        """Another number whenever one of them changes."""
        self.unfolded = False
        """Whether the reasoning is to be seen."""
        self._text: Section | None = None
        self._reasoning: Section | None = None

    @property
    def text(self) -> Section:
        if self._text is None:
            self._text = self._section(self.message.text)
        return self._text

    @property
    def reasoning(self) -> Section:
        if self._reasoning is None:
            self._reasoning = self._section(self.message.reasoning)
        return self._reasoning

    @property
    def shows_reasoning(self) -> bool:
        return self.unfolded and bool(self.reasoning)

    def source(self, kind: Kind) -> str:
        """A text of it as it came."""
        section = self._made(kind)
        return self._came(kind) if section is None else section.flow.source

    def length(self, kind: Kind) -> int:
        """Of a text of it, in characters."""
        section = self._made(kind)
        return len(self._came(kind)) if section is None else section.flow.taken + section.flow.waiting

    def flow(self, kind: Kind) -> Flow:
        """A text of it, to be read: the one that is shown, once it was read to its end; until then one for the moment,
        of which nothing is kept.
        """
        section = self._made(kind)
        if section is not None and section.flow.is_read:
            return section.flow
        flow = self._flow(self.source(kind))
        flow.end()
        return flow

    def flow_to_show(self, kind: Kind) -> Flow:
        """The same, but where nothing of it is to be seen yet, what is read of it is kept for when it is."""
        section = self.section(kind)
        if section.is_open:
            return self.flow(kind)
        section.flow.end()
        return section.flow

    def skimmed(self, kind: Kind) -> Iterator[str]:
        """The words that are drawn of a text of it, in pieces, in no order. May raise `UnclearError`: then it must be
        read to know.
        """
        skim = plain_words if self.message.role is Role.USER else markdown_words
        return skim(self.source(kind))

    def beginning(self, length: int) -> str:
        """So many characters of its text, as they are spoken."""
        section = self._text
        if section is None or not section.flow.is_read:
            section = self._section(self.message.text[:length])
            section.read_all()
            section.stop()
        return section.spoken.beginning(length)

    def section(self, kind: Kind) -> Section:
        """The text of a row of text, to be seen or not."""
        return self.reasoning if kind is Kind.REASONING else self.text

    def _made(self, kind: Kind) -> Section | None:
        """A text of it, if somebody asked for it before."""
        return self._reasoning if kind is Kind.REASONING else self._text

    def _came(self, kind: Kind) -> str:
        """The source of a text that nobody asked for yet."""
        return self.message.reasoning if kind is Kind.REASONING else self.message.text

    # ---- growing ----

    def take(self, message: Message) -> None:
        """Takes a newer value of the message, whose texts may have grown."""
        self.message = message
        self._text = self._grown(self.text, message.text)
        self._reasoning = self._grown(self.reasoning, message.reasoning)
        self.changed()

    def changed(self) -> None:
        """Tells whoever remembers them that they are others now."""
        self.revision = next(_revisions)

    def release(self) -> None:
        """Lets go of what is laid out, since it is out of sight."""
        self.text.keep(0, -1)
        self.reasoning.keep(0, -1)

    @property
    def is_reading(self) -> bool:
        """Whether one of its texts was not read to its end yet."""
        return not all(section.flow.is_read for section in self._seen)

    def read_ahead(self) -> bool:
        """Reads some more, without showing it. Returns whether there is more to read before that."""
        return any(section.read_ahead() for section in self._seen)

    def read_on(self) -> None:
        self.changed()
        for section in self._seen:
            section.read_on()

    @property
    def _seen(self) -> tuple[Section, ...]:
        return (self.text, self.reasoning) if self.shows_reasoning else (self.text,)

    def refresh_looks(self) -> bool:
        """Lays out anew what waited for formulas or colours. Returns whether anything did."""
        refreshed = [section.refresh_looks() for section in (self.text, self.reasoning)]
        return any(refreshed)

    def _section(self, text: str) -> Section:
        return Section(self._flow(text))

    def _flow(self, text: str) -> Flow:
        """What a person wrote is shown as it is, and all else as the Markdown that it is."""
        return PlainFlow(text) if self.message.role is Role.USER else MarkdownFlow(text)

    def _grown(self, section: Section, text: str) -> Section:
        shown = section.flow.source
        if not text.startswith(shown):
            return self._section(text)
        if len(text) > len(shown):
            section.feed(text[len(shown) :])
        return section
