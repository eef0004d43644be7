"""Would the verdict be another with another base year, other figures or another vintage?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from linhai_analysis.progress.questions import Asked
from linhai_analysis.progress.rule import Rule
from linhai_analysis.progress.verdicts import judge, turned


class Instead(NamedTuple):
    """Other figures for one row: a name for them, base, its year, and latest value."""

    row: int
    name: str
    base: float
    base_year: float
    latest: float


# Readings that are other vintages of the figures, not other sources of the same one.
VINTAGES = ("revision", "vintage", "recomputed")


def flips(
    asked: Asked, rule: Rule, status: np.ndarray, readings: pd.DataFrame
) -> dict[str, list[tuple[str, ...]]]:
    """Return the base years, sources and vintages under which each verdict turns."""
    turning = readings[readings["turns"].astype(bool)]
    names = turning["source_id"].where(turning["source_id"] != "", turning["kind"])
    ids, vintage = asked.rows["target_id"], turning["kind"].isin(VINTAGES)

    def named(chosen: pd.Series) -> list[tuple[str, ...]]:
        found = names[chosen].groupby(turning.loc[chosen, "target_id"]).agg(list)
        return [tuple(dict.fromkeys(found.get(name, ()))) for name in ids]

    return {
        "flips_base_year": _turned(asked, rule, status, _base_years(asked)),
        "flips_figures": named(~vintage),
        "flips_vintage": named(vintage),
    }


def _turned(
    asked: Asked, rule: Rule, status: np.ndarray, tried: list[Instead]
) -> list[tuple[str, ...]]:
    names: list[list[str]] = [[] for _ in status]
    tried = [other for other in tried if status[other.row] != "not_assessable"]
    if tried:
        rows, _, base, years, latest = zip(*tried, strict=True)
        cases = asked.cases.pick(
            rows, base=np.array(base), base_year=np.array(years), latest=np.array(latest)
        )
        turns = turned(judge(cases, rule).status, status[list(rows)])
        for i in np.flatnonzero(turns):
            names[tried[i].row].append(tried[i].name)
    return [tuple(found) for found in names]


def _base_years(asked: Asked) -> list[Instead]:
    cases, tried = asked.cases, []
    for i, row in enumerate(asked.rows.to_dict("records")):
        if row["quantity"] != "level":
            continue
        for year in (row["base_year"] - 1, row["base_year"] + 1):
            if year in asked.series[i].index and year < cases.year[i]:
                value = float(asked.series[i][year])
                tried.append(Instead(i, str(year), value, float(year), cases.latest[i]))
    return tried
