"""Correlated draws against closed forms: products of lognormals, orthants, rank correlations."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from small_plans import small_plan
from small_scenarios import scenario

import linhai_analysis as la
from linhai_analysis.scenario.ranges import normal

RD, GDP = "rd_expenditure", "gdp"
Z = 1.6448536269514722  # of 95 % of a normal distribution


def factor(median, spread, z=Z):
    """A rate whose growth factor is lognormal, with the standard deviation of its logarithm."""
    low, high = (median * np.exp(side * z * spread) - 1 for side in (-1, 1))
    return {"rate": median - 1, "low": low, "high": high}


@pytest.fixture(scope="module")
def halves(tmp_path_factory):
    """Two indicators that reach their targets with a growth of 10 % a year."""
    targets = [{"indicator": name, "target": 100 * 1.1**5} for name in ("a", "b")]
    folder = tmp_path_factory.mktemp("halves")
    return small_plan(folder, targets, {name: {2015: 100} for name in ("a", "b")})


EVEN = {"rate": 0.1, "low": 0.05, "high": 0.15}


@pytest.mark.parametrize("rank", [0.0, 0.6, -0.5])
def test_quotient_of_two_lognormals_in_closed_form(linhai, rank):
    """13.81 over 463.5: the logarithm of the quotient is normal."""
    assumed = scenario({RD: factor(1.08, 0.03), GDP: factor(1.06, 0.02)})
    made = la.simulate(
        linhai, assumed, 20_000, distribution="lognormal", correlation={(RD, GDP): rank}
    )
    joined = 2 * np.sin(np.pi * rank / 6)
    middle = np.log(100 * 13.81 / 463.5) + 5 * np.log(1.08 / 1.06)
    spread = 5 * np.sqrt(0.03**2 + 0.02**2 - 2 * joined * 0.03 * 0.02)
    exact = stats.norm.sf((np.log(3) - middle) / spread)
    row = made.targets.set_index("target_id").loc["rd_gdp_ratio.t1"]
    assert row["probability"] == pytest.approx(exact, abs=0.004)
    assert abs(row["probability"] - exact) < 5 * row["standard_error"]
    ratio = made.quantiles.set_index(["indicator", "year"]).loc[("rd_gdp_ratio", 2020)]
    for name, level in {"lo95": 0.025, "median": 0.5, "hi80": 0.9}.items():
        exactly = np.exp(stats.norm.ppf(level, middle, spread))
        assert ratio[name] == pytest.approx(exactly, rel=0.005)


def test_two_targets_met_by_the_same_draws(halves):
    """Each is met by half of the draws, both by 1/4 + arcsin(r) / (2 pi)."""
    made = la.simulate(halves, scenario({"a": EVEN, "b": EVEN}), correlation={("a", "b"): 0.6})
    both = 0.25 + np.arcsin(2 * np.sin(np.pi * 0.1)) / (2 * np.pi)
    table = made.number_met()
    assert table["share"].tolist() == pytest.approx([both, 1 - 2 * both, both], abs=0.01)
    assert table["independent"].tolist() == pytest.approx([0.25, 0.5, 0.25], abs=0.01)
    assert table[["standard_error", "independent_error"]].lt(0.01).all().all()
    assert made.met.equals(table["share"])
    apart = la.simulate(halves, scenario({"a": EVEN, "b": EVEN}), correlation=None)
    assert apart.met.equals(table["independent"].rename("share"))
    assert apart.independent is apart


@pytest.mark.parametrize("rank", [-1.0, 0.35, 1.0])
def test_draws_have_the_rank_correlation(halves, rank):
    assumed = scenario({"a": EVEN, "b": {"points": 3, "low": 1, "high": 9}})
    table = pd.DataFrame([[1, rank], [rank, 1]], ["a", "b"], ["a", "b"])
    for given in ({("a", "b"): rank}, table):
        made = la.simulate(halves, assumed, 20_000, correlation=given)
        ranks = stats.spearmanr(made.paths("a")[2020], made.paths("b")[2020])
        assert ranks.statistic == pytest.approx(rank, abs=0.01)


@pytest.mark.parametrize(("tail", "level"), [(0.05, 0.05), (0.1, 0.1), (0.25, 0.25)])
@pytest.mark.parametrize("distribution", ["normal", "lognormal"])
def test_ends_are_quantiles(halves, distribution, tail, level):
    ends = {"rate": 0.1, "low": 0.02, "high": 0.13}
    made = la.simulate(halves, scenario({"a": ends}), 20_000, 3, distribution, tail=tail)
    rates = made.paths("a")[2016] / 100 - 1
    for amount, below in ((0.02, level), (0.1, 0.5), (0.13, 1 - level)):
        assert np.mean(rates < amount) == pytest.approx(below, abs=0.002)
    assert rates.min() < 0.02
    assert rates.max() > 0.13


def test_two_pieces_are_half_normals():
    scores = np.array([-2.0, -1.0, 0.0, 1.0, 3.0])
    expected = [1 - 2 * 0.5 / Z, 1 - 0.5 / Z, 1, 1 + 2 / Z, 1 + 6 / Z]
    assert normal(0.5, 1.0, 3.0, scores).tolist() == pytest.approx(expected)


def test_nothing_shrinks_by_more_than_all(halves):
    made = la.simulate(halves, scenario({"a": {"rate": -0.5, "low": -0.9, "high": 0}})).paths("a")
    assert (made.index.name, list(made)) == ("draw", [*range(2015, 2021)])
    assert made.to_numpy().min() == 0


def test_standard_error_is_that_of_repeated_runs(linhai):
    assumed = scenario({RD: factor(1.08, 0.03), GDP: factor(1.06, 0.02)})
    rows = pd.concat(
        la.simulate(linhai, assumed, 1600, seed).targets.query("target_id == 'rd_gdp_ratio.t1'")
        for seed in range(40)
    )
    found, told = rows["probability"].std(), np.sqrt((rows["standard_error"] ** 2).mean())
    assert told == pytest.approx(found, rel=0.35)
    share = rows["probability"].mean()
    # Sobol points are more exact than as many random numbers.
    assert told < 0.8 * np.sqrt(share * (1 - share) / 1600)


def test_one_draw_has_no_standard_error(halves):
    row = la.simulate(halves, scenario({"a": EVEN}), draws=1).targets.iloc[0]
    assert np.isnan(row["standard_error"])
    assert row["probability"] in (0, 1)


# Stages


@pytest.mark.parametrize("kept", [1.0, 0.5, 0.0])
def test_stages_go_together_as_far_as_is_said(halves, kept):
    stages = [EVEN, EVEN | {"from_year": 2017}, EVEN | {"from_year": 2019}]
    made = la.simulate(halves, scenario({"a": stages}), 40_000, stage_correlation=kept)
    paths = made.paths("a")
    first, second, third = (paths[year + 1] / paths[year] for year in (2015, 2017, 2019))
    found = np.corrcoef([first, second, third])
    assert found[0, 1] == pytest.approx(kept, abs=0.02)
    assert found[1, 2] == pytest.approx(kept, abs=0.02)
    assert found[0, 2] == pytest.approx(kept**2, abs=0.02)
    # What rests on several scores has the quantiles of its draws.
    row = made.quantiles.query("indicator == 'a'").set_index("year").loc[2020]
    assert row["lo80"] == pytest.approx(np.quantile(paths[2020], 0.1), rel=1e-3)


# Correlations that are read


def test_reference_is_the_mean_rank_correlation_of_the_provinces(linhai):
    ranks = la.simulate(linhai, "slow", draws=10).scores.ranks
    names = ["patents_granted", "patent_applications"]
    grown = [la.reference_growth(name).query("~broken") for name in names]
    grown = [one.set_index(["start", "geo"])["growth"] for one in grown]
    both = pd.concat(grown, axis=1, keys=names).dropna()
    each = [stats.spearmanr(own).statistic for _, own in both.groupby("start")]
    assert ranks.loc[names[0], names[1]] == pytest.approx(np.mean(each))
    # GDP is what R&D and its share of GDP give; of firms nothing is known.
    assert 0.55 < ranks.loc[RD, GDP] < 0.7
    assert ranks.loc[RD, "hightech_enterprises"] == 0


def opposed(count):
    """As many places as that, where the faster grows in a the slower it does in b."""
    rows = [
        (f"g{k}", name, year, 100 * (1 + rate) ** (year - 2010))
        for k in range(count)
        for name, rate in (("a", 0.01 * k), ("b", 0.2 - 0.01 * k))
        for year in (2010, 2015)
    ]
    return pd.DataFrame(rows, columns=["geo", "indicator", "year", "value"])


@pytest.mark.parametrize(("count", "rank", "apart"), [(10, -1, False), (9, 0, True)])
def test_simulation_says_what_is_drawn_together_and_why_not(halves, count, rank, apart):
    both = scenario({"a": EVEN, "b": EVEN})
    for lang, why in (("en", "fewer than 10 comparable"), ("zh", "的可比地区不足10个")):
        made = la.simulate(halves, both, 10, reference=opposed(count), lang=lang)
        [row] = made.correlations.to_dict("records")
        assert (row["indicator"], row["other"]) == ("a", "b")
        assert row["correlation"] == pytest.approx(rank)
        assert (why in row["reason"], why in repr(made)) == (apart, apart)


def test_correlation_that_nobody_gave_is_said(halves):
    both = scenario({"a": EVEN, "b": EVEN})
    made = la.simulate(halves, both, 10, correlation={})
    assert made.correlations["reason"].item() == "no correlation was given"
    assert made.independent is made
    alone = la.simulate(halves, scenario({"a": EVEN}), 10)
    assert alone.correlations.empty


def test_reference_of_the_caller_is_asked(halves):
    """Where the faster grows the slower in b, ranks are opposed; its own place does not count."""
    made = la.simulate(halves, scenario({"a": EVEN}), 10, reference=opposed(12))
    assert made.scores.ranks.loc["a", "b"] == pytest.approx(-1)


def square(rows):
    return pd.DataFrame(rows, ["gdp", RD], ["gdp", RD])


CIRCLE = {("gdp", RD): 0.9, (RD, "patents_granted"): 0.9, ("gdp", "patents_granted"): -0.9}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (0.6, "correlation=0.6 is no mapping of pairs"),
        ("provinces", "correlation='provinces' is no mapping of pairs"),
        ({"gdp": 0.6}, "is no mapping of pairs"),
        ({("gdp", RD): 1.2}, "is 1.2; it must be a number from -1 to 1"),
        ({("gdp", RD): "0.6"}, "is '0.6'; it must be a number from -1 to 1"),
        ({("gdp", "gdp"): 0.6}, "is 0.6; it must be a number from -1 to 1"),
        ({("gdp", "rd"): 0.6}, "no indicator 'rd'"),
        (CIRCLE, "these correlations cannot all hold"),
        ({("gdp", RD): np.float64(np.nan)}, "is missing; write 0 where"),
        ({("gdp", RD): None}, "is missing"),
        ({("gdp", RD): np.float64(1.5)}, "is 1.5; it must"),
        ({("gdp", RD): 0.5, (RD, "gdp"): 0.4}, "given as 0.5 and, the other way round, as 0.4"),
        (square([[1, 0.5], [-0.5, 1]]), "given as 0.5 and, the other way round, as -0.5"),
        (square([[1, 0.5], [0, 1]]), "given as 0.5 and, the other way round, as 0"),
        (square([[1, np.nan], [0.5, 1]]), "is missing"),
    ],
)
def test_correlations_that_cannot_be(linhai, given, message):
    with pytest.raises((la.DataError, la.UnknownNameError)) as error:
        la.simulate(linhai, "slow", draws=10, correlation=given)
    assert message in str(error.value)


# Several scenarios, and what splits met from missed


def test_several_scenarios_have_the_same_draws(halves):
    found = [scenario({"a": EVEN}, "one"), scenario({"b": EVEN, "a": EVEN}, "two")]
    made = la.simulate_scenarios(halves, found, draws=500, correlation={("a", "b"): 0.5})
    assert list(made) == ["one", "two"]
    pd.testing.assert_frame_equal(made["one"].paths("a"), made["two"].paths("a"))


def test_scenarios_in_a_mapping_have_its_names(halves):
    made = la.simulate_scenarios(halves, {"own": scenario({"a": EVEN}, "one")}, draws=10)
    assert [(name, one.scenario) for name, one in made.items()] == [("own", "own")]
    with pytest.raises(la.DataError, match="is no scenario"):
        la.simulate_scenarios(halves, {"own": EVEN}, draws=10)


def test_one_condition_is_the_growth_that_is_needed(halves):
    """Drawn evenly about what is needed, a fall short of it is what misses."""
    made = la.simulate(halves, scenario({"a": EVEN | {"low": 0.0, "high": 0.11}}))
    assert made.targets["discovery"].tolist() == [
        "met in >99% of the draws where a grows by more than 10% a year; "
        "these are >99% of all that meet it"
    ]


def test_two_conditions_split_a_quotient(linhai):
    ends = {RD: factor(1.08, 0.03), GDP: factor(1.06, 0.03)}
    made = la.simulate(linhai, scenario(ends), distribution="lognormal", correlation=None)
    told = made.targets.set_index("target_id").loc["rd_gdp_ratio.t1", "discovery"]
    assert told.startswith("missed in ")
    assert "R&D expenditure grows by less than " in told
    assert " and Gross domestic product grows by more than " in told


def test_what_is_all_but_sure_has_no_conditions(halves):
    made = la.simulate(halves, scenario({"a": {"rate": 0.3, "low": 0.25, "high": 0.35}}))
    assert made.targets[["probability", "discovery"]].values.tolist() == [[1.0, ""]]
    assert ">99%" in repr(made)
