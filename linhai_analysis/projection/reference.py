"""Borrowing strength: the drift of one place seen beside the drifts of comparable places.

Five or six yearly values say little about the drift of one region; thirty siblings say much about
what drifts are usual just now. With relative changes (a change over the last value), own mean
change d and siblings' mean changes d_j::

    v_j = s_j^2 / m        sampling variance of a sibling's mean change
    t2  = max(0, var(d_j) - mean(v_j))                how much places truly differ
    v   = ((m - 1) s^2 / m + 4 mean(v_j)) / (m + 3)   own, with four siblings' worth of prior
    mu  = mean over the last five years of the siblings' median change in the year
    drift = (t2 d + v mu) / (t2 + v)

the empirical Bayes estimate (Efron and Morris 1975), computed from the reference itself: nothing in
it was tuned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array, Mask
from linhai_analysis.data import place_names, plain_place
from linhai_analysis.series import Years, changes_per_year, read_panel, without_suspects
from linhai_analysis.targets import same
from linhai_analysis.words import in_languages

LEAST_SIBLINGS = 5
# In so many common years two places are not the same by chance.
LEAST_SAME = 4
RECENT_YEARS = 5
_PRIOR = 4


@dataclass(frozen=True, eq=False)
class Siblings:
    """Comparable series that have been read already, to be used for many projections.

    `wide` has a row a place and a column a year, `named` the rows of each name of a place.
    """

    wide: pd.DataFrame
    named: Mapping[str, tuple[int, ...]]

    def called(self, *names: object) -> Mask:
        """The rows that bear one of these names, or that of the nation."""
        known = place_names().union(*map(place_names, names))
        found = np.zeros(len(self.wide), bool)
        found[[row for name in known for row in self.named.get(name, ())]] = True
        return found

    def same(self, years: Years, values: Array) -> Mask:
        """The rows that hold this very series: the same values in all of four common years or more.

        A history that does not move is nobody's alone, so it tells nothing.
        """
        table = self.wide.reindex(columns=years).to_numpy(float)
        common = ~np.isnan(table) & ~np.isnan(values)
        alike = (same(table, values) | ~common).all(axis=1) & (common.sum(axis=1) >= LEAST_SAME)
        moves = np.nanmax(values, initial=-np.inf) > np.nanmin(values, initial=np.inf)
        return np.asarray(alike & moves)


def read_reference(reference: pd.DataFrame | Siblings) -> Siblings:
    """Comparable series as a table: a row per geo, a column per year.

    >>> long = pd.DataFrame({"geo": ["a", "b"], "year": [2011, 2010], "value": [2.0, 1.0]})
    >>> read_reference(long).wide.columns.tolist()
    [2010, 2011]
    """
    if isinstance(reference, Siblings):
        return reference
    reference = without_suspects(reference)
    panel = read_panel(reference, "geo", what="reference")
    if not len(panel.years):
        return Siblings(pd.DataFrame(), {})
    years = range(int(panel.years.min()), int(panel.years.max()) + 1)
    table = np.full((len(panel.keys), len(years)), np.nan)
    table[panel.owner, panel.years - years[0]] = panel.values
    places = panel.keys["geo"].tolist()
    return Siblings(pd.DataFrame(table, index=places, columns=years), _named(reference, places))


def _named(reference: pd.DataFrame, places: list) -> dict[str, tuple[int, ...]]:
    """The rows of each name: by code, by the names that the reference itself gives, as known."""
    columns = [name for name in ("geo", *in_languages("name")) if name in reference]
    given = reference[columns].drop_duplicates() if "geo" in columns else pd.DataFrame()
    row_of = {place: row for row, place in enumerate(places)}
    named: dict[str, set[int]] = {}
    for cells in given.itertuples(index=False):
        for name in filter(None, map(plain_place, cells)):
            named.setdefault(name, set()).add(row_of[cells[0]])
    return {name: tuple(sorted(rows)) for name, rows in named.items()}


def relative_drift(years: Years, values: Array, siblings: Siblings, *own: object) -> float | None:
    """Yearly drift as a share of the last value, shrunken towards the siblings'.

    `own` are names of the place itself, which is no sibling of its own, nor is the nation.

    >>> wide = pd.DataFrame({2010: [90.0] * 5, 2011: [95.0] * 5, 2012: [100.0] * 5})
    >>> siblings = Siblings(wide, {})
    >>> relative_drift(np.array([2010, 2011, 2012]), np.array([8.0, 8.0, 10.0]), siblings, "own")
    0.05
    """
    m = len(values) - 1
    if values[-1] <= 0 or m < 2:
        return None
    left_out = siblings.called(*own) | siblings.same(years, values)
    block = siblings.wide[~left_out].reindex(
        columns=range(int(years[-1]) - max(m, RECENT_YEARS), int(years[-1]) + 1)
    )
    table = block.to_numpy(float)
    table = table[table[:, -1] > 0]
    changes = np.diff(table, axis=1) / table[:, -1:]
    recent = changes[:, -RECENT_YEARS:]
    known = ~np.isnan(changes[:, -m:]).any(axis=1)
    if known.sum() < LEAST_SIBLINGS:
        return None
    same = changes[known, -m:]
    noise = float(same.var(axis=1, ddof=1).mean()) / m
    differ = max(float(same.mean(axis=1).var(ddof=1)) - noise, 0.0)
    mine = changes_per_year(years[None], values[None])[0] / values[-1]
    variance = ((m - 1) * float(mine.var(ddof=1)) / m + _PRIOR * noise) / (m - 1 + _PRIOR)
    usual = float(
        np.mean([np.median(year[~np.isnan(year)]) for year in recent.T if not np.isnan(year).all()])
    )
    if differ + variance == 0:
        return usual
    return (differ * float(mine.mean()) + variance * usual) / (differ + variance)
