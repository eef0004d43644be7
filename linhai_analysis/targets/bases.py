"""What targets are stated in: one table, one row a basis.

Another basis is one row here and its words (``basis.<name>``) in ``words.csv``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array

INDEX_BASE = 100.0
"""What an index is in its base year."""


@dataclass(frozen=True)
class Basis:
    """A way of stating a target, and what follows from it.

    `level` gives the level aimed at from the printed value, the base value and the years between.
    `quantity` is what is judged: the ``level`` of a year, the ``sum`` since the base year, or
    ``each`` year by itself. What a sum is of yearly figures depends on what these count
    (``series.counted``). `from_zero`: nothing was there of it before the plan. `relative`: the
    growth is the same whatever the base is. `signed`: a value below 0 is a fall. `fraction`: the
    value is a share of 1, printed in per cent. `no_rate`: the reason why no growth rate belongs to
    it. `yearly_rate`: it is the growth of each year.
    """

    name: str
    level: Callable[[Array, Array, Array], Array]
    quantity: str = "level"
    from_zero: bool = False
    relative: bool = False
    signed: bool = False
    fraction: bool = False
    no_rate: str = ""
    yearly_rate: bool = False

    @property
    def in_unit(self) -> bool:
        """Whether its figure is printed in the unit of the indicator."""
        return not (self.relative or self.signed)

    @property
    def printed_level(self) -> bool:
        """Whether what is printed is the level aimed at in the target year."""
        return self.in_unit and self.quantity == "level"


def _itself(value: Array, base: Array, years: Array) -> Array:
    return value


TABLE = (
    Basis("level", _itself),
    Basis("increment", _itself, "sum", from_zero=True, no_rate="increment"),
    Basis("cumulative", _itself, "sum", from_zero=True, no_rate="total"),
    Basis("yearly_average", lambda v, base, n: v * n, "sum", no_rate="yearly"),
    Basis(
        "growth_rate",
        lambda v, base, n: base * (1 + v) ** n,
        relative=True,
        yearly_rate=True,
        signed=True,
        fraction=True,
    ),
    Basis(
        "cumulative_change",
        lambda v, base, n: base * (1 + v),
        relative=True,
        signed=True,
        fraction=True,
    ),
    Basis("point_change", lambda v, base, n: base + v, signed=True),
    Basis("yearly_points", lambda v, base, n: base + v * n, signed=True),
    Basis("multiple", lambda v, base, n: base * v, relative=True),
    Basis("every_year", _itself, "each", no_rate="yearly"),
)

BASES: Mapping[str, Basis] = {basis.name: basis for basis in TABLE}


def facet(basis: pd.Series, name: str) -> pd.Series:
    """What the table says of each basis in a column.

    >>> facet(pd.Series(["level", "increment"]), "quantity").tolist()
    ['level', 'sum']
    """
    return basis.map({row.name: getattr(row, name) for row in TABLE})


def levels(basis: pd.Series, value: Array, base: Array, years: Array) -> Array:
    """The level that each value aims at; NaN where it is relative to a base that is missing.

    NaN too where it is beyond what a number holds, as 300 digits of per cent a year are.

    Neither 0 nor what is below it grows by a share of itself; it can only stay as it is.

    >>> grown, value = pd.Series(["growth_rate"] * 3), np.array([0.08, 0.08, 0.0])
    >>> levels(grown, value, np.array([0.0, -5.0, -5.0]), np.full(3, 5.0)).tolist()
    [nan, nan, -5.0]
    """
    names = basis.to_numpy(str)
    aim = np.full(len(names), np.nan)
    for name in np.unique(names):
        with np.errstate(over="ignore", invalid="ignore"):
            level = BASES[name].level(value, base, years)
            stays = BASES[name].level(value, np.ones_like(value), years) == 1
        level = np.where(np.isinf(level), np.nan, level)
        if BASES[name].relative:
            level = np.where((base > 0) | stays, level, np.nan)
        aim = np.where(names == name, level, aim)
    return aim
