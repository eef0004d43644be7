"""What yearly figures count, and what they therefore amount to since a base year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from linhai_analysis.series.yearly import read_series, running_total


def added_since(series: pd.Series, year: int, base: float = np.nan) -> pd.Series:
    """What was added since a year, 0 in that year, by what ``attrs["counted"]`` says of the series.

    Figures of single years (in_year) are summed as far as none is missing, a running total is the
    sum itself, a stock (at the end of each year) is held against `base`. ``attrs["lacking"]`` says
    why there is nothing: not_counted, no_base; else it is empty.

    >>> firms = pd.Series([60.0, 75.0, 92.0, 110.0], index=range(2015, 2019))
    >>> firms.attrs["counted"] = "stock"
    >>> added_since(firms, 2015, 60.0).to_dict()
    {2015: 0.0, 2016: 15.0, 2017: 32.0, 2018: 50.0}
    >>> firms.attrs["counted"] = "in_year"
    >>> added_since(firms, 2015).to_dict()
    {2015: 0.0, 2016: 75.0, 2017: 167.0, 2018: 277.0}
    """
    known = _known(series)
    later, facts = known[known.index > year], series.attrs | {"lacking": ""}
    counted = facts.get("counted", "")
    if later.empty:
        return _with(later, year, 0.0, facts | {"breaks": ()})
    if counted == "in_year":
        total = running_total(series, year)
        return _with(total, year, 0.0, facts | total.attrs)
    if counted == "running":
        return _with(later, year, 0.0, facts)
    if counted == "stock" and not np.isnan(base):
        return _with(known - base, year, 0.0, facts)
    why = "no_base" if counted == "stock" else "not_counted"
    return _nothing(series, facts | {"lacking": why})


def index_since(series: pd.Series, year: int, counted: str) -> pd.Series:
    """An index, 100 in a year, from changes in per cent: each year's own, or all since that year.

    Changes of single years (in_year) are multiplied as far as none is missing, in both directions.

    >>> fall = pd.Series([-4.1, -3.9, -3.5], index=[2016, 2017, 2018])
    >>> index_since(fall, 2015, "in_year").round(2).to_dict()  # 100 x 0.959 x 0.961 x 0.965
    {2015: 100.0, 2016: 95.9, 2017: 92.16, 2018: 88.93}
    >>> index_since(fall, 2015, "running").round(1).to_dict()
    {2015: 100.0, 2016: 95.9, 2017: 96.1, 2018: 96.5}
    """
    factors = 1 + _known(series) / 100
    later = factors[factors.index > year]
    # What the change of one year is not comparable with is the change of another.
    facts = series.attrs | {"breaks": (), "gap": False}
    if counted == "running":
        return _with(100 * later, year, 100.0, facts)
    whole = later.index == year + 1 + np.arange(len(later))
    earlier: dict[int, float] = {}
    back = 100.0
    while (step := factors.get(year - len(earlier), 0.0)) > 0:
        back /= step
        earlier[year - len(earlier) - 1] = back
    chained = pd.concat([pd.Series(earlier, dtype=float), 100 * later[whole].cumprod()])
    return _with(chained, year, 100.0, facts | {"gap": not whole.all()})


def _known(series: pd.Series) -> pd.Series:
    """The known values in the order of their years."""
    read = read_series(series)
    return pd.Series(read.values, index=read.years, name=series.name)


def _with(series: pd.Series, year: int, value: float, attrs: dict) -> pd.Series:
    """The series with the value of its base year."""
    values = series.to_dict() | {year: value}
    made = pd.Series(values, dtype=float, name=attrs.get("indicator", series.name)).sort_index()
    made.index = made.index.astype("int64")
    made.attrs = attrs
    return made


def _nothing(series: pd.Series, attrs: dict) -> pd.Series:
    made = series.iloc[:0].copy()
    made.attrs = attrs
    return made
