"""Yearly figures are the same in whatever index or table they come."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

import linhai_analysis as la
from linhai_analysis.series import as_series, long_panel, read_series

YEARS, VALUES = [2012, 2013, 2014, 2015], [40.0, 44.0, 47.0, 52.0]
PLAIN = pd.Series(VALUES, index=YEARS)
INDEXES = {
    "whole numbers": YEARS,
    "floats": [float(year) for year in YEARS],
    "nullable": pd.array(YEARS, "Int64"),
    "text": ["2012", "2013", "2014", "2015"],
    "Chinese text": ["2012年", "2013年", "2014年", "2015年"],
    "annual periods": pd.period_range("2012", "2015", freq="Y"),
    "fiscal years": pd.period_range("2012", "2015", freq="Y-JUN"),
    "dates at the end": pd.date_range("2012", periods=4, freq="YE"),
    "dates with a zone": pd.date_range("2012", periods=4, freq="YS", tz="Asia/Shanghai"),
    "days of Python": [date(year, 12, 31) for year in YEARS],
    "categories": pd.Categorical(["2012", "2013", "2014", "2015"]),
    "mixed": [2012, "2013", pd.Period("2014", "Y"), pd.Timestamp("2015-06-30")],
}
TABLES = {
    "one column": pd.DataFrame({"firms": VALUES}, index=YEARS),
    "one column by date": pd.DataFrame(
        {"firms": VALUES}, pd.date_range("2012", periods=4, freq="YE")
    ),
    "years across, as numbers": pd.DataFrame([VALUES], columns=YEARS),
    "years across, as text": pd.DataFrame([["firms", *VALUES]], columns=["name", *map(str, YEARS)]),
    "years across, named by the index": pd.DataFrame(
        [VALUES], ["firms"], [f"{y}年" for y in YEARS]
    ),
    "periods across": pd.DataFrame([VALUES], columns=pd.period_range("2012", "2015", freq="Y")),
    "years down": pd.DataFrame({"year": YEARS, "firms": VALUES}),
    "years down, in Chinese": pd.DataFrame({"年份": [f"{y}年" for y in YEARS], "企业": VALUES}),
    "dates down": pd.DataFrame(
        {"date": pd.to_datetime([f"{y}-12-31" for y in YEARS]), "v": VALUES}
    ),
    "long": pd.DataFrame({"geo": "a", "year": YEARS, "value": VALUES}),
    "long, a selection": pd.DataFrame({"geo": "a", "year": YEARS, "value": VALUES}, [3, 7, 9, 12]),
    "long, with labels": pd.DataFrame({"geo": "a", "year": YEARS, "value": VALUES}, [*"wxyz"]),
}
GOAL = {"base_year": 2012, "target": 60, "target_year": 2017, "better": "up"}


def same(one, other):
    pd.testing.assert_frame_equal(la.project(one).frame, la.project(other).frame)
    assert repr(la.assess(one, **GOAL)) == repr(la.assess(other, **GOAL))


@pytest.mark.parametrize("index", INDEXES)
def test_index_of_years_of_any_kind(index):
    same(pd.Series(VALUES, index=INDEXES[index]), PLAIN)


@pytest.mark.parametrize("table", TABLES)
def test_table_that_holds_one_series(table):
    before = TABLES[table].copy(deep=True)
    same(TABLES[table], PLAIN)
    pd.testing.assert_frame_equal(TABLES[table], before)


def test_gaps_and_breaks_of_a_table_are_kept():
    frame = pd.DataFrame({"year": YEARS, "value": [1.0, None, 3.0, 4.0], "break": [0, 0, 1, 0]})
    series = as_series(frame)
    assert series.isna().tolist() == [False, True, False, False]
    assert read_series(series).level_start == 1  # 2014, the second known value


def test_what_a_series_carries_stays_with_it():
    series = pd.Series(VALUES, pd.period_range("2012", "2015", freq="Y"), name="firms")
    series.attrs = {"breaks": (2014,)}
    assert la.project(series).window == (2014, 2015)
    assert (as_series(series).name, series.index.dtype) == ("firms", "period[Y-DEC]")


ONE_A_YEAR = r".*groupby\(series.index.year\).sum\(\)"


@pytest.mark.parametrize(
    ("index", "sentence"),
    [
        ([0, 1, 2, 3], r"found 0; years lie .* index=range\(2015, 2019\)"),
        ([1, 2, 3, 4], "found 1; years lie between 1000 and 2999"),
        (None, "found 0; years lie"),
        ([2012, 2013, 2014, 20155], "found 20155; years lie"),
        ([-2012, 2013, 2014, 2015], "found -2012; years lie"),
        (["a", "b", "c", "d"], "found 'a', which is not a year"),
        (["12", "13", "14", "15"], "found '12', which is not a year"),
        ([True, 2013, 2014, 2015], "found True"),
        (
            pd.period_range("2015Q1", periods=4, freq="Q"),
            f"less than a year .2015Q1.; {ONE_A_YEAR}",
        ),
        (
            pd.period_range("2015-01", periods=4, freq="M"),
            f"less than a year .2015-01.*{ONE_A_YEAR}",
        ),
        (
            pd.date_range("2015", periods=4, freq="QE"),
            f"2015 stands twice in the series; {ONE_A_YEAR}",
        ),
        (
            pd.date_range("2015", periods=4, freq="D"),
            f"2015 stands twice in the series; {ONE_A_YEAR}",
        ),
        ([2012, 2013, 2013, 2015], "2013 stands twice in the series; keep one value"),
    ],
)
@pytest.mark.parametrize("door", ["project", "assess", "project_panel", "column"])
def test_index_that_holds_no_years_is_refused_with_what_to_do(index, sentence, door):
    series = pd.Series(VALUES, index=index)
    doors = {
        "project": lambda: la.project(series),
        "assess": lambda: la.assess(series, **GOAL),
        "project_panel": lambda: la.project_panel(
            pd.DataFrame({"geo": "a", "year": series.index, "value": VALUES})
        ),
        "column": lambda: la.project(series.to_frame("firms")),
    }
    with pytest.raises(la.DataError, match=sentence):
        doors[door]()


def test_table_of_several_series_is_no_series():
    frame = pd.DataFrame({"year": YEARS, "a": VALUES, "b": VALUES})
    with pytest.raises(la.DataError, match=r"holds 2 series \(a, b\); take one .* project_panel"):
        la.project(frame)


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        (pd.DataFrame({"a": [1, 2], "b": [3, 4]}), "no column of years and no years as headings"),
        (pd.DataFrame({"year": YEARS, "a": ["many", 1, 2, 3]}), "row 2, column a: .many. is not a"),
        (pd.DataFrame([[1, 2]], columns=[2014, "2014"]), "heading '2014' stands twice"),
        (pd.DataFrame([[1, 2]], columns=["2014", "2014年"]), "the year 2014 stands twice"),
    ],
)
def test_table_without_years_or_numbers_is_refused(frame, sentence):
    with pytest.raises(la.DataError, match=sentence):
        la.project(frame)


LONG = pd.DataFrame(
    [(geo, year, value + 9 * (geo == "b")) for geo in "ab" for year, value in PLAIN.items()],
    columns=["geo", "year", "value"],
)
ACROSS = pd.DataFrame([["a", *VALUES], ["b", *(v + 9 for v in VALUES)]], columns=["geo", *YEARS])
DOWN = pd.DataFrame({"a": VALUES, "b": [v + 9 for v in VALUES]}, index=YEARS)
WIDE = {
    "years across": ACROSS,
    "years across, places in the index": ACROSS.set_index("geo"),
    "years across, unnamed index": ACROSS.set_index("geo").rename_axis(None),
    "years down": DOWN,
    "years down, dates": DOWN.set_axis(pd.date_range("2012", periods=4, freq="YE")),
    "years down, a column": DOWN.reset_index(names="year"),
    "long, dates": LONG.assign(year=pd.to_datetime(LONG["year"].astype(str))),
    "long, text": LONG.assign(year=LONG["year"].astype(str) + "年"),
    "long, periods": LONG.assign(year=pd.PeriodIndex(LONG["year"].astype(str), freq="Y")),
}


@pytest.mark.parametrize("shape", WIDE)
def test_panel_in_any_shape(shape):
    expected = la.project_panel(LONG, to=2017)
    pd.testing.assert_frame_equal(la.project_panel(WIDE[shape], to=2017), expected)
    goals = pd.DataFrame([{"geo": geo} | GOAL for geo in "ab"])
    made = la.assess_panel(WIDE[shape], goals)
    pd.testing.assert_frame_equal(made, la.assess_panel(LONG, goals))


def test_wide_panel_of_places_and_indicators():
    wide = pd.DataFrame({"geo": [1, 1], "indicator": ["x", "y"], 2014: [1, 2], 2015: [3, None]})
    made = long_panel(wide, ["geo", "indicator"])
    assert made[["geo", "indicator", "year"]].values.tolist() == [
        [1, "x", 2014],
        [1, "x", 2015],
        [1, "y", 2014],
        [1, "y", 2015],
    ]
    np.testing.assert_array_equal(made["value"], [1.0, 3.0, 2.0, np.nan])


def test_reference_and_hindsight_take_wide_tables():
    rng = np.random.default_rng(1)
    years = list(range(2010, 2019))
    values = 100 + rng.normal(5, 3, (8, len(years))).cumsum(axis=1)
    wide = pd.DataFrame(values, columns=years).assign(geo=[f"p{n}" for n in range(8)])
    long = wide.melt("geo", var_name="year", value_name="value").astype({"year": int})
    own = pd.Series(values[0] / 7, index=years).loc[:2015]
    made, expected = (la.project(own, reference=frame) for frame in (wide, long))
    pd.testing.assert_frame_equal(made.frame, expected.frame)
    assert "reference_used" in made.flags
    made, expected = (
        la.hindsight(frame.assign(indicator="x"), rules=["sdsn"]) for frame in (wide, long)
    )
    assert made["cases"].tolist() == expected["cases"].tolist()
    assert made["met"].tolist() == expected["met"].tolist()


@pytest.mark.parametrize("years", [range(4), range(1, 5), [2012, 2013, 2014, 201]])
@pytest.mark.parametrize(
    "door", ["project_panel", "assess_panel", "backtest", "reference", "hindsight"]
)
def test_long_frame_without_years_is_refused(door, years):
    frame = pd.DataFrame({"geo": "a", "indicator": "x", "year": list(years), "value": VALUES})
    doors = {
        "project_panel": lambda: la.project_panel(frame),
        "assess_panel": lambda: la.assess_panel(frame, pd.DataFrame([{"geo": "a"} | GOAL])),
        "backtest": lambda: la.backtest(frame, n=2),
        "reference": lambda: la.project(PLAIN, reference=frame),
        "hindsight": lambda: la.hindsight(frame),
    }
    with pytest.raises(la.DataError, match="years lie between 1000 and 2999"):
        doors[door]()


@pytest.mark.parametrize("year", [0, 3, 999, 3000, 20155, 2015.5])
def test_year_of_a_question_is_a_year(year):
    with pytest.raises(la.DataError, match="is not a year"):
        la.assess(PLAIN, **GOAL | {"base_year": year})
