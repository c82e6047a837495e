"""A request as a Python script with the `openai` package: the same JSON value, with the key out of the environment."""

import json
from typing import Any

from deeptrin_desktop.core.request import Call, Endpoint

_NAMED = frozenset(
    {"model", "messages", "prompt", "max_tokens", "stream", "stream_options", "temperature", "top_p", "stop", "n"}
    | {"presence_penalty", "frequency_penalty", "logit_bias"}
)
"""What its methods take by name; all other body fields go through `extra_body`."""
_METHODS = {Endpoint.CHAT: "chat.completions", Endpoint.COMPLETIONS: "completions"}
_WITH_KEY = """import os

from openai import OpenAI

client = OpenAI(base_url={url!r}, api_key=os.environ["DEEPTRIN_API_KEY"])
"""
_WITHOUT_KEY = """from openai import Omit, OpenAI

client = OpenAI(base_url={url!r}, api_key="none")
"""
_NO_KEY = """    extra_headers={"Authorization": Omit()},
"""
_STREAMED = """for chunk in reply:
    print(chunk)
"""
_REGULAR = """print(reply)
"""


def as_openai(call: Call) -> str:
    body = json.loads(call.body)
    client = (_WITH_KEY if call.with_key else _WITHOUT_KEY).format(url=call.base_url)
    arguments = "".join(f"    {name}={_literal(value)},\n" for name, value in _arguments(body).items())
    if not call.with_key:
        arguments += _NO_KEY
    printed = _STREAMED if body["stream"] else _REGULAR
    return f"{client}reply = client.{_METHODS[call.endpoint]}.create(\n{arguments})\n{printed}"


def _arguments(body: dict[str, Any]) -> dict[str, Any]:
    named = {name: value for name, value in body.items() if name in _NAMED}
    extra = {name: value for name, value in body.items() if name not in _NAMED}
    return {**named, "extra_body": extra} if extra else named


def _literal(value: Any) -> str:
    """Python for a value. Of the messages, each has a line of its own."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + "".join(f"        {item!r},\n" for item in value) + "    ]"
    return repr(value)
