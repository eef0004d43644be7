"""What holds of scenarios whatever is assumed: units, order, one alone or many, wider targets."""

from __future__ import annotations

import hypothesis
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import linhai_analysis as la

SIZES = st.integers(1, 10**5).map(lambda n: n / 10)
RATES = st.integers(-30, 50).map(lambda n: n / 100)
FACTORS = st.sampled_from([2.0**-20, 0.5, 2.0**13])
# A plan is opened for each example.
few = hypothesis.settings(max_examples=hypothesis.settings.default.max_examples // 8)
YEARS = range(2015, 2021)
# Each assumption as a function of a rate, a size and the unit of the figures.
KINDS = st.sampled_from(
    [
        lambda rate, size, unit: {"rate": rate},
        lambda rate, size, unit: {"points": rate * size * unit},
        lambda rate, size, unit: {"reach": size * unit},
        lambda rate, size, unit: {"halt": None},
        lambda rate, size, unit: {"percent_of_baseline": 100 * (1 + rate)},
        lambda rate, size, unit: {"path": {2017: size * unit, 2020: 2 * size * unit}},
    ]
)
ASSUMED = st.tuples(KINDS, RATES, SIZES)


def plan_of(bases, unit=1.0, goal=2.0):
    """Indicators known in 2015, each to be doubled by 2020, of a kind that nothing bounds."""
    names = [f"i{n}" for n in range(len(bases))]
    book = pd.DataFrame({"indicator": names, "kind": "index", "better": "up", "unit": ""})
    levels = [base * unit for base in bases]
    targets = pd.DataFrame({"indicator": names, "base_year": 2015, "target_year": 2020})
    targets["target"] = [goal * level for level in levels]
    values = pd.DataFrame({"indicator": names, "year": 2015, "value": levels})
    return la.load_plan({"indicators": book, "targets": targets, "observations": values})


def assumed(given_, unit=1.0):
    return {f"i{n}": kind(rate, size, unit) for n, (kind, rate, size) in enumerate(given_)}


def paths(plan, assumptions, name="s"):
    return la.run_scenarios(plan, la.Scenario(name, assumptions))


@few
@given(ASSUMED, SIZES, FACTORS)
def test_path_is_in_the_unit_of_the_figures(one, base, factor):
    own = paths(plan_of([base]), assumed([one]))
    other = paths(plan_of([base], factor), assumed([one], factor))
    assert other["value"].tolist() == pytest.approx((own["value"] * factor).tolist(), rel=1e-12)
    assert other["reason"].equals(own["reason"])


@few
@given(st.lists(st.tuples(ASSUMED, SIZES), min_size=2, max_size=4), st.randoms())
def test_each_indicator_goes_its_own_way_in_whichever_order(several, random):
    given_, bases = zip(*several, strict=True)
    plan, every = plan_of(bases), assumed(given_)
    whole = paths(plan, every).set_index("indicator")
    names = random.sample(list(every), len(every))
    turned = paths(plan, {name: every[name] for name in names}).set_index("indicator")
    for name in every:
        alone = paths(plan, {name: every[name]}).set_index("indicator")
        pd.testing.assert_frame_equal(whole.loc[[name]], alone, check_exact=True)
        pd.testing.assert_frame_equal(turned.loc[[name]], alone, check_exact=True)


@few
@given(SIZES, RATES, st.integers(2016, 2019))
def test_growing_in_two_stages_at_one_rate_is_growing_in_one(base, rate, year):
    plan = plan_of([base])
    one = paths(plan, {"i0": rate})["value"]
    two = paths(plan, {"i0": [rate, {"rate": rate, "from_year": year}]})["value"]
    assert two.tolist() == pytest.approx(one.tolist())
    assert one.tolist() == pytest.approx([base * (1 + rate) ** n for n in range(6)])


@few
@given(SIZES, RATES, RATES)
def test_comparing_the_other_way_round_turns_the_difference(base, one, other):
    plan = plan_of([base])
    both = pd.concat([paths(plan, {"i0": one}, "a"), paths(plan, {"i0": other}, "b")])
    there = la.compare(both, "a").query("scenario == 'b'")["difference"].to_numpy()
    back = la.compare(both, "b").query("scenario == 'a'")["difference"].to_numpy()
    assert (there == -back).all()
    assert ((there > 0) == (other > one))[1:].all()


@few
@given(SIZES, st.floats(0.01, 0.3), st.floats(1.1, 3), st.floats(1.01, 1.5))
def test_a_higher_target_is_reached_no_earlier_and_closed_at_no_lower_rate(base, rate, goal, more):
    found = []
    for aim in (goal, goal * more):
        plan = plan_of([base], goal=aim)
        scenario = la.Scenario("s", {"i0": rate})
        reached = la.reach_year(plan, scenario, to=2060)["reached"].item()
        closing = la.closing_rate(plan, scenario, 2018).iloc[0]
        gap = -np.inf if closing["met"] else closing["rate"]
        found.append((9999 if pd.isna(reached) else reached, gap))
    assert found[0][0] <= found[1][0]
    assert found[0][1] <= found[1][1]


@few
@given(SIZES, st.floats(-0.1, 0.2), st.floats(0.01, 0.1), st.sampled_from(["normal", "triangular"]))
def test_fans_lie_in_one_another_and_a_higher_target_is_less_probable(base, rate, room, how):
    given_ = {"i0": {"rate": rate, "low": rate - room, "high": rate + room}}
    options = {"draws": 256, "distribution": how, "levels": (0.5, 0.8, 0.95)}
    chances = []
    for goal in (1.2, 1.6, 2.4):
        made = la.simulate(plan_of([base], goal=goal), la.Scenario("s", given_), **options)
        chances.append(made.targets["probability"].item())
        ends = ["lo95", "lo80", "lo50", "median", "hi50", "hi80", "hi95"]
        assert (np.diff(made.quantiles[ends].to_numpy(), axis=1) >= 0).all()
        # The share of the draws themselves.
        met = made.paths("i0")[2020] >= goal * base * (1 - 1e-9)
        assert met.mean() == chances[-1]
    assert chances == sorted(chances, reverse=True)


@few
@given(SIZES, FACTORS)
def test_draws_are_in_the_unit_of_the_figures(base, factor):
    given_ = {"i0": {"rate": 0.1, "low": 0.05, "high": 0.2}}
    one, two = (
        la.simulate(plan_of([base], unit), la.Scenario("s", given_), draws=128)
        for unit in (1.0, factor)
    )
    assert two.targets["probability"].tolist() == one.targets["probability"].tolist()
    pd.testing.assert_frame_equal(two.paths("i0"), one.paths("i0") * factor)
