"""Verdicts and targets in the order and the words in which people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from linhai_analysis.plan import IN_FORCE, Plan
from linhai_analysis.progress.verdicts import status_word
from linhai_analysis.targets import distinct_targets, index_change, same
from linhai_analysis.words import word


def in_force_first(table: pd.DataFrame) -> pd.DataFrame:
    """What is in force before what was replaced or dropped, main targets before others."""
    stands = table.get("standing", pd.Series(IN_FORCE, table.index)) == IN_FORCE
    order = table.assign(_stands=stands).sort_values(["_stands", "main"], ascending=False)
    return order.drop(columns="_stands")


def main_first(table: pd.DataFrame) -> list[dict]:
    """One row for each distinct target, the indicators of main targets first."""
    rows = distinct_targets(in_force_first(table))
    first = {name: n for n, name in enumerate(dict.fromkeys(rows["indicator"]))}
    return sorted(rows.to_dict("records"), key=lambda row: first[row["indicator"]])


def headline_rows(table: pd.DataFrame) -> pd.DataFrame:
    """The first target of each indicator that is in force, main targets before others.

    >>> table = pd.DataFrame({"indicator": ["a", "a", "b"], "main": [False, True, False],
    ...     "standing": ["in_force", "in_force", "dropped"]})
    >>> headline_rows(table).index.tolist()
    [1]
    """
    stand = table[table["standing"] == IN_FORCE]
    return stand.sort_values("main", ascending=False, kind="stable").drop_duplicates("indicator")


def verdict_word(row: Mapping[str, Any], lang: str) -> str:
    """The verdict on a target as people read it.

    >>> goal = {"target_year": 2020, "relation": "at_least"}
    >>> verdict_word(goal | {"status": "met", "year": 2018}, "en")
    'met early'
    """
    early = pd.notna(row["year"]) and row["year"] < row["target_year"]
    return status_word(row["status"], early, row["relation"] in ("at_most", "below"), lang)


def figure_text(plan: Plan, row: Mapping[str, Any], value: float) -> str:
    """A value in the quantity that a target is judged by; of an index, its change since the base.

    >>> from linhai_analysis import load_plan
    >>> row = {"indicator": "rd_gdp_ratio", "quantity": "index"}
    >>> figure_text(load_plan(), row, 88.93), figure_text(load_plan(), row | {"quantity": ""}, 3.06)
    ('-11.07%', '3.06')
    """
    if row["quantity"] == "index":
        return index_change(value)
    return plan.figure(row["indicator"], value)


def differing_figure(
    plan: Plan, row: Mapping[str, Any], base: float, actual: float, lang: str
) -> str:
    """The figure by which another reading of a target differs: the latest, else the base.

    >>> from linhai_analysis import load_plan
    >>> row = {"indicator": "rd_gdp_ratio", "quantity": "level", "actual": 3.06}
    >>> [differing_figure(load_plan(), row, *pair, "en") for pair in ((2.98, 3.1), (2.9, 3.06))]
    ['3.10', 'base 2.90']
    """
    if same(actual, row["actual"]):
        return word("progress.base", lang, value=figure_text(plan, row, base))
    return figure_text(plan, row, actual)
