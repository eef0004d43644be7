"""Looks up the facts of each case in yearly series: base, latest value, history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from linhai_analysis.arguments import Mask
from linhai_analysis.errors import DataError
from linhai_analysis.progress.cases import Cases
from linhai_analysis.series import Panel, Rows
from linhai_analysis.targets import RANGE, RELATIONS, nearest, towards
from linhai_analysis.words import say

ENDS = ("lower", "upper", "target_low", "target_high")
# What is asked of each series, one entry a target; `series` is -1 where there is none.
QUESTION = {"series": np.int64, "year": float, "base_year": float, "target": float}
QUESTION |= {"target_year": float, "relation": str, "better": str, "unit": str}


def build_cases(panel: Panel, asked: Mapping[str, object] | pd.DataFrame) -> Cases:
    """Look up base, latest value and history of each question, a row each of `asked`."""
    q = _read(asked)
    base_year, target_year = q["base_year"], q["target_year"]
    panel = panel if len(panel.values) else _pointed(panel)
    owner = np.maximum(q["series"], 0)
    stop = panel.stop[owner]
    empty = (q["series"] < 0) | (stop == panel.start[owner])
    last = np.where(empty, np.nan, panel.years[np.maximum(stop - 1, 0)])
    # Nothing after the review is known to it, and nothing after the target year matters.
    review = np.where(np.isnan(q["year"]), last, q["year"])
    at = panel.latest(owner, np.fmin(review, target_year))
    found = ~empty & (at >= 0)
    at = np.where(found, at, 0)
    year = np.where(found, panel.years[at], np.nan)
    seen, ended = panel.latest(owner, review), year == target_year
    known = panel.years[np.maximum(seen, 0)]
    base = np.where(empty, np.nan, panel.value_in(owner, base_year))
    base = np.asarray(asked.get("base", base), float)
    since = np.where(found, panel.comparable(owner, at), 0)
    sense = [nearest(*pair) for pair in zip(q["relation"], q["better"], strict=True)]
    reasons = {
        "no_data": empty | (seen < 0),
        "base_after": known < base_year,
        # A value after the target year does not say what the target year brought.
        "no_end": (review > target_year) & ~ended,
        "only_base": ~(year > base_year),
    }
    return Cases(
        base=base,
        latest=np.where(found, panel.values[at], np.nan),
        target=q["target"],
        base_year=base_year,
        year=year,
        target_year=target_year,
        sign=towards(sense, q["better"], q["target"], base),
        sense=np.array(sense, dtype=object),
        percent=q["unit"] == "%",
        ended=ended,
        **_history(panel, since, at, found),
        broken=found & panel.breaks[since] & (panel.years[since] > base_year),
        blocked=np.select([*reasons.values()], [*reasons], "").astype(object),
        **_unknown(len(at)),
    )


def _pointed(panel: Panel) -> Panel:
    """A panel without values as one of empty series that have a place to point at."""
    none = np.zeros(max(len(panel.start), 1), np.int64)
    dummy = {"years": none[:1], "values": np.full(1, np.nan), "breaks": np.zeros(1, bool)}
    return replace(panel, **dummy, start=none, stop=none)


def _history(panel: Panel, since: Rows, at: Rows, found: Mask) -> dict[str, Any]:
    """Years and values from `since` to `at`, the latest in the last column."""
    width = int((at - since)[found].max(initial=0)) + 1
    index = at[:, None] + np.arange(1 - width, 1)
    inside = (index >= since[:, None]) & found[:, None]
    index = np.where(inside, index, 0)
    columns = {"years": panel.years, "values": panel.values}
    return {name: np.where(inside, column[index], np.nan) for name, column in columns.items()}


def _unknown(size: int) -> dict[str, Any]:
    """What the figures alone do not say: bounds, siblings, verdicts that need no rule."""
    return {
        **{name: np.full(size, "", object) for name in ("fixed", "no_projection", "place")},
        **{name: np.full(size, np.nan) for name in ENDS},
        "siblings": np.full(size, None),
    }


def _read(asked: Mapping[str, object] | pd.DataFrame) -> dict[str, NDArray]:
    """The questions as arrays, checked."""
    q: dict[str, NDArray] = {name: np.asarray(asked[name], kind) for name, kind in QUESTION.items()}
    if np.isnan(q["base_year"]).any():
        raise DataError(say("asked.base_year"))
    if (np.isnan(q["target_year"]) & ~np.isnan(q["target"])).any():
        raise DataError(say("asked.target_year"))
    for base, end, year in zip(q["base_year"], q["target_year"], q["year"], strict=True):
        if end <= base:
            raise DataError(say("asked.not_after", year=end, base=base))
        if year < base:
            raise DataError(say("asked.before", year=year, base=base))
    for name, known in {"relation": (*RELATIONS, RANGE), "better": ("up", "down")}.items():
        if strange := set(q[name].tolist()) - set(known):
            raise DataError(say("asked.word", name=name, cell=min(strange), known=tuple(known)))
    if np.isinf(q["target"]).any():
        raise DataError(say("asked.infinite"))
    return q
