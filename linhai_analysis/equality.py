"""When two results are the same: by what they hold, be it a table, an array or a missing number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_scalar


class Alike:
    """A dataclass that equals another that holds the same.

    Its own equality would fail at a table, and tell two missing numbers apart, on Python 3.13 even
    those of one object. What can hold a table has no hash.

    >>> from dataclasses import dataclass
    >>> @dataclass(eq=False)
    ... class Reading(Alike):
    ...     value: float
    ...     table: pd.DataFrame
    >>> one, other = (Reading(float("nan"), pd.DataFrame({"a": [1, None]})) for _ in range(2))
    >>> one == other, one == Reading(1.0, other.table), one == 1
    (True, False, False)
    """

    def __eq__(self, other: object) -> bool:
        """Whether the other holds the same, in fields that are compared."""
        if type(other) is not type(self):
            return NotImplemented
        own = [field.name for field in fields(self) if field.compare]  # type: ignore[arg-type]
        return all(alike(getattr(self, name), getattr(other, name)) for name in own)

    def __getstate__(self) -> dict[str, Any]:
        """The fields: a copy looks up again what was looked up, which may be no data at all."""
        return {field.name: vars(self)[field.name] for field in fields(self)}  # type: ignore[arg-type]


def alike(one: Any, other: Any) -> bool:
    """Whether two values hold the same; a missing number is the same as another.

    >>> alike({"a": (1, float("nan"))}, {"a": (1.0, float("nan"))}), alike((1,), [1])
    (True, False)
    """
    if one is other:
        return True
    if isinstance(one, pd.DataFrame | pd.Series):
        return type(one) is type(other) and one.equals(other) and alike(one.attrs, other.attrs)
    if isinstance(one, np.ndarray):
        same_kind = isinstance(other, np.ndarray) and one.dtype == other.dtype
        return same_kind and np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    if isinstance(one, Mapping):
        same_kind = isinstance(other, Mapping) and one.keys() == other.keys()
        return same_kind and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        same_kind = type(one) is type(other) and len(one) == len(other)
        return same_kind and all(map(alike, one, other))
    if is_scalar(one) and is_scalar(other) and (pd.isna(one) or pd.isna(other)):
        return bool(pd.isna(one) and pd.isna(other))
    return bool(one == other)
