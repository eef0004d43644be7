"""The level that each target aims at, and how a value has to stand to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array
from linhai_analysis.targets.bases import facet, levels
from linhai_analysis.targets.kinds import KINDS
from linhai_analysis.targets.meeting import RANGE, nearest


def with_aims(rows: pd.DataFrame) -> pd.DataFrame:
    """Add `aim`, the level aimed at, `sense`, the relation of a value to it, and the `natural` way.

    Needs ``base_value, base_year, target_year, target_value, target_high, basis, relation, kind,
    better``. Of a range it is the end that is reached first: the upper one where lower is better.

    >>> rows = pd.DataFrame({"base_value": [10.0], "base_year": 2015, "target_year": 2020,
    ...     "target_value": 3.0, "target_high": 5.0, "basis": "level", "relation": "range",
    ...     "kind": "share", "better": "down"})
    >>> with_aims(rows)[["aim", "sense", "natural"]].values.tolist()
    [[5.0, 'at_most', 'linear']]
    """
    value = first_reached(rows)
    years = rows["target_year"] - rows["base_year"]
    naturals = rows["kind"].map({name: kind.natural for name, kind in KINDS.items()})
    numbers = (column.to_numpy(float) for column in (value, rows["base_value"], years))
    return rows.assign(
        aim=levels(rows["basis"], *numbers),
        sense=[nearest(*pair) for pair in zip(rows["relation"], rows["better"], strict=True)],
        # Additions move by the same amount each year, whatever is counted.
        natural=naturals.mask(facet(rows["basis"], "from_zero").eq(True), "linear"),
    )


def aims_from(target: Mapping[str, Any], base: Array) -> Array:
    """The level that one target aims at, from each of several base values.

    >>> row = {"target_value": 2.0, "target_high": float("nan"), "basis": "multiple"}
    >>> row |= {"relation": "at_least", "better": "up", "base_year": 2015, "target_year": 2020}
    >>> aims_from(row, np.array([45.0, 55.0])).tolist()
    [90.0, 110.0]
    """
    row = pd.DataFrame([dict(target)])
    years = float(target["target_year"] - target["base_year"])
    return levels(row["basis"], first_reached(row).to_numpy(float), base, np.array([years]))


def first_reached(rows: pd.DataFrame) -> pd.Series:
    """The printed value, of a range the end that is reached first."""
    upper = (rows["relation"] == RANGE) & (rows["better"] == "down")
    return rows["target_value"].mask(upper & rows["target_high"].notna(), rows["target_high"])


def no_aim(target: Mapping[str, Any]) -> str:
    """The key of the reason why a figure that is read aims at no level.

    >>> no_aim({"base_figure": float("nan")}), no_aim({"base_figure": 0.0})
    ('no_base', 'base_not_positive')
    """
    return "no_base" if pd.isna(target["base_figure"]) else "base_not_positive"


def is_total(targets: pd.DataFrame, indicator: str) -> bool:
    """Whether all targets of an indicator count what is added since the base year.

    >>> rows = pd.DataFrame({"indicator": ["a", "b"], "basis": ["increment", "level"]})
    >>> is_total(rows, "a"), is_total(rows, "b"), is_total(rows, "c")
    (True, False, False)
    """
    basis = targets.loc[targets["indicator"] == indicator, "basis"]
    return bool(len(basis)) and bool(facet(basis, "from_zero").all())
