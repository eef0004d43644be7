"""Verdicts and targets in the order and the words in which people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from linhai_analysis.progress.verdicts import status_word
from linhai_analysis.targets import distinct_targets


def main_first(table: pd.DataFrame) -> list[dict]:
    """One row for each distinct target, the indicators of main targets first."""
    rows = distinct_targets(table.sort_values("main", ascending=False, kind="stable"))
    first = {name: n for n, name in enumerate(dict.fromkeys(rows["indicator"]))}
    return sorted(rows.to_dict("records"), key=lambda row: first[row["indicator"]])


def verdict_word(row: Mapping[str, Any], lang: str) -> str:
    """The verdict on a target as people read it.

    >>> goal = {"target_year": 2020, "relation": "at_least"}
    >>> verdict_word(goal | {"status": "met", "year": 2018}, "en")
    'met early'
    """
    early = pd.notna(row["year"]) and row["year"] < row["target_year"]
    return status_word(row["status"], early, row["relation"] in ("at_most", "below"), lang)
