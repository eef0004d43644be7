"""Where a path begins: without a figure of its first year, at nothing, or only in some draws."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm
from small_plans import small_plan
from small_scenarios import laid, path, reason, run, scenario

import linhai_analysis as la

NO_2015 = "no figure for 2015 to start from"
HALVED = {"rate": -0.5, "low": -0.95, "high": 0.5}


@pytest.fixture
def unknown(tmp_path):
    """A plan of 2015-2020 without any figure."""
    return small_plan(tmp_path, [{"indicator": "a", "target": 120}])


@pytest.fixture
def two(tmp_path):
    """60 and 10 in 2015."""
    goals = [{"indicator": "a", "target": 120}, {"indicator": "b", "target": 20}]
    return small_plan(tmp_path, goals, {"a": {2015: 60}, "b": {2015: 10}})


def test_stage_of_per_cent_of_a_baseline_that_is_missing_ends_the_path(unknown):
    """There is a value of 2017 to go on from, but nothing of which 150 % could be taken."""
    stages = [{"path": {2016: 50, 2017: 60}}, {"percent_of_baseline": 150, "from_year": 2017}]
    assert path(unknown, {"a": stages}) == {2016: 50, 2017: 60}
    assert reason(unknown, {"a": stages}) == NO_2015


@pytest.mark.parametrize(
    ("assumed", "values", "why"),
    [
        ({"path": {2017: 50, 2020: 80}}, [50 * 1.6 ** (k / 3) for k in range(4)], NO_2015),
        ({"path": {2015: 50, 2020: 80}}, [50 * 1.6 ** (k / 5) for k in range(6)], ""),
        ({"path": {2017: 50, 2019: 72}}, [50, 60, 72], "nothing is assumed after 2019"),
        ({"reach": {2018: 100}}, [100], NO_2015),
        ({"reach": {2018: 100, 2020: 121}}, [100, 110, 121], NO_2015),
    ],
)
def test_path_without_a_known_start_says_so_or_where_it_ends(unknown, assumed, values, why):
    """Between two values of a count the way is a rate: 60 between 50 and 72."""
    assert list(path(unknown, {"a": assumed}).values()) == pytest.approx(values)
    assert reason(unknown, {"a": assumed}) == why


def test_only_what_lies_between_two_given_values_is_noted(unknown):
    given = {"path": {2017: 50, 2019: 72}}
    notes = run(unknown, {"a": given}).set_index("year")["notes"]
    assert notes.to_dict() == {2017: (), 2018: ("between_values",), 2019: ()}
    # From a start on, the start keeps its own note and the years up to 2017 get theirs.
    notes = run(unknown, {"a": given}, baselines={"a": 40}).set_index("year")["notes"]
    between = ("between_values",)
    assert notes.to_dict() == {
        2015: ("assumed_baseline",),
        2016: between,
        2017: (),
        2018: between,
        2019: (),
    }


def test_a_level_that_starts_is_followed_from_there_and_not_before(unknown):
    assumed = {"a": [{"path": {2017: 50}}, {"rate": 0.1, "from_year": 2017}]}
    assert path(unknown, assumed) == laid([50, 55, 60.5, 66.55], 2017)


def test_draws_that_shrink_to_nothing_stay_there_and_the_others_go_on(two):
    """Below the value a half normal of which a twentieth lies below -95 %: -100 % cuts it off."""
    assumed = {"a": [HALVED, {"rate": 0.1, "from_year": 2016}]}
    made = la.simulate(two, scenario(assumed), draws=4096, distribution="normal")
    drawn = made.paths("a")
    gone = drawn[2016] == 0
    cut = norm.cdf(-0.5 / (0.45 / norm.ppf(0.95)))
    assert gone.mean() == pytest.approx(cut, abs=0.002)
    assert (drawn.loc[gone, 2020] == 0).all()
    rest = drawn[~gone]
    assert (rest[2020] / rest[2016]).to_numpy() == pytest.approx(1.1**4)
    assert not np.isnan(drawn).any().any()


def test_nothing_can_follow_what_some_draws_let_fall_to_nothing(two):
    """The sentence names what has no path and why; what it advises helps."""
    assumed = scenario(
        {"a": HALVED, "b": [{"path": {2016: 11}}, {"follow": "a", "from_year": 2016}]}
    )
    with pytest.raises(la.DataError) as error:
        la.simulate(two, assumed, draws=256, distribution="normal")
    assert str(error.value) == (
        "scenario 's': in some of the draws b has no path (a, which it follows, is 0 in 2016: it "
        "has no growth); narrow the range that causes it, or take distribution='lognormal'"
    )
    made = la.simulate(two, assumed, draws=256, distribution="lognormal")
    a, b = made.paths("a"), made.paths("b")
    assert (b[2020] / b[2016]).to_numpy() == pytest.approx((a[2020] / a[2016]).to_numpy())


def test_quotient_of_nothing_and_nothing_is_refused_where_a_draw_has_it(linhai):
    """Together R&D and GDP fall to nothing in the same draws; apart, in few draws, in none."""
    both = la.Scenario("s", {"rd_expenditure": HALVED, "gdp": HALVED})
    together = {("rd_expenditure", "gdp"): 1.0}
    with pytest.raises(la.DataError) as error:
        la.simulate(linhai, both, draws=256, distribution="normal", correlation=together)
    assert "rd_gdp_ratio has no path (in 2016 it is divided by 0)" in str(error.value)
    made = la.simulate(linhai, both, draws=256, distribution="lognormal", correlation=together)
    assert made.quantiles["median"].notna().all()
    apart = la.simulate(linhai, both, draws=64, distribution="normal", correlation="independent")
    assert apart.quantiles[["lo95", "median", "hi95"]].notna().all(axis=None)
    drawn = [apart.paths(name)[2016] for name in ("rd_expenditure", "gdp")]
    assert [(one == 0).any() for one in drawn] == [True, True]


def test_leader_that_is_nothing_without_draws_has_a_reason_and_no_fan(two):
    assumed = scenario(
        {
            "b": {"reach": {2017: 0}, "low": 0, "high": 20},
            "a": [{"path": {2016: 61, 2017: 62}}, {"follow": "b", "from_year": 2017}],
        }
    )
    made = la.simulate(two, assumed, draws=64, distribution="normal")
    assert made.quantiles.query("indicator == 'a'")["year"].tolist() == [2015, 2016, 2017]


def test_addition_beside_a_level_is_no_sum_that_a_path_of_levels_could_reach(tmp_path):
    """120 in 2020 is a level; 60 more since 2015 is a sum, and says so in every comparison."""
    both = {"indicator": "a", "counted": "stock"}
    goals = [both | {"target": 120}, both | {"target": 60, "basis": "increment"}]
    plan = small_plan(tmp_path, goals, {"a": {2015: 60, 2018: 90}})
    summed = "a sum over years, and the path is a level"
    closing = la.closing_rate(plan, scenario({"a": 0.1}))
    assert closing["reason"].tolist() == ["", summed]
    assert closing[["gap", "rate", "per_year"]].isna().all(axis=1).tolist() == [False, True]
    reached = la.reach_year(plan, scenario({"a": 0.1}))  # 60 x 1.1^8 = 128.6
    assert reached["reason"].tolist() == ["", summed]
    assert reached["reached"].fillna(0).tolist() == [2023, 0]
