"""JSON as one types it into a cell, with words for what is wrong with it."""

import json
from math import isfinite

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

LARGEST_NUMBER = 2**63
"""Below it, every program can keep a whole number."""


class BadJsonError(ValueError):
    """Says in words what is wrong."""


def read_json(written: str) -> object:
    """The value that is written. Raises BadJsonError."""
    try:
        value = json.loads(written, parse_int=_whole, parse_float=_finite, parse_constant=_finite)
        json.dumps(value, ensure_ascii=False).encode()
    except BadJsonError:
        raise
    except RecursionError:
        raise BadJsonError(translate("Parameters", "it is nested too deeply")) from None
    except UnicodeEncodeError:
        raise BadJsonError(translate("Parameters", "half a character stands in it")) from None
    except ValueError:
        words = translate("Parameters", 'it is not JSON; a text stands in quotes, such as "low"')
        raise BadJsonError(words) from None
    return value


def written_json(value: object) -> str:
    """A value on one line, as `read_json` takes it back."""
    return json.dumps(value, ensure_ascii=False)


def _whole(digits: str) -> int:
    if len(digits) > 20 or abs(number := int(digits)) >= LARGEST_NUMBER:
        raise BadJsonError(translate("Parameters", "the number is too large"))
    return number


def _finite(digits: str) -> float:
    if not isfinite(number := float(digits)):
        raise BadJsonError(translate("Parameters", "{number} is no number in JSON").format(number=digits[:24]))
    return number
