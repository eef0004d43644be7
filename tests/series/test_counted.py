"""What yearly figures amount to since a base year, by what they count."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from linhai_analysis.series import added_since, index_since


def series_of(values, counted, breaks=()):
    series = pd.Series(values, dtype=float)
    series.attrs = {"counted": counted, "breaks": breaks}
    return series


@pytest.mark.parametrize(
    ("counted", "values", "base", "added"),
    [
        ("in_year", {2014: 9, 2015: 8, 2016: 15, 2017: 17}, np.nan, {2015: 0, 2016: 15, 2017: 32}),
        ("in_year", {2016: 15, 2018: 17}, np.nan, {2015: 0, 2016: 15}),
        ("running", {2014: 50, 2016: 12, 2018: 37}, np.nan, {2015: 0, 2016: 12, 2018: 37}),
        # The history of a stock goes on before the base year: 55 is 5 less than 60.
        ("stock", {2014: 55, 2015: 60, 2018: 92}, 60, {2014: -5, 2015: 0, 2018: 32}),
        # A base that only the plan prints.
        ("stock", {2018: 92}, 61, {2015: 0, 2018: 31}),
        ("", {2014: 55, 2015: 60}, 60, {2015: 0}),
    ],
)
def test_what_was_added_by_hand(counted, values, base, added):
    assert added_since(series_of(values, counted), 2015, base).to_dict() == added


@pytest.mark.parametrize(
    ("counted", "base", "lacking"),
    [("", 60, "not_counted"), ("stock", np.nan, "no_base"), ("stock", 60, ""), ("running", 60, "")],
)
def test_nothing_is_told_for_want_of_the_column_or_of_the_base(counted, base, lacking):
    made = added_since(series_of({2016: 5}, counted), 2015, base)
    assert made.attrs["lacking"] == lacking
    assert made.empty == bool(lacking)


@pytest.mark.parametrize(("counted", "kept"), [("stock", (2017,)), ("in_year", ())])
def test_break_makes_the_levels_of_a_stock_not_comparable(counted, kept):
    made = added_since(series_of({2015: 1, 2016: 2, 2017: 9}, counted, (2017,)), 2015, 1.0)
    assert made.attrs["breaks"] == kept


def test_index_goes_both_ways_as_far_as_no_year_is_missing():
    """100 x 0.9 x 1.1 = 99 forwards; 100 / 1.25 / 0.8 = 100 backwards; 2012 and 2018 lack."""
    changes = {2011: 7, 2013: 0, 2014: -20, 2015: 25, 2016: -10, 2017: 10, 2019: 50}
    made = index_since(series_of(changes, "in_year"), 2015, "in_year")
    levels = {2012: 100, 2013: 100, 2014: 80, 2015: 100, 2016: 90, 2017: 99}
    assert made.to_dict() == pytest.approx(levels)
    assert made.attrs["gap"]


def test_index_of_running_changes_is_read_off_each_year():
    made = index_since(series_of({2014: -9, 2016: -4, 2018: -10}, "running"), 2015, "running")
    assert made.to_dict() == pytest.approx({2015: 100, 2016: 96, 2018: 90})


def test_what_vanished_has_no_level_before():
    made = index_since(series_of({2015: -100, 2016: 5}, "in_year"), 2015, "in_year")
    assert made.to_dict() == pytest.approx({2015: 100, 2016: 105})
