"""Figures of a series whose digits may have slipped: 1100 for 110, or 0.021 for 2.1 %."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from statistics import median
from typing import NamedTuple

# How many times its neighbours a figure must be, and how near to a power of ten, in powers of ten.
LEAST, NEAR = math.log10(5), 0.25
# How far the other figures of the series may lie apart: a wild series tells nothing.
STEADY = math.log10(2.5)


class Slip(NamedTuple):
    """Which figure it is, how many powers of ten it is off, and which ones it is held against."""

    at: int
    powers: int
    beside: tuple[int, ...]


def slips(years: Sequence[int], values: Sequence[float], breaks: Sequence[bool]) -> list[Slip]:
    """Find figures that are about ten times, or a tenth, of the figures beside them.

    A figure between two others is held against both, the first and the last one against its one
    neighbour and the growth of the rest. Values are above 0 and their years in order; nothing is
    compared across a break.

    >>> years, none = [2015, 2016, 2017], [False] * 3
    >>> slips(years, [92.0, 1100.0, 120.0], none)
    [Slip(at=1, powers=1, beside=(0, 2))]
    >>> slips(years, [75.0, 92.0, 1100.0], none), slips(years, [92.0, 92.0, 92.0], none)
    ([Slip(at=2, powers=1, beside=(1,))], [])
    """
    size = [math.log10(value) for value in values]
    steps = [size[i + 1] - size[i] for i in range(len(size) - 1)]
    gaps = [years[i + 1] - years[i] for i in range(len(size) - 1)]
    told = [i for i in range(len(steps)) if not breaks[i + 1]]
    found = []
    for i in range(1, len(steps)):
        before, after = steps[i - 1], steps[i]
        off = before - gaps[i - 1] / (gaps[i - 1] + gaps[i]) * (before + after)
        alone = before * after < 0 and min(abs(before), abs(after)) >= LEAST
        if {i - 1, i} <= {*told} and alone and abs(before + after) <= STEADY and _near(off):
            found.append(Slip(i, round(off), (i - 1, i + 1)))
    odd = {step for slip in found for step in (slip.at - 1, slip.at)}
    return found + _jumps(steps, gaps, [i for i in told if i not in odd])


def _jumps(steps: Sequence[float], gaps: Sequence[int], told: Collection[int]) -> list[Slip]:
    """The one step of a steady series that leads to another power of ten."""
    found = []
    for i in told:
        others = [j for j in told if j != i]
        if abs(steps[i]) < LEAST or not others or max(abs(steps[j]) for j in others) > STEADY:
            continue
        growth = median(steps[j] / gaps[j] for j in others) * gaps[i]
        off = steps[i] - min(max(growth, -STEADY), STEADY)
        if _near(off) and i == 0:
            found.append(Slip(0, round(-off), (1,)))
        elif _near(off):
            found.append(Slip(i + 1, round(off), (i,)))
    return found


def _near(off: float) -> bool:
    """Whether so many powers of ten are nearly a whole number of them."""
    return round(abs(off)) >= 1 and abs(abs(off) - round(abs(off))) <= NEAR
