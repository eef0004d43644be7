"""Verdicts and targets in the order and the words in which people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from linhai_analysis.growth.quantities import INDEX_BASE
from linhai_analysis.plan import IN_FORCE, Plan
from linhai_analysis.progress.verdicts import status_word
from linhai_analysis.targets import distinct_targets
from linhai_analysis.text import number, percent
from linhai_analysis.words import word


def main_first(table: pd.DataFrame) -> list[dict]:
    """One row for each distinct target, the indicators of main targets first."""
    rows = distinct_targets(table.sort_values("main", ascending=False, kind="stable"))
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
        return _change(value)
    return plan.figure(row["indicator"], value)


def base_text(row: Mapping[str, Any], lang: str) -> str:
    """The value that a growth starts from; of an index that it is one, or its change so far.

    >>> base_text({"quantity": "level", "base_value": 60.0}, "en")
    '60'
    >>> [base_text({"quantity": "index", "base_value": base}, "en") for base in (100.0, 95.9)]
    ['base year = 100', '-4.10%']
    """
    if row["quantity"] != "index":
        return number(row["base_value"])
    if row["base_value"] == INDEX_BASE:
        return word("index_base", lang)
    return _change(row["base_value"])


def _change(index: float) -> str:
    """The change since the base year of an index, with its sign."""
    change = percent(index / INDEX_BASE - 1, 2)
    return f"+{change}" if index > INDEX_BASE else change
