"""One yearly series: what is accepted as one, where its levels break, what it sums up to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from linhai_analysis.arguments import (
    FIRST_YEAR,
    LAST_YEAR,
    Array,
    Mask,
    is_finite,
    is_number,
    told_value,
)
from linhai_analysis.errors import DataError, reason_of
from linhai_analysis.tables.cells import parse_year
from linhai_analysis.words import Sentence, say

Years = NDArray[np.int64]

LARGEST = 1e300
"""Values beyond this size are refused, so that no projection of them overflows."""

SMALLEST = 1e-300
"""A series that stays below this size counts as all zero."""

ROUNDING = 1e-12
"""Changes below this share of the level are rounding, not movement."""

BREAK_FACTOR = 6.0
"""How many times the usual deviation of the other changes a change must stand out to be a
suspected level break.
"""

_LEAST_CHANGES_FOR_BREAK = 4

_ONE_A_YEAR = say("series.one_a_year")


@dataclass(frozen=True, eq=False)
class YearlySeries:
    """Known values in the order of their years, and which of them begin a new level."""

    years: Years
    values: Array
    breaks: Mask
    was_sorted: bool

    @property
    def level_start(self) -> int:
        """Where the values begin that are comparable with the last one."""
        return int(np.flatnonzero(self.breaks).max(initial=0))


def read_series(
    series: pd.Series,
    lower: float | None = None,
    upper: float | None = None,
    breaks: Sequence[int] = (),
) -> YearlySeries:
    """Check a series indexed by year; drop missing values, sort the years.

    Without `breaks` those in the series' own ``attrs`` count.

    >>> read_series(pd.Series([3.0, None, 1.0], index=[2012, 2011, 2010])).years.tolist()
    [2010, 2012]
    """
    years = read_years(require_series(series).index)
    values = read_values(series, years)
    known = ~np.isnan(values)
    years, values = years[known], values[known]
    was_sorted = bool((years[1:] > years[:-1]).all())
    if not was_sorted:
        order = np.argsort(years, kind="stable")
        years, values = years[order], values[order]
        twice = years[1:][years[1:] == years[:-1]]
        if len(twice):
            tip = _ONE_A_YEAR if _has_dates(series.index) else say("series.keep_one")
            raise DataError(say("series.twice", year=twice[0], tip=tip))
    check_bounds(years, values, lower, upper)
    stated = _break_years(breaks) or _break_years(series.attrs.get("breaks", ()))
    return YearlySeries(years, values, at_next_known(years, stated, len(years)), was_sorted)


def require_series(data: object) -> pd.Series:
    """A Series as it is; anything else is refused."""
    if not isinstance(data, pd.Series):
        raise DataError(say("series.kind", kind=type(data).__name__))
    return data


def _break_years(breaks: Sequence[int]) -> list[int]:
    """The years of breaks, checked."""
    if isinstance(breaks, str) or not isinstance(breaks, Iterable):
        raise DataError(say("series.breaks", breaks=told_value(breaks)))
    years = list(breaks)
    for year in years:
        if not is_finite(year) or year % 1:
            raise DataError(say("series.break_years", year=told_value(year)))
    return [int(year) for year in years]


def at_next_known(known: Years, broken: Years | Sequence[int], stop: int | Years) -> Mask:
    """Which known values begin a level; a break at a missing one moves to the next, before `stop`.

    >>> at_next_known(np.array([2010, 2013]), [2012, 2014], 2).tolist()
    [False, True]
    """
    out = np.zeros(len(known), bool)
    if len(broken):
        at = np.searchsorted(known, broken)
        out[at[at < stop]] = True
    return out


def running_total(series: pd.Series, base: int) -> pd.Series:
    """What came in since the base year, as far as no year is missing.

    The sum begins in the year after `base` and ends before the first missing year. Its ``attrs``
    are those of the series, without breaks; ``attrs["gap"]`` says whether later values were left
    out.

    >>> total = running_total(pd.Series([9.0, 3.0, 4.0, 5.0], index=[2015, 2016, 2017, 2019]), 2015)
    >>> total.to_dict(), total.attrs["gap"]
    ({2016: 3.0, 2017: 7.0}, True)
    """
    read = read_series(series)
    later = read.years > base
    years, values = read.years[later], read.values[later]
    whole = years == base + 1 + np.arange(len(years))
    total = pd.Series(values[whole].cumsum(), index=years[whole], name=series.name)
    total.attrs = series.attrs | {"breaks": (), "gap": not whole.all()}
    return total


def read_years(index: pd.Index) -> Years:
    """The years of an index: whole numbers, text such as 2015年, annual periods, dates.

    >>> read_years(pd.Index([2010.0, "2011年"])).tolist()
    [2010, 2011]
    >>> read_years(pd.to_datetime(["2010-12-31", "2011-12-31"])).tolist()
    [2010, 2011]
    """
    if isinstance(index, pd.DatetimeIndex | pd.PeriodIndex) and not index.hasnans:
        _check_annual(index)
        index = index.year
    years = index.to_numpy()
    numeric = years.dtype.kind in "iuf"
    if numeric and ((years >= FIRST_YEAR) & (years <= LAST_YEAR) & (years % 1 == 0)).all():
        return years.astype(np.int64, copy=False)
    try:
        labels = pd.unique(index)
    except TypeError:  # a list as a label
        labels = index
    known = {label: _year(label, len(index)) for label in labels}
    return np.array([known[label] for label in index], dtype=np.int64)


def _check_annual(index: pd.Index) -> None:
    """Refuse periods that are shorter than a year."""
    if isinstance(index, pd.PeriodIndex) and len(index) and not index.freqstr.startswith("Y"):
        raise DataError(say("series.periods", period=str(index[0]), tip=_ONE_A_YEAR))


def _year(label: Any, count: int) -> int:
    """One label of an index of so many as a year."""
    shown = label.item() if isinstance(label, np.generic) else label
    tip: Sentence | str = ""
    if isinstance(label, pd.Period):
        _check_annual(pd.PeriodIndex([label]))
        return int(label.year)
    if isinstance(label, date) and label is not pd.NaT:
        return label.year
    if isinstance(label, str):
        try:
            return parse_year(label)
        except ValueError as error:
            tip = say("series.which", error=reason_of(error))
    elif is_finite(label) and label % 1 == 0:
        if FIRST_YEAR <= label <= LAST_YEAR:
            return int(label)
        tip = say("series.years_lie", first=FIRST_YEAR, last=LAST_YEAR, end=2015 + count)
    raise DataError(say("series.index", found=told_value(shown), tip=tip))


def _has_dates(index: pd.Index) -> bool:
    """Whether an index holds dates, of which a year may have several."""
    return isinstance(index, pd.DatetimeIndex) or any(isinstance(one, date) for one in index)


def read_values(values: pd.Series, years: Years) -> Array:
    """Numbers of a column, missing ones as NaN; text and infinities are refused with their year."""
    if values.dtype.kind in "fiu" and isinstance(values.dtype, np.dtype):
        numbers = values.to_numpy(dtype=np.float64)
    else:
        numbers = np.array(
            [_number(v, y) for v, y in zip(values, years, strict=True)], dtype=np.float64
        )
    with np.errstate(invalid="ignore"):
        large = np.abs(numbers) > LARGEST
    if large.any():
        k = int(large.argmax())
        raise DataError(say("series.large", year=years[k], value=numbers[k], largest=LARGEST))
    return numbers


def _number(value: object, year: int) -> float:
    if value is None or value is pd.NA or value is pd.NaT:
        return float("nan")
    if is_number(value) or isinstance(value, Decimal):
        try:
            return float(value)  # type: ignore[arg-type]
        except OverflowError:  # a whole number of more than 308 digits
            return float("inf")
    raise DataError(say("series.number", year=year, value=told_value(value)))


def check_bounds(years: Years, values: Array, lower: float | None, upper: float | None) -> None:
    """Refuse bounds that are out of order, or that the history itself does not keep."""
    for name, bound in (("lower", lower), ("upper", upper)):
        if bound is not None and not is_finite(bound):
            raise DataError(say("series.bound", name=name, bound=told_value(bound)))
    if lower is not None and upper is not None and lower >= upper:
        raise DataError(say("series.bounds", lower=lower, upper=upper))
    low, high = -np.inf if lower is None else lower, np.inf if upper is None else upper
    outside = (values < low) | (values > high)
    if outside.any():
        k = int(outside.argmax())
        bounds = {"lower": lower, "upper": upper}
        said = {k: say("series.no_bound") if b is None else b for k, b in bounds.items()}
        raise DataError(say("series.outside", year=int(years[k]), value=values[k], **said))


def changes_per_year(years: Years, values: Array) -> Array:
    """Changes between neighbouring known values, each over the length of its gap: series x changes.

    >>> changes_per_year(np.array([[2010, 2011, 2014]]), np.array([[5.0, 7.0, 13.0]]))
    array([[2., 2.]])
    """
    # Slices: for one short row `numpy.diff` costs more than the division.
    return np.asarray((values[:, 1:] - values[:, :-1]) / (years[:, 1:] - years[:, :-1]))


def suspected_breaks(changes: Array) -> Mask:
    """Which histories hold one change that stands far from their other changes.

    >>> suspected_breaks(np.array([[2.0, 3.0, 2.0, 30.0, 3.0], [2.0, 3.0, 2.0, 9.0, 3.0]]))
    array([ True, False])
    """
    if changes.shape[1] < _LEAST_CHANGES_FOR_BREAK:
        return np.zeros(len(changes), bool)
    middle = _median(np.sort(changes, axis=1))
    farthest = np.abs(changes - middle[:, None]).argmax(axis=1)
    suspect = changes[np.arange(len(changes)), farthest]
    others = changes[np.arange(changes.shape[1]) != farthest[:, None]].reshape(len(changes), -1)
    centre = _median(np.sort(others, axis=1))
    deviation = 1.4826 * _median(np.sort(np.abs(others - centre[:, None]), axis=1))
    return np.asarray(
        np.abs(suspect - centre) > BREAK_FACTOR * np.maximum(deviation, np.abs(others).mean(axis=1))
    )


def _median(ordered: Array) -> Array:
    """Median of sorted rows; `numpy.median` costs several times as much on one short row."""
    n = ordered.shape[1]
    return np.asarray((ordered[:, (n - 1) // 2] + ordered[:, n // 2]) / 2)
