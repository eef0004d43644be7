"""The single projection: worked numbers, properties, bad input."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from linhai_analysis.arguments import set_language
from linhai_analysis.errors import DataError, UnknownNameError
from linhai_analysis.projection import FLAGS, MODELS, Projection, project
from linhai_analysis.projection.pooled import calibration

RISING = pd.Series([31.0, 34.0, 33.0, 38.0, 40.0, 45.0], index=range(2010, 2016))
RNG = np.random.default_rng(20)
WALKS = [
    pd.Series(100 + RNG.normal(2, 3, n).cumsum(), index=range(2000, 2000 + n))
    for n in (2, 3, 4, 5, 7, 10, 15, 18)
]


def numbers(p: Projection) -> np.ndarray:
    return p.frame.drop(columns="year").to_numpy()


def test_the_frame_has_the_promised_columns_and_years():
    p = project(RISING, to=2020)
    assert p.frame.columns.tolist() == ["year", "median", "lo80", "hi80", "lo95", "hi95"]
    assert p.frame["year"].tolist() == [2016, 2017, 2018, 2019, 2020]
    assert (p.n, p.window, p.reason) == (6, (2010, 2015), "")


def test_default_without_to_or_horizon_is_five_years():
    assert project(RISING).frame["year"].tolist() == [2016, 2017, 2018, 2019, 2020]


def test_point_by_hand():
    """Changes 2, 2 from 10: unit 2, mean and trend 1, no scatter, v = 2/16.

    So weight = 1/(1 + 4/4) = 1/2, steady = 1/(1 + 0.6/4) = 1/1.15, and the slope terms are
    (7/8)^4 / 2, 1/1.15 and 1/1.15/8. The median of z is its slope term times the slope plus its
    sign term times 1/8, in spreads, and the spread is exp of the features 1, a, a^2, 1, log 1.2,
    log 1/8, 0 with a = log(sqrt(1/2) + 0.2).
    """
    fitted = calibration()
    slope = (np.array([(7 / 8) ** 4 / 2, 1 / 1.15, 1 / 1.15 / 8]) * fitted.slope).sum()
    a = np.log(np.sqrt(0.5) + 0.2)
    features = np.array([1, a, a * a, 1, np.log(1.2), np.log(0.125), 0])
    scatter = fitted.one_sign
    spread = np.exp(
        sum(f * (c[0] + c[2] / 2) for f, c in zip(features, scatter.spread, strict=True))
    )
    z = scatter.quantiles[8, 3] * slope + scatter.quantiles[8, 4] / 8
    p = project(pd.Series([10.0, 12.0, 14.0], index=[2013, 2014, 2015]), horizon=1)
    assert p.frame["median"].iloc[0] == pytest.approx(14 + 2 * (slope + spread * z), abs=1e-6)


def test_values_of_both_signs_return_to_their_usual_level_without_skew():
    """Mean 3.25, last -4: 0.7 x 3.25 - 0.3 x 4 = 1.075 in every year, as far up as down."""
    f = project(pd.Series([6.0, 5, 6, -4], index=range(2012, 2016)), horizon=5).frame
    np.testing.assert_allclose(f["median"], 1.075)
    np.testing.assert_allclose(f["hi95"] - 1.075, 1.075 - f["lo95"])


def test_a_fall_to_near_zero_is_not_projected_upwards():
    """After 100, 10, 1 the middle stays near 1 and the interval reaches down to 0."""
    f = project(pd.Series([100.0, 10, 1], index=range(2013, 2016)), horizon=1).frame.iloc[0]
    assert 0 < f["median"] < 10 < f["hi95"]
    assert f["lo95"] < 0.2 < f["hi95"]


def test_a_steady_trend_keeps_more_of_its_slope_than_a_noisy_one():
    steady = pd.Series([100.0, 102, 104, 106, 108], index=range(2011, 2016))
    noisy = pd.Series([100.0, 112, 94, 116, 108], index=range(2011, 2016))
    gain = [project(s, horizon=1).frame["median"].iloc[0] - 108 for s in (steady, noisy)]
    assert gain[0] > 1.0 > abs(gain[1])  # both rose by 2 a year


@pytest.mark.parametrize("series", WALKS, ids=lambda s: f"n{len(s)}")
@pytest.mark.parametrize("factor", [1e-9, 3.7, 1e280, -1.0])
def test_scale_and_sign_equivariance(series, factor):
    mine, scaled = project(series, to=2025), project(series * factor, to=2025)
    expected = mine.table * factor
    assert np.allclose(scaled.table, expected if factor > 0 else expected[:, ::-1], rtol=1e-8)


def test_a_steady_fall_to_zero_goes_on():
    """Halved every year: the middle falls on, more slowly, and not below zero."""
    falling = pd.Series([64.0, 32, 16, 8, 4, 2, 1], index=range(2012, 2019))
    made = project(falling, horizon=8).frame["median"]
    assert 0.5 < made.iloc[0] < 1
    assert (made.diff().dropna() < 0).all()
    assert made.iloc[-1] > 0


def test_counts_that_come_back_from_zero_return_to_their_usual_level():
    """0.7 x 5/6 + 0.3 x 1 = 0.883; two of six were zero, so zero lies inside the interval."""
    counts = pd.Series([1.0, 0, 2, 1, 0, 1], index=range(2012, 2018))
    made = project(counts, horizon=2, lower=0).frame
    assert made["median"].tolist() == pytest.approx([0.7 * 5 / 6 + 0.3] * 2)
    assert (made["lo80"] == 0).all()


@pytest.mark.parametrize("model", ["naive", "drift", "linear", "theta"])
def test_textbook_models_follow_a_shift(model):
    shifted = numbers(project(RISING + 1000, model=model))
    assert np.allclose(shifted, numbers(project(RISING, model=model)) + 1000, rtol=1e-6)


@pytest.mark.parametrize("model", list(MODELS))
def test_intervals_are_nested_and_widen(model):
    f = project(WALKS[6], to=2020, model=model).frame
    assert (
        (f.lo95 < f.lo80) & (f.lo80 < f["median"]) & (f["median"] < f.hi80) & (f.hi80 < f.hi95)
    ).all()
    assert (np.diff(f.hi95 - f.lo95) > -1e-9).all()  # Holt with a smoothing of zero keeps its width
    assert (
        model == "holt_damped"
        or f.hi95.iloc[-1] - f.lo95.iloc[-1] > f.hi95.iloc[0] - f.lo95.iloc[0]
    )


@pytest.mark.parametrize("model", list(MODELS))
def test_probabilities_agree_with_the_intervals(model):
    p = project(WALKS[5], to=2015, model=model, levels=(0.5, 0.8, 0.9, 0.95, 0.999))
    last = p.frame.iloc[-1]
    for level in p.levels:
        name = f"{100 * level:g}"
        assert p.probability(last[f"hi{name}"]) == pytest.approx((1 - level) / 2, abs=1e-9)
        assert p.probability(last[f"lo{name}"], relation="below") == pytest.approx(
            (1 - level) / 2, abs=1e-9
        )
    assert p.probability(last["median"], year=2015) == pytest.approx(0.5)


@pytest.mark.parametrize("series", WALKS, ids=lambda s: f"n{len(s)}")
def test_probability_falls_as_the_target_rises(series):
    p = project(series, to=2022)
    chances = [p.probability(t) for t in np.linspace(-500, 1000, 301)]
    assert (np.diff(chances) <= 0).all()
    assert chances[0] > 0.95
    assert chances[-1] < 0.05
    assert all(0 <= c <= 1 for c in chances)


def test_relations_complement_each_other():
    p = project(RISING, to=2018, upper=60, lower=0)
    for target in (-1, 0, 30, 47.5, 60, 61):
        assert p.probability(target) + p.probability(target, relation="below") == pytest.approx(1)
        assert p.probability(target, relation="above") + p.probability(
            target, relation="at_most"
        ) == pytest.approx(1)


def test_bounds_hold_the_frame_and_the_probability():
    share = pd.Series([90.0, 94.0, 93.0, 97.0, 99.0], index=range(2011, 2016))
    free, bound = project(share, to=2020), project(share, to=2020, lower=0, upper=100)
    assert free.frame["hi95"].max() > 100
    assert bound.frame.drop(columns="year").to_numpy().max() == 100
    assert bound.probability(100.5) == 0
    assert bound.probability(100, relation="above") == 0
    assert bound.probability(100) == pytest.approx(free.probability(100))
    assert 0 < bound.probability(100) < 1
    assert bound.probability(100, relation="at_most") == 1
    assert bound.probability(0) == 1
    assert bound.probability(96) == pytest.approx(free.probability(96))


@pytest.mark.parametrize("level", [0, 1, 2, -0.1, np.nan, [0.5, 1.0], "half"])
def test_value_of_no_probability_is_refused(level):
    with pytest.raises(DataError, match="must lie between 0 and 1, both left out"):
        project(RISING).at(level)


def test_counts_never_go_below_zero():
    falling = pd.Series([90.0, 60, 41, 20, 8], index=range(2011, 2016))
    assert project(falling, lower=0).frame.drop(columns="year").to_numpy().min() == 0
    assert project(falling, lower=0).at([0.01, 0.99]).tolist()[0] == 0
    assert project(RISING, upper=46).at(0.99) == 46
    assert project(falling).frame["lo95"].min() < 0


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([], "has no values"),
        ([np.nan, np.nan], "has no values"),
        ([5.0], "needs 2 values or more, the series has 1"),
    ],
)
def test_nothing_to_project_from_gives_a_reason(values, text):
    p = project(pd.Series(values, index=range(2015, 2015 + len(values)), dtype=float), to=2020)
    assert text in p.reason
    assert p.frame.empty
    assert np.isnan(p.residual_spread)
    assert p.frame.columns.tolist() == ["year", "median", "lo80", "hi80", "lo95", "hi95"]
    with pytest.raises(DataError, match="no probability without a projection"):
        p.probability(3)


@pytest.mark.parametrize("model", list(MODELS))
def test_every_model_states_and_keeps_its_least_n(model):
    least = MODELS[model].least
    long = pd.Series(
        100 + np.random.default_rng(3).normal(2, 3, 15).cumsum(), index=range(2001, 2016)
    )
    assert project(long.iloc[-least:], model=model).reason == ""
    refused = project(long.iloc[1 - least :], model=model).reason
    assert f"needs {least} values or more, the series has {least - 1}" in refused


def test_a_series_that_already_reaches_the_year_gives_a_reason():
    assert (
        project(RISING, to=2015).reason
        == "the series runs to 2015; there is nothing to project to 2015"
    )


def test_constant_series_is_not_called_certain():
    p = project(pd.Series([40.0] * 6, index=range(2010, 2016)))
    assert (p.frame["median"] - 40).abs().max() < 1
    assert "constant_history" in p.flags
    assert ((p.frame["hi95"] - p.frame["lo95"]) > 0.4).all()
    assert "every value is zero" in project(pd.Series([0.0] * 6, index=range(2010, 2016))).reason
    assert (
        "no scatter"
        in project(pd.Series([40.0] * 6, index=range(2010, 2016)), model="naive").reason
    )


EXTREME = [
    [1e300, -1e300, 1e300],
    [1e300, 9e299, 1e300, 0],
    [1e-300, 2e-300, 1.5e-300],
    [1e15, 1e15 + 1, 1e15 + 3],
    [0, 0, 0, 1],
]


@pytest.mark.parametrize("values", EXTREME)
def test_extreme_sizes_stay_finite(values):
    p = project(pd.Series(values, index=range(2010, 2010 + len(values)), dtype=float), horizon=30)
    assert np.isfinite(numbers(p)).all()
    assert 0 <= p.probability(1.0) <= 1


def test_gaps_are_gaps():
    """A change of 6 across three years is a change of 2 a year, seen once; missing values and
    missing years are alike.
    """
    gap = pd.Series([10.0, 12, 18, 20], index=[2010, 2011, 2014, 2015])
    full = pd.Series([14.0, 16, 18, 20], index=[2012, 2013, 2014, 2015])
    assert np.allclose(project(gap).table, project(full).table, rtol=1e-12)
    missing = pd.Series([10.0, 12, np.nan, None, 18, 20], index=range(2010, 2016))
    assert np.array_equal(project(gap).table, project(missing).table)
    assert project(gap).flags == ("short_history", "gaps_in_years")
    assert project(full).flags == ("short_history",)
    assert (
        "needs a value for every year"
        in project(pd.Series(range(6), index=[*range(2010, 2015), 2016]), model="theta").reason
    )


def test_years_out_of_order_are_sorted_and_flagged():
    p = project(RISING.iloc[::-1])
    assert np.array_equal(p.table, project(RISING).table)
    assert p.flags == ("years_sorted",)


def test_level_break_and_horizon_flags():
    gdp = pd.Series(
        [420.4, 441.0, 463.5, 489.0, 689.0, 711.0], index=range(2013, 2019)
    )  # 20.6, 22.5, 25.5, 200, 22
    assert "suspected_level_break" in project(gdp).flags
    assert "suspected_level_break" not in project(RISING).flags
    assert "extrapolated_horizon" in project(RISING, horizon=6).flags
    assert "extrapolated_horizon" not in project(RISING, horizon=5).flags


def test_only_the_last_fifteen_values_are_used():
    long = WALKS[7]
    assert project(long).window == (2003, 2017)
    assert project(long).n == 15
    assert np.array_equal(project(long).table, project(long.iloc[-15:]).table)


BAD = [
    (pd.Series([1.0, "abc"], index=[2010, 2011]), {}, "the value of 2011 is 'abc', not a number"),
    (pd.Series([1.0, "12"], index=[2010, 2011]), {}, "the value of 2011 is '12', not a number"),
    (pd.Series([1.0, np.inf], index=[2010, 2011]), {}, "the value of 2011 is inf"),
    (pd.Series([1.0, 1.5e305], index=[2010, 2011]), {}, "the value of 2011 is 1.5e\\+305"),
    (pd.Series([1.0, True], index=[2010, 2011], dtype=object), {}, "the value of 2011 is True"),
    (pd.Series([1.0, 2.0], index=[2010, 2010]), {}, "the year 2010 stands twice"),
    (pd.Series([1.0, 2.0, 3.0], index=[2011, 2010, 2011]), {}, "the year 2011 stands twice"),
    (
        pd.Series([1.0, 2.0], index=["a", "b"]),
        {},
        "years as whole numbers, such as 2015; found 'a'",
    ),
    (pd.Series([1.0, 2.0], index=[2010.5, 2011]), {}, "found .*2010.5"),
    (
        pd.Series([1.0, 2.0], index=pd.to_datetime(["2010", pd.NaT])),
        {},
        "years as whole numbers, such as 2015; found NaT",
    ),
    (pd.Series([1.0, 2.0], index=[2010, np.nan]), {}, "such as 2015; found nan"),
    (pd.Series([1.0, 2.0], index=[2010, 1e30]), {}, "such as 2015; found 1e\\+30"),
    (pd.Series([1.0, 10**400], index=[2010, 2011], dtype=object), {}, "the value of 2011 is inf"),
    (
        pd.Series([-1.0, 2.0], index=[2010, 2011]),
        {"lower": 0},
        "the value of 2010 is -1, outside the bounds lower=0, upper=None; correct the value or",
    ),
    (RISING, {"lower": "0"}, "lower='0' is not a bound; leave it out or give a finite number"),
    (RISING, {"to": 20200}, "to=20200 is not a year"),
    (RISING, {"horizon": 101}, "2116 is 101 years after the last value, 2015"),
    (RISING, {"levels": 0.8}, "levels=0.8 is not a list"),
    (RISING, {"levels": ("80",)}, "between 0 and 1, such as 0.8; found '80'"),
    (RISING, {"breaks": 2012}, "breaks=2012 is not a list"),
    (RISING, {"breaks": "2012"}, "breaks='2012' is not a list"),
    (RISING, {"breaks": ["2012"]}, "breaks must hold years as whole numbers.*; found '2012'"),
    (RISING, {"reference": [1]}, "the reference is a list; it needs to be a DataFrame"),
    (
        RISING,
        {"reference": pd.DataFrame({"geo": ["a"], "year": [2010], "value": ["x"]})},
        "in the reference, geo a: the value of 2010 is 'x', not a number",
    ),
    ([1.0, 2.0], {}, "pandas Series indexed by year, not a list"),
    (RISING, {"to": 2020, "horizon": 3}, "not both"),
    (RISING, {"horizon": 0}, "horizon=0 is not a whole number from 1 on"),
    (RISING, {"to": 2020.5}, "to=2020.5 is not a year"),
    (RISING, {"levels": (80,)}, "between 0 and 1, such as 0.8; found 80"),
    (RISING, {"lower": 32}, "the value of 2010 is 31, outside the bounds lower=32"),
    (RISING, {"lower": 50, "upper": 20}, "lower=50 must be below upper=20"),
    (RISING, {"lower": np.nan}, "lower=nan is not a bound"),
    (RISING, {"reference": pd.DataFrame({"geo": [1]})}, "no column 'year', 'value'"),
    (RISING, {"reference": pd.DataFrame(), "model": "naive"}, "only the default model borrows"),
]


@pytest.mark.parametrize(("series", "options", "sentence"), BAD, ids=[b[2][:30] for b in BAD])
def test_bad_input_is_named(series, options, sentence):
    with pytest.raises(DataError, match=sentence):
        project(series, **options)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"year": 2031}, "2031 was not projected; the projection covers 2016 to 2020"),
        ({"relation": "over"}, "relation='over'"),
        ({"target": np.nan}, "target=nan is not a finite number"),
        ({"target": "50"}, "target='50' is not a finite number"),
    ],
)
def test_bad_questions_are_named(asked, sentence):
    with pytest.raises(DataError, match=sentence):
        project(RISING).probability(**{"target": 50, **asked})


def test_naive_drift_and_lines_by_hand():
    """Naive: changes 3, -1, 5, 2, 5, mean square 64/5. Drift: slope 14/5."""
    z = stats.norm.ppf(0.9)
    f = project(RISING, horizon=2, model="naive").frame
    assert f["hi80"].tolist() == pytest.approx([45 + z * np.sqrt(12.8), 45 + z * np.sqrt(25.6)])
    d = np.array([3, -1, 5, 2, 5.0])
    f = project(RISING, horizon=2, model="drift").frame
    assert f["median"].tolist() == pytest.approx([47.8, 50.6])
    assert f["hi80"].iloc[1] == pytest.approx(50.6 + z * d.std(ddof=1) * np.sqrt(2 + 4 / 5))


def test_linear_interval_is_that_of_an_observation():
    """Against scipy's regression and the textbook formula s sqrt(1 + 1/n + (x - mean)^2 / Sxx)."""
    x = RISING.index.to_numpy(float)
    line = stats.linregress(x, RISING)
    s = np.sqrt(((RISING - line.intercept - line.slope * x) ** 2).sum() / 4)
    se = s * np.sqrt(1 + 1 / 6 + (2018 - x.mean()) ** 2 / ((x - x.mean()) ** 2).sum())
    row = project(RISING, to=2018, model="linear").frame.iloc[-1]
    assert row["median"] == pytest.approx(line.intercept + line.slope * 2018)
    assert row["hi95"] == pytest.approx(
        line.intercept + line.slope * 2018 + stats.t.ppf(0.975, 4) * se
    )


def test_compound_is_the_line_of_logarithms_and_needs_positive_values():
    growth = pd.Series(
        100 * 1.1 ** np.arange(6) * [1, 1.01, 0.99, 1, 1.02, 1], index=range(2010, 2016)
    )
    logs = project(np.log(growth), to=2018, model="linear").frame
    assert numbers(project(growth, to=2018, model="compound")) == pytest.approx(
        np.exp(logs.drop(columns="year").to_numpy())
    )
    assert (
        "2013 is not positive"
        in project(pd.Series([2.0, 1, 3, 0], index=range(2010, 2014)), model="compound").reason
    )


def test_theta_and_holt_points_are_those_of_statsmodels():
    from statsmodels.tsa.forecasting.theta import ThetaModel
    from statsmodels.tsa.holtwinters import Holt

    y = WALKS[5].to_numpy()
    expected = ThetaModel(y, deseasonalize=False).fit().forecast(3)
    assert project(WALKS[5], horizon=3, model="theta").frame["median"].to_numpy() == pytest.approx(
        np.asarray(expected), rel=1e-3
    )
    expected = Holt(y, damped_trend=True, initialization_method="estimated").fit().forecast(3)
    assert project(WALKS[5], horizon=3, model="holt_damped").frame[
        "median"
    ].to_numpy() == pytest.approx(expected, rel=1e-2)


@pytest.mark.parametrize("walk", [4, 5, 6])
def test_theta_interval_is_that_of_exponential_smoothing_without_its_drift(walk):
    """Less its drift the series is smoothed from its first value on, whose errors are another
    program's; h years on the variance is s2 (1 + (h - 1) alpha^2) (Hyndman and Billah 2003).
    """
    from statsmodels.tsa.forecasting.theta import ThetaModel
    from statsmodels.tsa.holtwinters import SimpleExpSmoothing

    y = WALKS[walk].to_numpy()
    params = ThetaModel(y, deseasonalize=False).fit().params
    alpha, drift = params["alpha"], params["b0"] / 2
    level = y - drift * np.arange(len(y))
    smooth = SimpleExpSmoothing(level[1:], initialization_method="known", initial_level=level[0])
    squares = smooth.fit(smoothing_level=alpha, optimized=False).sse
    sd = np.sqrt(squares / (len(y) - 3) * (1 + np.arange(3) * alpha**2))
    frame = project(WALKS[walk], horizon=3, model="theta").frame
    assert (frame["hi95"] - frame["median"]).to_numpy() == pytest.approx(
        stats.norm.ppf(0.975) * sd, rel=1e-3
    )


def test_projection_is_shown_with_what_it_rests_on():
    """The drift of six values: 45 and 14 / 5 more a year."""
    shown = repr(project(RISING, to=2017, model="drift", levels=[0.8])).split("\n")
    assert shown[0] == "Projection (model: first to last value, n = 6; 2010–2015)"
    assert shown[1].split("  ") == ["Year", "Median", "80% from", "80% to"]
    assert [row.split()[:2] for row in shown[2:]] == [["2016", "47.8"], ["2017", "50.6"]]
    set_language("zh")
    shown = repr(project(RISING, to=2016, model="drift", levels=[0.8])).split("\n")
    assert shown[0] == "趋势外推（首末值连线，6个数据、2010–2015）"
    assert shown[1].split() == ["年份", "中位数", "80%区间下限", "80%区间上限"]


def test_projection_without_values_is_shown_with_its_reason_alone():
    shown = repr(project(pd.Series([], index=pd.Index([], dtype=int), dtype=float), to=2016))
    assert shown == "Projection (model: default, n = 0; the series has no values)"


def test_default_model_is_a_model_like_the_others():
    years, values = RISING.index.to_numpy(), RISING.to_numpy()
    made = MODELS["default"].quantiles(years, values, np.arange(1.0, 6.0))
    assert np.array_equal(made, project(RISING, to=2020).table)


def test_damped_holt_interval_widens_as_exponential_smoothing_of_statsmodels():
    """The variance of ETS(A,Ad,N) with the same parameters, by another class."""
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel
    from statsmodels.tsa.holtwinters import Holt

    y = WALKS[5].to_numpy()
    fit = Holt(y, damped_trend=True, initialization_method="estimated").fit()
    names = "smoothing_level smoothing_trend damping_trend initial_level initial_trend"
    alpha, beta, phi, *start = (fit.params[name] for name in names.split())
    known = ETSModel(pd.Series(y), trend="add", damped_trend=True).smooth(
        [alpha, alpha * beta, phi, *start]
    )
    variance = known.get_prediction(start=len(y), end=len(y) + 3).forecast_variance
    frame = project(WALKS[5], horizon=4, model="holt_damped").frame
    reach = (frame["hi95"] - frame["median"]).to_numpy()
    assert reach[0] == pytest.approx(1.959964 * np.sqrt(fit.sse / (len(y) - 5)), rel=1e-5)
    assert reach / reach[0] == pytest.approx(np.sqrt(variance / variance[0]), rel=1e-5)


def test_html_shows_the_numbers_or_the_reason():
    assert "<table" in project(RISING)._repr_html_()
    assert "2010–2015" in project(RISING)._repr_html_()
    refused = project(RISING.iloc[:1])._repr_html_()
    assert "<table" not in refused
    assert "needs 2 values" in refused


def test_the_projection_cannot_be_changed_and_the_input_is_not():
    before = RISING.copy()
    p = project(RISING)
    with pytest.raises(AttributeError):
        p.n = 3
    pd.testing.assert_series_equal(RISING, before)


def test_residual_spread_is_half_the_68_percent_interval():
    p = project(RISING, horizon=1, levels=(0.68,))
    assert p.residual_spread == pytest.approx(
        (p.frame["hi68"].iloc[0] - p.frame["lo68"].iloc[0]) / 2
    )


def test_residual_spread_keeps_the_bounds():
    """Nothing is above 45, so half of what lies between the lower end and 45."""
    p = project(RISING, horizon=1, levels=(0.68,), upper=45)
    assert project(RISING, horizon=1, levels=(0.68,)).frame["hi68"].item() > 45
    assert p.residual_spread == pytest.approx((45 - p.frame["lo68"].item()) / 2)


def test_unknown_model_offers_the_nearest():
    with pytest.raises(UnknownNameError, match="no model 'thetta'; did you mean 'theta'"):
        project(RISING, model="thetta")


def test_only_values_after_the_last_break_are_used():
    """From 2013 on: the same as if the earlier values had never been given."""
    cut, short = project(RISING, breaks=[2012, 2013]), project(RISING.loc[2013:])
    pd.testing.assert_frame_equal(cut.frame, short.frame)
    assert (cut.window, "level_break" in cut.flags) == ((2013, 2015), True)
    assert "level_break" not in short.flags


def test_breaks_and_splices_that_a_series_carries_are_honoured():
    series = RISING.copy()
    series.attrs = {"breaks": (2014,), "notes": ("spliced",)}
    assert project(series).window == (2014, 2015)
    assert project(series).flags[:2] == ("level_break", "spliced")


def test_breaks_said_aloud_stand_before_those_that_a_series_carries():
    series = RISING.copy()
    series.attrs = {"breaks": (2014,)}
    assert project(series, breaks=[2012]).window == (2012, 2015)
    assert project(series, breaks=np.array([2011, 2012])).window == (2012, 2015)


def test_break_at_a_missing_value_starts_with_the_next_known_one():
    series = RISING.where(RISING.index != 2012)
    assert project(series, breaks=[2012]).window == (2013, 2015)


def test_break_that_leaves_too_little_is_the_reason():
    made = project(RISING, breaks=[2015])
    assert made.reason == (
        "the default model needs 2 values or more, the series has 1 since its last break"
    )
    assert made.flags == ("level_break", "short_history")


def test_break_at_the_first_value_or_outside_cuts_nothing():
    assert project(RISING, breaks=[2010, 2030]).n == len(RISING)


def test_every_flag_has_its_sentence():
    made = [
        project(RISING.iloc[::-1], breaks=[2014], horizon=6),
        project(pd.Series([5.0, 5.0, 5.0], index=[2010, 2012, 2013])),
        project(pd.Series([2.0, 4, 7, 9, 60, 63], index=range(2010, 2016))),
        project(pd.Series([90.0, 50, 30, 12, 9, 5], index=range(2010, 2016))),
        project(pd.Series([3.0, 2, -4, 5, 6], index=range(2010, 2015))),
    ]
    series = RISING.copy()
    series.attrs = {"notes": ("spliced",)}
    made += [project(series)]
    raised = {flag for one in made for flag in one.flags}
    # What is said of a reference is in the panel's tests and in `test_siblings`.
    assert raised == {flag for flag in FLAGS if "reference" not in flag}


SHORT = {
    "rising": lambda n: np.arange(1.0, n + 1),
    "constant": lambda n: np.full(n, 7.0),
    "zero": lambda n: np.zeros(n),
    "negative": lambda n: -np.arange(1.0, n + 1),
    "huge": lambda n: np.full(n, 1e300),
    "huge and back": lambda n: 1e300 * (-1.0) ** np.arange(n),
    "vanishing": lambda n: np.full(n, 1e-320),
}


@pytest.mark.parametrize("model", list(MODELS))
@pytest.mark.parametrize("n", range(5))
@pytest.mark.parametrize("make", SHORT.values(), ids=list(SHORT))
def test_few_values_give_finite_numbers_or_a_reason(make, n, model):
    made = project(pd.Series(make(n), index=range(2010, 2010 + n), dtype=float), model=model)
    assert made.n == n
    if made.reason:
        assert made.frame.empty
    else:
        assert np.isfinite(numbers(made)).all()
        assert (np.diff(made.table) > 0).all()
    if n < MODELS[model].least:
        expected = f"the series has {n}" if n else "the series has no values"
        assert made.reason.endswith(expected)


def test_model_that_cannot_be_fitted_says_so(monkeypatch):
    from linhai_analysis.projection import models

    def singular(years, values, horizons):
        raise np.linalg.LinAlgError("singular")

    def endless(years, values, horizons):
        return np.full((len(horizons), 17), np.inf)

    for broken, reason in (
        (singular, "the last value model could not be fitted to this series"),
        (endless, "the last value model gave no finite projection of this series"),
    ):
        monkeypatch.setitem(
            models.MODELS, "naive", replace(models.MODELS["naive"], quantiles=broken)
        )
        assert project(RISING, model="naive").reason == reason


def test_fault_of_a_library_is_not_blamed_on_the_series(monkeypatch):
    from linhai_analysis.projection import models

    def outdated(years, values, horizons):
        raise ValueError("this version does not know the argument")

    monkeypatch.setitem(models.MODELS, "naive", replace(models.MODELS["naive"], quantiles=outdated))
    with pytest.raises(ValueError, match="this version"):
        project(RISING, model="naive")


def test_decimals_and_nullable_numbers_are_numbers():
    decimals = pd.Series([Decimal("31"), Decimal("34.5"), None], index=range(2010, 2013))
    nullable = pd.Series([31, 34.5, pd.NA], index=range(2010, 2013), dtype="Float64")
    assert np.array_equal(project(decimals).table, project(nullable).table)
