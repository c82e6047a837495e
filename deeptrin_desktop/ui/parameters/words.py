"""What each parameter does, in one line, and what may stand in its field."""

import math
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLocale

from deeptrin_desktop.core.layers import Source
from deeptrin_desktop.core.parameters import Range
from deeptrin_desktop.ui.translation import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

MOST_PROBLEMS = 3
"""That are said of a table at once; each row says its own in its tooltip."""
LONGEST_TEXT = 100_000
"""Characters that can be pasted into a table."""
MOST_ROWS = 1_000
"""Of a table that things are pasted into: at each change all of them are looked at."""

_HELP: dict[str, str] = {
    "temperature": QT_TRANSLATE_NOOP("Parameters", "Randomness: low is focused, high is varied."),
    "top_p": QT_TRANSLATE_NOOP("Parameters", "Only the likeliest tokens that make up this share are considered."),
    "max_tokens": QT_TRANSLATE_NOOP("Parameters", "The most tokens that a reply may have."),
    "n": QT_TRANSLATE_NOOP("Parameters", "How many replies to make for one message; each of them is paid for."),
    "presence_penalty": QT_TRANSLATE_NOOP("Parameters", "Above 0, what was mentioned at all comes less often."),
    "frequency_penalty": QT_TRANSLATE_NOOP("Parameters", "Above 0, what was mentioned often comes less often."),
    "repetition_penalty": QT_TRANSLATE_NOOP("Parameters", "Above 1, repetition of prompt and reply is made rarer."),
    "logit_bias": QT_TRANSLATE_NOOP("Parameters", "Makes single tokens likelier (up to 100) or rarer (down to -100)."),
    "extra": QT_TRANSLATE_NOOP("Parameters", "What a server knows beyond this list, as JSON."),
    "stop": QT_TRANSLATE_NOOP("Parameters", "The reply ends before any of these texts."),
    "stream": QT_TRANSLATE_NOOP("Parameters", "The reply is shown while it is made."),
}


_SOURCES: dict[Source, str] = {
    Source.SERVER: QT_TRANSLATE_NOOP("Parameters", "Server default"),
    Source.CONNECTION: QT_TRANSLATE_NOOP("Parameters", "Connection"),
    Source.PRESET: QT_TRANSLATE_NOOP("Parameters", "Preset"),
    Source.CONVERSATION: QT_TRANSLATE_NOOP("Parameters", "This conversation"),
}


def source_words(source: Source, *, taken_away: bool = False) -> str:
    """Where a value comes from; `taken_away` where the conversation sends none although there is one below it."""
    if taken_away:
        return translate("Parameters", "Not sent here")
    return translate("Parameters", _SOURCES[source])


def help_of(name: str) -> str:
    """One line about a parameter, by its name on the wire."""
    return translate("Parameters", _HELP[name])


def cost_of(name: str, value: float | None) -> str:
    """A word about what a value costs; empty where there is none to say."""
    if name == "n" and value is not None and value > 1:
        return translate("Parameters", "{count:g} replies cost about {count:g} times as much.").format(count=value)
    return ""


def not_sent(problems: Mapping[int, str]) -> str:
    """The first problems that rows of a table have, by row, and that those rows stay behind."""
    if len(problems) == 1:
        return translate("Parameters", "{problem} It is not sent.").format(problem=problems[min(problems)])
    first = [problems[row] for row in sorted(problems)[:MOST_PROBLEMS]]
    words = translate("Parameters", "{count} rows are wrong and not sent.").format(count=len(problems))
    return "\n".join([*first, words])


def too_long(text: str) -> str:
    """Why nothing of a pasted text is taken up into a table; empty for one that is short enough."""
    if len(text) <= LONGEST_TEXT:
        return ""
    words = translate("Parameters", "Nothing was added: the text has more than {most} characters.")
    return words.format(most=QLocale().toString(LONGEST_TEXT))


def too_many(rows: int) -> str:
    """Why nothing is added to a table that would have so many rows; empty where they are few enough."""
    if rows <= MOST_ROWS:
        return ""
    words = translate("Parameters", "Nothing was added: with it there would be {count} rows, and {most} is the most.")
    return words.format(count=QLocale().toString(rows), most=QLocale().toString(MOST_ROWS))


def range_words(numbers: Range) -> str:
    """What numbers may stand in a field, as a sentence."""
    if math.isinf(numbers.high):
        words = (
            translate("Parameters", "More than {low:g}")
            if numbers.above_low
            else translate("Parameters", "{low:g} or more")
        )
    else:
        words = translate("Parameters", "From {low:g} to {high:g}")
    if numbers.whole:
        words = translate("Parameters", "{numbers}, without decimals").format(numbers=words)
    return words.format(low=numbers.low, high=numbers.high)
