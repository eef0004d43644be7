"""Models, quantiles and scores beside statsmodels, scipy and numpy, by roads of their own."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import optimize, stats

from linhai_analysis.projection import project, scores
from linhai_analysis.projection.quantiles import LEVELS, mixture, probability_below
from linhai_analysis.projection.scores import clustered, exact

RNG = np.random.default_rng(41)
WALKS = [100 + RNG.normal(2, 3, n).cumsum() for n in (5, 8, 12)]
AHEAD = np.arange(1, 5)
# Whose ends are levels that a model answers with: nothing lies between.
INTERVALS = (0.6, 0.8, 0.95, 0.99)


def projected(values, model):
    series = pd.Series(values, index=range(2010, 2010 + len(values)))
    return project(series, horizon=len(AHEAD), model=model, levels=INTERVALS).frame


def ends(frame, level):
    return frame[[f"lo{100 * level:g}", f"hi{100 * level:g}"]].to_numpy()


@pytest.mark.parametrize("values", WALKS, ids=len)
def test_drift_is_a_mean_change_with_its_own_error(values):
    """Regressed on nothing but a constant, changes give its error; h of it, and h new changes."""
    changes = np.diff(values)
    fit = sm.OLS(changes, np.ones(len(changes))).fit()
    sd = np.sqrt(fit.scale * AHEAD + (AHEAD * fit.bse[0]) ** 2)
    frame = projected(values, "drift")
    assert frame["median"].to_numpy() == pytest.approx(values[-1] + AHEAD * fit.params[0])
    for level in INTERVALS:
        middle = frame["median"].to_numpy()
        expected = np.transpose(stats.norm.interval(level, middle, sd))
        assert ends(frame, level) == pytest.approx(expected)


@pytest.mark.parametrize("values", WALKS, ids=len)
def test_naive_is_a_random_walk_without_drift(values):
    """The walk of statsmodels' state space, whose variance is that of its likelihood."""
    walk = sm.tsa.SARIMAX(values, order=(0, 1, 0))
    fit = walk.smooth([np.mean(np.diff(values) ** 2)])
    ahead = fit.get_forecast(len(AHEAD))
    frame = projected(values, "naive")
    assert frame["median"].to_numpy() == pytest.approx(ahead.predicted_mean)
    for level in INTERVALS:
        assert ends(frame, level) == pytest.approx(ahead.conf_int(alpha=1 - level), rel=1e-6)


@pytest.mark.parametrize("values", WALKS, ids=len)
def test_line_has_the_prediction_interval_of_scipy_and_of_statsmodels(values):
    years = np.arange(len(values), dtype=float)
    line = stats.linregress(years, values)
    later = len(values) - 1 + AHEAD
    fit = sm.OLS(values, sm.add_constant(years)).fit()
    told = fit.get_prediction(sm.add_constant(later.astype(float)))
    spread = np.sum((years - years.mean()) ** 2)
    rest = values - line.intercept - line.slope * years
    scale = np.sqrt(np.sum(rest**2) / (len(values) - 2))
    se = scale * np.sqrt(1 + 1 / len(values) + (later - years.mean()) ** 2 / spread)
    frame = projected(values, "linear")
    middle = line.intercept + line.slope * later
    assert frame["median"].to_numpy() == pytest.approx(middle)
    for level in INTERVALS:
        by_hand = np.transpose(stats.t.interval(level, len(values) - 2, middle, se))
        assert ends(frame, level) == pytest.approx(by_hand)
        assert ends(frame, level) == pytest.approx(told.conf_int(obs=True, alpha=1 - level))


def test_mixture_has_the_quantiles_of_two_normals_with_their_weights():
    """Where the weighted sum of the two distributions of scipy comes to each level."""
    narrow, wide = stats.norm(0, 1), stats.norm(1, 3)
    made = mixture([narrow.ppf(LEVELS)[None], wide.ppf(LEVELS)[None]], [0.25, 0.75])[0]
    exactly = [
        optimize.brentq(lambda x, p=p: 0.25 * narrow.cdf(x) + 0.75 * wide.cdf(x) - p, -30, 30)
        for p in LEVELS
    ]
    assert made == pytest.approx(exactly, abs=0.03)


def test_probability_between_quantiles_is_near_that_of_the_distribution():
    """Exact at each level, and between two of them as near as a line of log-odds is."""
    for dist in (stats.norm(5, 2), stats.t(4, 5, 2), stats.logistic(5, 2)):
        row = dist.ppf(LEVELS)
        for level in LEVELS:
            assert probability_below(row, dist.ppf(level)) == pytest.approx(level)
        for value in np.linspace(*dist.ppf([0.02, 0.98]), 25):
            assert probability_below(row, value) == pytest.approx(dist.cdf(value), abs=0.004)


def test_weighted_interval_score_is_the_mean_of_the_pinball_losses():
    """Of five quantiles, doubled (Bracher et al. 2021); the error is that of the median."""
    levels = np.array([0.025, 0.1, 0.5, 0.9, 0.975])
    table = stats.norm.ppf(LEVELS, loc=[[3.0], [-1.0], [0.5]], scale=[[2.0], [0.5], [4.0]])
    actual = np.array([5.5, -1.2, -9.0])
    rows = pd.DataFrame({"actual": actual, "scale": [1.0, 2.0, 4.0]})
    made = scores.scored(rows, table, None, None)
    at = np.array(
        [[row[np.flatnonzero(np.isclose(LEVELS, p))[0]] for p in levels] for row in table]
    )
    off = actual[:, None] - at
    pinball = np.maximum(levels * off, (levels - 1) * off)
    assert made["wis"].to_numpy() == pytest.approx(2 * pinball.mean(axis=1) / rows["scale"])
    assert made["error"].to_numpy() == pytest.approx(np.abs(off[:, 2]) / rows["scale"])
    assert made["in80"].tolist() == ((at[:, 1] <= actual) & (actual <= at[:, 3])).tolist()


def test_interval_of_a_mean_is_that_of_statsmodels_with_clusters():
    """A regression on a constant whose errors go together within a year, Student with G - 1."""
    years = RNG.integers(2010, 2017, 60)
    values = RNG.normal(0, 1, 60) + years % 3
    fit = sm.OLS(values, np.ones(60)).fit(
        cov_type="cluster", cov_kwds={"groups": years, "df_correction": True}, use_t=True
    )
    middle, low, high, count = clustered(values, years)
    assert middle == pytest.approx(fit.params[0])
    assert count == len(set(years))
    assert [low, high] == pytest.approx(fit.conf_int()[0].tolist())


@pytest.mark.parametrize(("held", "outcomes"), [(10, 10), (0, 8), (7, 7)])
def test_interval_of_all_or_none_is_that_of_clopper_and_pearson(held, outcomes):
    """One outcome a year: nothing goes together."""
    told = stats.binomtest(held, outcomes).proportion_ci(0.95, method="exact")
    assert exact(held / outcomes, outcomes, outcomes) == pytest.approx(tuple(told))
