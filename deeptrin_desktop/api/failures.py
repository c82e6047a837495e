"""Answers that say no: statuses and servers' complaints as failures of ours, without the key in any of their texts."""

import re
from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite

from deeptrin_desktop.api.complaints import Complaint
from deeptrin_desktop.api.limits import LONGEST_NAME, LONGEST_WORDS
from deeptrin_desktop.core.errors import Failure, Kind
from deeptrin_desktop.core.key import scrub
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.text import whole

_BY_STATUS = {
    401: Kind.KEY_REFUSED,
    403: Kind.FORBIDDEN,
    404: Kind.NOT_FOUND,
    405: Kind.NOT_FOUND,
    407: Kind.PROXY,
    410: Kind.NOT_FOUND,
    429: Kind.TOO_MANY_REQUESTS,
}
_WITHOUT_KEY = {Kind.KEY_REFUSED: Kind.KEY_WANTED, Kind.FORBIDDEN: Kind.FORBIDDEN_WITHOUT_KEY}
"""What these are where no key was sent."""
_STATUS_BY_WORD = {
    "rate_limit": 429,
    "api_key": 401,
    "authentication": 401,
    "permission": 403,
    "not_found": 404,
    "invalid_request": 400,
    "badrequest": 400,
}
"""What a code or type in a stream would have been as a status."""
_PARAMETERS = (*(field.name for field in fields(Parameters)), "stream")
_GONE = (
    r"(?i)not (found|exist|a valid)|no (longer|such)|(unknown|invalid) model|decommission|deprecat|retired|shut down"
    r"|\bmodel\b[^.]{0,80}\bis not (available|supported)"
)
_MODEL = r"(?i)\bmodels?\b"


def failure_of_status(
    status: int, headers: Mapping[str, str], complaint: Complaint, *, sent: Collection[str] = (), model: str = ""
) -> Failure:
    """The failure that an error status is, with what the body and `Retry-After` say about it.

    A message may blame one of the body's fields that were `sent` without naming it as `param`, and a `model` that was
    asked for by its id alone.
    """
    failure = _classified(status, complaint, sent, model)
    return replace(failure, status=status, seconds=_retry_after(headers.get("retry-after", "")))


def failure_in_stream(complaint: Complaint) -> Failure:
    """The failure that an error inside a reply is, whose status said that all was well."""
    words = f"{complaint.code} {complaint.kind}".lower()
    status = next((status for word, status in _STATUS_BY_WORD.items() if word in words), 500)
    if complaint.code.isdecimal() and 400 <= int(complaint.code[:9]) <= 599:
        status = int(complaint.code)
    return _classified(status, complaint, (), "")


def about_request(failure: Failure, sent: Collection[str]) -> Failure:
    """A failure that blames a parameter only where it was `sent`, so that it can be left out."""
    if failure.kind is Kind.PARAMETER_REFUSED and failure.parameter not in sent:
        return replace(failure, kind=Kind.REJECTED)
    return failure


def _classified(status: int, complaint: Complaint, sent: Collection[str], model: str) -> Failure:
    parameter = _parameter(status, complaint, sent)
    return Failure(
        _kind(status, complaint, parameter, model), said=complaint.said, code=complaint.code, parameter=parameter
    )


def _kind(status: int, complaint: Complaint, parameter: str, model: str) -> Kind:
    if status in (400, 403) and complaint.code == "invalid_api_key":
        return Kind.KEY_REFUSED
    if status in (400, 404, 410, 422):
        if complaint.is_page:
            return Kind.NOT_AN_API
        if _blames_model(status, complaint, parameter, model):
            return Kind.MODEL_REFUSED
        if parameter and not re.match(r"(messages|prompt)\b", parameter) and status in (400, 422):
            return Kind.PARAMETER_REFUSED
    if status >= 500:
        return Kind.SERVER_FAILED
    return _BY_STATUS.get(status, Kind.REJECTED)


def _blames_model(status: int, complaint: Complaint, parameter: str, model: str) -> bool:
    if parameter == "model" or complaint.code in ("model_not_found", "model_decommissioned"):
        return True
    if model and status == 410:
        return True
    if parameter or not (re.search(_MODEL, complaint.said) or (model and model in complaint.said)):
        return False
    return status == 404 or re.search(_GONE, complaint.said) is not None


def _parameter(status: int, complaint: Complaint, sent: Collection[str]) -> str:
    """The field at fault, by its name on the wire where it is one that is known."""
    known = (*_PARAMETERS, *(name for name in sent if name not in _PARAMETERS))
    if given := complaint.parameter:
        return next((part for part in (given, *re.split(r"[^\w]+", given)) if part in known), given)
    if status in (400, 422):
        return next((name for name in known if name in sent and _is_named(name, complaint.said)), "")
    return ""


def _is_named(name: str, text: str) -> bool:
    """Whether a text is about a parameter. English words count only in quotes, at the end of a list of what is wrong,
    or as what the sentence is about.
    """
    plain = name in ("n", "stop", "stream") or (name not in _PARAMETERS and "_" not in name)
    it = re.escape(name)
    pattern = rf"^{it} (must|should|is)\b|['\"`]{it}['\"`]|: {it}\W*$" if plain else rf"(?<!\w){it}(?!\w)"
    return re.search(pattern, text) is not None


def _retry_after(value: str) -> float | None:
    """Seconds, from a number of them or from an HTTP date."""
    try:
        seconds = float(value)
    except ValueError:
        try:
            date = parsedate_to_datetime(value)
        except (ValueError, OverflowError):
            return None
        seconds = (date.replace(tzinfo=date.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return max(seconds, 0.0) if isfinite(seconds) else None


def settled(failure: Failure, *, base_url: str, key: str, model: str = "") -> Failure:
    """A failure with the facts of its request, free of the key, and with its texts cut: the last step of each."""

    def clean(text: str, longest: int) -> str:
        return whole(scrub(text, key)).strip()[:longest]

    return replace(
        failure,
        kind=failure.kind if key else _WITHOUT_KEY.get(failure.kind, failure.kind),
        host=base_url.partition("://")[2].partition("/")[0],
        model=model,
        said=clean(failure.said, LONGEST_WORDS),
        code=clean(failure.code, LONGEST_NAME),
        parameter=clean(failure.parameter, LONGEST_NAME),
        request_id=clean(failure.request_id, LONGEST_NAME),
    )
