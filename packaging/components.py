"""The parts of others that are shipped: what each is, its version and licence, and where its source is."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from release import ROOT
from ziafont.font import Font

TEXTS = Path(__file__).with_name("notices")
_LICENCE_FILE = re.compile(r"(^|/)(licen[cs]es?/.*|(licen[cs]e|copying|notice|authors)[^/]*)$", re.IGNORECASE)
_PINNED = re.compile(r"^([a-z0-9-]+)==", re.MULTILINE)
_SPELLED = {"MIT License": "MIT", "Apache Software License": "Apache-2.0", "BSD License": "BSD-3-Clause"}
"""The licences that old metadata names by their classifiers, as SPDX does."""

_USUAL_TEXTS = {
    "MIT": ("MIT.txt",),
    "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only": ("LGPL-3.0.txt", "GPL-3.0.txt"),
}
"""For packages whose wheels have no text with them."""


@dataclass(frozen=True, slots=True)
class Component:
    """One part."""

    name: str
    version: str
    licence: str
    """An SPDX expression, or what the part says of itself."""
    source: str
    """Where its source is."""
    purl: str
    texts: tuple[Path, ...] = ()
    """Files with its licence and its authors."""


def python_components(folder: Path) -> list[Component]:
    """Those of the runtime's lock that are installed in a folder (a `site-packages`), by name."""
    wanted = {*_PINNED.findall((ROOT / "requirements.lock").read_text("utf-8"))}
    found = {_normal(one.name): one for one in distributions(path=[str(folder)])}
    return [_of_distribution(found[name]) for name in sorted(wanted & found.keys())]


def native_components(versions: Mapping[str, str]) -> list[Component]:
    """Those of `notices/parts.toml` that a version is given for, by the name of its table."""
    tables = tomllib.loads((TEXTS / "parts.toml").read_text("utf-8"))
    return [
        Component(
            name=part["name"],
            version=versions[key],
            licence=part["licence"],
            source=part["source"],
            purl=f"pkg:generic/{key}@{quote(versions[key])}",
            texts=tuple(TEXTS / name for name in part["texts"]),
        )
        for key, part in tables.items()
        if key in versions
    ]


def stix_version() -> str:
    """Of the font for formulas that ziamath brings."""
    font = Font(str(files("ziamath") / "fonts" / "STIXTwoMath-Regular.ttf"))
    return f"{font.info.header.revision / 2**16:.2f}"


def licence_of(field: str, classifiers: Iterable[str]) -> str:
    """The licence as SPDX names it, where old metadata has it only in a classifier."""
    named = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License :: ")]
    return field if field and field != "UNKNOWN" else " AND ".join(_SPELLED.get(name, name) for name in named)


def _of_distribution(one: Distribution) -> Component:
    facts = one.metadata
    fields = [*(facts.get_all("License-Expression") or []), *(facts.get_all("License") or []), ""]
    licence = licence_of(fields[0], facts.get_all("Classifier") or [])
    own = [Path(str(file.locate())) for file in one.files or () if _is_licence(str(file))]
    name = _normal(one.name)
    return Component(
        name=one.name,
        version=one.version,
        licence=licence,
        source=f"https://pypi.org/project/{name}/{one.version}/",
        purl=f"pkg:pypi/{name}@{quote(one.version)}",
        texts=tuple(own or [TEXTS / text for text in _USUAL_TEXTS[licence]]),
    )


def _is_licence(file: str) -> bool:
    return ".dist-info/" in file and bool(_LICENCE_FILE.search(file))


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
