"""Looks up the facts of each case in yearly series: base, latest value, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from linhai_analysis.errors import DataError
from linhai_analysis.progress.cases import Array, Cases, Mask
from linhai_analysis.projection.series import is_number, read_series

RELATIONS = ("at_least", "at_most", "above", "below", "exactly", "range")
# More than any year, so that series and year make one number that sorts.
_YEARS = 1_000_000


@dataclass(frozen=True, eq=False)
class Histories:
    """Known values of many series, in the order of series and year.

    The values of series i stand from ``start[i]`` to before ``stop[i]``.
    """

    years: NDArray[np.int64]
    values: Array
    breaks: Mask
    start: NDArray[np.int64]
    stop: NDArray[np.int64]

    @property
    def keys(self) -> NDArray[np.int64]:
        """One number that sorts by series, then by year."""
        owner = np.repeat(np.arange(len(self.start)), self.stop - self.start)
        return owner * _YEARS + self.years


def read_histories(series: Sequence[pd.Series], breaks: Sequence[Sequence[int]]) -> Histories:
    """Check series indexed by year and put them one behind the other.

    >>> read_histories([pd.Series([3.0, None], index=[2016, 2015])], [[]]).years.tolist()
    [2016]
    """
    read = [read_series(one) for one in series]
    size = np.array([len(one.years) for one in read], dtype=np.int64)
    stop = np.cumsum(size)
    marks = [np.isin(one.years, list(b)) for one, b in zip(read, breaks, strict=True)]
    return Histories(
        np.concatenate([one.years for one in read] or [np.empty(0, np.int64)]),
        np.concatenate([one.values for one in read] or [np.empty(0)]),
        np.concatenate(marks or [np.empty(0, bool)]),
        stop - size,
        stop,
    )


@dataclass(frozen=True)
class Questions:
    """What is asked of each series: one entry a target.

    Attributes
    ----------
    series : array of int
        Which of the histories; -1 where there is none.
    base_year, target_year, target : array
    relation, better, unit : array of str
    year : array
        Of the review; NaN for the last year of the series.
    base : array, optional
        Base values that do not stand in the history, such as those printed by the plan.
    """

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
        keys = np.array([-1])
        histories = replace(
            histories,
            years=np.zeros(1, np.int64),
            values=np.full(1, np.nan),
            breaks=np.zeros(1, bool),
        )
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
    base = _value_of(histories, keys, owner, asked.base_year, ~empty)
    if asked.base is not None:
        base = asked.base
    since = np.where(found, _last_break(histories, first, at), 0)
    width = int((at - since)[found].max(initial=0)) + 1
    index = at[:, None] + np.arange(1 - width, 1)
    inside = (index >= since[:, None]) & found[:, None]
    index = np.where(inside, index, 0)
    floor = np.isin(asked.relation, ["at_least", "above"])
    up = asked.better == "up"
    towards = np.where(asked.target >= base, 1.0, -1.0)
    return Cases(
        base=base,
        latest=np.where(found, histories.values[at], np.nan),
        target=asked.target,
        base_year=asked.base_year,
        year=year,
        target_year=asked.target_year,
        sign=np.select(
            [np.isnan(asked.target), asked.relation == "exactly", asked.relation == "range"],
            [np.where(up, 1.0, -1.0), towards, np.where(up, 1.0, -1.0)],
            np.where(floor, 1.0, -1.0),
        ),
        strict=np.isin(asked.relation, ["above", "below"]),
        exact=asked.relation == "exactly",
        percent=asked.unit == "%",
        ended=ended,
        years=np.where(inside, histories.years[index], np.nan),
        values=np.where(inside, histories.values[index], np.nan),
        broken=found & histories.breaks[since] & (histories.years[since] > asked.base_year),
        blocked=np.select(
            # A value after the target year does not say what the target year brought.
            [empty, last < asked.base_year, (seen > at) & ~ended, ~(year > asked.base_year)],
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
    for base, end, year in zip(asked.base_year, asked.target_year, asked.year, strict=True):
        if end <= base:
            raise DataError(f"the target year {end:g} is not after the base year {base:g}")
        if year < base:
            raise DataError(f"the year of the review, {year:g}, is before the base year {base:g}")
    for name, known in {"relation": RELATIONS, "better": ("up", "down")}.items():
        if strange := set(getattr(asked, name)) - set(known):
            raise DataError(f"{name} {str(min(strange))!r} is not one of {', '.join(known)}")
    if np.isinf(asked.target).any():
        raise DataError("a target is infinite; give a finite number, or None without a target")


def _value_of(
    histories: Histories, keys: NDArray[np.int64], owner: Array, years: Array, wanted: Mask
) -> Array:
    """The value of one year of each series; NaN where that very year is missing."""
    key = owner * _YEARS + years
    at = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
    return np.where(wanted & (keys[at] == key), histories.values[at], np.nan)


def _latest(
    histories: Histories, keys: NDArray[np.int64], owner: NDArray[np.int64], year: Array
) -> NDArray[np.int64]:
    """Where the latest value not after `year` stands; -1 where there is none."""
    at = np.searchsorted(keys, owner * _YEARS + np.nan_to_num(year), side="right") - 1
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


def check_number(name: str, value: object) -> float:
    """A number as it is, None as NaN; anything else is refused.

    >>> check_number("target", 120), check_number("target", None)
    (120.0, nan)
    """
    if value is None:
        return float("nan")
    number = float(value) if is_number(value) else np.nan  # type: ignore[arg-type]
    if np.isnan(number):
        raise DataError(f"{name}={value!r} is not a number")
    return number


def check_year(name: str, value: object) -> int:
    """A year as a whole number; anything else is refused.

    >>> check_year("year", 2018.0)
    2018
    """
    number = check_number(name, value)
    if np.isnan(number) or number % 1:
        raise DataError(f"{name}={value!r} is not a year; give a whole number, such as 2018")
    return int(number)
