"""Formulas as pictures."""

import pytest

from deeptrin_desktop.markdown.maths import picture


def draw(tex: str, *, display: bool = False) -> object:
    return picture(tex, display=display, size=15, colour="#1b1f27")


def test_a_picture() -> None:
    drawn = picture(r"\frac{a}{b} + x^2", display=True, size=20, colour="#1b1f27")
    assert drawn is not None
    assert drawn.svg.startswith("<svg")
    assert "#1b1f27" in drawn.svg
    assert 0 < drawn.baseline < drawn.height
    assert drawn.width > drawn.height / 2


def test_that_it_grows_with_the_font() -> None:
    small, large = (picture("x", display=False, size=size, colour="#000000") for size in (10, 20))
    assert small is not None
    assert large is not None
    assert large.height > 1.5 * small.height


def test_that_qt_can_draw_it() -> None:
    drawn = picture("y + z", display=False, size=15, colour="#000000")
    assert drawn is not None
    assert "<symbol" not in drawn.svg


def test_that_it_is_drawn_once() -> None:
    assert draw("x + 1") is draw("x + 1")


@pytest.mark.parametrize(
    "tex",
    [
        "",
        r"\frac{a",
        "x_{",
        r"\left( x",
        r"\nosuchcommand{x}",
        r"\text{<b>&}",
        "{" * 500,
        "x" * 5_000,
        "x" * 300,
        "\0",
    ],
)
def test_that_what_cannot_be_drawn_is_left_as_source(tex: str) -> None:
    assert draw(tex) is None


@pytest.mark.parametrize(
    "tex",
    [
        r"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
        r"\begin{aligned}a&=b\\c&=d\end{aligned}",
        r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}",
        r"\sum_{i=1}^{n} i",
        r"\mathbb{R}^n \to \mathcal{L}",
        r"\begin{cases} x & y \\ z & w\end{cases}",
    ],
)
def test_usual_formulas(tex: str) -> None:
    assert draw(tex, display=True) is not None
