"""Base values that the caller assumes where a plan prints none, and the ranges they lie in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from linhai_analysis.arguments import Array, is_finite, is_number, require_columns, told_value
from linhai_analysis.errors import DataError, reason_of, suggest
from linhai_analysis.names import column_name
from linhai_analysis.tables import ENDS, check_ends
from linhai_analysis.targets import aims_from
from linhai_analysis.words import Sentence, say

# A mapping, Series or table by indicator; pandas is untyped for mypy.
Baselines: TypeAlias = Mapping[str, Any] | Any | None

PARTS = ("value", *ENDS)

WEIGHTS = (0.185, 0.63, 0.185)
"""Of what follows from low, value and high, these being quantiles of 5, 50 and 95 %: the extended
Pearson-Tukey approximation (Keefer and Bodily 1983).
"""


@dataclass(frozen=True)
class AssumedBase:
    """A base value that is assumed, and the ends that it lies between; None without a range."""

    value: float
    low: float | None = None
    high: float | None = None

    @property
    def ranged(self) -> bool:
        """Whether it has a low and a high end."""
        return self.low is not None

    @property
    def plain(self) -> float | dict[str, float | None]:
        """The number, or with its ends a mapping, as the caller may write it."""
        return {name: getattr(self, name) for name in PARTS} if self.ranged else self.value


def read_baselines(baselines: Baselines) -> dict[str, AssumedBase]:
    """Assumed base values by indicator, from a mapping, a Series or a table.

    >>> read_baselines({"a": 50, "b": {"value": 50, "low": 45, "high": 55}})["b"].low
    45.0
    >>> read_baselines(pd.Series({"a": 50}))
    {'a': AssumedBase(value=50.0, low=None, high=None)}
    """
    if baselines is None:
        return {}
    if isinstance(baselines, pd.DataFrame):
        baselines = _rows(baselines)
    if not isinstance(baselines, Mapping | pd.Series):
        raise DataError(say("base.kind", kind=type(baselines).__name__))
    if isinstance(baselines, pd.Series) and baselines.index.has_duplicates:
        twice = baselines.index[baselines.index.duplicated()][0]
        raise DataError(say("base.twice", name=twice))
    return {str(name): _read(str(name), given) for name, given in baselines.items()}


def at_end(baselines: Baselines, end: str) -> dict[str, AssumedBase]:
    """The base values at one end of their ranges; those without a range as they are.

    >>> at_end({"a": 50, "b": {"value": 50, "low": 45, "high": 55}}, "high")["b"].value
    55.0
    """
    found = read_baselines(baselines).items()
    return {
        name: replace(base, value=getattr(base, end)) if base.ranged else base
        for name, base in found
    }


def any_ranged(baselines: Baselines) -> bool:
    """Whether one of the base values has a range."""
    return any(base.ranged for base in read_baselines(baselines).values())


def base_values(target: Mapping[str, Any]) -> Array:
    """The base value of a target; of one with a range low, value and high.

    >>> base_values({"base_low": 45.0, "base_value": 50.0, "base_high": 60.0}).tolist()
    [45.0, 50.0, 60.0]
    """
    if np.isnan(target["base_low"]):
        return np.array([target["base_value"]])
    return np.array([target["base_low"], target["base_value"], target["base_high"]])


def goal_values(target: Mapping[str, Any]) -> Array:
    """The level that a target aims at; where its base value has a range, from each of the three."""
    bases = base_values(target)
    # A level stands as it is, whatever the base.
    goals = aims_from(target, bases) + 0 * bases if len(bases) > 1 else [np.nan]
    return np.array([target["aim"]] if np.isnan(goals).any() else goals)


def over_range(values: Sequence[float]) -> float:
    """The mean of what follows from low, value and high; one value as it is.

    >>> over_range([0.7]), round(over_range([0.9, 0.7, 0.1]), 3)  # 0.185 x 1.0 + 0.63 x 0.7
    (0.7, 0.626)
    """
    return float(np.dot(WEIGHTS, values)) if len(values) > 1 else float(values[0])


def _rows(table: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """The rows of a table by indicator, missing ends left out."""
    named = table.set_index("indicator") if "indicator" in table else table
    require_columns(named, ["value"])
    if strange := [str(name) for name in named if name not in PARTS]:
        raise DataError(say("base.column", name=strange[0], hint=suggest(strange[0], PARTS)))
    if named.index.has_duplicates:
        twice = named.index[named.index.duplicated()][0]
        raise DataError(say("base.twice_row", name=twice))
    return {str(row.name): dict(row) for _, row in named.astype(object).iterrows()}


def _read(indicator: str, given: Any) -> AssumedBase:
    """One base value, with its ends where it has any."""
    if isinstance(given, AssumedBase):
        return given
    parts = dict(given) if isinstance(given, Mapping | pd.Series) else {"value": given}
    if strange := [str(name) for name in parts if name not in PARTS]:
        hint = suggest(strange[0], PARTS)
        raise DataError(say("base.part", indicator=indicator, name=strange[0], hint=hint))
    value = _number(indicator, parts.get("value"))
    ends = [
        None
        if _missing(parts.get(end))
        else _number(say("base.end", indicator=indicator, end=column_name(end)), parts[end])
        for end in ENDS
    ]
    try:
        check_ends(value, *ends)
    except ValueError as error:
        shown = say("base.no_end") if ends[1] is None else f"{ends[1]:g}"
        told = say("base.ends", indicator=indicator, high=shown, error=reason_of(error))
        raise DataError(told) from None
    return AssumedBase(value, *ends)


def _number(whose: Sentence | str, value: object) -> float:
    if not is_finite(value):
        raise DataError(say("base.number", whose=whose, value=told_value(value)))
    return float(value)  # type: ignore[arg-type]


def _missing(value: object) -> bool:
    return value is None or value is pd.NA or (is_number(value) and value != value)
