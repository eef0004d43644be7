"""Looks up the facts of each case in yearly series: base, latest value, history."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from linhai_analysis.arguments import Array
from linhai_analysis.errors import DataError
from linhai_analysis.progress.cases import Cases
from linhai_analysis.series import Panel
from linhai_analysis.targets import RANGE, RELATIONS, nearest, towards


@dataclass(frozen=True)
class Questions:
    """What is asked of each series: one entry a target."""

    series: NDArray[np.int64]
    base_year: Array
    target: Array
    target_year: Array
    relation: NDArray[np.str_]
    better: NDArray[np.str_]
    unit: NDArray[np.str_]
    year: Array
    base: Array | None = None


def build_cases(panel: Panel, asked: Questions) -> Cases:
    """Look up base, latest value and history of each question."""
    _check(asked)
    size = len(asked.base_year)
    if not len(panel.values):
        # One empty series with a place to point at.
        none = np.zeros(max(len(panel.start), 1), np.int64)
        dummy = {"years": none[:1], "values": np.full(1, np.nan), "breaks": np.zeros(1, bool)}
        panel = replace(panel, **dummy, start=none, stop=none)
    owner = np.maximum(asked.series, 0)
    stop = panel.stop[owner]
    empty = (asked.series < 0) | (stop == panel.start[owner])
    last = np.where(empty, np.nan, panel.years[np.maximum(stop - 1, 0)])
    # Nothing after the review is known to it, and nothing after the target year matters.
    review = np.where(np.isnan(asked.year), last, asked.year)
    at = panel.latest(owner, np.fmin(review, asked.target_year))
    found = ~empty & (at >= 0)
    at = np.where(found, at, 0)
    year = np.where(found, panel.years[at], np.nan)
    seen, ended = panel.latest(owner, review), year == asked.target_year
    known = panel.years[np.maximum(seen, 0)]
    # A value after the target year does not say what the target year brought.
    late = (known > asked.target_year) & ~ended
    base = asked.base
    if base is None:
        base = np.where(empty, np.nan, panel.value_in(owner, asked.base_year))
    since = np.where(found, panel.comparable(owner, at), 0)
    width = int((at - since)[found].max(initial=0)) + 1
    index = at[:, None] + np.arange(1 - width, 1)
    inside = (index >= since[:, None]) & found[:, None]
    index = np.where(inside, index, 0)
    sense = [nearest(*pair) for pair in zip(asked.relation, asked.better, strict=True)]
    return Cases(
        base=base,
        latest=np.where(found, panel.values[at], np.nan),
        target=asked.target,
        base_year=asked.base_year,
        year=year,
        target_year=asked.target_year,
        sign=towards(sense, asked.better, asked.target, base),
        sense=np.array(sense, dtype=object),
        percent=asked.unit == "%",
        ended=ended,
        years=np.where(inside, panel.years[index], np.nan),
        values=np.where(inside, panel.values[index], np.nan),
        broken=found & panel.breaks[since] & (panel.years[since] > asked.base_year),
        blocked=np.select(
            [empty | (seen < 0), known < asked.base_year, late, ~(year > asked.base_year)],
            ["no_data", "base_after", "no_end", "only_base"],
            "",
        ).astype(object),
        fixed=np.full(size, "", dtype=object),
        no_projection=np.full(size, "", dtype=object),
        lower=np.full(size, np.nan),
        upper=np.full(size, np.nan),
        place=np.full(size, "", dtype=object),
        siblings=np.full(size, None, dtype=object),
    )


def _check(asked: Questions) -> None:
    if np.isnan(asked.base_year).any():
        raise DataError("a target has no base year; every target needs one")
    if (np.isnan(asked.target_year) & ~np.isnan(asked.target)).any():
        raise DataError("a target needs its year: target_year=2020, for example")
    for base, end, year in zip(asked.base_year, asked.target_year, asked.year, strict=True):
        if end <= base:
            raise DataError(f"the target year {end:g} is not after the base year {base:g}")
        if year < base:
            raise DataError(f"the year of the review, {year:g}, is before the base year {base:g}")
    for name, known in {"relation": (*RELATIONS, RANGE), "better": ("up", "down")}.items():
        if strange := set(getattr(asked, name)) - set(known):
            raise DataError(f"{name} {str(min(strange))!r} is not one of {', '.join(known)}")
    if np.isinf(asked.target).any():
        raise DataError("a target is infinite; give a finite number, or None without a target")
