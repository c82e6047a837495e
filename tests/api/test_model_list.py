"""The list of models, in its three shapes, and where there is none."""

import json
from typing import Any

import pytest
from api.loopback import KEY, answer, playing, serving

from deeptrin_desktop.core.errors import ApiError, Failure, Kind


async def failure_of(sent: bytes) -> Failure:
    async with serving(playing(sent)) as server:
        with pytest.raises(ApiError) as caught:
            await server.api.models(server.connection, KEY)
    return caught.value.failure


@pytest.mark.parametrize(
    ("body", "models"),
    [
        ({"object": "list", "data": [{"id": "b"}, {"id": "a"}, {"id": "b"}]}, ("b", "a")),
        ([{"id": "b"}, {"id": "a"}], ("b", "a")),
        ({"models": [{"name": "b"}, {"id": "a", "name": "A"}]}, ("b", "a")),
        (["b", "a"], ("b", "a")),
        ({"data": []}, ()),
        ([], ()),
        ({"data": [None, 5, {}, {"id": None}, {"id": ""}, {"id": ["x"]}, {"id": "a\ud800\0"}]}, ("a\ufffd\ufffd",)),
    ],
)
async def test_every_shape_is_read(body: Any, models: tuple[str, ...]) -> None:
    async with serving(playing(answer(json.dumps(body).encode()))) as server:
        assert await server.api.models(server.connection, KEY) == models
    request = server.requests[0]
    assert (request.method, request.target, request.body) == ("GET", "/v1/models", b"")
    assert request.headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize("status", [404, 405, 501])
@pytest.mark.parametrize("body", [b"", b"<html></html>", b'{"error": {"message": "m", "code": "model_not_found"}}'])
async def test_a_server_without_a_list(status: int, body: bytes) -> None:
    assert (await failure_of(answer(body, status=status))).kind is Kind.NO_MODEL_LIST


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (answer(b"<html><title>Sign in</title></html>"), Kind.NOT_AN_API),
        (answer(b"all is well"), Kind.NOT_AN_API),
        (answer(b""), Kind.NOT_AN_API),
        (answer(b'{"status": "ok"}'), Kind.NOT_AN_API),
        (answer(b'{"data": [{"id": "a"}'), Kind.BROKEN_REPLY),
        (answer(b"[" * 100_000), Kind.BROKEN_REPLY),
        (answer(b"[]")[:-1], Kind.DISCONNECTED),
        (answer(b'{"error": {"code": "invalid_api_key"}}'), Kind.KEY_REFUSED),
        (answer(b"", status=401), Kind.KEY_REFUSED),
        (answer(b"", status=500), Kind.SERVER_FAILED),
        (answer(b"[" + b" " * (17 * 2**20) + b"]"), Kind.TOO_LARGE),
    ],
)
async def test_what_is_no_list_is_said_so(sent: bytes, kind: Kind) -> None:
    assert (await failure_of(sent)).kind is kind
