"""The printed targets of a plan as levels that a path can be held against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from linhai_analysis.arguments import Array
from linhai_analysis.growth import FROM_ZERO, aimed_levels, with_baselines
from linhai_analysis.plan import Plan

# Paths are computed in floats: 60 doubled in five steps is 119.99999999999999.
SAME = 1e-9


def aims(plan: Plan, baselines: Mapping[str, float] | None = None) -> pd.DataFrame:
    """Return the printed targets with the level that each aims at.

    >>> from linhai_analysis import load_plan
    >>> rows = aims(load_plan()).set_index("target_id")
    >>> rows.loc[["patents_granted.t1", "patents_granted.s3_8_1"], "aim"].tolist()
    [2500.0, 3300.0]
    """
    rows = with_baselines(plan, baselines or {})
    better = plan.indicators.set_index("indicator")["better"]
    rows = rows.assign(
        aim=aimed_levels(rows, rows["base_value"].to_numpy(float)),
        better=rows["indicator"].map(better),
    )
    # Of a range the end that is reached first: the upper one where lower is better.
    upper = (rows["better"] == "down") & rows["target_high"].notna() & (rows["basis"] == "level")
    return rows.assign(aim=rows["aim"].mask(upper, rows["target_high"]))


def main_aims(plan: Plan, baselines: Mapping[str, float] | None = None) -> dict[str, Any]:
    """Return what each indicator reaches where its main target is met exactly.

    >>> from linhai_analysis import load_plan
    >>> main_aims(load_plan())["patents_granted"]
    {'reach': 2500.0}
    """
    rows = aims(plan, baselines).sort_values("main", ascending=False, kind="stable")
    rows = rows[~rows["basis"].isin(["yearly_average", "every_year"]) & rows["aim"].notna()]
    first = rows.drop_duplicates("indicator").sort_index()
    return {
        name: {"reach": aim} for name, aim in zip(first["indicator"], first["aim"], strict=True)
    }


def is_total(targets: pd.DataFrame, indicator: str) -> bool:
    """Return whether all targets of an indicator count what is added since the base year.

    >>> rows = pd.DataFrame({"indicator": ["a", "b"], "basis": ["increment", "level"]})
    >>> is_total(rows, "a"), is_total(rows, "b"), is_total(rows, "c")
    (True, False, False)
    """
    basis = targets.loc[targets["indicator"] == indicator, "basis"]
    return bool(len(basis)) and bool(basis.isin(FROM_ZERO).all())


def meets(value: Array, target: Mapping[str, Any]) -> NDArray[np.bool_]:
    """Return whether values meet a target.

    >>> meets(np.array([119.0, 120.0]), {"relation": "at_least", "aim": 120.0, "better": "up"})
    array([False,  True])
    >>> meets(np.array([120.0]), {"relation": "above", "aim": 120.0, "better": "up"})
    array([False])
    """
    aim = float(target["aim"])
    room = SAME * max(abs(aim), SAME)
    relation = target["relation"]
    if relation == "range":
        relation = "at_most" if target["better"] == "down" else "at_least"
    if relation == "exactly":
        return np.asarray(np.abs(value - aim) <= room)
    return {
        "at_least": lambda: value >= aim - room,
        "above": lambda: value > aim + room,
        "at_most": lambda: value <= aim + room,
        "below": lambda: value < aim - room,
    }[relation]()
