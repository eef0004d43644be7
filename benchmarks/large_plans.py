"""Plans as large as one likes, from the figures of the two that ship: ``large_plan(1000)``."""

from __future__ import annotations

import pandas as pd

import linhai_analysis as la

# What names an indicator, in any table; a copy has names of its own.
NAMES = ("indicator", "target_id", "parent", "numerator", "denominator")
TABLES = ("indicators", "targets", "observations", "sources")


def large_plan(indicators: int) -> dict[str, pd.DataFrame]:
    """The tables of a plan that has targets for so many indicators.

    The 25 of the shipped plans, again and again under other names; each copy's yearly figures are a
    little smaller than the last one's, so that no two series are the same.
    """
    whole = _shipped()
    with_targets = whole["targets"]["indicator"].nunique()
    copies = [_copy(whole, number) for number in range(-(-indicators // with_targets))]
    tables = {
        name: pd.concat([one[name] for one in copies], ignore_index=True) for name in TABLES[:3]
    }
    kept = tables["targets"]["indicator"].drop_duplicates().head(indicators)
    left_out = set(tables["targets"]["indicator"]) - set(kept)
    tables = {name: rows[~rows["indicator"].isin(left_out)] for name, rows in tables.items()}
    return {**tables, "sources": whole["sources"]}


def _shipped() -> dict[str, pd.DataFrame]:
    """Both shipped plans as one: their own figures, without the place that they are of."""
    plans = [la.load_plan(name) for name in ("linhai_13fyp", "china_13fyp")]
    own = [plan.own_observations.drop(columns=["geo", "printed"]) for plan in plans]
    tables = {
        name: pd.concat([getattr(plan, name) for plan in plans], ignore_index=True)
        for name in ("indicators", "targets", "sources")
    }
    # Where both plans have an indicator it is that of the first.
    seen = set(plans[0].indicators["indicator"])
    tables["observations"] = pd.concat([own[0], own[1][~own[1]["indicator"].isin(seen)]])
    tables["indicators"] = tables["indicators"].drop_duplicates("indicator")
    tables["targets"] = tables["targets"].drop_duplicates("target_id")
    tables["sources"] = tables["sources"].drop_duplicates("source_id")
    return tables


def _copy(tables: dict[str, pd.DataFrame], number: int) -> dict[str, pd.DataFrame]:
    """One copy under names of its own."""
    made = {}
    for name, rows in tables.items():
        named = [column for column in NAMES if column in rows]
        again = {
            column: rows[column].where(rows[column] == "", rows[column] + f"_{number}")
            for column in named
        }
        for column in ("name_en", "name_zh"):
            if column in rows:
                again[column] = rows[column] + f" {number}"
        if "value" in rows:
            again["value"] = (rows["value"] * (1 - number / 1000)).round(6)
        made[name] = rows.assign(**again)
    return made
