"""Simulation against exact distributions and plain numpy; the shipped scenarios."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pandas as pd
import pytest
from scipy import optimize, stats
from small_plans import small_plan
from small_scenarios import of_one, scenario

import linhai_analysis as la
from linhai_analysis.scenario import fans
from linhai_analysis.scenario.ranges import lognormal, triangular

DRAWS = 40_000
LEVELS = np.array([0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999])
RATE = {"rate": 0.12, "low": 0.05, "high": 0.25}
STEEP = {"rate": 0.1, "low": 0.0, "high": 0.3}


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    """A level, one where less is better, an addition, a total, yearly ones, a doubling."""
    targets = [
        {"indicator": "a", "target": 120},
        {"indicator": "down", "target": 60, "better": "down", "relation": "at_most"},
        {"indicator": "range", "target": 40, "target_high": 60, "better": "down"}
        | {"relation": "range"},
        {"indicator": "added", "target": 9, "basis": "increment"},
        {"indicator": "each", "target": 10, "basis": "every_year"},
        {"indicator": "mean", "target": 12, "basis": "yearly_average", "counted": "in_year"},
        {"indicator": "twice", "target": 2, "basis": "multiple"},
        {"indicator": "both", "target": 90, "main": "", "counted": "stock"},
        {"indicator": "both", "target": 45, "basis": "increment", "counted": "stock"},
        {"indicator": "lost", "target": 2, "basis": "multiple"},
    ]  # fmt: skip
    base = {"a": 60, "down": 100, "range": 100, "added": 7, "each": 8, "mean": 8, "twice": 60}
    values = {name: {2015: value} for name, value in (base | {"both": 60}).items()}
    return small_plan(tmp_path_factory.mktemp("several"), targets, values)


def drawn(plan, assumed, draws=10_000, seed=0, distribution="triangular", **options):
    """By default from triangles, whose distribution is written by hand."""
    return la.simulate(plan, assumed, draws, seed, distribution, **options)


def triangle(low, value, high):
    return stats.triang((value - low) / (high - low), low, high - low)


class lognorm:
    """Two halves: below the median the lognormal that low gives, above it the one of high."""

    def __init__(self, low, value, high, shift=0.0):
        z = 1.6448536269514722  # of 95 % of a normal distribution
        spreads = np.log((value + shift) / (low + shift)), np.log((high + shift) / (value + shift))
        self.value = value
        self.halves = [stats.lognorm(s / z, -shift, value + shift) for s in spreads]

    def ppf(self, level):
        below, above = (half.ppf(level) for half in self.halves)
        return np.where(np.asarray(level) < 0.5, below, above)

    def cdf(self, amount):
        return float(self.halves[int(amount >= self.value)].cdf(amount))

    def sf(self, amount):
        return 1 - self.cdf(amount)


def near(probability, draws=DRAWS):
    """Four standard errors of a share of draws."""
    room = 4 * np.sqrt(probability * (1 - probability) / draws)
    return pytest.approx(probability, abs=max(room, 1e-12))


def by_samples(happened):
    """The mean of all draws, and its error from the means of sixteen samples."""
    parts = [part.mean() for part in np.split(happened.to_numpy(), 16)]
    return [happened.mean(), np.sqrt(sum((p - np.mean(parts)) ** 2 for p in parts) / 15 / 16)]


def ranged(kind, low, value, high):
    return {kind: value, "low": low, "high": high}


# Distributions


@pytest.mark.parametrize(
    "ends", [(0.0, 1.0, 2.0), (-0.1, 0.02, 0.3), (5, 5, 9), (5, 9, 9), (0.05, 0.050001, 0.06)]
)
def test_triangle_is_that_of_scipy(ends):
    assert triangular(*ends, LEVELS) == pytest.approx(triangle(*ends).ppf(LEVELS))


@pytest.mark.parametrize("ends", [(0.5, 1.0, 2.0), (90, 100, 140), (1.02, 1.1, 1.11)])
def test_lognormal_is_that_of_scipy(ends):
    assert lognormal(*ends, stats.norm.ppf(LEVELS)) == pytest.approx(lognorm(*ends).ppf(LEVELS))


@pytest.mark.parametrize(
    "ends", [(0.05, 0.10, 0.20), (-0.1, 0.02, 0.04), (0.0, 0.15, 0.16), (0.1, 0.11, 0.9)]
)
def test_a_twentieth_of_a_lognormal_lies_beyond_each_end(one, ends):
    """The median is the value; steep on one side, flat on the other."""
    made = drawn(one, scenario({"a": ranged("rate", *ends)}), DRAWS, 1, "lognormal")
    rates = made.paths("a")[2016] / 60 - 1
    assert np.mean(rates < ends[0]) == near(0.05)
    assert np.mean(rates < ends[1]) == near(0.5)
    assert np.mean(rates > ends[2]) == near(0.05)
    growth = [1 + end for end in ends]
    assert lognormal(*growth, stats.norm.ppf([0.05, 0.5, 0.95])) == pytest.approx(growth, rel=1e-12)


def test_end_that_is_the_value_leaves_half_of_the_draws_there(one):
    made = drawn(one, scenario({"a": ranged("rate", 0.1, 0.1, 0.2)}), DRAWS, 1, "lognormal")
    rates = made.paths("a")[2016] / 60 - 1
    assert rates.min() == pytest.approx(0.1)
    assert np.mean(rates > 0.1 + 1e-9) == near(0.5)
    assert np.mean(rates > 0.2) == near(0.05)


def test_range_of_no_width_is_the_value():
    assert triangular(0.1, 0.1, 0.1, LEVELS).tolist() == [0.1] * 7
    assert lognormal(1.1, 1.1, 1.1, stats.norm.ppf(LEVELS)) == pytest.approx([1.1] * 7)


# Amount -> value of 2020 from 60, which is 120 in the target.
KINDS = {
    "rate": ((0.05, 0.12, 0.25), lambda r: 60 * (1 + r) ** 5),
    "points": ((4, 9, 20), lambda p: 60 + 5 * p),
    "reach": ((90, 110, 150), lambda level: level),
    "percent_of_baseline": ((150, 180, 260), lambda percent: 0.6 * percent),
}


@pytest.mark.parametrize("distribution", ["triangular", "lognormal"])
@pytest.mark.parametrize("kind", list(KINDS))
def test_quantiles_and_probability_are_those_of_the_exact_distribution(one, kind, distribution):
    ends, value = KINDS[kind]
    shift = 1.0 if kind == "rate" else 0.0
    exact = triangle(*ends) if distribution == "triangular" else lognorm(*ends, shift)
    made = drawn(one, scenario({"a": ranged(kind, *ends)}), DRAWS, 1, distribution)
    row = made.quantiles.set_index("year").loc[2020]
    assert row["value"] == pytest.approx(value(ends[1]))
    for name, level in {
        "lo95": 0.025,
        "lo80": 0.1,
        "median": 0.5,
        "hi80": 0.9,
        "hi95": 0.975,
    }.items():
        # All are increasing: the share of amounts whose value is not above the quantile.
        amount = optimize.brentq(lambda x, q=row[name]: value(x) - q, *exact.ppf([1e-9, 1 - 1e-9]))
        assert exact.cdf(amount) == near(level)
    needed = optimize.brentq(lambda x: value(x) - 120, *exact.ppf([1e-9, 1 - 1e-9]))
    assert made.targets["probability"].item() == near(exact.sf(needed))


def test_one_growth_rate_a_path(one):
    paths = drawn(one, scenario({"a": RATE}), 500).paths("a")
    assert list(paths) == list(range(2015, 2021))
    rates = (paths[2016] / 60 - 1).to_numpy()
    assert rates.min() >= 0.05
    assert rates.max() <= 0.25
    for k in range(6):
        assert paths[2015 + k].to_numpy() == pytest.approx(60 * (1 + rates) ** k)


def test_stages_share_the_draw_of_their_indicator(one):
    """The same level of both ranges: a low start is a low end."""
    later = {"rate": 0.05, "low": 0.0, "high": 0.1, "from_year": 2018}
    paths = drawn(one, scenario({"a": [RATE, later]}), 300).paths("a")
    first = triangle(0.05, 0.12, 0.25).cdf(paths[2016] / 60 - 1)
    second = triangle(0.0, 0.05, 0.1).cdf(paths[2019] / paths[2018] - 1)
    assert first == pytest.approx(second, abs=1e-9)


def test_quotient_is_that_of_a_plain_simulation(linhai):
    """13.81 of R&D over 463.5 of GDP, drawn apart."""
    rd, gdp = (0.05, 0.1, 0.2), (0.02, 0.05, 0.12)
    assumed = {"rd_expenditure": ranged("rate", *rd), "gdp": ranged("rate", *gdp)}
    made = drawn(linhai, scenario(assumed), 100_000, correlation=None)
    rng = np.random.default_rng(7)
    growth = [rng.triangular(*ends, 400_000) for ends in (rd, gdp)]
    ratio = 100 * 13.81 / 463.5 * ((1 + growth[0]) / (1 + growth[1])) ** 5
    row = made.quantiles.set_index(["indicator", "year"]).loc[("rd_gdp_ratio", 2020)]
    for name, level in {
        "lo95": 0.025,
        "lo80": 0.1,
        "median": 0.5,
        "hi80": 0.9,
        "hi95": 0.975,
    }.items():
        assert np.mean(ratio <= row[name]) == near(level, 80_000)  # both sides are drawn
    target = made.targets.set_index("target_id").loc["rd_gdp_ratio.t1"]
    assert target["probability"] == near(np.mean(ratio >= 3), 80_000)


def test_part_that_exceeds_its_whole_is_counted(linhai):
    """216 inventions of 2,425 patents, a seventh and more a year against a fall by half."""
    whole, part = (-0.5, -0.3, -0.2), (0.0, 0.05, 0.3)
    assumed = {
        "patents_granted": ranged("rate", *whole),
        "invention_patents_granted": ranged("rate", *part),
    }
    made = drawn(linhai, scenario(assumed), 100_000, correlation=None)
    rng = np.random.default_rng(7)
    factors = [(1 + rng.triangular(*ends, 400_000)) ** 5 for ends in (whole, part)]
    expected = near(np.mean(216 * factors[1] > 2425 * factors[0]), 80_000)
    row = made.broken.loc["invention_patents_granted"]
    assert row["share"] == expected
    drops = made.paths("invention_patents_granted")[2020] > made.paths("patents_granted")[2020]
    assert row.tolist() == pytest.approx(by_samples(drops), rel=1e-12)


@pytest.mark.parametrize(
    ("points", "bound", "beyond"),
    [
        # From 80 %: four points a year lead to 100; from there on draws stay at the bound.
        ((0, 2, 9), 100, lambda d: d.sf(4)),
        ((-30, -10, 0), 0, lambda d: d.cdf(-16)),
    ],
)
def test_draws_stay_within_what_a_share_can_be(tmp_path, points, bound, beyond):
    plan = of_one(tmp_path, 80, target=90, kind="share", unit="%")
    made = drawn(plan, scenario({"a": ranged("points", *points)}), DRAWS)
    last = made.paths("a")[2020]
    assert last.between(0, 100).all()
    assert np.mean(last == bound) == near(beyond(triangle(*points)))


# Every kind of target


@pytest.mark.parametrize(
    ("indicator", "kind", "ends", "meets"),
    [
        # 100 * (1 + r) ** 5 <= 60
        ("down", "rate", (-0.2, -0.1, 0.0), lambda d: d.cdf(0.6**0.2 - 1)),
        ("range", "rate", (-0.2, -0.1, 0.0), lambda d: d.cdf(0.6**0.2 - 1)),
        # 9 in five years from nothing
        ("added", "points", (1, 2, 4), lambda d: d.sf(1.8)),
        # 8 * (1 + r) >= 10 in 2016 already
        ("each", "rate", (0.1, 0.2, 0.4), lambda d: d.sf(0.25)),
        # The mean of 8 + p, ..., 8 + 5 p is 8 + 3 p >= 12
        ("mean", "points", (0, 1, 3), lambda d: d.sf(4 / 3)),
        # 60 doubled
        ("twice", "points", (4, 9, 20), lambda d: d.sf(12)),
    ],
)
def test_probability_of_each_kind_of_target(several, indicator, kind, ends, meets):
    made = drawn(several, scenario({indicator: ranged(kind, *ends)}), DRAWS)
    assert made.targets["probability"].item() == near(meets(triangle(*ends)))
    assert made.judged == 1


def test_two_targets_of_one_indicator_count_once(several):
    """90, and 45 more than 60; the main one counts."""
    ends = (2, 6, 14)
    made = drawn(several, scenario({"both": ranged("points", *ends)}), DRAWS)
    level, added = made.targets.to_dict("records")
    assert (level["counted"], added["counted"]) == (False, True)
    assert level["probability"] == near(triangle(*ends).sf(6))
    assert added["probability"] == near(triangle(*ends).sf(9))
    assert made.expected_met == added["probability"]


@pytest.mark.parametrize(
    ("assumed", "met", "reason"),
    [
        ({"a": 0.15}, True, "the path is one line, without a range"),  # 120.7
        ({"a": 0.14}, False, "the path is one line, without a range"),  # 115.5
        ({"a": {"path": {2018: 130}}}, None, "nothing is assumed after 2018"),
        ({"lost": RATE}, None, "no figure for the base year 2015"),
    ],
)
def test_target_without_a_probability_has_a_reason(several, assumed, met, reason):
    made = drawn(several, scenario(assumed), 50)
    row = made.targets.iloc[0]
    assert np.isnan(row["probability"])
    assert row["reason"] == reason
    assert (None if pd.isna(row["met"]) else bool(row["met"])) == met
    assert (np.isnan(made.expected_met), made.judged, len(made.met)) == (True, 0, 0)
    assert "no target has a probability" in repr(made)


def test_simulation_shows_each_target_as_printed_and_why_one_has_no_share(several):
    """60 firms grow by 16 % or more: 126 of the 120 in every draw."""
    sure = {"rate": 0.2, "low": 0.16, "high": 0.25}
    assumed = scenario({"a": sure, "lost": RATE})
    headline, _, heads, first, second, rest = repr(drawn(several, assumed, 400, 7)).split("\n")
    assert headline == (
        "Simulation of scenario s: 400 draws, triangular, seed 7; of 1 targets 1.00 are met on "
        "average (standard error 0); 1 of 1 pairs drawn independently: fewer than 10 comparable "
        "places report both"
    )
    assert heads.split("  ")[0] == "Indicator"
    assert heads.endswith("meet it  Why there is none")
    assert first.split() == ["a", "120", "enterprises", "p.", "1", "2020", ">99%", "—"]
    assert " ".join(second.split()) == "lost 2 times p. 10 2020 — no figure for the base year"
    assert rest.split() == ["2015"]
    headline, heads, row = repr(drawn(several, scenario({"a": sure}), 400, lang="zh")).split("\n")
    assert headline == (
        "情景“s”模拟：抽样400次，三角分布，随机数种子0；1个目标平均实现1.00个（标准误0）"
    )
    assert heads.split() == ["指标", "规划目标值", "规划中的位置", "目标年", "模拟达标占比"]
    assert row.split() == ["a", "120家", "p.", "1", "2020", ">99%"]


# How many targets are met


def test_number_of_targets_met(several):
    """Two independent targets: p q of both, p + q - 2 p q of one."""
    ends = {"a": ("rate", 0.05, 0.12, 0.25), "down": ("rate", -0.2, -0.1, 0.0)}
    made = drawn(several, scenario({k: ranged(*v) for k, v in ends.items()}), DRAWS)
    p = triangle(0.05, 0.12, 0.25).sf(2**0.2 - 1)
    q = triangle(-0.2, -0.1, 0.0).cdf(0.6**0.2 - 1)
    assert made.met.sum() == pytest.approx(1)
    assert made.met.to_dict() == {
        0: near((1 - p) * (1 - q)),
        1: near(p + q - 2 * p * q),
        2: near(p * q),
    }
    assert made.expected_met == pytest.approx(made.targets["probability"].sum())
    assert made.expected_met == pytest.approx((made.met.index * made.met).sum())
    met = (made.paths("a")[2020] >= 120).astype(int) + (made.paths("down")[2020] <= 60)
    told = [made.expected_met, made.expected_met_error]
    assert told == pytest.approx(by_samples(met), rel=1e-12)
    for count in range(3):
        assert made.met[count] == np.mean(met == count)


def test_paths_agree_with_quantiles(linhai):
    made = drawn(linhai, "slow", 20_000)
    quantiles = made.quantiles.set_index(["indicator", "year"])
    for indicator in ("gdp", "hightech_enterprises", "rd_gdp_ratio"):
        last, row = made.paths(indicator)[2020], quantiles.loc[(indicator, 2020)]
        found = np.quantile(last, [0.025, 0.1, 0.5, 0.9, 0.975])
        names = ["lo95", "lo80", "median", "hi80", "hi95"]
        assert row[names].tolist() == pytest.approx(found.tolist(), rel=1e-3)
        assert (row[names].diff().dropna() > 0).all()


def test_levels_are_those_asked_for(one):
    made = drawn(one, scenario({"a": ranged("reach", 0, 50, 100)}), DRAWS, levels=(0.5,))
    columns = ["scenario", "indicator", "year", "value", "median", "lo50", "hi50", "origin"]
    assert list(made.quantiles) == columns
    # Of the triangle 0, 50, 100 a quarter lies below 50 * sqrt(0.5).
    row = made.quantiles.iloc[-1]
    assert row["lo50"] == pytest.approx(50 * 0.5**0.5, rel=0.02)
    assert row["hi50"] == pytest.approx(100 - 50 * 0.5**0.5, rel=0.02)


# Common random numbers


def levels_of(made, indicator, ends, base):
    return triangle(*ends).cdf(made.paths(indicator)[2016] / base - 1)


def test_another_scenario_has_the_same_draws(several):
    slow, fast = (0.0, 0.02, 0.1), (0.1, 0.15, 0.3)
    made = [
        levels_of(drawn(several, scenario({"a": ranged("rate", *e)}, n), 400), "a", e, 60)
        for n, e in {"slow": slow, "fast": fast}.items()
    ]
    assert made[0] == pytest.approx(made[1], abs=1e-9)
    assert np.ptp(made[0]) > 0.9


def test_another_indicator_changes_nothing_for_the_rest(several):
    alone = drawn(several, scenario({"a": RATE}), 400).paths("a")
    for assumed in ({"a": RATE, "down": RATE}, {"down": RATE, "a": RATE, "twice": RATE}):
        pd.testing.assert_frame_equal(drawn(several, scenario(assumed), 400).paths("a"), alone)


def test_indicators_and_seeds_are_drawn_apart(several):
    assumed = scenario({"a": RATE, "twice": RATE})
    first, again, other = (drawn(several, assumed, 4000, seed) for seed in (3, 3, 4))
    pd.testing.assert_frame_equal(first.quantiles, again.quantiles)
    a, twice, a_other = first.paths("a")[2020], first.paths("twice")[2020], other.paths("a")[2020]
    # Of independent draws the correlation lies within four times 1 / sqrt(4000).
    assert abs(np.corrcoef(a, twice)[0, 1]) < 0.063
    assert abs(np.corrcoef(a, a_other)[0, 1]) < 0.063


# Trend


def test_trend_draws_from_its_projection(china):
    made = drawn(china, scenario({"rd_gdp_ratio": {"trend": None}}), DRAWS)
    history, provinces = china.series("rd_gdp_ratio", until=2015), la.load_panel("provinces")
    others = provinces[provinces["indicator"] == "rd_gdp_ratio"]
    projection = la.project(history, to=2020, lower=0, upper=100, reference=others)
    assert projection.borrowed.siblings == 31
    assert made.targets["probability"].item() == near(projection.probability(2.5, 2020))
    row = made.quantiles.set_index("year").loc[2020]
    last = projection.frame.set_index("year").loc[2020]
    # A quantile at the level of its own share of draws, which is near 0.1, 0.9 and so on.
    names = ["lo95", "lo80", "hi80", "hi95"]
    for name, level in zip(names, (0.975, 0.9, 0.1, 0.025), strict=True):
        assert projection.probability(row[name], 2020) == near(level)
    assert row["value"] == pytest.approx(last["median"])


def test_trend_borrows_from_whom_the_caller_says(china):
    """By default the nearest class that ships; from nobody, or from the places of a table."""
    history = china.series("rd_gdp_ratio", until=2015)
    provinces = la.load_panel("provinces").query("indicator == 'rd_gdp_ratio'")
    trend = scenario({"rd_gdp_ratio": {"trend": None}})

    def laid(**options):
        table = la.run_scenarios(china, trend, **options).set_index("year")
        return table.loc[2020, "value"], "reference_used" in table.loc[2020, "notes"]

    def expected(reference):
        return la.project(history, to=2020, lower=0, upper=100, reference=reference).at(0.5, 2020)

    few = provinces[provinces["geo"].astype(str) < "400000"]
    assert laid() == laid(reference="auto") == (pytest.approx(expected(provinces)), True)
    assert laid(reference=None) == (pytest.approx(expected(None)), False)
    assert laid(reference=few) == (pytest.approx(expected(few)), True)
    assert len({laid()[0], laid(reference=None)[0], laid(reference=few)[0]}) == 3
    with pytest.raises(la.DataError, match="'auto'"):
        la.run_scenarios(china, trend, reference="none")


def test_places_are_followed_also_where_nobody_lends(linhai):
    paths = la.run_scenarios(linhai, "follow_zhejiang", reference=None)
    assert paths.equals(la.run_scenarios(linhai, "follow_zhejiang"))


# What is refused


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"draws": 0}, "draws=0 is not a whole number from 1 on"),
        ({"draws": 1e3}, "draws=1000.0 is not a whole number from 1 on"),
        ({"draws": True}, "draws=True is not a whole number from 1 on"),
        ({"seed": -1}, "seed=-1 is not a whole number from 0 on"),
        ({"seed": None}, "seed=None is not a whole number from 0 on"),
        ({"distribution": "normals"}, "no distribution 'normals'; did you mean 'normal'?"),
        ({"tail": 0.5}, "tail=0.5 must be a number from 0.001 to 0.4"),
        ({"stage_correlation": "1"}, "stage_correlation='1' must be a number from -1 to 1"),
        ({"levels": (80,)},
         "levels=(80,) must be fractions between 0 and 1, such as (0.8, 0.95)"),
        ({"levels": ()}, "levels=() must be fractions between 0 and 1, such as (0.8, 0.95)"),
    ],
)  # fmt: skip
def test_options_that_cannot_be(one, options, sentence):
    with pytest.raises(la.DataError) as error:
        drawn(one, scenario({"a": RATE}), **options)
    assert str(error.value) == sentence


def test_lognormal_has_no_room_at_zero(one):
    with pytest.raises(la.DataError) as error:
        drawn(one, scenario({"a": ranged("points", 0, 1, 2)}), distribution="lognormal")
    assert str(error.value) == (
        "the low end 0 of a is not above 0, as a lognormal needs; take distribution='normal'"
    )


def test_no_path_of_that_name(one):
    made = drawn(one, scenario({"a": RATE}), np.int64(5))
    assert len(made.paths("a")) == 5
    with pytest.raises(la.UnknownNameError, match=r"^no path 'b'; there are: a$"):
        made.paths("b")


def test_draws_are_not_kept_in_every_year(tmp_path):
    """500,000 draws of ten indicators in six years are 240 MB; the years of the targets are 40."""
    names = [f"i{k}" for k in range(10)]
    plan = small_plan(
        tmp_path,
        [{"indicator": name, "target": 120} for name in names],
        {name: {2015: 60} for name in names},
    )
    tracemalloc.start()
    made = drawn(plan, scenario(dict.fromkeys(names, RATE)), 500_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert made.judged == 10
    assert peak < 200e6


# The shipped scenarios


def test_names_of_the_shipped_scenarios(linhai):
    assert [one.name for one in la.read_scenarios(linhai)] == [
        "slow",
        "trend",
        "fast",
        "follow_zhejiang",
        "follow_nation",
        "target_table_1",
        "target_section_3",
    ]


@pytest.mark.parametrize(("name", "half"), [("slow", slice(16)), ("fast", slice(15, None))])
@pytest.mark.parametrize(
    "indicator", ["rd_expenditure", "patents_granted", "invention_patents_granted"]
)
def test_shipped_rates_are_what_draws_take_them_for(linhai, name, half, indicator):
    """Median, 5 and 95 % of 16 provinces from 2015 to 2020, in per cent to two decimals."""
    windows = la.reference_growth(indicator, 5).query("start == 2015")["growth"]
    assert len(windows) == 31
    grown = sorted(windows)[half]
    # Between 15 steps, 5 % is three quarters of the first.
    low, high = (0.25 * a + 0.75 * b for a, b in (grown[:2], grown[:-3:-1]))
    ends = [round(100 * rate, 2) / 100 for rate in ((grown[7] + grown[8]) / 2, low, high)]
    [one] = la.read_scenarios(linhai, [name])[0].stages(indicator)
    assert [one.value, one.low, one.high] == pytest.approx(ends, abs=1e-9)
    assert one.quality == "amber"
    rates = la.simulate(linhai, name, DRAWS).paths(indicator)
    grew = rates[2016] / rates[2015] - 1
    assert [np.mean(grew < end) for end in ends] == [near(0.5), near(0.05), near(0.95)]


def test_shipped_targets_are_those_printed(linhai):
    for name, where in {"target_table_1": "table 1", "target_section_3": "3."}.items():
        printed = linhai.targets[linhai.targets["place"].str.startswith(where)]
        [made] = la.read_scenarios(linhai, [name])
        reached = {a.indicator: a.value for a in made.assumptions if a.assumption == "reach"}
        assert reached == dict(zip(printed["indicator"], printed["target"], strict=True))


def test_shipped_trend_is_about_every_target_and_all_have_reasons(linhai):
    made = {one.name: one for one in la.read_scenarios(linhai)}
    assert set(made["trend"].indicators) == set(linhai.targets["indicator"])
    for one in made.values():
        for row in one.assumptions:
            assert row.reason
            assert row.reason_zh
            assert row.quality in ("green", "amber", "red")


def test_inventions_in_force_that_the_target_means(linhai):
    """16 for each 10,000 of the 1,114,146 residents of the census."""
    table = la.run_scenarios(linhai, "target_table_1").query(
        "indicator == 'invention_patents_in_force'"
    )
    assert dict(zip(table["year"], table["value"], strict=True)) == {2020: pytest.approx(1782.6336)}


# Draws in blocks, and what is kept of them


@pytest.fixture
def looking_back(tmp_path):
    """A level, an addition and a mean of all years, whose targets look at more than the end."""
    targets = [
        {"indicator": "a", "target": 120},
        {"indicator": "both", "target": 45, "basis": "increment", "counted": "stock"},
        {"indicator": "both", "target": 90, "main": "", "counted": "stock"},
        {"indicator": "mean", "target": 80, "basis": "yearly_average", "counted": "in_year"},
    ]
    return small_plan(tmp_path, targets, {name: {2015: 60} for name in ("a", "both", "mean")})


def test_blocks_of_draws_change_nothing(looking_back, monkeypatch):
    assumed = la.Scenario("s", dict.fromkeys(("a", "both", "mean"), STEEP))
    whole = drawn(looking_back, assumed, 1000)
    monkeypatch.setattr(fans, "BLOCK", 64)  # 1000 is no multiple of it
    blocks = drawn(looking_back, assumed, 1000)
    assert blocks.quantiles.equals(whole.quantiles)
    assert blocks.targets.equals(whole.targets)
    assert blocks.paths("mean").equals(whole.paths("mean"))


def test_targets_that_look_at_all_years_are_judged_by_the_drawn_paths(looking_back):
    made = drawn(looking_back, la.Scenario("s", {"both": STEEP, "mean": STEEP}), 2000)
    both, mean = made.paths("both"), made.paths("mean")
    shares = made.targets.set_index(["indicator", "target_value"])["probability"]
    assert shares["both", 45] == np.mean(both[2020] - both[2015] >= 45)
    assert shares["both", 90] == np.mean(both[2020] >= 90)
    # 80 a year on average over 2016 to 2020: 400 in all.
    assert shares["mean", 400] == np.mean(mean.loc[:, 2016:].sum(axis=1) >= 400)
    assert 0 < shares.min() < shares.max() < 1


def test_path_that_ends_before_its_target_says_where(looking_back):
    made = drawn(looking_back, la.Scenario("s", {"a": STEEP}), 100, to=2018)
    assert made.targets["reason"].tolist() == ["nothing is assumed after 2018"]
    assert list(made.paths("a")) == [2015, 2016, 2017, 2018]
