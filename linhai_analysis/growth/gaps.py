"""Which figures of a plan there are, and which are missing."""

from __future__ import annotations

import pandas as pd

from linhai_analysis.plan import Plan

COLUMNS = ["indicator", "year", "mark"]


def coverage(plan: Plan, growth: pd.DataFrame) -> pd.DataFrame:
    """Return one row a mark of a year: a baseline, another value, a target, a missing baseline.

    >>> from linhai_analysis import load_plan, required_growth
    >>> plan = load_plan()
    >>> marks = coverage(plan, required_growth(plan))
    >>> marks[marks["indicator"] == "rd_gdp_ratio"][["year", "mark"]].values.tolist()
    [[2015, 'baseline'], [2016, 'value'], [2022, 'value'], [2020, 'target']]
    """
    rows = []
    # Indicators of main targets first.
    order = growth.sort_values("main", ascending=False, kind="stable")
    for name, own in order.groupby("indicator", sort=False):
        series = plan.series(str(name))
        bases, years = set(own["base_year"]), set(series.index)
        unknown = own["base_value"].isna() | own["assumed"]
        if series.attrs["counted"] == "stock":
            # What is added to a stock starts from 0, but is known only beside the stock it is
            # added to.
            unknown |= (own["quantity"] == "sum") & ~own["base_year"].isin(years)
        found = {
            "baseline": bases & years,
            "value": years - bases,
            "target": set(own["target_year"]),
            # What starts from nothing has its baseline, 0; what is assumed is not known.
            "missing": set(own.loc[unknown, "base_year"]),
        }
        rows += [(name, year, mark) for mark, marked in found.items() for year in sorted(marked)]
    return pd.DataFrame(rows, columns=COLUMNS)


def last_figure(plan: Plan) -> int:
    """The last year with a figure of a target's indicator, up to the target year.

    >>> from linhai_analysis import load_plan
    >>> last_figure(load_plan())
    2018
    """
    plan.require_targets()
    years = [int(plan.targets["base_year"].max())]
    for name, last in plan.targets.groupby("indicator")["target_year"].max().items():
        years += plan.series(str(name), until=int(last)).index.tolist()
    return max(years)
