"""Looks up the facts of each case in yearly series: base, latest value, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from linhai_analysis.arguments import Array, Mask
from linhai_analysis.errors import DataError
from linhai_analysis.progress.cases import Cases
from linhai_analysis.series.yearly import read_series
from linhai_analysis.targets import RANGE, RELATIONS, nearest, towards

# More than any year, so that series and year make one number that sorts.
_YEARS = 1_000_000


@dataclass(frozen=True, eq=False)
class Histories:
    """Known values of many series, in the order of series and year."""

    years: NDArray[np.int64]
    values: Array
    breaks: Mask
    start: NDArray[np.int64]
    stop: NDArray[np.int64]

    @property
    def keys(self) -> NDArray[np.int64]:
        """One number that sorts by series, then by year."""
        owner = np.repeat(np.arange(len(self.start)), self.stop - self.start)
        return series_keys(owner, self.years)


def series_keys(series: np.ndarray, years: np.ndarray) -> np.ndarray:
    """One number for each series and year that sorts by series, then by year.

    >>> series_keys(np.array([0, 1]), np.array([2020, 1985])).argsort().tolist()
    [0, 1]
    """
    return series * _YEARS + years


def read_histories(series: Sequence[pd.Series], breaks: Sequence[Sequence[int]]) -> Histories:
    """Check series indexed by year and put them one behind the other.

    >>> read_histories([pd.Series([3.0, None], index=[2016, 2015])], [[]]).years.tolist()
    [2016]
    """
    read = [read_series(one) for one in series]
    size = np.array([len(one.years) for one in read], dtype=np.int64)
    stop = np.cumsum(size)
    marks = [_marked(one.years, list(b)) for one, b in zip(read, breaks, strict=True)]
    return Histories(
        np.concatenate([one.years for one in read] or [np.empty(0, np.int64)]),
        np.concatenate([one.values for one in read] or [np.empty(0)]),
        np.concatenate(marks or [np.empty(0, bool)]),
        stop - size,
        stop,
    )


def _marked(years: NDArray[np.int64], breaks: list[int]) -> Mask:
    """Breaks among known years; one at a missing value falls on the next known one."""
    places = np.searchsorted(years, breaks)
    return np.isin(np.arange(len(years)), places)


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


def build_cases(histories: Histories, asked: Questions) -> Cases:
    """Look up base, latest value and history of each question."""
    _check(asked)
    keys, size = histories.keys, len(asked.base_year)
    if not len(keys):
        # One empty series with a place to point at.
        keys, none = np.array([-1]), np.zeros(max(len(histories.start), 1), np.int64)
        histories = Histories(none[:1], np.full(1, np.nan), np.zeros(1, bool), none, none)
    owner = np.maximum(asked.series, 0)
    empty = (asked.series < 0) | (histories.stop[owner] == histories.start[owner])
    first, stop = histories.start[owner], histories.stop[owner]
    last = np.where(empty, np.nan, histories.years[np.maximum(stop - 1, 0)])
    # Nothing after the review is known to it, and nothing after the target year matters.
    review = np.where(np.isnan(asked.year), last, asked.year)
    at = _latest(histories, keys, owner, np.fmin(review, asked.target_year))
    found = ~empty & (at >= 0)
    at = np.where(found, at, 0)
    year = np.where(found, histories.years[at], np.nan)
    seen, ended = _latest(histories, keys, owner, review), year == asked.target_year
    known = histories.years[np.maximum(seen, 0)]
    # A value after the target year does not say what the target year brought.
    late = (known > asked.target_year) & ~ended
    base = _value_of(histories, keys, owner, asked.base_year, ~empty)
    if asked.base is not None:
        base = asked.base
    since = np.where(found, _last_break(histories, first, at), 0)
    width = int((at - since)[found].max(initial=0)) + 1
    index = at[:, None] + np.arange(1 - width, 1)
    inside = (index >= since[:, None]) & found[:, None]
    index = np.where(inside, index, 0)
    sense = [nearest(*pair) for pair in zip(asked.relation, asked.better, strict=True)]
    return Cases(
        base=base,
        latest=np.where(found, histories.values[at], np.nan),
        target=asked.target,
        base_year=asked.base_year,
        year=year,
        target_year=asked.target_year,
        sign=towards(sense, asked.better, asked.target, base),
        sense=np.array(sense, dtype=object),
        percent=asked.unit == "%",
        ended=ended,
        years=np.where(inside, histories.years[index], np.nan),
        values=np.where(inside, histories.values[index], np.nan),
        broken=found & histories.breaks[since] & (histories.years[since] > asked.base_year),
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


def _value_of(
    histories: Histories, keys: NDArray[np.int64], owner: Array, years: Array, wanted: Mask
) -> Array:
    """The value of one year of each series; NaN where that very year is missing."""
    key = series_keys(owner, years)
    at = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
    return np.where(wanted & (keys[at] == key), histories.values[at], np.nan)


def _latest(
    histories: Histories, keys: NDArray[np.int64], owner: NDArray[np.int64], year: Array
) -> NDArray[np.int64]:
    """Where the latest value not after `year` stands; -1 where there is none."""
    at = np.searchsorted(keys, series_keys(owner, np.nan_to_num(year)), side="right") - 1
    return np.where(at >= histories.start[owner], at, -1)


def _last_break(
    histories: Histories, first: NDArray[np.int64], at: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Where the last comparable stretch up to `at` begins."""
    breaks = np.flatnonzero(histories.breaks)
    if not len(breaks):
        return first
    before = np.searchsorted(breaks, at, side="right") - 1
    last = np.where(before >= 0, breaks[np.maximum(before, 0)], -1)
    return np.maximum(first, last)
