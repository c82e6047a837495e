"""Runs the program: reads the command line, does what it says, and turns known trouble into one line of words."""

import argparse
import os
import sys
from collections.abc import Sequence

from deeptrin_desktop.cli.arguments import parse
from deeptrin_desktop.core.errors import DeeptrinError, Failure, UsageError


def main(argv: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0, 2 on wrong usage, or 1 on failure with one line on standard error."""
    arguments = parse(sys.argv[1:] if argv is None else argv)
    try:
        return _run(arguments)
    except DeeptrinError as error:
        sys.stderr.write(f"deeptrin-desktop: {_in_words(error.failure)}\n")
        return 2 if isinstance(error, UsageError) else 1
    except BrokenPipeError:
        return 1  # whoever reads standard output has seen enough
    except KeyboardInterrupt:
        return 130


def _run(arguments: argparse.Namespace) -> int:
    # Each command imports its own part: none is to wait for what only another one needs.
    if arguments.command == "export":
        from deeptrin_desktop.cli.exporting import export

        export(arguments)
        return 0
    if arguments.command == "import" and not arguments.window:
        from deeptrin_desktop.cli.importing import import_

        import_(arguments)
        return 0
    if arguments.self_test:
        from deeptrin_desktop.app.main import prove

        return prove()
    from deeptrin_desktop.app.main import run
    from deeptrin_desktop.app.options import Options

    options = Options(
        demo=arguments.demo,
        profile=arguments.profile,
        base_url=arguments.base_url or "",
        model=arguments.model,
        debug=arguments.debug,
        files=tuple(path.absolute() for path in arguments.paths),
    )
    return run(options.with_environment(os.environ))


def _in_words(failure: Failure) -> str:
    from deeptrin_desktop.ui.words import words_of

    words = words_of(failure)
    facts = f"({'; '.join(words.facts)})" if words.facts else ""
    return " ".join(f"{words.title} {facts} {words.text}".split())
