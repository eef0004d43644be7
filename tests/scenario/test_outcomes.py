"""Scenarios and targets: every kind of target, comparisons, closing rates, years of reaching."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_plans import small_plan
from small_scenarios import laid, of_one, path, reason, run, scenario

import linhai_analysis as la
from linhai_analysis.words import word

RANGE = {"relation": "range"}
DOWN = {"better": "down"}


# What the targets are like


def test_default_scenarios_of_every_kind_of_target(tmp_path):
    """Lower is better, ranges, additions from 0, levels relative to the base."""
    targets = [
        {"indicator": "down", "target": 50, "better": "down", "relation": "at_most"},
        {"indicator": "upto", "target": 40, "target_high": 50, "better": "down"} | RANGE,
        {"indicator": "from", "target": 40, "target_high": 50} | RANGE,
        {"indicator": "added", "target": 3, "target_high": 5, "basis": "increment"} | RANGE,
        {"indicator": "total", "target": 9, "basis": "cumulative"},
        {"indicator": "twice", "target": 2, "basis": "multiple"},
        {"indicator": "rate", "target": 0.08, "basis": "growth_rate"},
        {"indicator": "unknown", "target": 2, "basis": "multiple"},
        {"indicator": "level", "target": 7},
    ]  # fmt: skip
    base = {"down": 100, "upto": 100, "from": 20, "added": 40, "twice": 30, "rate": 60}
    plan = small_plan(tmp_path, targets, {name: {2015: value} for name, value in base.items()})
    table = la.run_scenarios(plan)
    assert table["scenario"].unique().tolist() == ["halt", "trend", "target"]
    last = table[table["year"] == 2020].set_index(["scenario", "indicator"])["value"]
    assert last["halt"].to_dict() == base | {"added": 0, "total": 0}
    aims = {"down": 50, "upto": 50, "from": 40, "added": 3, "total": 9, "twice": 60}
    # 60 * 1.08 ** 5; of `level` the target year alone is known.
    aims |= {"rate": 88.1596846, "level": 7}
    assert last["target"].to_dict() == pytest.approx(aims)
    # Without figures for a projection there is no trend.
    assert "trend" not in last


def test_only_the_target_year_of_an_unknown_base(tmp_path):
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 120}])
    assert path(plan, {"a": {"reach": 120}}) == {2020: 120}
    assert reason(plan, {"a": {"reach": 120}}) == "no figure for 2015 to start from"
    assert reason(plan, {"a": {"reach": 120}}, lang="zh") == "缺2015年数据，无起点"
    for assumed in (0.1, {"halt": None}, {"points": 1}, {"trend": None}):
        table = run(plan, {"a": assumed})
        assert (len(table), table["year"].isna().all()) == (1, True)
        assert table["value"].isna().all()
    assert reason(plan, {"a": {"percent_of_baseline": 150}}) == "no figure for 2015 to start from"


def test_assumed_baseline_is_used_and_flagged(tmp_path):
    """Twice an assumed 60: 120."""
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 2, "basis": "multiple"}])
    options = {"baselines": {"a": 60}}
    assert path(plan, {"a": 0.1}, **options) == laid([60 * 1.1**k for k in range(6)])
    flags = run(plan, {"a": 0.1}, **options).set_index("year")["notes"]
    assert flags[flags.astype(bool)].to_dict() == {2015: ("assumed_baseline",)}
    [row] = la.reach_year(plan, scenario({"a": 0.1}), **options).to_dict("records")
    assert (row["target_value"], row["reached"]) == (120, 2023)  # 60 * 1.1 ** 8 = 128.6


def test_additions_start_at_nothing_and_are_summed(tmp_path):
    """A stock of 40 in 2015 is no addition; 1 + 2 by 2017, and a gap in 2018 ends the sum."""
    plan = small_plan(
        tmp_path,
        [{"indicator": "a", "target": 5, "basis": "increment", "counted": "in_year"}],
        {"a": {2015: 40, 2016: 1, 2017: 2, 2019: 1}},
    )
    assert path(plan, {"a": {"points": 1}}) == laid([0, 1, 2, 3, 4, 5])
    assert path(plan, {"a": {"points": 1, "from_year": 2017}}) == laid([3, 4, 5, 6], 2017)
    assert (
        reason(plan, {"a": {"points": 1, "from_year": 2019}}) == "no figure for 2019 to start from"
    )
    assert reason(plan, {"a": 0.1}) == "0 in 2015: no rate leads away from it"


@pytest.mark.parametrize(
    ("counted", "values", "start"),
    [
        ("in_year", {2016: 1, 2017: 2}, 3),
        ("running", {2016: 1, 2017: 3}, 3),
        ("stock", {2015: 40, 2017: 43}, 3),
    ],
)
def test_additions_start_from_what_was_added_so_far(tmp_path, counted, values, start):
    goal = {"indicator": "a", "target": 5, "basis": "increment", "counted": counted}
    plan = small_plan(tmp_path, [goal], {"a": values})
    from_2017 = {"a": {"points": 1, "from_year": 2017}}
    assert path(plan, from_2017) == laid([start, start + 1, start + 2, start + 3], 2017)


@pytest.mark.parametrize(
    ("counted", "values", "why"),
    [("", {2015: 40, 2017: 43}, "reason.not_counted"), ("stock", {2017: 43}, "reason.no_base")],
)
def test_additions_without_a_start_say_why(tmp_path, counted, values, why):
    goal = {"indicator": "a", "target": 5, "basis": "increment", "counted": counted}
    plan = small_plan(tmp_path, [goal], {"a": values})
    assert reason(plan, {"a": {"points": 1, "from_year": 2017}}) == word(why, base_year=2015)
    # At the start of the plan nothing was added yet, whatever is counted.
    assert path(plan, {"a": {"points": 1}}) == laid([0, 1, 2, 3, 4, 5])


PATH = {2016: 20, 2017: 20, 2018: 20, 2019: 20, 2020: 70}


@pytest.mark.parametrize(
    ("basis", "target", "met"),
    [
        # A path of 20, 20, 20, 20, 70 after 10: 150 in all, 70 at the end, 60 more than 10.
        ("increment", 60, {"in_year": True, "running": True, "stock": True}),
        ("increment", 61, {"in_year": True, "running": True, "stock": False}),
        ("cumulative", 71, {"in_year": True, "running": False, "stock": False}),
        ("yearly_average", 30, {"in_year": True, "running": False, "stock": False}),
        ("yearly_average", 31, {"in_year": False, "running": False, "stock": False}),
        ("increment", 1, {"": None}),
    ],
)
def test_path_of_levels_amounts_to_what_its_figures_count(tmp_path, basis, target, met):
    """Beside a target for the level the path is that of the figures themselves."""
    for counted, answer in met.items():
        goals = [
            {"indicator": "a", "basis": basis, "target": target, "counted": counted},
            {"indicator": "a", "target": 1000, "main": "", "counted": counted},
        ]
        plan = small_plan(tmp_path / f"_{counted}", goals, {"a": {2015: 10}})
        row = la.simulate(plan, scenario({"a": {"path": PATH}}), draws=2).targets.iloc[0]
        assert (None if pd.isna(row["met"]) else row["met"]) == answer
        if answer is None:
            assert row["reason"] == word("reason.not_counted")


@pytest.mark.parametrize(
    ("counted", "values", "met"),
    [
        # 0.96 ^ 5 = 0.8154 is a fall of 18.5 %, 0.965 ^ 5 = 0.8368 one of 16.3 %.
        ("in_year", dict.fromkeys(range(2016, 2021), -4.0), True),
        ("in_year", dict.fromkeys(range(2016, 2021), -3.5), False),
        ("running", {2016: -4.0, 2020: -17.0}, True),
        ("running", {2016: -4.0, 2020: -16.9}, False),
        ("", dict.fromkeys(range(2016, 2021), -4.0), None),
    ],
)
def test_path_of_yearly_changes_is_held_against_a_change(tmp_path, counted, values, met):
    goal = {"indicator": "a", "basis": "cumulative_change", "target": -0.17, "unit": "%"}
    goal |= {"kind": "ratio", "better": "down", "counted": counted}
    plan = small_plan(tmp_path, [goal], {"a": {2015: 4.2}})
    given = scenario({"a": {"path": values}})
    row = la.simulate(plan, given, draws=2).targets.iloc[0]
    assert (None if pd.isna(row["met"]) else row["met"]) == met
    # No one year of such a path is the level aimed at.
    closing = la.closing_rate(plan, given, 2016).iloc[0]
    assert closing[["gap", "met", "rate", "per_year"]].isna().all()
    why = "scenario.changes" if counted else "reason.per_cent"
    assert closing["reason"] == word(why)
    assert la.reach_year(plan, given)["reason"].item() == word(why)


def test_indicator_without_a_target_takes_the_years_of_the_plan(linhai):
    """2,633 applications in 2015: nothing is aimed at, but it can be assumed of."""
    assert path(linhai, {"patent_applications": "10%"}, "patent_applications") == laid(
        [2633 * 1.1**k for k in range(6)]
    )


def test_plan_without_targets_says_what_is_missing(one):
    bare = replace(one, targets=one.targets.iloc[:0])
    for call in (la.closing_rate, la.reach_year):
        with pytest.raises(la.DataError, match=r"^the plan plan has no targets$"):
            call(bare, scenario({"a": 0.1}))
    with pytest.raises(la.DataError, match="has no targets; say with to= where a path ends"):
        run(bare, {"a": 0.1})


# Against each other


def test_compare_by_hand(tmp_path):
    """After five years 60 * 1.1 ** 5 = 96.6306 against 60; from nothing there is no share."""
    plan = small_plan(
        tmp_path,
        [{"indicator": "a", "target": 120}, {"indicator": "b", "target": 9, "basis": "increment"}],
        {"a": {2015: 60}},
    )
    halt = scenario({"a": {"halt": None}, "b": {"halt": None}}, "halt")
    grow = scenario({"a": 0.1, "b": {"points": 2}}, "grow")
    table = la.compare(la.run_scenarios(plan, [halt, grow]), "halt")
    last = table[(table["year"] == 2020) & (table["scenario"] == "grow")].set_index("indicator")
    assert last.loc["a", "difference"] == pytest.approx(36.6306)
    assert last.loc["a", "relative"] == pytest.approx(0.61051)
    assert (last.loc["b", "difference"], last.loc["b", "relative"]) == (
        10,
        pytest.approx(np.nan, nan_ok=True),
    )
    assert set(table.loc[table["scenario"] == "halt", "difference"]) == {0}


def test_compare_leaves_out_what_one_of_them_lacks(one):
    short = scenario({"a": {"path": {2016: 70}}}, "short")
    table = la.compare(la.run_scenarios(one, [scenario({"a": 0.1}), short]), "short")
    assert set(table["year"]) == {2015, 2016}
    with pytest.raises(la.UnknownNameError, match=r"^no scenario 'shor'; did you mean 'short'\?$"):
        la.compare(la.run_scenarios(one, short), "shor")


@pytest.mark.parametrize(
    ("target", "base", "assumed", "year", "expected"),
    [
        # Two years to double; 30 firms a year.
        ({}, 60, {"halt": None}, 2018, (60, 60, 2**0.5 - 1, 30)),
        ({}, 60, {"halt": None}, None, (60, 60, 2**0.2 - 1, 12)),
        (DOWN | {"target": 50, "relation": "at_most"}, 100, {"points": -10}, 2017,
         (80, -30, (5 / 8) ** (1 / 3) - 1, -10)),
        # Of a range the end that is reached first.
        (DOWN | {"target": 30, "target_high": 50} | RANGE, 100,
         {"halt": None}, 2018, (100, -50, 0.5**0.5 - 1, -25)),
        # Half as much again as 60 is 90.
        ({"target": 0.5, "basis": "cumulative_change"}, 60, {"halt": None}, 2018,
         (60, 30, 1.5**0.5 - 1, 15)),
        # Nothing to grow from, but 0.6 a year.
        ({"target": 3, "basis": "increment"}, 40, {"halt": None}, None, (0, 3, np.nan, 0.6)),
    ],
)  # fmt: skip
def test_closing_rate_by_hand(tmp_path, target, base, assumed, year, expected):
    plan = of_one(tmp_path, base, **target)
    row = la.closing_rate(plan, scenario({"a": assumed}), year).iloc[0]
    assert row[["value", "gap", "rate", "per_year"]].tolist() == pytest.approx(
        expected, nan_ok=True
    )


@pytest.mark.parametrize(
    ("target", "base", "year", "reason"),
    [
        ({}, 130, None, "the figure of 2015 meets the target already: it has to be held"),
        ({"basis": "every_year"}, 60, None, "stated for every year, not as a level"),
    ],
)
def test_closing_rate_without_a_number_has_a_reason(tmp_path, target, base, year, reason):
    row = la.closing_rate(
        of_one(tmp_path, base, **target), scenario({"a": {"halt": None}}), year
    ).iloc[0]
    assert np.isnan(row["rate"])
    assert row["reason"] == reason


def test_closing_after_the_last_target_year_is_refused(one):
    with pytest.raises(
        la.DataError, match=r"^from_year 2020 is not before the last target year 2020$"
    ):
        la.closing_rate(one, scenario({"a": 0.1}), 2020)


@given(rate=st.floats(0.01, 0.14), year=st.integers(2015, 2019))
def test_growing_at_the_closing_rate_meets_the_target(one, rate, year):
    needed = la.closing_rate(one, scenario({"a": rate}), year).iloc[0]["rate"]
    both = [rate, {"rate": needed, "from_year": year}] if year > 2015 else needed
    assert path(one, {"a": both})[2020] == pytest.approx(120, rel=1e-9)


@pytest.mark.parametrize(
    ("target", "base", "assumed", "reached"),
    [
        ({}, 60, 0.1, 2023),  # 60 * 1.1 ** 7 = 116.9, ** 8 = 128.6
        ({}, 60, 1, 2016),
        ({"relation": "above"}, 60, 1, 2017),  # 120 itself is not above
        ({}, 60, {"reach": 120}, 2020),
        ({}, 60, {"points": 12}, 2020),
        # 100, 50, 25
        (DOWN | {"target": 25, "relation": "at_most"}, 100, -0.5, 2017),
        (DOWN | {"target": 25, "relation": "below"}, 100, -0.5, 2018),
        (DOWN | {"target": 9, "target_high": 50} | RANGE, 100, -0.5, 2016),
        ({"target": 80, "target_high": 120} | RANGE, 60, {"points": 10}, 2017),
        ({"target": 5, "basis": "increment"}, 40, {"points": 2}, 2018),  # 2, 4, 6
        ({"target": 0.08, "basis": "growth_rate"}, 60, 0.08, 2020),
        ({"relation": "exactly"}, 60, {"points": 20}, 2018),
    ],
)  # fmt: skip
def test_year_of_reaching_by_hand(tmp_path, target, base, assumed, reached):
    [row] = la.reach_year(of_one(tmp_path, base, **target), scenario({"a": assumed})).to_dict(
        "records"
    )
    assert (row["reached"], row["late"], row["reason"]) == (reached, reached - 2020, "")


@pytest.mark.parametrize(
    ("target", "assumed", "reason"),
    [
        ({}, {"halt": None}, "not reached by 2030"),
        ({"basis": "every_year"}, 0.1, "stated for every year, not as a level"),
        ({"base_year": 2014}, 0.1, "no figure for 2014 to start from"),
        (
            {"base_year": 2014, "target": 2, "basis": "multiple"},
            0.1,
            "no figure for the base year 2014",
        ),
    ],
)
def test_year_of_reaching_that_is_missing_has_a_reason(tmp_path, target, assumed, reason):
    [row] = la.reach_year(of_one(tmp_path, **target), scenario({"a": assumed})).to_dict("records")
    assert row["reason"] == reason
    assert pd.isna([row["reached"], row["late"]]).all()
