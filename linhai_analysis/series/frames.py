"""Yearly figures in tables of any shape: one series, or the long frame of many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from linhai_analysis.errors import DataError
from linhai_analysis.series.yearly import read_years, require_series
from linhai_analysis.sheets.years import read_year
from linhai_analysis.tables.cells import cell_text
from linhai_analysis.words import say
from linhai_analysis.yearly.reading import read_frame

DATES = ("datetime", "datetime64", "date", "period")


def as_series(data: pd.Series | pd.DataFrame) -> pd.Series:
    """One yearly series by whole years, from a Series or from a table that holds one series.

    >>> as_series(pd.DataFrame({"2014": [40], "2015": [44]}, index=["firms"])).to_dict()
    {2014: 40.0, 2015: 44.0}
    >>> as_series(pd.Series([40.0], index=pd.PeriodIndex(["2014"], freq="Y"))).to_dict()
    {2014: 40.0}
    """
    series = _single(data) if isinstance(data, pd.DataFrame) else require_series(data)
    years = read_years(series.index)
    if series.index.dtype == years.dtype:
        return series
    made = series.set_axis(pd.Index(years, name=series.index.name))
    known = made[made.notna()]
    if known.index.has_duplicates:
        # Who reads the series refuses it, and dates tell what to do about several a year.
        return series
    return known if made.index.has_duplicates else made


def _single(frame: pd.DataFrame) -> pd.Series:
    """The only series of a table; one column is one, else as the table reads."""
    if frame.shape[1] == 1 and not _is_year(frame.columns[0]):
        column = frame.iloc[:, 0].copy()
        column.attrs = frame.attrs
        return column
    figures = read_frame(_headed(frame), "the table").frame
    names = figures["series"].unique()
    if len(names) > 1:
        shown = tuple(map(str, [*names[:3], "..."] if len(names) > 3 else names))
        raise DataError(say("series.several", count=len(names), names=shown))
    series = figures.set_index("year")["value"].rename(names[0])
    series.attrs = {"breaks": tuple(figures.loc[figures["break"], "year"])}
    return series


def long_panel(frame: pd.DataFrame, by: str | Sequence[str]) -> pd.DataFrame:
    """A wide table of many series as a long frame; anything else as it is.

    Years stand across, beside the columns of `by`; or down, and each other column is a series.

    >>> wide = pd.DataFrame({"geo": ["a", "b"], 2014: [1, 3], 2015: [2, 4]})
    >>> long_panel(wide, "geo").query("geo == 'b'").values.tolist()
    [['b', 2014, 3.0, False], ['b', 2015, 4.0, False]]
    """
    names = [by] if isinstance(by, str) else list(by)
    if not isinstance(frame, pd.DataFrame) or "value" in frame or not names:
        return frame
    headed = _headed(frame)
    across = sum(map(_is_year, headed.columns)) > 1
    keyed = across and set(names) <= set(headed.columns)
    dated = across or not headed.columns.equals(frame.columns) or "year" in headed
    if not keyed and (len(names) > 1 or names[0] in headed or not dated):
        return frame
    figures = read_frame(headed, "the table").frame
    if keyed:
        keys = headed[names].iloc[figures["row"] - 2].reset_index(drop=True)
    else:
        keys = figures[["series"]].set_axis(names, axis=1)
    return pd.concat([keys, figures[["year", "value", "break"]]], axis=1)


def _headed(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with text for headings and years for dates, its index a column where it says more.

    Rows are counted from 0, as in a file.
    """
    frame = _with_years(frame)
    long = {"year", "value"} <= {cell_text(name) for name in frame.columns}
    index = frame.index
    numbered = pd.api.types.is_integer_dtype(index) and not _all_years(index)
    named = any(name is not None and name not in frame.columns for name in index.names)
    if named or (not long and not numbered and len(index)):
        frame = frame.reset_index()
    headed = frame.set_axis([cell_text(name) for name in frame.columns], axis=1)
    twice = headed.columns[headed.columns.duplicated()]
    if len(twice):
        raise DataError(say("series.heading", name=twice[0]))
    return headed.reset_index(drop=True)


def _with_years(frame: pd.DataFrame) -> pd.DataFrame:
    """Dates and periods as their years: on both axes, and in columns."""
    for axis in (0, 1):
        labels = frame.axes[axis]
        if len(labels) and pd.api.types.infer_dtype(labels, skipna=False) in DATES:
            frame = frame.set_axis(pd.Index(read_years(labels), name=labels.name), axis=axis)
    dated = {
        name: read_years(pd.Index(frame[name]))
        for name, kind in frame.dtypes.items()
        if (isinstance(kind, pd.PeriodDtype) or kind.kind == "M") and frame[name].notna().all()
    }
    return frame.assign(**dated) if dated else frame


def _all_years(index: pd.Index) -> bool:
    return all(map(_is_year, np.asarray(index)))


def _is_year(label: object) -> bool:
    year = read_year(cell_text(label))
    return year is not None and not year.name and not year.kind
