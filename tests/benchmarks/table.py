"""Figures with their aims, printed as they are measured: one line each, and what part of its aim a figure takes."""

import gc
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ParamSpec

Parameters = ParamSpec("Parameters")

RUNS = 3
"""Of which the best counts: other programs, too, use the machine."""


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured. An aim is the most that a figure may be."""

    what: str
    figure: float
    aim: float
    unit: str = "ms"


def best(measure: Callable[Parameters, float], *args: Parameters.args, **named: Parameters.kwargs) -> float:
    (figure,) = best_of_each(lambda: (measure(*args, **named),))
    return figure


def best_of_each(
    measure: Callable[Parameters, Sequence[float]], *args: Parameters.args, **named: Parameters.kwargs
) -> tuple[float, ...]:
    """For what gives several figures at once. What a run leaves behind is gone before the next."""
    runs = []
    for _ in range(RUNS):
        gc.collect()
        runs.append(measure(*args, **named))
    return tuple(map(min, zip(*runs, strict=True)))


def show(rows: Iterable[Row]) -> None:
    """Prints rows as they come."""
    sys.stdout.write(f"{'':64}{'figure':>8}{'aim':>10}{'of it':>10}\n")
    for row in rows:
        of_it = row.figure / row.aim
        missed = "   missed" if of_it > 1 else ""
        sys.stdout.write(f"{row.what:64}{row.figure:8.2f}{row.aim:6g} {row.unit:3}{of_it:10.2f}{missed}\n")
        sys.stdout.flush()
