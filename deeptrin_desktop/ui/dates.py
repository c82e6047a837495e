"""When something was, as people say it."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

translate = QCoreApplication.translate


def when(moment: datetime, now: datetime) -> str:
    """The time of day for today, then "Yesterday", a weekday, a day of the year, a date. Both have time zones."""
    there = moment.astimezone(now.tzinfo)
    day = QDate(there.year, there.month, there.day)
    days = day.daysTo(QDate(now.year, now.month, now.day))
    locale = QLocale()
    if days <= 0:
        return locale.toString(QTime(there.hour, there.minute), QLocale.FormatType.ShortFormat)
    if days == 1:
        return translate("Dates", "Yesterday")
    if days < 7:
        return locale.standaloneDayName(day.dayOfWeek())
    if there.year == now.year:
        return locale.toString(day, "d MMM")
    return locale.toString(day, QLocale.FormatType.ShortFormat)
