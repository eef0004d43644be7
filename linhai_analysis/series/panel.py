"""The door of `project_panel`: what is accepted as a long frame of many series."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from linhai_analysis.arguments import Array
from linhai_analysis.errors import DataError
from linhai_analysis.series.yearly import check_bounds, read_series, read_values, read_years

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Panel:
    """Known values in the order of series and year."""

    keys: pd.DataFrame
    years: Rows
    values: Array
    stop: Rows
    size: Rows
    was_sorted: NDArray[np.bool_]
    was_cut: NDArray[np.bool_]


def read_panel(
    frame: pd.DataFrame, names: list[str], lower: float | None, upper: float | None
) -> Panel:
    """Check a long frame; drop missing values, sort by series and year."""
    if not isinstance(frame, pd.DataFrame):
        raise DataError(f"a panel is a pandas DataFrame, not a {type(frame).__name__}")
    if not names or {"year", "value"} & set(names):
        raise DataError(
            f"by={names!r} must name the columns that tell the series apart, such as 'geo'"
        )
    missing = [name for name in [*names, "year", "value"] if name not in frame.columns]
    if missing:
        raise DataError(
            f"the panel has no column {', '.join(missing)}; "
            f"it needs {', '.join([*names, 'year', 'value'])}"
        )
    groups = frame.groupby(names, sort=False, dropna=False)
    code = groups.ngroup().to_numpy()
    keys = frame[names][~frame[names].duplicated()].reset_index(drop=True)
    try:
        years = read_years(pd.Index(frame["year"]))
        values = read_values(frame["value"], years)
        check_bounds(years, values, lower, upper)
        known = ~np.isnan(values)
        broke = np.zeros(int(known.sum()), bool)
        if "break" in frame:
            order = np.lexsort((known, years, code))
            broke = breaks_of_known(read_break_column(frame)[order], known[order], code[order])
        code, years, values = code[known], years[known], values[known]
        back = np.zeros(len(keys), bool)
        order = np.argsort(code, kind="stable")
        back[code[order][1:][(np.diff(years[order]) < 0) & (np.diff(code[order]) == 0)]] = True
        order = np.lexsort((years, code))
        code, years, values = code[order], years[order], values[order]
        if ((np.diff(code) == 0) & (np.diff(years) == 0)).any():
            raise DataError("a year stands twice")
    except DataError as error:
        raise blame(groups, names, lower, upper, error) from None
    kept, cut = after_last_break(code, broke, len(keys))
    code, years, values = code[kept], years[kept], values[kept]
    size = np.bincount(code, minlength=len(keys))
    return Panel(keys, years, values, np.cumsum(size), size, ~back, cut)


def read_break_column(frame: pd.DataFrame) -> NDArray[np.bool_]:
    """The column break as truth values: missing ones are no break, text is refused.

    >>> read_break_column(pd.DataFrame({"break": [True, None, False]})).tolist()
    [True, False, False]
    """
    cells = frame["break"].astype(object)
    for cell in cells[cells.notna()].unique():
        if cell not in (True, False):
            raise DataError(
                f"the column break holds {cell!r}; it takes true and false, missing is false"
            )
    return cells.eq(True).to_numpy(bool)


def breaks_of_known(
    broke: NDArray[np.bool_], known: NDArray[np.bool_], code: Rows
) -> NDArray[np.bool_]:
    """Breaks of the known values; one at a missing value falls on the next known one.

    >>> known = np.array([True, False, True, False])
    >>> breaks_of_known(np.array([False, True, False, True]), known, np.zeros(4, int)).tolist()
    [False, True]
    """
    places, owner = np.flatnonzero(known), code[known]
    at = np.flatnonzero(broke)
    following = np.searchsorted(places, at)
    within = following < len(places)
    at, following = at[within], following[within]
    out = np.zeros(len(places), bool)
    out[following[owner[following] == code[at]]] = True
    return out


def after_last_break(
    code: Rows, broke: NDArray[np.bool_], count: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Rows from the last break of their series on, and which series were cut.

    >>> kept, cut = after_last_break(np.array([0, 0, 0, 1]), np.array([0, 1, 0, 1], bool), 2)
    >>> kept.tolist(), cut.tolist()
    ([False, True, True, True], [True, False])
    """
    # A break at the first value has nothing before it to part from.
    first = np.r_[True, np.diff(code) != 0] if len(code) else np.empty(0, bool)
    at = np.flatnonzero(broke & ~first)
    start = np.zeros(count, np.int64)
    np.maximum.at(start, code[at], at)
    return np.arange(len(code)) >= start[code], start > 0


def blame(
    groups: object, names: list[str], lower: float | None, upper: float | None, error: DataError
) -> DataError:
    """The same fault, found again series by series so that its message names the series."""
    for key, part in groups:  # type: ignore[attr-defined]
        try:
            read_series(part.set_index("year")["value"], lower, upper)
        except DataError as found:
            return DataError(
                f"{', '.join(f'{name} {k}' for name, k in zip(names, key, strict=True))}: {found}"
            )
    return error
