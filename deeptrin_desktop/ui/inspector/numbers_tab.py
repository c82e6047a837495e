"""What a reply took, and the sums of its conversation. What is estimated has a `~` before it."""

from collections.abc import Iterator

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from deeptrin_desktop.chat.inspecting import Inspection
from deeptrin_desktop.core.figures import Sums
from deeptrin_desktop.ui.pane.heading import time_words
from deeptrin_desktop.ui.push_button import push_button
from deeptrin_desktop.ui.typography import label
from deeptrin_desktop.ui.words import reply_words

Facts = Iterator[tuple[str, str]]


class NumbersTab(QWidget):
    """Facts and their names, in two groups."""

    copy_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._facts: list[tuple[str, str]] = []
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        copy = push_button(self.tr("Copy numbers"))
        copy.clicked.connect(lambda: self.copy_asked.emit(self.text))
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(buttons)

    @property
    def text(self) -> str:
        return "\n".join(f"{name}: {fact}" for name, fact in self._facts)

    def show_inspection(self, inspection: Inspection) -> None:
        of_reply = [*self._of_request(inspection), *self._of_tokens(inspection), *self._of_choices(inspection)]
        of_conversation = [*self._of_sums(inspection.sums)]
        self._facts = [*of_reply, *of_conversation]
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        widest = max(self.fontMetrics().horizontalAdvance(name) for name, _ in self._facts)
        for title, facts in ((self.tr("This reply"), of_reply), (self.tr("This conversation"), of_conversation)):
            layout.addWidget(label(title, bold=True))
            layout.addLayout(_grid(facts, first_column=widest))
            layout.addSpacing(12)
        layout.addStretch()
        self._scroll.setWidget(content)

    def _of_request(self, inspection: Inspection) -> Facts:
        reply = inspection.reply
        yield self.tr("Model"), reply.model
        if reply.answering_model:
            yield self.tr("Answered by"), reply.answering_model
        yield self.tr("State"), reply_words(reply.state) or self.tr("Done")
        yield self.tr("Sent"), time_words(reply.timings.sent)
        yield self.tr("Sent once more"), QLocale().toString(reply.retries)
        yield self.tr("Request id"), reply.request_id or "–"

    def _of_tokens(self, inspection: Inspection) -> Facts:
        timings, figures = inspection.reply.timings, inspection.figures
        sign = "~" if figures.estimated else ""
        yield self.tr("Time to first byte"), _seconds(timings.first_byte)
        yield self.tr("Time to first token"), _seconds(timings.first_delta)
        yield self.tr("Time in all"), _seconds(timings.ended)
        if figures.choices > 1:
            yield (
                self.tr("Choices"),
                self.tr("{count}; times and tokens are of all of them together").format(count=_number(figures.choices)),
            )
        yield self.tr("Tokens in"), _number(figures.tokens_in)
        yield self.tr("Tokens out"), sign + _number(figures.tokens_out)
        yield self.tr("Tokens/s"), "–" if figures.speed is None else f"{sign}{figures.speed:.1f}"
        if figures.estimated:
            yield self.tr("~"), self.tr("An estimate by the length of the text: the server reported no tokens.")

    def _of_choices(self, inspection: Inspection) -> Facts:
        for choice in inspection.choices:
            name = self.tr("Finish reason")
            if len(inspection.choices) > 1:
                name = self.tr("Finish reason of choice {number}").format(number=choice.choice + 1)
            yield name, choice.finish_reason or "–"

    def _of_sums(self, sums: Sums) -> Facts:
        yield self.tr("Replies"), _number(sums.replies)
        known = sums.silent < sums.replies
        yield self.tr("Tokens in"), _number(sums.tokens_in) if known else "–"
        yield self.tr("Tokens out"), _number(sums.tokens_out) if known else "–"
        if sums.silent:
            missing = self.tr("{count} of the replies: the server did not report their tokens")
            yield self.tr("Not in the sums"), missing.format(count=_number(sums.silent))


def _grid(facts: list[tuple[str, str]], *, first_column: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setColumnMinimumWidth(0, first_column)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for row, (name, fact) in enumerate(facts):
        grid.addWidget(label(name, muted=True), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_selectable(fact), row, 1)
    return grid


def _selectable(fact: str) -> QLabel:
    made = label(fact, wrap=True)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made


def _seconds(seconds: float | None) -> str:
    return "–" if seconds is None else f"{seconds:.3f} s"


def _number(count: int | None) -> str:
    return "–" if count is None else QLocale().toString(count)
