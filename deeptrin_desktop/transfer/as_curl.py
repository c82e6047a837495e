"""A request as a command for a POSIX shell: the same bytes, with the key out of the environment."""

from shlex import quote

from deeptrin_desktop.core.request import Call

LONGEST_ARGUMENT = 100_000
"""Bytes of a body that may stand as an argument: Linux takes 128 KiB of each. A longer one goes through a pipe, from a
command of the shell itself, which knows no such limit."""


def as_curl(call: Call) -> str:
    body = quote(call.body.decode())
    lines = [f"curl --no-buffer {quote(call.url)}", "--header 'Content-Type: application/json'"]
    if call.with_key:
        lines.append('--header "Authorization: Bearer $DEEPTRIN_API_KEY"')
    if len(body.encode()) <= LONGEST_ARGUMENT:
        return _joined([*lines, f"--data-raw {body}"])
    return f"printf %s {body} |\n{_joined([*lines, '--data-binary @-'])}"


def _joined(lines: list[str]) -> str:
    return " \\\n  ".join(lines) + "\n"
