"""The level that each target aims at, and how a value has to stand to it."""

from __future__ import annotations

import pandas as pd

from linhai_analysis.targets.bases import levels
from linhai_analysis.targets.meeting import RANGE, nearest


def with_aims(rows: pd.DataFrame) -> pd.DataFrame:
    """Add `aim`, the level aimed at, and `sense`, the relation of a value to it.

    Needs ``base_value, base_year, target_year, target_value, target_high, basis, relation,
    better``. Of a range it is the end that is reached first: the upper one where lower is better.

    >>> rows = pd.DataFrame({"base_value": [10.0], "base_year": 2015, "target_year": 2020,
    ...     "target_value": 3.0, "target_high": 5.0, "basis": "level", "relation": "range",
    ...     "better": "down"})
    >>> with_aims(rows)[["aim", "sense"]].values.tolist()
    [[5.0, 'at_most']]
    """
    upper = (rows["relation"] == RANGE) & (rows["better"] == "down")
    value = rows["target_value"].mask(upper & rows["target_high"].notna(), rows["target_high"])
    years = rows["target_year"] - rows["base_year"]
    numbers = (column.to_numpy(float) for column in (value, rows["base_value"], years))
    return rows.assign(
        aim=levels(rows["basis"], *numbers),
        sense=[nearest(*pair) for pair in zip(rows["relation"], rows["better"], strict=True)],
    )
