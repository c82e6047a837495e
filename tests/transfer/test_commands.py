"""The commands that are copied for a request, run: a real server gets from them what it got from the app."""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path

import pytest
from api.loopback import CHAT, KEY, Recorded, Server, answer, chunk, playing, serving, stream

from deeptrin_desktop.core.message import Role
from deeptrin_desktop.core.parameters import Parameters
from deeptrin_desktop.core.request import Call, Endpoint, Request, Turn
from deeptrin_desktop.transfer import as_curl as curl
from deeptrin_desktop.transfer.as_curl import as_curl
from deeptrin_desktop.transfer.as_httpx import as_httpx
from deeptrin_desktop.transfer.as_openai import as_openai

ODD = (
    "\"double\" 'single' '' `touch here` $HOME ${HOME} $(touch here) !! \\ \\n \\' \\\" %s %d {a} {{b}}",
    "line\nline\r\n\ttab \x1b[31m \x7f\x85\u2028\ufeff",
    "\u00fc \u4f60\u597d \U0001f469\u200d\U0001f469\u200d\U0001f467 \u202eright to left",
    "@/etc/passwd",
    "ends in a backslash \\",
    '"""',
    "",
)
ALL = Parameters(
    temperature=0.7,
    top_p=0.0,
    max_tokens=2**40,
    stop=("\n\n", "'", "\\", "$"),
    n=2,
    presence_penalty=-1.5,
    frequency_penalty=2.0,
    repetition_penalty=1.1,
    logit_bias={"50256": -100, "7": 1.5},
    extra={"seed": 7, "guided_json": {"'": ["\"'\\", None, True, 1e-9]}, "timeout": 5, "@": "@/etc/passwd", "": ""},
)
ONE_EACH = [replace(Parameters(), **{field.name: getattr(ALL, field.name)}) for field in fields(Parameters)]
ANSWER = answer(stream(chunk(content="Hello", finish_reason="stop")), headers=["Content-Type: text/event-stream"])
WHOLE = answer(b'{"choices": []}', headers=["Content-Type: application/json"])


def requests() -> Iterator[Request]:
    """Every parameter set and none, on both endpoints, streaming or not."""
    for endpoint in Endpoint:
        for streaming in (True, False):
            asked = replace(
                CHAT,
                endpoint=endpoint,
                messages=tuple(Turn(role, text) for text in ODD for role in (Role.USER, Role.ASSISTANT)),
                prompt="".join(ODD),
                stream=streaming,
            )
            for parameters in (Parameters(), ALL, *ONE_EACH):
                yield replace(asked, parameters=parameters)
    yield replace(CHAT, messages=(), include_usage=True)


async def run(program: Sequence[str], folder: Path) -> str:
    """What it printed. The key is in its environment, and nothing else that programs look at."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "DEEPTRIN_API_KEY": KEY}
    piped = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *program, cwd=folder, env=environment, stdout=piped, stderr=asyncio.subprocess.STDOUT
    )
    printed, _ = await process.communicate()
    assert process.returncode == 0, printed.decode()
    return printed.decode()


async def in_a_shell(commands: Sequence[str], folder: Path) -> str:
    script = folder / "commands.sh"
    script.write_text("".join(commands))
    return await run(["sh", "-e", str(script)], folder)


async def in_python(scripts: Sequence[str], folder: Path) -> str:
    paths = [folder / f"{number}.py" for number in range(len(scripts))]
    for path, script in zip(paths, scripts, strict=True):
        path.write_text(script)
    return await run(
        [sys.executable, "-W", "error", str(Path(__file__).with_name("scripts.py")), *map(str, paths)], folder
    )


async def by_the_app(server: Server, asked: Sequence[Request], *, key: str) -> list[Recorded]:
    for request in asked:
        await server.reply(request, key=key)
    sent = [*server.requests]
    server.requests.clear()
    return sent


def call_of(server: Server, request: Request, *, with_key: bool) -> Call:
    return Call(server.connection.base_url, request.endpoint, request.encoded(), with_key)


def answered(request: Request) -> bytes:
    return ANSWER if request.stream else WHOLE


@pytest.mark.parametrize("with_key", [True, False])
@pytest.mark.parametrize(
    ("written", "runs", "byte_equal"),
    [(as_curl, in_a_shell, True), (as_httpx, in_python, True), (as_openai, in_python, False)],
    ids=["curl", "httpx", "openai"],
)
async def test_a_copied_command_sends_what_the_app_sent(
    written: Callable[[Call], str],
    runs: Callable[[Sequence[str], Path], "asyncio.Future[str]"],
    byte_equal: bool,
    with_key: bool,
    tmp_path: Path,
) -> None:
    asked = [*requests()]
    scripts = [playing(answered(request)) for request in asked]
    async with serving(*scripts, *scripts) as server:
        originals = await by_the_app(server, asked, key=KEY if with_key else "")
        commands = [written(call_of(server, request, with_key=with_key)) for request in asked]
        printed = await runs(commands, tmp_path)
    assert len(server.requests) == len(originals) == len(asked)
    for original, copied, command in zip(originals, server.requests, commands, strict=True):
        assert (copied.method, copied.target) == (original.method, original.target)
        assert copied.json == original.json, command
        assert not byte_equal or copied.body == original.body, command
        assert copied.headers["content-type"] == original.headers["content-type"]
        assert copied.headers.get("authorization") == original.headers.get("authorization")
        assert KEY not in command
    assert "Hello" in printed
    assert not (tmp_path / "here").exists()


async def test_a_body_too_long_for_an_argument_is_sent_all_the_same(tmp_path: Path) -> None:
    long = replace(CHAT, messages=(Turn(Role.USER, "'\u00fc\n" * 100_000),))
    assert len(long.encoded()) > curl.LONGEST_ARGUMENT
    async with serving(playing(ANSWER)) as server:
        await in_a_shell([as_curl(call_of(server, long, with_key=True))], tmp_path)
    assert server.requests[0].body == long.encoded()
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"


async def test_the_types_of_numbers_are_kept(tmp_path: Path) -> None:
    """`1` and `1.0` are equal in Python, and so in the comparison above."""
    request = replace(CHAT, parameters=replace(ALL, temperature=1.0, extra={"a": 1, "b": 1.0, "c": True}))
    async with serving(playing(ANSWER)) as server:
        await in_python([as_openai(call_of(server, request, with_key=True))], tmp_path)
    sent = server.requests[0].json
    assert {name: (value, type(value)) for name, value in json.loads(request.encoded()).items()} == {
        name: (value, type(value)) for name, value in sent.items()
    }
