"""Dates as people say them, by the calendar of the reader's own time zone."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QLocale

from deeptrin_desktop.ui.dates import when

NOW = datetime(2024, 5, 15, 9, 30, tzinfo=timezone(timedelta(hours=2)))  # a Wednesday


@pytest.fixture(autouse=True)
def english() -> None:
    QLocale.setDefault(QLocale("en_GB"))


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW, "09:30"),
        (NOW + timedelta(hours=1), "10:30"),
        (datetime(2024, 5, 14, 22, 30, tzinfo=UTC), "00:30"),
        (datetime(2024, 5, 14, 21, 30, tzinfo=UTC), "Yesterday"),
        (NOW - timedelta(days=2), "Monday"),
        (NOW - timedelta(days=7), "8 May"),
        (datetime(2023, 12, 31, tzinfo=UTC), "31/12/2023"),
    ],
)
def test_when(moment: datetime, words: str) -> None:
    assert when(moment, NOW) == words
