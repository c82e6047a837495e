"""Signatures of the app, from the inside out: one is valid as long as nothing that lies in it is signed anew."""

import plistlib
from pathlib import Path

from commands import run
from macos.macho import code_files

# No comment may stand in the file itself: what reads it there knows less than XML.
ENTITLEMENTS = {
    # libffi, by which ctypes calls back into Python, writes code to run; importing ctypes is enough. The keyring and
    # the certificates of the system are asked by ctypes.
    "com.apple.security.cs.allow-unsigned-executable-memory": True,
}
"""What the hardened runtime is to allow. All libraries bear our signature, so that others need not be let in."""


def sign(app: Path, identity: str, work: Path) -> None:
    """Signs all code of an app, and the app, for everyone; with no identity, for this computer alone.

    Raises CommandError, also where macOS does not find the signatures valid.
    """
    entitlements = work / "entitlements.plist"
    entitlements.write_bytes(plistlib.dumps(ENTITLEMENTS))
    # An ad-hoc signature names nobody, and so a hardened app would refuse its own libraries.
    options = ["--options", "runtime", "--timestamp"] if identity else ["--timestamp=none"]
    command = ["codesign", "--force", "--sign", identity or "-", *options]
    for inner in inside_out(app):
        run(*command, inner)
    run(*command, "--entitlements", entitlements, app)
    run("codesign", "--verify", "--deep", "--strict", "--verbose=2", app)


def sign_file(file: Path, identity: str) -> None:
    """Signs one file, such as a disk image. Raises CommandError."""
    run("codesign", "--force", "--sign", identity, "--timestamp", file)


def inside_out(app: Path) -> list[Path]:
    """What in an app is signed before the app is: libraries, then frameworks, which seal the files in them."""
    inner = app / "Contents" / "Frameworks"
    libraries = [path for path in code_files(inner) if not _framework_of(path)]
    frameworks = {framework for path in code_files(inner) if (framework := _framework_of(path))}
    return [*libraries, *sorted(frameworks)]


def _framework_of(path: Path) -> Path | None:
    return next((parent for parent in path.parents if parent.suffix == ".framework"), None)
