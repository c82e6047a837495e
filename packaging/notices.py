"""The notices that are shipped: which parts there are, their licences, and how to replace those under the LGPL."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from components import TEXTS, Component
from release import ROOT, Release


def write_notices(components: Sequence[Component], folder: Path, release: Release) -> None:
    """Fills a new folder: `NOTICES.txt`, `LICENSE.txt`, and the folder `licences` with all texts."""
    (folder / "licences").mkdir(parents=True)
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE.txt")
    parts = "\n\n".join(_described(component) for component in components)
    text = (TEXTS / "NOTICES.txt").read_text("utf-8").replace("@VERSION@", release.version).replace("@PARTS@", parts)
    (folder / "NOTICES.txt").write_text(text, "utf-8")
    for component in components:
        for file in component.texts:
            shutil.copyfile(file, folder / "licences" / _name_of(component, file))


def _described(component: Component) -> str:
    lines = [
        f"{component.name} {component.version}",
        f"  licence: {component.licence}",
        f"  source:  {component.source}",
        *(f"  text:    licences/{_name_of(component, file)}" for file in component.texts),
    ]
    return "\n".join(lines)


def _name_of(component: Component, file: Path) -> str:
    if file.parent == TEXTS:
        return file.name  # one text for all that are under it
    return f"{component.name}-{file.name}".replace(" ", "-")
