"""The small line above a message: who speaks, which model, when, and what it took."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from deeptrin_desktop.core.figures import figures_of
from deeptrin_desktop.core.message import Message, Reply, Role
from deeptrin_desktop.ui.words import counted, together_words


def heading(message: Message, reply: Reply | None, choice: str = "", *, choices: int = 1) -> str:
    """Model and time; the model that answered is named too, where it is another than was asked. One of several choices
    says first which one it is, and leaves out what all of them together took. The one that was picked of several
    `choices` says it.
    """
    words = [time_words(message.created)]
    if message.role is Role.SYSTEM:
        words.insert(0, QCoreApplication.translate("Pane", "System"))
    if reply is not None and reply.model:
        words.insert(0, reply.model)
        if reply.answering_model and reply.answering_model != reply.model:
            answered = QCoreApplication.translate("Pane", "answered by {model}")
            words.insert(1, answered.format(model=reply.answering_model))
        words += [] if choice else _figures(reply, choices)
    return " · ".join([choice, *words] if choice else words)


def _figures(reply: Reply, choices: int) -> Iterator[str]:
    """What the server reported of an ended reply, and how fast it came."""
    if reply.state.running:
        return
    translate = QCoreApplication.translate
    figures, first = figures_of(reply, choices=choices), reply.timings.first_delta
    if choices > 1 and figures.tokens_out is not None:
        yield together_words(choices)
    if figures.tokens_in is not None:
        yield counted(figures.tokens_in, translate("Pane", "1 token in"), translate("Pane", "{count} tokens in"))
    if figures.tokens_out is not None:
        yield counted(figures.tokens_out, translate("Pane", "1 token out"), translate("Pane", "{count} tokens out"))
    if first is not None:
        yield translate("Pane", "first text after {seconds:.2f} s").format(seconds=first)
    if figures.speed is not None:
        yield translate("Pane", "{speed:.0f} tokens/s").format(speed=figures.speed)


def time_words(moment: datetime) -> str:
    """The time of day here, and the day where it is not today."""
    here = moment.astimezone()
    short = QLocale.FormatType.ShortFormat
    time = QLocale().toString(QTime(here.hour, here.minute), short)
    if here.date() == datetime.now().astimezone().date():
        return time
    day = QLocale().toString(QDate(here.year, here.month, here.day), short)
    return f"{day} {time}"
