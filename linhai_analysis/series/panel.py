"""Many yearly series in flat arrays, read from a long frame or stacked one behind the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from linhai_analysis.arguments import Array, Mask, told_value
from linhai_analysis.errors import DataError, reason_of, suggest
from linhai_analysis.series.frames import long_panel
from linhai_analysis.series.yearly import (
    Years,
    at_next_known,
    check_bounds,
    read_series,
    read_values,
    read_years,
)
from linhai_analysis.tables.cells import parse_flag
from linhai_analysis.words import Sentence, say

Rows = NDArray[np.int64]

# More than any year, so that series and year make one number that sorts.
_YEARS = 1_000_000


@dataclass(frozen=True, eq=False)
class Panel:
    """Known values of many series, in the order of series and year; `rows` is where they stood."""

    keys: pd.DataFrame
    years: Years
    values: Array
    breaks: Mask
    start: Rows
    stop: Rows
    rows: Rows
    was_sorted: Mask

    @cached_property
    def owner(self) -> Rows:
        """The series of each value."""
        return np.repeat(np.arange(len(self.start)), self.stop - self.start)

    @cached_property
    def level_start(self) -> Rows:
        """Where the values begin that are comparable with the last one of their series."""
        return self.comparable(np.arange(len(self.stop)), self.stop - 1)

    def comparable(self, series: Rows, at: Rows) -> Rows:
        """Where the values begin that are comparable with the one at `at`."""
        first = self.start[series]
        breaks = np.flatnonzero(self.breaks)
        if not len(breaks):
            return first
        before = np.searchsorted(breaks, at, side="right") - 1
        return np.maximum(first, np.where(before >= 0, breaks[before], -1))

    def latest(self, series: Rows, year: NDArray) -> Rows:
        """Where the last value not after a year stands; -1 where there is none."""
        key = _sort_key(series, np.nan_to_num(year))
        at = np.searchsorted(self._sort_keys, key, side="right") - 1
        return np.where(at >= self.start[series], at, -1)

    def value_in(self, series: Rows, year: NDArray) -> Array:
        """The value of that very year; NaN where it is missing."""
        at = self.latest(series, year)
        return np.where((at >= 0) & (self.years[at] == year), self.values[at], np.nan)

    @cached_property
    def _sort_keys(self) -> Rows:
        return _sort_key(self.owner, self.years)


def _sort_key(series: Rows, years: NDArray) -> NDArray:
    """One number for each series and year that sorts by series, then by year."""
    return series * _YEARS + years


def read_panel(
    frame: pd.DataFrame,
    by: str | Sequence[str],
    lower: float | None = None,
    upper: float | None = None,
    what: str = "panel",
) -> Panel:
    """Check a long or wide frame; drop missing values, sort by series and year.

    >>> rows = {"geo": ["a", "a", "b"], "year": [2011, 2010, 2010], "value": [2.0, 1.0, None]}
    >>> panel = read_panel(pd.DataFrame(rows), "geo")
    >>> panel.years.tolist(), panel.start.tolist(), panel.stop.tolist(), panel.was_sorted.tolist()
    ([2010, 2011], [0, 2], [2, 2], [False, True])
    """
    names = [by] if isinstance(by, str) else list(by)
    frame = long_panel(frame, names)
    check_columns(frame, names, what)
    marks = read_breaks(frame["break"]) if "break" in frame else np.zeros(len(frame), bool)
    groups = frame.groupby(names, sort=False, dropna=False)
    code = groups.ngroup().to_numpy()
    try:
        years = read_years(pd.Index(frame["year"]))
        values = read_values(frame["value"], years)
        check_bounds(years, values, lower, upper)
        rows, key = np.flatnonzero(~np.isnan(values)), _sort_key(code, years)
        rows = rows[np.argsort(key[rows], kind="stable")]
        if (np.diff(key[rows]) == 0).any():
            raise DataError(say("series.year_twice"))
    except DataError as error:
        found = _blamed(groups, names, lower, upper) or reason_of(error)
        raise DataError(say("series.in", what=say(f"panel.{what}"), found=found)) from None
    keys = frame[names][~frame[names].duplicated()].reset_index(drop=True)
    owner, broken = code[rows], np.flatnonzero(marks)
    size = np.bincount(owner, minlength=len(keys))
    stop = np.cumsum(size)
    breaks = at_next_known(key[rows], key[broken], stop[code[broken]])
    was_sorted = np.ones(len(keys), bool)
    was_sorted[owner[1:][(np.diff(rows) < 0) & (np.diff(owner) == 0)]] = False
    return Panel(keys, years[rows], values[rows], breaks, stop - size, stop, rows, was_sorted)


def check_columns(frame: pd.DataFrame, names: list[str], what: str) -> None:
    """Refuse what is no long frame of series that `names` tell apart."""
    needed = [*names, "year", "value"]
    if not isinstance(frame, pd.DataFrame):
        raise DataError(
            say(
                "series.frame",
                what=say(f"panel.{what}"),
                kind=type(frame).__name__,
                columns=tuple(needed),
            )
        )
    if not names or {"year", "value"} & set(names):
        raise DataError(say("series.by", names=told_value(names)))
    if missing := [name for name in needed if name not in frame.columns]:
        raise DataError(
            say(
                "series.column",
                what=say(f"panel.{what}"),
                missing=tuple(map(repr, missing)),
                columns=tuple(needed),
                hint=suggest(missing[0], map(str, frame)),
            )
        )


def _blamed(
    groups: Any, names: list[str], lower: float | None, upper: float | None
) -> Sentence | str:
    """The fault, found again series by series so that its message names the series."""
    for key, part in groups:
        try:
            read_series(part.set_index("year")["value"], lower, upper)
        except DataError as found:
            named = tuple(f"{name} {k}" for name, k in zip(names, key, strict=True))
            return say("fault.at", place=named, problem=reason_of(found))
    return ""


def read_breaks(column: pd.Series) -> Mask:
    """A column of breaks, or of other marks, as truth values; missing is no mark.

    >>> read_breaks(pd.Series([True, None, "no", 1.0, "是"])).tolist()
    [True, False, False, True, True]
    """
    if column.dtype == bool:
        return column.to_numpy()
    cells = column.astype(object).where(column.notna(), None)
    answers = {}
    for cell in cells.unique():
        try:
            answers[cell] = parse_flag(cell)
        except ValueError as error:
            raise DataError(
                say(
                    "series.mark",
                    column=column.name or "break",
                    cell=told_value(cell),
                    error=reason_of(error),
                )
            ) from None
    return np.array([answers[cell] for cell in cells], dtype=bool)


def without_suspects(frame: pd.DataFrame) -> pd.DataFrame:
    """Without the figures that a column `suspect` marks: they stay in a panel, never in a class.

    >>> without_suspects(pd.DataFrame({"value": [1, 90], "suspect": ["", "yes"]}))["value"].tolist()
    [1]
    """
    # What is no table is refused where it is read.
    marked = isinstance(frame, pd.DataFrame) and "suspect" in frame
    return frame[~read_breaks(frame["suspect"])] if marked else frame


def stack_series(series: Sequence[pd.Series]) -> Panel:
    """Check series indexed by year and put them one behind the other.

    >>> stack_series([pd.Series([3.0, None], index=[2016, 2015])]).years.tolist()
    [2016]
    """
    read = [read_series(one) for one in series]
    size = np.array([len(one.years) for one in read], dtype=np.int64)
    stop = np.cumsum(size)
    return Panel(
        pd.DataFrame(index=range(len(read))),
        np.concatenate([np.empty(0, np.int64), *(one.years for one in read)]),
        np.concatenate([np.empty(0), *(one.values for one in read)]),
        np.concatenate([np.empty(0, bool), *(one.breaks for one in read)]),
        stop - size,
        stop,
        np.arange(size.sum()),
        np.array([one.was_sorted for one in read], dtype=bool),
    )
