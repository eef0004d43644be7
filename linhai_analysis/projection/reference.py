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

from dataclasses import dataclass

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array
from linhai_analysis.data import place_names
from linhai_analysis.series import Years, changes_per_year, read_panel, without_suspects

LEAST_SIBLINGS = 5
RECENT_YEARS = 5
_PRIOR = 4


@dataclass(frozen=True, eq=False)
class Siblings:
    """Comparable series that have been read already, to be used for many projections."""

    wide: pd.DataFrame


def read_reference(reference: pd.DataFrame | Siblings) -> pd.DataFrame:
    """Comparable series as a table: a row per geo, a column per year.

    >>> long = pd.DataFrame({"geo": ["a", "b"], "year": [2011, 2010], "value": [2.0, 1.0]})
    >>> read_reference(long).columns.tolist()
    [2010, 2011]
    """
    if isinstance(reference, Siblings):
        return reference.wide
    panel = read_panel(without_suspects(reference), "geo", what="reference")
    if not len(panel.years):
        return pd.DataFrame()
    years = range(int(panel.years.min()), int(panel.years.max()) + 1)
    table = np.full((len(panel.keys), len(years)), np.nan)
    table[panel.owner, panel.years - years[0]] = panel.values
    return pd.DataFrame(table, index=panel.keys["geo"].tolist(), columns=years)


def relative_drift(years: Years, values: Array, wide: pd.DataFrame, own: object) -> float | None:
    """Yearly drift as a share of the last value, shrunken towards the siblings'.

    >>> wide = pd.DataFrame({2010: [90.0] * 5, 2011: [95.0] * 5, 2012: [100.0] * 5})
    >>> relative_drift(np.array([2010, 2011, 2012]), np.array([8.0, 8.0, 10.0]), wide, "own")
    0.05
    """
    m = len(values) - 1
    if values[-1] <= 0 or m < 2:
        return None
    # Neither the place itself nor the nation is its own sibling, by whichever name.
    left_out = place_names() | place_names(str(own))
    block = wide[~wide.index.astype(str).isin(left_out)].reindex(
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
