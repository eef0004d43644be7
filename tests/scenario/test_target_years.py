"""Targets for several years: each level in its own year, and a level says which it is of."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from small_plans import small_plan
from small_scenarios import laid, path, reason, run, scenario

import linhai_analysis as la

SHARE = {"kind": "share", "unit": "%"}


def of_years(folder, base=2.0, **targets):
    """A plan from 2020 of the share a; targets by year, more of them with a row of their own."""
    levels = {2025: 2.8, 2030: 3.18}
    rows = [
        {"indicator": "a", "target": level, "base_year": 2020, "target_year": year} | SHARE
        for year, level in levels.items()
    ]
    more = [{"indicator": "a", "base_year": 2020} | SHARE | row for row in targets.get("more", [])]
    values = {} if base is None else {2020: base}
    return small_plan(folder / "plan", [*more, *rows], {"a": values})


@pytest.fixture
def two(tmp_path):
    """2 % in 2020, 2.8 in 2025, 3.18 in 2030."""
    return of_years(tmp_path)


# 0.16 points a year, then 0.076.
WAY = [2 + 0.16 * k for k in range(5)] + [2.8 + 0.076 * k for k in range(6)]
BOTH = {2025: 2.8, 2030: 3.18}


def test_scenario_of_the_targets_goes_through_each_in_its_year(two):
    table = la.run_scenarios(two, "target").set_index("year")
    assert table["value"].to_dict() == laid(WAY, 2020)
    assert set(table["origin"]) == {"reach"}
    reached = la.reach_year(two, "target").set_index("target_year")
    assert reached["reached"].to_dict() == {2025: 2025, 2030: 2030}
    assert reached["late"].to_dict() == {2025: 0, 2030: 0}
    met = la.simulate(two, "target", draws=10).targets
    assert met["met"].tolist() == [True, True]
    assert met["counted"].tolist() == [True, True]


def test_path_to_counts_grows_by_a_rate_of_each_stretch(tmp_path):
    """60 doubles by 2025 and doubles again by 2030: no level of 2030 in 2025."""
    rows = [
        {"indicator": "a", "target": level, "base_year": 2020, "target_year": year}
        for year, level in ((2030, 240), (2025, 120))
    ]
    plan = small_plan(tmp_path, rows, {"a": {2020: 60}})
    expected = laid([60 * 2 ** (k / 5) for k in range(11)], 2020)
    assert path(plan, {"a": {"reach": {2030: 240, 2025: 120}}}) == expected
    assert la.run_scenarios(plan, "target").set_index("year")["value"].to_dict() == expected


def test_other_indicators_keep_their_own_year(tmp_path):
    """B has a target for 2025 alone: its level needs no year."""
    own = {"indicator": "b", "target": 120, "base_year": 2020, "target_year": 2025}
    two = of_years(tmp_path)
    rows = [*two.targets[["indicator", "target", "base_year", "target_year"]].to_dict("records")]
    plan = small_plan(tmp_path / "more", [*rows, own], {"a": {2020: 2.0}, "b": {2020: 60}})
    assert path(plan, {"b": {"reach": 120}}, "b") == laid(
        [60 * 2 ** (k / 5) for k in range(6)], 2020
    )
    assert reason(plan, {"b": {"reach": 120}}, "b") == "nothing is assumed after 2025"
    aims = la.run_scenarios(plan, "target").query("indicator == 'b'").set_index("year")["value"]
    assert (aims.index.max(), aims[2025]) == (2025, 120)


@pytest.mark.parametrize(
    ("given", "years"),
    [
        ({2025: 2.8, 2030: 3.18}, range(2020, 2031)),
        ("2025: 2.8; 2030: 3.18", range(2020, 2031)),
        ("2025年：2.8%；2030年：3.18%", range(2020, 2031)),
        ({2025: 2.8}, range(2020, 2026)),
        ("2025: 2.8", range(2020, 2026)),
    ],
)
def test_level_with_its_year(two, given, years):
    made = path(two, {"a": {"reach": given}})
    assert made == laid(WAY[: len(years)], 2020)
    if len(years) == 6:
        assert reason(two, {"a": {"reach": given}}) == "nothing is assumed after 2025"


def test_level_of_a_year_that_the_plan_does_not_name(two):
    """2.24 two years on is 0.12 a year; beyond the last year the way goes on to its level."""
    assert path(two, {"a": {"reach": {2022: 2.24}}}) == laid([2, 2.12, 2.24], 2020)
    assert path(two, {"a": {"reach": {2040: 4}}})[2030] == pytest.approx(3)


@pytest.mark.parametrize("given", [{2025: 140, 2030: 159}, "2025: 140; 2030: 159%"])
def test_per_cent_of_the_baseline_by_year(two, given):
    """2 % times 1.4 and 1.59."""
    assert path(two, {"a": {"percent_of_baseline": given}}) == laid(WAY, 2020)


@pytest.mark.parametrize("kind", ["reach", "percent_of_baseline"])
def test_level_without_its_year_is_refused_where_there_are_several(two, kind):
    with pytest.raises(la.DataError) as error:
        run(two, {"a": {kind: 150 if "per" in kind else 3}})
    number = 150 if "per" in kind else 3
    assert str(error.value) == (
        f"scenario 's' does not say when a comes to {number}: there are targets for 2025, 2030; "
        f"write the year before it, in Python {{'{kind}': {{2030: {number}}}}}, in a table "
        f"2030: {number}"
    )


def test_what_is_written_as_the_error_says_works(two):
    assert path(two, {"a": {"reach": {2030: 3}}})[2030] == 3
    frame = pd.DataFrame(
        {"scenario": "x", "indicator": "a", "assumption": "reach", "value": ["2030: 3"]}
    )
    assert la.run_scenarios(two, frame)["value"].iloc[-1] == 3


def test_indicator_without_target_says_the_year_too(tmp_path):
    """The plan aims at 2025 and at 2030; which of them is meant?"""
    two = of_years(tmp_path)
    rows = two.targets[["indicator", "target", "base_year", "target_year"]].to_dict("records")
    free = {"indicator": "b", "target": 1, "base_year": 2020, "target_year": 2030}
    small_plan(tmp_path / "more", [*rows, free], {"a": {2020: 2.0}, "b": {2020: 60}})
    file = tmp_path / "more" / "targets.csv"
    pd.read_csv(file).query("indicator == 'a'").to_csv(file, index=False)
    plan = la.load_plan(tmp_path / "more")
    with pytest.raises(la.DataError, match="when b comes to 120: there are targets for 2025, 2030"):
        run(plan, {"b": {"reach": 120}})
    assert path(plan, {"b": {"reach": {2025: 120}}}, "b")[2025] == 120


@pytest.mark.parametrize("given", [{2020: 3}, {2018: 3, 2030: 4}])
def test_level_of_a_year_that_is_over_is_refused(two, given):
    with pytest.raises(la.DataError, match=f"is not before its target year {min(given)}"):
        run(two, {"a": {"reach": given}})


def test_levels_without_a_start_stand_in_their_years_and_between(tmp_path):
    plan = of_years(tmp_path, base=None)
    assert path(plan, {"a": {"reach": {2025: 2.8}}}) == {2025: 2.8}
    assert path(plan, {"a": {"reach": BOTH}}) == laid(WAY[5:], 2025)
    assert reason(plan, {"a": {"reach": BOTH}}) == "no figure for 2020 to start from"
    assert path(plan, {"a": {"reach": {2040: 9}}}) == {}


def test_main_target_of_a_year_is_the_one_that_is_reached(tmp_path):
    more = [{"target": 2.6, "target_year": 2025, "main": "", "place": "text"}]
    plan = of_years(tmp_path, more=more)
    table = la.run_scenarios(plan, "target").set_index("year")["value"]
    assert (table[2025], table[2030]) == (2.8, 3.18)
    made = la.simulate(plan, "target", draws=10).targets.set_index("target_value")
    assert made["counted"].to_dict() == {2.6: False, 2.8: True, 3.18: True}


def test_one_level_of_a_year_may_have_a_range_and_several_may_not(two):
    ends = {"low": 3.0, "high": 3.4}
    assumed = scenario({"a": {"reach": {2030: 3.2}} | ends})
    made = la.simulate(two, assumed, draws=4000, distribution="triangular")
    assert made.paths("a")[2030].between(3, 3.4).all()
    row = made.targets.set_index("target_year").loc[2030]
    # The triangle 3, 3.2, 3.4: above 3.18 lies all but 0.18 ** 2 / 0.08.
    assert row["probability"] == pytest.approx(1 - 0.18**2 / 0.08, abs=0.03)
    table = la.sensitivity(two, scenario({"a": {"reach": {2030: 3.2}} | ends}), "a")
    assert table[["low", "value", "high"]].values.tolist() == [[3.0, 3.2, 3.4]]
    with pytest.raises(la.FaultsError, match="is an end of several levels; give each its own"):
        scenario({"a": {"reach": BOTH} | ends})
    stages = [{"reach": {2025: 2.8}}, {"reach": {2030: 3.2}, "from_year": 2025} | ends]
    made = la.simulate(two, scenario({"a": stages}), draws=50).paths("a")
    assert np.ptp(made[2025]) == 0
    assert np.ptp(made[2030]) > 0.1


def test_levels_by_year_are_written_and_read_again(two, tmp_path):
    given = {
        "a": [{"reach": BOTH}, {"percent_of_baseline": {2035: 1 / 3 * 1000}, "from_year": 2030}]
    }
    made = scenario(given)
    [again] = la.read_scenarios(two, made.table())
    assert again == made
    made.table().to_csv(tmp_path / "s.csv", index=False)
    assert la.read_scenarios(two, tmp_path / "s.csv") == [made]
    assert given["a"][0] == {"reach": {2025: 2.8, 2030: 3.18}}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({2025: "x"}, "has a part '2025: x' that"),
        ({2025: None}, "gives no value for 2025; leave the year out"),
        ({}, "is an empty path; give at least one year"),
        ("2025: 3; 4", "is not a path; write year: value"),
        ({"2025": 3, "2025年": 4}, "gives 2025 twice"),
    ],
)
def test_level_by_year_that_cannot_be_read(given, sentence):
    with pytest.raises(la.FaultsError) as error:
        scenario({"a": {"reach": given}})
    assert sentence in str(error.value)


def test_one_and_a_half_per_cent_of_the_baseline_is_asked_about_by_year_too():
    with pytest.raises(la.FaultsError, match="did you mean 150"):
        scenario({"a": {"percent_of_baseline": {2025: 1.5}}})


def test_closing_a_gap_after_the_first_of_two_target_years(two):
    """In 2026 the target of 2025 is over; 3.18 of 2030 is 0.295 a year away from 2."""
    halted = scenario({"a": {"halt": None}})
    rows = la.closing_rate(two, halted, 2026).set_index("target_year")
    assert np.isnan(rows.loc[2025, "per_year"])
    assert rows.loc[2025, "reason"] == "the target year 2025 is not after 2026"
    assert rows.loc[2030, "per_year"] == pytest.approx(1.18 / 4)
