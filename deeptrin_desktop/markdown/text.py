"""The text of one paragraph, heading or cell: its source, and its spans once somebody asks for them."""

from dataclasses import dataclass

from deeptrin_desktop.markdown.inline import Links, spans_of
from deeptrin_desktop.markdown.spans import Span


@dataclass(frozen=True, slots=True)
class Inline:
    """Source whose spans are worked out when they are asked for: blocks that are never seen cost only their lines.

    `links` holds what the labels in the source stand for, those alone, so that two of them with equal fields have
    equal spans.
    """

    source: str
    links: Links = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """Kept for the short texts that were asked for last; else worked out, 5,000 characters in a millisecond."""
        return spans_of(self.source, self.links)
