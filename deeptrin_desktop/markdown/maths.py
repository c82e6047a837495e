"""Formulas as pictures: LaTeX to SVG by ziamath, which draws without a LaTeX installation.

ziamath takes 150 ms to import, which happens with the first formula, and then 3 to 15 ms for a usual formula.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

LONGEST_FORMULA = 2_000
"""Characters past which a formula is left as source."""
MOST_SIGNS = 250
"""Signs past which it is; drawing takes up to a millisecond for each."""
DEEPEST_BRACES = 40

_COMMAND = re.compile(r"\\[A-Za-z]+|[\s{}^_&\\]")
_UNKNOWN_COMMAND = re.compile(r">\\[A-Za-z]")
_VIEW_BOX = re.compile(r'viewBox="(\S+) (\S+) (\S+) (\S+)"')


@dataclass(frozen=True, slots=True)
class Picture:
    """A formula drawn. Lengths are in the unit of the font size that it was drawn at."""

    svg: str
    width: float
    height: float
    baseline: float
    """How far below its upper edge the baseline of the text around it runs."""


@lru_cache(maxsize=500)
def picture(tex: str, *, display: bool, size: float, colour: str) -> Picture | None:
    """The formula at that font size, in a colour such as `#1b1f27`; None where it cannot be drawn as written."""
    if len(tex) > LONGEST_FORMULA or len(_COMMAND.sub("", tex)) > MOST_SIGNS or _depth(tex) > DEEPEST_BRACES:
        return None
    from ziafont.config import config
    from ziamath.tex import tex2mml
    from ziamath.zmath import Latex

    # Qt draws no SVG symbols, into which glyphs are put otherwise.
    config.svg2 = False
    try:
        mathml = tex2mml(tex, inline=not display)
        if _UNKNOWN_COMMAND.search(mathml):
            return None
        svg = Latex(tex, size=size, color=colour, inline=not display).svg()
    # Malformed LaTeX comes out as whatever the parser trips over: assertions, index errors, XML errors, its own.
    except Exception:
        return None
    box = _VIEW_BOX.search(svg)
    if not box:
        return None
    _, top, width, height = map(float, box.groups())
    return Picture(svg, width, height, -top)


def _depth(tex: str) -> int:
    """How deep its braces nest."""
    depth = deepest = 0
    for char in tex:
        depth += (char == "{") - (char == "}")
        deepest = max(deepest, depth)
    return deepest
