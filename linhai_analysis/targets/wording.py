"""Targets as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from linhai_analysis.targets.bases import BASES
from linhai_analysis.targets.figures import read_figures
from linhai_analysis.text import number
from linhai_analysis.words import word

# Printings that agree in these are one target.
SAME_TARGET = ["indicator", "base_year", "target_year", "target_value", "target_high", "basis"]


def target_text(target: Mapping[str, Any], lang: str = "en") -> str:
    """Return a target as people read it: a number, a range, a rate, a multiple.

    >>> target_text({"target_value": 0.08, "target_high": float("nan"), "basis": "growth_rate"})
    '8% growth a year'
    """
    value = target["target_value"] if "target_value" in target else target["target"]
    ends = [end for end in (value, target["target_high"]) if not pd.isna(end)]
    basis, key = BASES[target["basis"]], target["basis"]
    if basis.signed and max(ends) < 0:
        key, ends = f"{key}.fall", [-end for end in reversed(ends)]
    if basis.fraction:
        ends = [end * 100 for end in ends]
    return word(f"basis.{key}", lang, value="-".join(f"{end:.10g}" for end in ends))


def base_text(row: Mapping[str, Any], lang: str) -> str:
    """The base value; an assumed one says so, with the range that it may lie in.

    >>> row = {"base_value": 50.0, "basis": "level", "assumed": True, "base_low": 45.0}
    >>> base_text(row | {"base_high": 55.0}, "en")
    '50 (45–55, assumed)'
    """
    base = number(row["base_value"])
    if BASES[row["basis"]].from_zero and row["base_value"] == 0:
        return word("from_zero", lang)
    if not row.get("assumed", False):
        return base
    if pd.isna(row.get("base_low")):
        return f"{base} {word('assumed', lang)}"
    ends = {end: number(row[f"base_{end}"]) for end in ("low", "high")}
    return word("assumed.range", lang, value=base, **ends)


def stated_relation(printed: str, target: float) -> str:
    """Return the relation that the printed words state; empty for a bare figure.

    >>> stated_relation("4.5%以上", 4.5), stated_relation("2500/360", 360)
    ('at_least', '')
    """
    if not printed:
        return ""
    figures = read_figures(printed)
    meant = next((figure for figure in figures if figure.value == target), figures[0])
    return meant.form


def distinct_targets(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each distinct target of an indicator, in the order of `table`.

    With ``places``; ``readings``, how many targets the indicator has; and ``starts``, from how many
    base years this very one is stated.

    >>> table = pd.DataFrame({"indicator": "a", "target_year": 2020, "basis": "level",
    ...     "target_value": [1.0, 1.0, 2.0], "place": ["table 1", "2.3", "3.1"]})
    >>> distinct_targets(table)[["places", "readings"]].values.tolist()
    [[['table 1', '2.3'], 2], [['3.1'], 2]]
    """
    key = [name for name in SAME_TARGET if name in table]
    groups = table.groupby(key, sort=False, dropna=False)["place"]
    places = [[place for place in group if place] for _, group in groups]
    rows = table.drop_duplicates(key)
    level = [name for name in key if name != "base_year"]
    starts = rows.groupby(level, dropna=False)["base_year"] if "base_year" in key else None
    return rows.assign(
        starts=1 if starts is None else starts.transform("nunique"),
        places=pd.Series(places, index=rows.index, dtype=object),
        readings=rows.groupby("indicator")["indicator"].transform("size"),
    )
