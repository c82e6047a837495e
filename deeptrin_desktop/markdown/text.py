"""The text of one paragraph, heading or cell: its source, and its spans once somebody asks for them."""

from dataclasses import dataclass, field

from deeptrin_desktop.markdown.definitions import Definition
from deeptrin_desktop.markdown.inline import spans_of
from deeptrin_desktop.markdown.spans import Span

Links = tuple[tuple[str, Definition], ...]


@dataclass(frozen=True, slots=True)
class Inline:
    """Source whose spans are worked out on first use: blocks that are never seen cost no more than their lines.

    `links` holds what the labels in the source stand for, those alone, so that two of them with equal fields have
    equal spans.
    """

    source: str
    links: Links = ()
    _spans: tuple[Span, ...] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def spans(self) -> tuple[Span, ...]:
        if self._spans is None:
            object.__setattr__(self, "_spans", spans_of(self.source, self.links))
        assert self._spans is not None
        return self._spans
