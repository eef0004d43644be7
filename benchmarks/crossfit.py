"""Judge the default model on series that it has not seen.

Countries and indicators are dealt into four groups each; the provinces are a country, their
indicators are indicators. The series of country group i and indicator group j are judged with a
table fitted without any series of group i or of group j: 16 fits.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from fit_calibration import Line, fit, shipped, training

from linhai_analysis.arguments import Array
from linhai_analysis.projection import pooled

GROUPS = 4
HERE = Path(__file__).parent
HORIZONS = np.arange(1.0, 6.0)
NO_COUNTRY = -1
"""Of the UK's own indicators: their country is that of no other series."""


def dealt(names: Iterable[str]) -> dict[str, int]:
    """Names to groups, in an order that is fixed but has no meaning."""
    shuffled = np.random.default_rng(0).permutation(sorted(set(names)))
    return {name: i % GROUPS for i, name in enumerate(shuffled)}


def kin(name: object) -> tuple[str, str]:
    """Indicator and country of a series; the country is empty where it has no code."""
    if isinstance(name, tuple):
        return str(name[0]), "CHN"
    text = str(name)
    if text.startswith("WDI_"):
        indicator, country = text.removeprefix("WDI_").rsplit("_", 1)
        return indicator, country
    return text.split("_")[1], ""


@cache
def crossfits() -> list[tuple[pooled.Calibration, set[object]]]:
    """Pairs of a table and the series that share no country and no indicator with its fit."""
    lines = training()
    kind = {name: kin(name) for name in lines}
    indicators = dealt(indicator for indicator, _ in kind.values())
    countries = dealt(country for _, country in kind.values() if country)
    place = {name: (indicators[a], countries.get(b, NO_COUNTRY)) for name, (a, b) in kind.items()}
    made = []
    for i in range(GROUPS):
        for j in range(GROUPS):
            seen: dict[object, Line] = {
                name: lines[name] for name, (a, b) in place.items() if a != i and b != j
            }
            # Those of no country are judged once.
            held = {n for n, (a, b) in place.items() if a == i and (b == j or b < 0 == j)}
            made.append((fit(seen), held))
    return made


def windows(rows: pd.DataFrame, series: dict[str, tuple[Array, Array]]) -> pd.Series:
    """The last n values up to the origin of each row."""
    found = []
    for name, n, origin in rows[["unique_id", "n", "origin"]].itertuples(index=False):
        years, values = series[name]
        end = int(origin - years[0]) + 1
        found.append(values[end - n : end])
    return pd.Series(found, index=rows.index)


def quantiles(rows: pd.DataFrame, horizons: Array) -> Array:
    """Cross-fitted quantiles of each row (unique_id, n, origin): rows x horizons x levels."""
    histories = windows(rows, shipped())
    out = np.full((len(rows), len(horizons), len(pooled.LEVELS)), np.nan)
    for fitted, held in crossfits():
        mine = rows["unique_id"].isin([name for name in held if isinstance(name, str)]).to_numpy()
        for n in rows.loc[mine, "n"].unique():
            at = np.flatnonzero(mine & (rows["n"] == n).to_numpy())
            values = np.stack(histories.iloc[at].tolist())
            years = np.tile(np.arange(n), (len(at), 1))
            out[at] = pooled.tables(years, values, horizons, fitted)
    return out
