"""The app as macOS knows it: what PyInstaller has laid out, with our own `Info.plist`, icon and notices."""

import plistlib
import sysconfig
from pathlib import Path

from components import Component, native_components, python_components
from errors import BuildError
from freeze import freeze, frozen_versions
from keep import keep_list
from macos.icon import make_icon
from macos.info import ICON, info
from macos.macho import System, code_files, oldest_system
from notices import write_notices
from release import TITLE, Release

PROMISED: System = (15, 0)
"""The oldest macOS that README.md names."""


class OldestSystemError(BuildError):
    """Some file was built for a newer macOS than we promise."""


def make_bundle(release: Release) -> tuple[Path, list[Component]]:
    """Makes the app anew, without signatures of ours, and returns it with the parts of others that it has.

    Raises BuildError.
    """
    app = freeze(release, f"{TITLE}.app")
    components = [*native_components(frozen_versions()), *python_components(Path(sysconfig.get_path("purelib")))]
    finish(app, components, release)
    keep_list("macos").check_size(app)
    return app, components


def finish(app: Path, components: list[Component], release: Release) -> None:
    """Puts into PyInstaller's bundle what is ours, in place of what it has there by itself. Raises BuildError."""
    resources = app / "Contents" / "Resources"
    for icon in resources.glob("*.icns"):
        icon.unlink()
    make_icon(resources / ICON, release.build / "icons")
    write_notices(components, resources / "notices", release)
    (app / "Contents" / "Info.plist").write_bytes(plistlib.dumps(info(release, _oldest(app))))


def _oldest(app: Path) -> System:
    """The oldest macOS that runs all code of an app. Raises OldestSystemError."""
    versions = {file: oldest_system(file) for file in code_files(app)}
    if newer := [str(file.relative_to(app)) for file, version in versions.items() if version > PROMISED]:
        raise OldestSystemError(f"built for a newer macOS than {PROMISED}: {', '.join(newer)}")
    return max(versions.values())
