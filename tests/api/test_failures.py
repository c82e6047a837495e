"""Statuses and servers' complaints, as they come, to kinds that say what to do."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from deeptrin_desktop.api.complaints import complaint_in_body
from deeptrin_desktop.api.failures import about_request, failure_in_stream, failure_of_status, settled
from deeptrin_desktop.api.limits import LONGEST_NAME, LONGEST_WORDS
from deeptrin_desktop.core.errors import Failure, Kind

SENT = ("temperature", "max_tokens", "n", "stop", "seed", "min_p", "top-k")
PAGE = "<html><title>Oops</title></html>"


def failure(status: int, body: Any, **headers: str) -> Failure:
    text = body if isinstance(body, str) else json.dumps(body)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return failure_of_status(status, named, complaint_in_body(text.encode()), sent=SENT, model="llama-9")


def error(message: str = "m", **fields: Any) -> dict[str, Any]:
    return {"error": {"message": message, **fields}}


@pytest.mark.parametrize(
    ("body", "said", "code", "parameter"),
    [
        (error("m", type="t", param="temperature", code="c"), "m", "c", "temperature"),
        (error("m", type="t", param=None, code=None), "m", "t", ""),
        (error("m", code=42), "m", "42", ""),
        ({"error": "m"}, "m", "", ""),
        ({"error": {"type": "t"}, "message": "m"}, "m", "t", ""),
        ({"detail": "m"}, "m", "", ""),
        ({"detail": {"message": "m", "code": "c"}}, "m", "c", ""),
        ({"detail": [{"loc": ["body", "temperature"], "msg": "m", "type": "t"}]}, "m", "t", "temperature"),
        ({"object": "error", "message": "m", "type": "t", "param": "stop"}, "m", "t", "stop"),
        ({"message": "m"}, "m", "", ""),
        ([error("m", code=400)], "m", "400", ""),
        ({"error": True}, "", "", ""),
        ("plain words", "plain words", "", ""),
        ('{"broken": ', '{"broken":', "", ""),
        ("\ufeffplain", "plain", "", ""),
        ("", "", "", ""),
    ],
)
def test_a_complaint_is_read_whatever_its_shape(body: Any, said: str, code: str, parameter: str) -> None:
    found = failure(418, body)
    assert (found.kind, found.said, found.code, found.parameter, found.status) == (
        Kind.REJECTED,
        said,
        code,
        parameter,
        418,
    )


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, error(), Kind.REJECTED),
        (401, error(), Kind.KEY_REFUSED),
        (401, PAGE, Kind.KEY_REFUSED),
        (400, error(code="invalid_api_key"), Kind.KEY_REFUSED),
        (402, error(), Kind.REJECTED),
        (403, error(), Kind.FORBIDDEN),
        (404, {"detail": "Not Found"}, Kind.NOT_FOUND),
        (404, PAGE, Kind.NOT_AN_API),
        (404, error("The model `x` does not exist or you do not have access to it."), Kind.MODEL_REFUSED),
        (404, error("m", code="model_not_found"), Kind.MODEL_REFUSED),
        (404, error("model 'x' not found, try pulling it first"), Kind.MODEL_REFUSED),
        (400, error("The model x has been decommissioned."), Kind.MODEL_REFUSED),
        (400, error("Model x is deprecated"), Kind.MODEL_REFUSED),
        (400, error("x is not a valid model ID"), Kind.MODEL_REFUSED),
        (400, error("m", param="model"), Kind.MODEL_REFUSED),
        (410, error("This model is no longer available"), Kind.MODEL_REFUSED),
        (410, error("gone"), Kind.MODEL_REFUSED),
        (410, PAGE, Kind.NOT_AN_API),
        (404, error("No deployment of llama-9"), Kind.MODEL_REFUSED),
        (400, error("llama-9 does not exist"), Kind.MODEL_REFUSED),
        (400, error("Sorry, the model `llama-9` is not supported."), Kind.MODEL_REFUSED),
        (400, error("logprobs are not supported"), Kind.REJECTED),
        (400, error("This model's maximum context length is 8192 tokens.", param="messages"), Kind.REJECTED),
        (422, {"detail": [{"loc": ["body", "messages", 0, "content"], "msg": "field required"}]}, Kind.REJECTED),
        (400, error("This model's maximum context length is 8192 tokens."), Kind.REJECTED),
        (405, error(), Kind.NOT_FOUND),
        (407, PAGE, Kind.PROXY),
        (408, error(), Kind.REJECTED),
        (409, error(), Kind.REJECTED),
        (413, error(), Kind.REJECTED),
        (422, error(), Kind.REJECTED),
        (429, error(), Kind.TOO_MANY_REQUESTS),
        (500, error(), Kind.SERVER_FAILED),
        (502, PAGE, Kind.SERVER_FAILED),
        (503, "", Kind.SERVER_FAILED),
        (304, "", Kind.REJECTED),
    ],
)
def test_each_status_has_its_kind(status: int, body: Any, kind: Kind) -> None:
    assert failure(status, body).kind is kind


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        (error("m", param="temperature"), "temperature"),
        (error("m", param="generation.top_p"), "top_p"),
        (error("m", param="foo"), "foo"),
        (error("temperature must be at most 2"), "temperature"),
        (error("'max_tokens' is too large"), "max_tokens"),
        (error("n must be at least 1, got 0"), "n"),
        (error("Unknown field `stop`"), "stop"),
        ({"detail": [{"loc": ["body", "n"], "msg": "m"}]}, "n"),
        ({"detail": [{"loc": ["body", "min_p", "float"], "msg": "m"}]}, "min_p"),
        (error("m", param="top-k"), "top-k"),
        (error("Unrecognized request argument supplied: seed"), "seed"),
        (error("min_p is not supported by this model"), "min_p"),
    ],
)
@pytest.mark.parametrize("status", [400, 422])
def test_a_refused_parameter_is_named(body: Any, parameter: str, status: int) -> None:
    found = failure(status, body)
    assert (found.kind, found.parameter) == (Kind.PARAMETER_REFUSED, parameter)


@pytest.mark.parametrize("words", ["top_p is out of range", "stop shouting", "5 n 6", "please do not stop", "bad seed"])
def test_a_parameter_is_not_guessed(words: str) -> None:
    """One that was not sent is not to blame, and English words are no names."""
    assert failure(400, error(words)).parameter == ""


def test_what_was_not_sent_cannot_be_left_out() -> None:
    found = failure(400, error("m", param="top_p"))
    assert about_request(found, ("top_p",)) == found
    assert about_request(found, SENT) == replace(found, kind=Kind.REJECTED)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ({"code": 429}, Kind.TOO_MANY_REQUESTS),
        ({"code": "401"}, Kind.KEY_REFUSED),
        ({"code": "rate_limit_exceeded"}, Kind.TOO_MANY_REQUESTS),
        ({"type": "authentication_error"}, Kind.KEY_REFUSED),
        ({"type": "invalid_request_error", "param": "top_p"}, Kind.PARAMETER_REFUSED),
        ({"code": "model_not_found"}, Kind.MODEL_REFUSED),
        ({"type": "BadRequestError", "code": 400}, Kind.REJECTED),
        ({"type": "server_error"}, Kind.SERVER_FAILED),
        ({"code": 7}, Kind.SERVER_FAILED),
        ({"code": "9" * 5000}, Kind.SERVER_FAILED),
        ({}, Kind.SERVER_FAILED),
    ],
)
def test_an_error_in_a_stream_has_the_kind_of_its_code(code: dict[str, Any], kind: Kind) -> None:
    found = failure_in_stream(complaint_in_body(json.dumps(error(**code)).encode()))
    assert (found.kind, found.status) == (kind, None)


def test_retry_after_is_seconds_or_a_date() -> None:
    assert failure(429, "", retry_after="7").seconds == 7
    assert failure(503, "", retry_after="0.5").seconds == 0.5
    soon = failure(429, "", retry_after=format_datetime(datetime.now(UTC) + timedelta(minutes=2))).seconds
    assert soon is not None
    assert 60 < soon <= 120
    assert failure(429, "", retry_after="Wed, 21 Oct 2015 07:28:00 GMT").seconds == 0


@pytest.mark.parametrize("value", ["", "soon", "nan", "inf", "-5", "Wed, 99 Oct 9999999 07:28:00 GMT"])
def test_a_retry_after_that_makes_no_sense_is_none(value: str) -> None:
    assert not failure(429, "", retry_after=value).seconds


def test_who_sent_no_key_is_told_so_and_not_that_it_is_wrong() -> None:
    told = {Kind.KEY_REFUSED: Kind.KEY_WANTED, Kind.FORBIDDEN: Kind.FORBIDDEN_WITHOUT_KEY}
    for kind, without_key in told.items():
        for key, found in (("sk-secret", kind), ("", without_key)):
            assert settled(Failure(kind), base_url="http://localhost/v1", key=key).kind is found


def test_a_settled_failure_has_no_key_and_no_endless_or_broken_text() -> None:
    key = "sk-secret"
    told = Failure(
        Kind.REJECTED, said=f"{key} " + "x" * 5000, code=f"{key}\ud800", parameter="p" * 500, request_id=f"r{key}\0"
    )
    found = settled(told, base_url="https://example.test:8443/v1", key=key, model="m")
    assert found.host == "example.test:8443"
    assert found.model == "m"
    assert found.said == ("[key] " + "x" * 5000)[:LONGEST_WORDS]
    assert (found.code, found.parameter, found.request_id) == ("[key]\ufffd", "p" * LONGEST_NAME, "r[key]\ufffd")
