"""The options and commands, as argparse reads them. Nothing heavy is imported here: `--version` is to be instant."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from deeptrin_desktop import __version__
from deeptrin_desktop.core.connection import resolve_base_url
from deeptrin_desktop.core.errors import ApiError

FORMATS = ("json",)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Ends the program by SystemExit: with status 2 on wrong usage, with 0 after help or version."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.demo and arguments.base_url:
        parser.error("--demo has a server of its own: it does not go with --base-url")
    return arguments


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="deeptrin-desktop",
        description="A native chat client for the Deeptrin API and other OpenAI-compatible servers.",
        allow_abbrev=False,
        epilog="DEEPTRIN_API_KEY and DEEPTRIN_BASE_URL stand in for the stored connection, for this run.",
    )
    _add_profile(parser, demo=False, profile=None)
    parser.add_argument("--base-url", type=_base_url, metavar="URL", help="the server to use in this run")
    parser.add_argument("--model", default="", metavar="ID", help="the model of a new conversation")
    parser.add_argument("--debug", action="store_true", help="write more into the log; never a key")
    parser.add_argument("--version", action="version", version=f"Deeptrin Desktop {__version__}")
    parser.add_argument("--self-test", action="store_true", help="check this installation, print JSON, and end")
    parser.set_defaults(paths=())
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands that open no window")
    _add_export(
        commands.add_parser("export", allow_abbrev=False, help="write conversations to a file or to standard output")
    )
    _add_import(commands.add_parser("import", allow_abbrev=False, help="read conversations from files"))
    return parser


def _add_export(parser: argparse.ArgumentParser) -> None:
    _add_profile(parser, demo=argparse.SUPPRESS, profile=argparse.SUPPRESS)
    parser.add_argument("--format", choices=FORMATS, default="json", help="json: lossless, for import")
    parser.add_argument("--output", type=Path, metavar="PATH", help="the file to write, instead of standard output")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--all", action="store_true", help="every conversation")
    what.add_argument("--conversation", nargs="+", action="extend", metavar="ID", help="these conversations")
    what.add_argument("--list", action="store_true", help="no conversation, but a line on each: id, time, title")


def _add_import(parser: argparse.ArgumentParser) -> None:
    _add_profile(parser, demo=argparse.SUPPRESS, profile=argparse.SUPPRESS)
    parser.add_argument("--window", action="store_true", help="show them in the window; a box says what goes wrong")
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="a file that was exported as json")


def _add_profile(parser: argparse.ArgumentParser, *, demo: object, profile: object) -> None:
    """Before and after a command; there without a default, which would win over what stood before it."""
    parser.add_argument("--demo", action="store_true", default=demo, help="the demo: no key and no network needed")
    parser.add_argument("--profile", type=Path, default=profile, metavar="DIR", help="keep everything in this folder")


def _base_url(text: str) -> str:
    try:
        resolve_base_url(text)
    except ApiError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a web address such as https://host/v1") from None
    return text
