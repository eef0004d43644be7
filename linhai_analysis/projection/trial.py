"""Comparable places projected from an earlier year, to see how wrong that was.

What a place was to become by its own figures is the same whoever asks, so it is made once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from linhai_analysis.arguments import Array, Mask
from linhai_analysis.projection.pooled import tables
from linhai_analysis.projection.quantiles import MEDIAN, quantile
from linhai_analysis.series import ROUNDING, Years, changes_per_year

WILDEST = 20.0
"""Errors count at most as so many yearly changes."""


@dataclass(frozen=True)
class Trial:
    """Siblings at an earlier year (places x horizons): their own middle, how far the lent one lies
    from it, their own half widths below and above, what came, and a year's change of each; relative
    changes and last values, from which the lent one is made, and how many years ahead that is.
    """

    own: Array
    below: Array
    above: Array
    outcome: Array
    unit: Array
    changes: Array
    last: Array
    ahead: Array
    lent: Array

    def error(self, share: float) -> Array:
        """Mean error in yearly changes of each horizon, as growing with its square root."""
        moves = self.unit > 0
        off = np.abs(self.outcome - self.own - share * self.lent)[moves] / self.unit[moves, None]
        if not len(off):
            return np.zeros(off.shape[1])
        return np.asarray(np.minimum(off / np.sqrt(self.ahead[moves]), WILDEST).mean(axis=0))

    def width(self, share: float) -> Array:
        """The factor of the own intervals with which they hold 80 %, of each horizon."""
        off = self.outcome - self.own - share * self.lent
        return np.asarray(
            np.quantile(np.where(off > 0, off / self.above, -off / self.below), 0.8, 0)
        )


def foresee(block: Array, years: Years, n: int) -> tuple[Mask, Trial]:
    """Which places have complete figures (places x years), and their trial, in which nothing is
    lent yet: the first n years are the history.
    """
    rows = ~np.isnan(block).any(axis=1) & (block[:, n - 1] > 0)
    values, outcome = block[rows, :n], block[rows, n:]
    last, changes = values[:, -1:], changes_per_year(years[None, :n], values)
    horizons = (years[n:] - years[n - 1]).astype(float)
    table = tables(np.tile(years[:n], (len(values), 1)), values, horizons)
    own = table[:, :, MEDIAN]
    below, above = own - quantile(table, 0.1), quantile(table, 0.9) - own
    unit = np.abs(changes).mean(axis=1)
    unit = np.where(unit > ROUNDING * np.abs(values).max(axis=1), unit, 0)
    ahead = np.tile(horizons, (len(values), 1))
    none = np.zeros_like(own)
    return rows, Trial(own, below, above, outcome, unit, changes / last, last, ahead, none)
