"""A table of targets of the caller's own, made complete."""

from __future__ import annotations

import numpy as np
import pandas as pd

from linhai_analysis.arguments import require_columns
from linhai_analysis.errors import DataError
from linhai_analysis.growth.baselines import start_from_zero
from linhai_analysis.plan import IN_FORCE
from linhai_analysis.targets import BASES, KINDS, RANGE, RELATIONS, facet, with_aims
from linhai_analysis.words import say

YEARS = ("base_year", "target_year")
FIGURES = (*YEARS, "base_value", "target_value", "target_high")
# What a table of the caller's own may say in these columns.
WORDS = {"basis": BASES, "kind": KINDS, "relation": (*RELATIONS, RANGE), "better": ("up", "down")}


def read_targets(table: pd.DataFrame) -> pd.DataFrame:
    """A table of the caller's own with every column that the growth is computed from."""
    require_columns(table, ("base_year", "base_value", "target_year", "target_value"))
    figures = {name: _figures(table, name) for name in FIGURES if name in table}
    table = table.assign(**figures)
    # Without a relation a table says only where to go: up or down, as its numbers do.
    falls = table["target_value"] < table["base_value"]
    defaults = {
        "target_id": "",
        "indicator": "",
        "kind": "amount",
        "basis": "level",
        "relation": np.where(falls, "at_most", "at_least"),
        "better": np.where(falls, "down", "up"),
        "target_high": np.nan,
        "lacking": "",
        "main": True,
        "assumed": False,
        "place": "",
        "standing": IN_FORCE,
        "notes": pd.Series([()] * len(table), table.index, dtype=object),
    }
    frame = table.assign(**{k: v for k, v in defaults.items() if k not in table})
    for column, known in WORDS.items():
        if strange := sorted({str(cell) for cell in frame[column].unique()} - set(known)):
            raise DataError(say("own.word", column=column, cell=strange[0], known=tuple(known)))
    for column in YEARS:
        if frame[column].isna().any():
            raise DataError(say("own.empty", column=column))
        if (frame[column] % 1 != 0).any():
            raise DataError(say("own.years", column=column))
    quantity = facet(frame["basis"], "quantity")
    frame = frame.assign(quantity=quantity, base_figure=frame["base_value"])
    return with_aims(start_from_zero(frame.astype(dict.fromkeys(YEARS, int))))


def _figures(table: pd.DataFrame, name: str) -> pd.Series:
    """A column as numbers, NaN where a cell is empty."""
    numbers = pd.to_numeric(table[name], errors="coerce").astype("Float64").astype("float64")
    for cell in table.loc[numbers.isna() & table[name].notna(), name]:
        raise DataError(say("own.numbers", column=name, cell=str(cell)))
    return numbers
