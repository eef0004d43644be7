"""Draws, what moves an outcome and conditions beside scipy and numpy, by roads of their own."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from small_plans import small_plan
from small_scenarios import scenario

import linhai_analysis as la

NAMES = ["a", "b", "c"]
RANGES = {"a": (0.05, 0.1, 0.2), "b": (0.0, 0.02, 0.03), "c": (-0.1, 0.0, 0.2)}
RANKS = np.array([[1.0, 0.5, -0.3], [0.5, 1.0, 0.2], [-0.3, 0.2, 1.0]])
DRAWS = 16_384


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """Three indicators at 100, to come to 140, 105 and 110."""
    goals = dict(zip(NAMES, (140, 105, 110), strict=True))
    rows = [{"indicator": name, "target": goal} for name, goal in goals.items()]
    return small_plan(tmp_path_factory.mktemp("three"), rows, {name: {2015: 100} for name in NAMES})


@pytest.fixture(scope="module")
def drawn(three):
    told = {
        name: {"rate": value, "low": low, "high": high}
        for name, (low, value, high) in RANGES.items()
    }
    pairs = pd.DataFrame(RANKS, NAMES, NAMES)
    return la.simulate(three, scenario(told), DRAWS, distribution="normal", correlation=pairs)


def rates_of(scores, low, value, high):
    """A two-piece normal through its three points."""
    unit = stats.norm.ppf(0.95)
    return value + np.where(scores < 0, (value - low) / unit, (high - value) / unit) * scores


@pytest.fixture(scope="module")
def plain():
    """The same three drawn by numpy: normal scores of scipy's correlation for these ranks."""
    joined = 2 * np.sin(np.pi / 6 * RANKS)
    scores = np.random.default_rng(5).multivariate_normal(np.zeros(3), joined, 400_000)
    return pd.DataFrame({n: rates_of(scores[:, k], *RANGES[n]) for k, n in enumerate(NAMES)})


def test_three_that_go_together_have_the_rank_correlations_of_scipy(drawn):
    finals = np.column_stack([drawn.paths(name)[2020] for name in NAMES])
    assert stats.spearmanr(finals).statistic == pytest.approx(RANKS, abs=0.002)


def test_fans_and_odds_are_those_of_a_plain_simulation(drawn, plain):
    """One by one against quantiles of numpy, and all three met at once against a plain count."""
    finals = 100 * (1 + plain) ** 5
    table = drawn.quantiles.set_index(["indicator", "year"])
    ends = {"lo95": 0.025, "lo80": 0.1, "median": 0.5, "hi80": 0.9, "hi95": 0.975}
    for name in NAMES:
        exactly = np.quantile(finals[name], list(ends.values()))
        assert table.loc[(name, 2020), list(ends)].to_numpy(float) == pytest.approx(
            exactly, rel=5e-3
        )
    met = finals >= [140, 105, 110]
    odds = drawn.targets.set_index("indicator")["probability"]
    assert odds[NAMES].to_numpy() == pytest.approx(met.mean().to_numpy(), abs=0.005)
    counts = met.sum(axis=1).value_counts(normalize=True).sort_index()
    assert drawn.met.to_numpy() == pytest.approx(counts.to_numpy(), abs=0.007)


def test_what_moves_a_quotient_most_is_what_its_ranks_follow_most(linhai):
    """One at a time by the ends of each range; scipy's rank correlation over all draws agrees."""
    ranges = {"rd_expenditure": (0.02, 0.08, 0.14), "gdp": (0.05, 0.06, 0.07)}
    told = scenario(
        {k: {"rate": value, "low": low, "high": high} for k, (low, value, high) in ranges.items()}
    )
    table = la.sensitivity(linhai, told, "rd_gdp_ratio", 2020)
    made = la.simulate(linhai, told, 4096, correlation="independent")
    ratio = made.paths("rd_gdp_ratio")[2020]
    ranks = {k: stats.spearmanr(made.paths(k)[2020], ratio).statistic for k in ranges}
    assert table["indicator"].tolist() == sorted(ranks, key=lambda k: -abs(ranks[k]))
    for row in table.itertuples():
        other = next(k for k in ranges if k != row.indicator)
        up = row.indicator == "rd_expenditure"
        assert np.sign(ranks[row.indicator]) == np.sign(row.outcome_high - row.outcome_low)
        base = {"rd_expenditure": 13.81, "gdp": 13.81 / 0.0298}
        grown = {
            end: (1 + ranges[row.indicator][n]) ** 5 * base[row.indicator]
            for n, end in ((0, "low"), (2, "high"))
        }
        fixed = (1 + ranges[other][1]) ** 5 * base[other]
        for end, value in grown.items():
            quotient = value / fixed if up else fixed / value
            assert getattr(row, f"outcome_{end}") == pytest.approx(100 * quotient, rel=3e-4)
