"""Builds what people install, for one system: `python3 dev.py package` calls it, in an environment of its own.

Each system has a folder here. Its module `package` is where to begin reading: `package` makes the release's files in
`dist/SYSTEM`, and `build_and_try` the app alone. Its module `prove` has the proofs.
"""

import argparse
import shutil
import sys
from importlib import import_module

from errors import BuildError
from release import release


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py package", description=__doc__)
    parser.add_argument("system", choices=("linux", "windows", "macos"))
    parser.add_argument("--self-test", action="store_true", help="build the app and try it, but make no installer")
    parser.add_argument("--prove", action="store_true", help="after all is built, prove at length that it works")
    asked = parser.parse_args()
    system = import_module(f"{asked.system}.package")
    try:
        made = release(asked.system)
        if asked.self_test:
            system.build_and_try(made)
        else:
            shutil.rmtree(made.dist, ignore_errors=True)
            made.dist.mkdir(parents=True)
            system.package(made)
        if asked.prove:
            import_module(f"{asked.system}.prove").prove(made)
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
