"""The panel equals a plain loop; the reference; the backtest."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.projection import backtest, project, project_panel
from linhai_analysis.projection.reference import read_reference, usual

RNG = np.random.default_rng(8)


def long(geo, years, values):
    return pd.DataFrame({"geo": geo, "year": list(years), "value": list(values)})


def varied() -> pd.DataFrame:
    """Series of 0 to 18 values: gaps, missing ones, all zero, constant, unsorted, of both signs."""
    parts = [
        long(f"g{n}", range(2018 - n, 2018), 50 + RNG.normal(1, 4, n).cumsum())
        for n in [*range(1, 19), 6, 6]
    ]
    parts[-1]["geo"], parts[-2]["geo"] = "late", "again"
    parts[-1]["year"] += 1
    parts += [
        long("gap", [2010, 2011, 2014, 2016, 2017], [3.0, 4, 8, 9, 11]),
        long("missing", range(2010, 2018), [1, 2, np.nan, 4, 5, np.nan, 7, 9.0]),
        long("zero", range(2012, 2018), [0.0] * 6),
        long("constant", range(2012, 2018), [7.0] * 6),
        long("nothing", range(2012, 2014), [np.nan] * 2),
        long("back", [2017, 2015, 2016, 2014, 2013], [9.0, 6, 8, 5, 1]),
        long("jump", range(2011, 2018), [10.0, 11, 12, 13, 14, 80, 81]),
        long("both signs", range(2012, 2018), [3.0, -2, 4, -1, 2, -3]),
    ]
    return pd.concat(parts, ignore_index=True)


@pytest.mark.parametrize(
    "options",
    [{"to": 2020}, {"horizon": 7}, {"to": 2018, "lower": -10, "upper": 500, "levels": (0.9,)}],
)
@pytest.mark.parametrize("model", ["default", "drift"])
def test_panel_is_a_plain_loop(options, model):
    frame = varied()
    mixed = frame.iloc[np.argsort(frame["year"].to_numpy() % 3, kind="stable")]
    panel = project_panel(mixed, model=model, **options)
    assert panel["geo"].drop_duplicates().tolist() == mixed["geo"].drop_duplicates().tolist()
    for geo, rows in panel.groupby("geo", sort=False):
        own = mixed[mixed["geo"] == geo].set_index("year")["value"]
        p = project(own, model=model, **options)
        assert set(rows["reason"]) == {p.reason}
        assert set(rows["notes"]) == {p.flags}
        if p.reason:
            assert len(rows) == 1
            assert rows[["year", "median"]].isna().all(axis=None)
        else:
            found = rows[p.frame.columns].reset_index(drop=True).astype(p.frame.dtypes)
            pd.testing.assert_frame_equal(found, p.frame, check_exact=True)


def test_panel_by_two_columns_and_empty_panel():
    frame = pd.concat([varied().assign(sex=s) for s in "fm"], ignore_index=True)
    both = project_panel(frame, by=["geo", "sex"], to=2020)
    one = project_panel(varied_half := frame[frame["sex"] == "m"], to=2020)
    assert len(varied_half)
    assert both[both["sex"] == "m"]["median"].notna().sum() == one["median"].notna().sum()
    assert project_panel(frame.iloc[:0], to=2020).columns.tolist()[:3] == ["geo", "year", "median"]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("a", 2011, "x"), "geo a: the value of 2011 is 'x'"),
        (("a", 2010, 5.0), "geo a: the year 2010 stands twice"),
        (("a", 2011, -np.inf), "geo a: the value of 2011 is -inf"),
        (("a", 2011, -1.0), "geo a: the value of 2011 is -1, outside the bounds lower=0"),
        (("a", "20l1", 1.0), "geo a: the index must hold years.*found '20l1', which is not a year"),
    ],
)
def test_bad_panels_name_the_series(row, sentence):
    frame = pd.DataFrame(
        [("b", 2010, 1.0), ("a", 2010, 1.0), row], columns=["geo", "year", "value"]
    )
    with pytest.raises(DataError, match=sentence):
        project_panel(frame, lower=0)


def test_panel_without_its_columns():
    with pytest.raises(DataError, match="the panel has no column 'geo'; it needs geo, year, value"):
        project_panel(pd.DataFrame({"year": [1], "value": [1.0]}))


def test_panel_that_is_none_is_named():
    frame = long("a", [2010, 2011], [1.0, 2.0])
    with pytest.raises(DataError, match="the panel is a list; it needs to be a DataFrame"):
        project_panel([1])
    for by in ([], "year", ["geo", "value"]):
        with pytest.raises(DataError, match="must name the columns that tell the series apart"):
            project_panel(frame, by=by)
    with pytest.raises(UnknownNameError, match="no model 'thetta'; did you mean 'theta'"):
        project_panel(frame, model="thetta")


def siblings(rate, years=range(2008, 2016), count=8):
    return pd.concat(
        [
            long(f"s{k}", years, [100 * (k + 1) * (1 + rate * (y - 2015)) for y in years])
            for k in range(count)
        ]
    )


def test_reference_by_hand():
    """Siblings gain 5 a year on 100 with no scatter, so mu = 0.05, t2 = 0 and the own drift
    counts for nothing.
    """
    wide = read_reference(siblings(0.05))
    found = usual(wide, ~wide.called("own"), 2015, 4)
    drift = found.shrunken(np.diff([[50.0, 48, 51, 50, 52]]) / 52)
    assert drift.item() == pytest.approx(0.05)
    flat = project(pd.Series([50.0, 48, 51, 50, 52], index=range(2011, 2016)), horizon=1)
    lent = project(
        pd.Series([50.0, 48, 51, 50, 52], index=range(2011, 2016)),
        horizon=1,
        reference=siblings(0.05),
    )
    unit = (2 + 3 + 1 + 2) / 4
    own_slope = 0.5 * unit  # the observed mean change; the shrunken one is smaller
    assert (
        52 * 0.05 - own_slope
        < lent.frame["median"].iloc[0] - flat.frame["median"].iloc[0]
        < 52 * 0.05 * 1.2
    )
    assert "reference_used" in lent.flags


def test_reference_weighs_own_and_siblings_by_their_variances():
    """Mean changes of five siblings 1, 2, 3, 4, 5 percent, no scatter: t2 = 2.5, v = s^2/m (m -
    1)/(m + 3) in squared percents.
    """
    years = range(2012, 2016)
    reference = pd.concat(
        [long(f"s{k}", years, [100 - k * (2015 - y) for y in years]) for k in range(1, 6)]
    )
    own = np.array(
        [94.0, 94, 98, 100]
    )  # changes 0, 4, 2 percent of 100: mean 2, s^2 = 4, v = 4/3 x 2/6 = 4/9
    found = usual(read_reference(reference), np.ones(5, bool), 2015, 3)
    assert found.shrunken(np.diff(own)[None] / 100).item() == pytest.approx(
        (2.5 * 0.02 + 4 / 9 * 0.03) / (2.5 + 4 / 9)
    )


def test_reference_looks_neither_at_the_future_nor_at_the_place_itself():
    own = pd.Series([50.0, 48, 51, 50, 52], index=range(2011, 2016), name="own")
    past = siblings(0.05)
    future = pd.concat(
        [
            past,
            long("s1", range(2016, 2020), [1e6] * 4),
            long("own", range(2008, 2016), np.geomspace(1, 1e9, 8)),
        ]
    )
    assert np.array_equal(project(own, reference=past).table, project(own, reference=future).table)


def test_a_reference_that_is_too_small_is_said_and_not_used():
    own = pd.Series([50.0, 48, 51, 50, 52], index=range(2011, 2016))
    p = project(own, reference=siblings(0.05, count=4))
    assert "reference_too_small" in p.flags
    assert np.array_equal(p.table, project(own).table)


OWN = pd.Series([50.0, 48, 51, 50, 52], index=range(2011, 2016))


@pytest.mark.parametrize("known", [[], ["s3"]])
def test_year_that_the_siblings_miss_is_borrowed_across(known):
    """Each gains 5 a year on 100, also 10 in the two years about 2013: no scatter in that, and
    each is foreseen exactly by the drift lent to it. A single place that has the year is too few.
    """
    reference = siblings(0.05)
    reference = reference[(reference["year"] != 2013) | reference["geo"].isin(known)]
    wide = read_reference(reference)
    found = usual(wide, ~wide.called("own"), 2015, 4)
    assert (found.drift, found.noise) == (pytest.approx(0.05), pytest.approx(0))
    p = project(OWN, horizon=1, reference=reference)
    assert [flag for flag in p.flags if flag.startswith("reference")] == ["reference_used"]
    assert (round(p.borrowed.share, 6), p.borrowed.years) == (1, 4)  # none begins in 2013


@pytest.mark.parametrize("late", [1, 2])
def test_reference_that_ends_a_little_early_lends_what_was_usual_by_then(late):
    """The drift of its last year, 5 on 100 of then: 0.05."""
    reference = siblings(0.05).assign(year=lambda rows: rows["year"] - late)
    p, now = (project(OWN, horizon=1, reference=one) for one in (reference, siblings(0.05)))
    assert "reference_late" in p.flags
    assert "reference_late" not in now.flags
    pd.testing.assert_frame_equal(p.frame, now.frame)


@pytest.mark.parametrize(
    ("own", "reference", "flag"),
    [
        (OWN, siblings(0.05).assign(year=lambda rows: rows["year"] - 3), "reference_ended"),
        (OWN - 52, siblings(0.05), "reference_own_not_positive"),
        (OWN.tail(2), siblings(0.05), "reference_own_short"),
        (OWN, siblings(0.05, count=4), "reference_too_small"),
        (OWN, siblings(0.05).query("year > 2013"), "reference_too_small"),
    ],
)
def test_projection_says_why_nothing_is_borrowed(own, reference, flag):
    p = project(own, reference=reference)
    assert [one for one in p.flags if one.startswith("reference")] == [flag]
    assert np.array_equal(p.table, project(own).table)


def test_panel_with_reference_is_a_plain_loop():
    frame = pd.concat(
        [long(f"p{k}", range(2008, 2016), 50 + RNG.normal(3, 2, 8).cumsum()) for k in range(7)]
    )
    panel = project_panel(frame, to=2018, reference=frame)
    for geo, rows in panel.groupby("geo"):
        p = project(
            frame[frame["geo"] == geo].set_index("year")["value"].rename(geo),
            to=2018,
            reference=frame,
        )
        assert np.array_equal(rows["median"], p.frame["median"])
        assert set(rows["notes"]) == {("reference_used",)}


def test_backtest_by_hand():
    """One series 0, 1, 3, 6, 10 with n = 3: naive errs by 3 and 7, then by 4; mean absolute
    change 10/4.
    """
    frame = long("a", range(2010, 2015), [0.0, 1, 3, 6, 10])
    table = backtest(frame, ["naive", "drift"], n=3, horizon=2).set_index("model")
    assert table.loc["naive", "folds"] == 2
    assert table.loc["naive", "mase"] == pytest.approx((3 + 7 + 4) / 3 / 2.5)
    drift = (3 - 1.5) + (7 - 3) + (4 - 2.5)  # slopes 3/2, then 5/2
    assert table.loc["drift", "naive_ratio"] == pytest.approx(drift / 14)
    assert table.loc["naive", "naive_ratio"] == 1


def test_backtest_says_what_it_lacks():
    short = backtest(long("a", range(2010, 2013), [1.0, 2, 4]), ["default"], n=3)
    assert short["folds"].tolist() == [0]
    assert short["note"].tolist() == [
        "no series has enough values up to an origin and a value behind it"
    ]
    frame = long("a", range(2010, 2020), RNG.normal(0, 1, 10).cumsum() + 30)
    assert backtest(frame, ["theta"], n=4)["note"].tolist() == [
        "theta could project none of 6 folds"
    ]
    assert backtest(frame, ["default"], n=4)["note"].tolist() == [
        "6 folds: too few to judge coverage"
    ]


def test_backtest_leaves_the_future_out():
    """A jump after the last origin changes the errors of that fold only through the outcome:
    projections stay.
    """
    frame = long("a", range(2000, 2010), [5.0, 6, 5, 7, 8, 8, 9, 11, 10, 12])
    spoilt = frame.assign(value=frame["value"].where(frame["year"] < 2009, 1e6))
    scale = frame["value"].diff().abs().mean(), spoilt["value"].diff().abs().mean()
    early = [
        backtest(f[f["year"] < 2009], ["default"], n=5, horizon=1)["mase"].iloc[0]
        for f in (frame, spoilt)
    ]
    assert early[0] == early[1]
    assert scale[0] != scale[1]


def test_backtest_options_are_checked():
    frame = long("a", range(2010, 2020), range(10))
    with pytest.raises(UnknownNameError, match="no model 'arima'"):
        backtest(frame, ["arima"])
    with pytest.raises(DataError, match="n=1, horizon=2"):
        backtest(frame, n=1)
    with pytest.raises(DataError, match=r"n=2\.5, horizon=2: a backtest needs whole numbers"):
        backtest(frame, n=2.5)
    with pytest.raises(DataError, match=r"horizon=0: a backtest needs .* a horizon of 1 or more"):
        backtest(frame, horizon=0)


def test_backtest_of_one_model_by_its_name():
    frame = long("a", range(2010, 2020), RNG.normal(0, 1, 10).cumsum() + 30)
    columns = ["model", "folds", "mase", "cov80"]
    one, listed = backtest(frame, "drift")[columns], backtest(frame, ["drift"])[columns]
    pd.testing.assert_frame_equal(one, listed)


def test_no_fold_of_a_backtest_reaches_across_a_break():
    frame = long("a", range(2010, 2020), range(10))
    after = backtest(frame[frame["year"] >= 2013], "naive", n=3)
    marked = backtest(frame.assign(**{"break": frame["year"].eq(2013)}), "naive", n=3)
    assert marked["folds"].tolist() == after["folds"].tolist() == [4]


def test_panel_with_breaks_is_a_plain_loop():
    frame = pd.concat([long(f"p{k}", range(2008, 2016), range(k, 8 + k)) for k in range(3)])
    marked = frame.assign(**{"break": frame["year"].eq(2012) & frame["geo"].ne("p1")})
    panel = project_panel(marked, to=2018)
    for geo, rows in panel.groupby("geo"):
        own = frame[frame["geo"] == geo].set_index("year")["value"]
        alone = project(own, to=2018, breaks=[] if geo == "p1" else [2012])
        assert np.array_equal(rows["median"], alone.frame["median"])
        assert set(rows["notes"]) == {alone.flags}


BROKEN = {
    "in the middle": [2012],
    "two": [2011, 2013],
    "at a missing value": [2014],
    "at the first and last value": [2008, 2015],
    "after the last known value": [2016],
}


@pytest.mark.parametrize("breaks", BROKEN.values(), ids=list(BROKEN))
@pytest.mark.parametrize("model", ["default", "drift"])
def test_break_column_is_the_argument_breaks(breaks, model):
    """Rows out of order, a value missing inside and at the end."""
    values = [3.0, 4, 4, 6, 7, 9, np.nan, 12, np.nan]
    frame = pd.concat([long(geo, range(2008, 2017), values) for geo in "ab"])
    frame = frame.assign(**{"break": frame["year"].isin(breaks) & frame["geo"].eq("a")})
    frame = frame.iloc[np.argsort(frame["year"].to_numpy() % 4, kind="stable")]
    panel = project_panel(frame, horizon=2, model=model)
    for geo, rows in panel.groupby("geo"):
        own = frame[frame["geo"] == geo].set_index("year")["value"]
        alone = project(own, horizon=2, model=model, breaks=breaks if geo == "a" else [])
        assert set(rows["notes"]) == {alone.flags}
        assert set(rows["reason"]) == {alone.reason}
        if not alone.reason:
            assert np.array_equal(rows["median"], alone.frame["median"])


@pytest.mark.parametrize(
    "column",
    [
        [None, False, True, False],
        [np.nan, 0, 1, 0],
        ["", "no", "是", "0.0"],
        pd.array([pd.NA, False, True, None], dtype="boolean"),
    ],
    ids=["objects", "numbers", "words", "nullable"],
)
def test_missing_break_is_no_break(column):
    frame = long("a", range(2012, 2016), [1.0, 2, 9, 11]).assign(**{"break": column})
    alone = project(frame.set_index("year")["value"], breaks=[2014], horizon=1)
    assert project_panel(frame, horizon=1)["median"].tolist() == alone.frame["median"].tolist()


def test_break_column_of_other_text_is_refused():
    frame = long("a", range(2012, 2016), [1.0, 2, 9, 11]).assign(**{"break": "new base"})
    with pytest.raises(DataError, match="the break 'new base' is neither yes nor empty"):
        project_panel(frame)
