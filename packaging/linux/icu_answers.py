"""Asks Qt for what it asks ICU for and we ask Qt for, and prints the answers; at last, where it has ICU's data from."""

from functools import cmp_to_key
from pathlib import Path

from PySide6.QtCore import QByteArray, QCollator, QDateTime, QLocale, QTimeZone

LANGUAGES = ("ar", "cs", "de", "en", "es", "ja", "ko", "lt", "pl", "ru", "sv", "tr", "zh")
WORDS = "zebra Äpfel apfel Öl ol ñu nz łza lz ch cz 張 王 李 あ ア 가 나 э ё é e E 10 9 ß ss I ı i İ ب ا ž z ň n å a"
ZONES = (b"Europe/Berlin", b"America/New_York", b"Asia/Kolkata", b"Australia/Sydney", b"Pacific/Apia")
SUMMER = QDateTime.fromSecsSinceEpoch(1_750_000_000)


def main() -> None:
    for language in LANGUAGES:
        collator = QCollator(QLocale(language))
        collator.setNumericMode(True)
        print(language, *sorted(WORDS.split(), key=cmp_to_key(collator.compare)))
    for name in ZONES:
        zone = QTimeZone(QByteArray(name))
        names = (zone.displayName(SUMMER, style, QLocale("en")) for style in QTimeZone.NameType)
        print(*names, zone.offsetFromUtc(SUMMER))
    print(
        len(QTimeZone.availableTimeZoneIds()),
        QTimeZone.windowsIdToDefaultIanaId(QByteArray(b"W. Europe Standard Time")),
    )
    mapped = Path("/proc/self/maps").read_text("utf-8").splitlines()
    print(next(line.split()[-1] for line in mapped if "libicudata" in line))


if __name__ == "__main__":
    main()
