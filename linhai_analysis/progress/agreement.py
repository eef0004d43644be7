"""Would the verdict be another with another base year, or another vintage of the figures?"""

from __future__ import annotations

from functools import cache, partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from linhai_analysis.plan import Plan, recomputed
from linhai_analysis.progress.questions import Asked
from linhai_analysis.progress.rule import Rule
from linhai_analysis.progress.verdicts import IN_TIME, judge
from linhai_analysis.series import families


class Instead(NamedTuple):
    """Other figures for one row: a name for them, base, its year, and latest value."""

    row: int
    name: str
    base: float
    base_year: float
    latest: float


def flips(
    plan: Plan, asked: Asked, rule: Rule, status: np.ndarray
) -> dict[str, list[tuple[str, ...]]]:
    """Return the base years and vintages under which each verdict turns."""
    return {
        "flips_base_year": _turned(asked, rule, status, _base_years(asked)),
        "flips_vintage": _turned(asked, rule, status, _vintages(plan, asked)),
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
        for other, new in zip(tried, judge(cases, rule).status, strict=True):
            same_side = (new in IN_TIME) == (status[other.row] in IN_TIME)
            if new != "not_assessable" and not same_side:
                names[other.row].append(other.name)
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


def _vintages(plan: Plan, asked: Asked) -> list[Instead]:
    cases, tried = asked.cases, []
    publications, anew = cache(partial(_publications, plan)), cache(partial(recomputed, plan))
    for i, row in enumerate(asked.rows.to_dict("records")):
        if row["quantity"] != "level" or np.isnan(cases.year[i]):
            continue
        base_year, now = row["base_year"], int(cases.year[i])
        ends: list[Any] = [base_year, now]
        for name, figures in publications(row["indicator"]):
            if figures.index.isin(ends).sum() == len(ends):
                tried.append(Instead(i, name, figures[base_year], base_year, figures[now]))
        ratio = anew(row["indicator"], until=now)
        if ratio.index.isin(ends).any():
            base, latest = ratio.get(base_year, cases.base[i]), ratio.get(now, cases.latest[i])
            tried.append(Instead(i, "recomputed", base, base_year, latest))
    return tried


def _publications(plan: Plan, indicator: str) -> list[tuple[str, pd.Series]]:
    """Every publication that has figures of the indicator, revised ones too."""
    own = plan.observations[
        (plan.observations["indicator"] == indicator)
        & plan.observations["geo"].isin([plan.geo, ""])
        & plan.observations["value"].notna()
    ]
    own = own.assign(family=own["source_id"].replace(families(plan.sources)))
    return [
        (str(name), group.drop_duplicates("year").set_index("year")["value"])
        for name, group in own.groupby("family", sort=True)
    ]
