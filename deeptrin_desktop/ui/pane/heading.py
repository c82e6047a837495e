"""The small line above a message: who speaks, which model, and when."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from deeptrin_desktop.core.message import Message, Reply, Role


def heading(message: Message, reply: Reply | None, choice: str = "") -> str:
    """Model and time; the model that answered is named too, where it is another than was asked. First of all stands
    which of several choices it is, if it is one.
    """
    words = [time_words(message.created)]
    if message.role is Role.SYSTEM:
        words.insert(0, QCoreApplication.translate("Pane", "System"))
    if reply is not None and reply.model:
        words.insert(0, reply.model)
        if reply.answering_model and reply.answering_model != reply.model:
            answered = QCoreApplication.translate("Pane", "answered by {model}")
            words.insert(1, answered.format(model=reply.answering_model))
    return " · ".join([choice, *words] if choice else words)


def time_words(moment: datetime) -> str:
    """The time of day here, and the day where it is not today."""
    here = moment.astimezone()
    short = QLocale.FormatType.ShortFormat
    time = QLocale().toString(QTime(here.hour, here.minute), short)
    if here.date() == datetime.now().astimezone().date():
        return time
    day = QLocale().toString(QDate(here.year, here.month, here.day), short)
    return f"{day} {time}"
