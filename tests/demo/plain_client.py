"""Talks to the demo's server with the standard library's HTTP client, which knows nothing of this project."""

import asyncio
import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def events(self) -> list[Any]:
        """The JSON of a stream's events, without the last one, which must be `[DONE]`."""
        *events, done = [line.removeprefix("data: ") for line in self.body.decode().split("\n\n") if line]
        assert done == "[DONE]"
        return [json.loads(event) for event in events]

    def texts(self) -> dict[int, str]:
        """The streamed text of each choice."""
        texts: dict[int, str] = {}
        for event in self.events:
            for choice in event["choices"]:
                piece = choice["text"] if "text" in choice else choice["delta"].get("content", "")
                texts[choice["index"]] = texts.get(choice["index"], "") + piece
        return texts

    def finish_reasons(self) -> list[str]:
        choices = [choice for event in self.events for choice in event["choices"]]
        return [choice["finish_reason"] for choice in choices if choice["finish_reason"]]


async def get(base_url: str, path: str) -> Answer:
    return await asyncio.to_thread(_exchange, "GET", base_url, path, None)


async def post(base_url: str, path: str, body: Any) -> Answer:
    """Raises http.client.IncompleteRead when the answer is cut off."""
    return await asyncio.to_thread(_exchange, "POST", base_url, path, json.dumps(body))


async def chat(base_url: str, model: str, **fields: Any) -> Answer:
    """A chat request, streamed unless the fields say otherwise."""
    messages = [{"role": "user", "content": "Hello!"}]
    return await post(base_url, "chat/completions", {"model": model, "messages": messages, "stream": True, **fields})


def _exchange(method: str, base_url: str, path: str, body: str | None) -> Answer:
    address = urlsplit(base_url)
    connection = http.client.HTTPConnection(address.netloc, timeout=30)
    try:
        connection.request(method, f"{address.path}/{path}", body)
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, headers, response.read())
    finally:
        connection.close()
