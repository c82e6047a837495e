"""The files as they are installed: the launcher, `lib` with all that it runs, and the notices."""

import json
import os
import shutil
from pathlib import Path

from components import Component, native_components, python_components, stix_version
from keep import keep_list
from notices import write_notices
from release import ROOT, Release
from windows import embeddable, wheels
from windows.launching import make_launcher
from windows.packing import OWN, pack
from windows.signing import sign
from windows.wine import WinePrefix

HERE = Path(__file__).parent
DOWNLOADS = ROOT / "build" / "downloads"
PYTHON = "python{}{}".format(*embeddable.VERSION.split(".")[:2])
_PATHS = f"{PYTHON}.zip\npackages.zip\n.\n"
"""Where the Python that is shipped finds modules: there alone, whatever else is installed."""


def make_tree(compiler: WinePrefix, release: Release) -> tuple[Path, list[Component]]:
    """Makes the folder anew, and returns it with the parts of others that it has. Raises BuildError."""
    shutil.rmtree(release.build, ignore_errors=True)
    tree = release.build / "tree"
    lib = tree / "lib"
    embeddable.unpack(lib, DOWNLOADS)
    wheels.install(lib, release.build / "wheels", embeddable.VERSION)
    parts = [*native_components(_versions(lib, compiler)), *python_components(lib)]
    write_notices(parts, release.build / "notices", release)
    _add_app(lib)
    compiler.run(lib / "python.exe", HERE / "bytecode.py", lib, PYTHONHASHSEED="0")
    sign(make_launcher(tree, release.build / "launcher", release))
    kept = keep_list("windows")
    kept.prune(tree)
    pack(lib, lib / "packages.zip", release)
    (lib / f"{PYTHON}._pth").write_text(_PATHS, "utf-8")
    shutil.copytree(release.build / "notices", tree, dirs_exist_ok=True)
    kept.check_size(tree)
    _settle(tree, release)
    return tree, parts


def _versions(lib: Path, compiler: WinePrefix) -> dict[str, str]:
    """Of the native parts, by their names in `notices/parts.toml`."""
    found = {one.name.lower(): one.version for one in python_components(lib)}
    return {
        "qt": found["pyside6_essentials"],
        "cpython": embeddable.VERSION,
        **json.loads(compiler.run(lib / "python.exe", "-c", embeddable.PARTS_PROGRAM)),
        "stix": stix_version(),
    }


def _add_app(lib: Path) -> None:
    without = shutil.ignore_patterns("__pycache__", "README.md")
    shutil.copytree(ROOT / OWN, lib / OWN, ignore=without)
    shutil.copytree(ROOT / "resources", lib / OWN / "resources")
    shutil.copyfile(HERE / "start.py", lib / "start.py")


def _settle(tree: Path, release: Release) -> None:
    for path in (tree, *tree.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (release.epoch, release.epoch))
