"""The status bar: how the running or the last request stands, in facts. What is estimated is said to be."""

from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from deeptrin_desktop.core.figures import Figures
from deeptrin_desktop.core.message import Reply, ReplyState
from deeptrin_desktop.ui.typography import SMALL, label
from deeptrin_desktop.ui.words import counted, reply_words, together_words, words_of

_MEANINGFUL = 1.0
"""Seconds of receiving below which a speed would be a guess."""


class StatusFacts(QStatusBar):
    """Each fact is a label without a name of its own, since a name would hide its text from a screen reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Status"))
        self.setSizeGripEnabled(False)
        self.setContentsMargins(10, 2, 12, 4)
        self._state = label(scale=SMALL, muted=True)
        self._state.setMinimumWidth(1)
        self._times = label(scale=SMALL, muted=True)
        self._amounts = label(scale=SMALL, muted=True)
        self.addWidget(self._state, 1)
        for fact in (self._times, self._amounts):
            fact.setContentsMargins(16, 0, 0, 0)
        self.addPermanentWidget(self._times)
        self.addPermanentWidget(self._amounts)

    def waiting(self, state: ReplyState) -> None:
        """Nothing has come back, or not even gone out: what is waited for."""
        self._show(reply_words(state))

    def streaming(self, first_delta: float, tokens: int, seconds: float) -> None:
        """A reply arrives: seconds until its first text, about how many tokens so far, seconds since the first text."""
        speed = self.tr(", about {speed:.0f}/s").format(speed=(tokens - 1) / seconds) if seconds >= _MEANINGFUL else ""
        self._show(
            self.tr("Receiving"),
            self._first_text(first_delta),
            self._about(tokens) + speed,
        )

    def ended(self, reply: Reply, figures: Figures) -> None:
        """How a reply ended, and what it took: as the server says, or estimated and said to be."""
        times = []
        if reply.timings.first_delta is not None:
            times.append(self._first_text(reply.timings.first_delta))
        if reply.timings.ended is not None:
            times.append(self.tr("took {seconds:.1f} s").format(seconds=reply.timings.ended))
        self._show(self._outcome(reply), " · ".join(times), self._used(figures))

    def say(self, words: str) -> None:
        """Shows a sentence in place of the facts."""
        self._show(words)

    def clear(self) -> None:
        self._show("")

    def _show(self, state: str, times: str = "", amounts: str = "") -> None:
        for fact, text in ((self._state, state), (self._times, times), (self._amounts, amounts)):
            _show_text(fact, text)

    def _outcome(self, reply: Reply) -> str:
        if reply.failure is not None:
            return words_of(reply.failure).title
        return reply_words(reply.state) or self.tr("Done")

    def _first_text(self, seconds: float) -> str:
        return self.tr("first text after {seconds:.2f} s").format(seconds=seconds)

    def _used(self, figures: Figures) -> str:
        parts = []
        if figures.choices > 1 and figures.tokens_out is not None:
            parts.append(together_words(figures.choices))
        if figures.tokens_in is not None:
            parts.append(counted(figures.tokens_in, self.tr("1 prompt token"), self.tr("{count} prompt tokens")))
        if figures.tokens_out is not None and figures.estimated:
            parts.append(self.tr("{amount} (estimate)").format(amount=self._about(figures.tokens_out)))
        elif figures.tokens_out is not None:
            parts.append(counted(figures.tokens_out, self.tr("1 reply token"), self.tr("{count} reply tokens")))
        if figures.speed is not None:
            speed = self.tr("about {speed:.0f}/s") if figures.estimated else self.tr("{speed:.0f}/s")
            parts.append(speed.format(speed=figures.speed))
        return " · ".join(parts)

    def _about(self, tokens: int) -> str:
        return counted(tokens, self.tr("about 1 token"), self.tr("about {count} tokens"))


def _show_text(fact: QLabel, text: str) -> None:
    if fact.text() != text:
        fact.setText(text)
    fact.setVisible(bool(text))
