"""Targets of a plan by every rule: the right quantity, the right date, flags, and what turns."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.cli import main

RULES = list(la.RULES)


def judged(tmp_path, values, year, rule="schedule", **target):
    """The verdict of one rule on a plan of one target."""
    row = {"indicator": "a", "target": 120} | target
    plan = small_plan(tmp_path / "plan", [row], {"a": values})
    return la.assess_progress(plan, year, rules=[rule]).iloc[0]


def card(tmp_path, values, year, **target):
    row = {"indicator": "a", "target": 120} | target
    plan = small_plan(tmp_path / "plan", [row], {"a": values})
    return la.scorecard(plan, year).iloc[0]


# Every basis on the right quantity


def test_level_is_judged_by_the_value_of_the_year(tmp_path):
    row = judged(tmp_path, {2015: 60, 2018: 92}, 2018)
    assert (row["quantity"], row["aim"], row["latest"]) == ("level", 120, 92)
    assert row["value"] == pytest.approx(32 / 60)


@pytest.mark.parametrize(
    ("additions", "year", "summed", "status"),
    [
        # One a year of at least three: 1/3 after 1/5 of the time, 2/3 after 2/5, then met.
        ({2016: 1}, 2016, 1, "ahead"),
        ({2016: 1, 2017: 1}, 2017, 2, "ahead"),
        ({2016: 1, 2017: 1, 2018: 1}, 2018, 3, "met"),
        # Above the upper end is over-fulfilled, not outside.
        ({2016: 4, 2017: 4}, 2017, 8, "met"),
        # The stock of the base year is not counted, and a gap ends the sum.
        ({2015: 40, 2016: 1, 2018: 9}, 2018, 1, "ahead"),
    ],
)
def test_increment_is_judged_by_the_sum_of_additions(tmp_path, additions, year, summed, status):
    goal = {"target": 3, "target_high": 5, "basis": "increment", "counted": "in_year"}
    row = judged(tmp_path, additions, year, **goal)
    assert (row["quantity"], row["base_value"], row["latest"]) == ("sum", 0, summed)
    assert row["status"] == status


def test_sum_with_a_year_missing_is_no_sum(tmp_path):
    """Judged as far as it is whole while there is time, not at all when the years are over."""
    total = {"target": 500, "basis": "cumulative", "counted": "in_year"}
    gap = {2016: 100, 2018: 100, 2019: 100, 2020: 300}
    assert judged(tmp_path / "a", gap, 2018, **total)["latest"] == 100
    assert judged(tmp_path / "b", gap, 2020, **total)["reason"] == (
        "a year since the base is missing"
    )
    late = judged(tmp_path / "c", {2017: 400}, 2018, **total)
    assert late["reason"] == "a year since the base is missing"


def test_total_is_judged_by_the_sum_since_the_base(tmp_path):
    """200 of 500 in two of five years: exactly on the schedule."""
    goal = {"target": 500, "basis": "cumulative", "counted": "in_year"}
    row = judged(tmp_path, {2016: 90, 2017: 110}, 2017, **goal)
    assert (row["latest"], row["value"], row["beside"]) == (200, 0.4, 0.4)
    assert row["status"] == "on_track"


def test_yearly_average_is_judged_by_what_five_years_have_to_bring(tmp_path):
    """100 a year are 500 in five; 220 after two of them are a pace of 110."""
    goal = {"target": 100, "basis": "yearly_average", "counted": "in_year"}
    row = judged(tmp_path, {2016: 90, 2017: 130}, 2017, "sdsn", **goal)
    assert (row["aim"], row["latest"]) == (500, 220)
    assert row["value"] == pytest.approx(1.1)


@pytest.mark.parametrize(
    ("basis", "stated", "aim"),
    [
        ("growth_rate", 0.08, 60 * 1.08**5),
        ("cumulative_change", 0.5, 90),
        ("multiple", 2, 120),
        ("point_change", 5, 65),
    ],
)
def test_what_is_stated_relative_to_the_base_is_judged_by_its_level(tmp_path, basis, stated, aim):
    row = judged(tmp_path, {2015: 60, 2018: 62}, 2018, target=stated, basis=basis)
    assert row["aim"] == pytest.approx(aim)
    assert row["value"] == pytest.approx(2 / (aim - 60))


def test_fall_of_a_fifth_is_judged_downwards(tmp_path):
    """100 to 80: 88 after three of five years are 60 % of the way."""
    row = judged(
        tmp_path,
        {2015: 100, 2018: 88},
        2018,
        target=-0.2,
        basis="cumulative_change",
        better="down",
    )
    assert (row["value"], row["status"]) == (pytest.approx(0.6), "on_track")


def test_target_relative_to_an_unknown_base_says_so(tmp_path):
    row = judged(tmp_path, {2018: 92}, 2018, target=2, basis="multiple")
    assert row["reason"] == "no figure for the base year 2015"


@pytest.mark.parametrize(
    ("values", "year", "status", "reason"),
    [
        ({2015: 1, 2016: 12, 2017: 11}, 2017, "on_track", ""),
        ({2015: 1, 2016: 12, 2017: 9}, 2017, "missed", ""),
        ({2015: 1, 2016: 9, 2018: 12}, 2018, "missed", ""),
        ({2015: 1, 2016: 12, 2018: 12}, 2018, "not_assessable", "a year since the base is missing"),
        ({2015: 1}, 2018, "not_assessable", "no figure after the base year 2015"),
        (dict.fromkeys(range(2015, 2021), 10), 2020, "met", ""),
        ({2015: 99} | dict.fromkeys(range(2016, 2021), 10) | {2020: 9}, 2020, "missed", ""),
    ],
)
@pytest.mark.parametrize("rule", ["schedule", "open_sdg", "probability"])
def test_floor_of_every_year_is_broken_by_one(tmp_path, values, year, status, reason, rule):
    row = judged(tmp_path, values, year, rule, target=10, basis="every_year")
    assert (row["status"], row["reason"]) == (status, reason)


def test_ceiling_on_a_total_is_no_success_before_the_end(tmp_path):
    """20 of at most 100 used up in two years say nothing; 110 are too many for good."""
    ceiling = {"target": 100, "basis": "cumulative", "relation": "at_most", "better": "down"}
    ceiling |= {"counted": "in_year"}
    early = judged(tmp_path / "a", {2016: 10, 2017: 10}, 2017, **ceiling)
    assert early["reason"] == "a ceiling on a total is judged when the years are over"
    over = judged(tmp_path / "b", {2016: 60, 2017: 50}, 2017, **ceiling)
    assert over["status"] == "missed"
    kept = judged(tmp_path / "c", dict.fromkeys(range(2016, 2021), 19), 2020, **ceiling)
    assert kept["status"] == "met"


@pytest.mark.parametrize(
    ("value", "status"), [(4.5, "on_track"), (4.0, "met"), (3.5, "met"), (2.5, "met")]
)
def test_range_is_reached_at_its_near_end(tmp_path, value, status):
    """From 6 down to 3-4: at 4 it is reached, below 3 over-fulfilled."""
    row = judged(
        tmp_path,
        {2015: 6, 2019: value},
        2019,
        target=3,
        target_high=4,
        relation="range",
        better="down",
    )
    assert row["status"] == status


def test_floor_where_lower_is_better_stays_a_floor(tmp_path):
    """A plan that prints a floor means one, whatever the codebook calls better."""
    row = judged(tmp_path, {2015: 5, 2018: 3}, 2018, target=4, relation="at_least", better="down")
    assert row["status"] == "reversing"


# Dates


def test_each_figure_is_judged_by_its_own_date(tmp_path):
    """A review in 2018 of a figure of 2016: one fifth of the time is over, not three."""
    row = judged(tmp_path, {2015: 60, 2016: 70}, 2018)
    assert (row["year"], row["beside"]) == (2016, 0.2)


def test_review_knows_nothing_later(tmp_path):
    early = judged(tmp_path / "a", {2015: 60, 2017: 84, 2019: 10}, 2018)
    assert (early["latest"], early["year"]) == (84, 2017)


@pytest.mark.parametrize(("value", "status"), [(120, "met"), (119.9, "missed")])
@pytest.mark.parametrize("rule", RULES)
def test_after_the_target_year_every_rule_is_final(tmp_path, rule, value, status):
    row = judged(tmp_path, {2015: 60, 2018: 130, 2020: value, 2021: 200}, 2022, rule)
    assert (row["status"], row["year"]) == (status, 2020)


def test_after_the_target_year_the_margin_says_by_how_much(tmp_path):
    row = card(tmp_path, {2015: 60, 2020: 113}, 2020)
    assert (row["status"], row["on_path"], row["margin"]) == ("missed", 120, -7)


# The scorecard


def test_scorecard_by_hand(tmp_path):
    """60 to 120: the schedule judges along equal steps, 96 in 2018; 92 is 4 behind it."""
    row = card(tmp_path, {2015: 60, 2018: 92}, 2018)
    assert (row["on_path"], row["path"], row["margin"]) == (96, "linear", -4)
    assert row["other_path"] == pytest.approx(60 * 2**0.6)
    assert (row["progress"], row["elapsed"]) == (pytest.approx(32 / 60), 0.6)
    assert row["still_cagr"] == pytest.approx((120 / 92) ** 0.5 - 1)
    assert row["still_per_year"] == 14
    # 32 in three years, 28 to go: 2.625 more years.
    assert row["reach_year"] == pytest.approx(2018 + 28 / (32 / 3))
    assert (row["status"], row["by_open_sdg"], row["by_sdsn"]) == ("slow", "on_track", "slow")
    # In time say the growth ratio (Open SDG, Eurostat, UN 2022: one formula) and UN 2023; late say
    # SDSN and ESCAP. The weather needs four points; the schedule is no published rule.
    assert (row["in_time"], row["verdicts"], row["agreement"]) == (2, 4, "2 of 4")
    assert row["flips_rule"] == ("open_sdg", "eurostat", "un_2023", "un_2022")


def path_of(tmp_path, rule, values, year=2018, **target):
    plan = small_plan(tmp_path / rule, [{"indicator": "a"} | target], {"a": values})
    names = ["on_path", "path", "other_path", "margin", "reach_year", "status"]
    return la.scorecard(plan, year, rule=rule).loc[0, names]


STRAIGHT, BENT = 220.0, 100 * 3**0.6  # 100 to 300 in five years, after three: 193.32


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ("schedule", "linear"),
        ("sdsn", "linear"),
        *((name, "compound") for name in ("open_sdg", "eurostat", "un_2023", "un_2022")),
        # Along neither: a count goes by a rate.
        *((name, "compound") for name in ("escap", "destatis", "completion", "probability")),
    ],
)
def test_reference_values_are_those_of_the_rule_that_judges(tmp_path, rule, path):
    row = path_of(tmp_path, rule, {2015: 100, 2018: 193.32}, target=300)
    on, other = (STRAIGHT, BENT) if path == "linear" else (BENT, STRAIGHT)
    assert row["path"] == path
    assert (row["on_path"], row["other_path"]) == pytest.approx((on, other))
    assert row["margin"] == pytest.approx(193.32 - on)


def test_series_on_its_path_is_in_time_by_a_rule_of_that_path_and_has_no_margin(tmp_path):
    bent = path_of(tmp_path, "open_sdg", {2015: 100, 2018: BENT}, target=300)
    assert (bent["status"], bent["margin"]) == ("on_track", pytest.approx(0, abs=1e-9))
    assert bent["reach_year"] == pytest.approx(2020)
    late = path_of(tmp_path, "schedule", {2015: 100, 2018: 193.32}, target=300)
    assert (late["status"], late["margin"]) == ("slow", pytest.approx(-26.68))
    assert late["reach_year"] == pytest.approx(2018 + 106.68 / (93.32 / 3))
    straight = path_of(tmp_path / "b", "schedule", {2015: 100, 2018: 220}, target=300)
    assert (straight["status"], straight["margin"]) == ("on_track", pytest.approx(0))


@pytest.mark.parametrize(
    ("values", "target"),
    [
        ({2015: 0, 2018: 40}, {"target": 100}),
        ({2015: 50, 2018: 20}, {"target": 0, "better": "down"}),
        ({2015: -10, 2018: 5}, {"target": 15}),
        (
            {2016: 10, 2017: 10, 2018: 10},
            {"target": 60, "basis": "increment", "counted": "in_year"},
        ),
        ({2015: 18, 2018: 17}, {"target": 15, "kind": "rank", "better": "down"}),
    ],
)
def test_where_no_rate_leads_there_the_path_is_straight_by_every_rule(tmp_path, values, target):
    row = path_of(tmp_path, "open_sdg", values, **target)
    plain = path_of(tmp_path, "schedule", values, **target)
    assert (row["path"], plain["path"]) == ("linear", "linear")
    assert row["on_path"] == pytest.approx(plain["on_path"])
    assert np.isnan([row["other_path"], plain["other_path"]]).all()


@pytest.mark.parametrize(
    "values", [{2015: 130, 2018: 125}, {2015: 60, 2020: 119}, {2018: 92}, {2015: 60}]
)
def test_without_a_way_to_go_there_is_no_path(tmp_path, values):
    """To be held, over, without a base, without a later figure."""
    row = path_of(tmp_path, "schedule", values, year=2020, target=120)
    assert row["path"] == ""
    assert np.isnan(row["other_path"])


def test_published_formulas_are_counted_once_and_ours_not_at_all(tmp_path):
    """Straight to 120 and a little: every published rule is in time, and they are five voices."""
    values = {2012 + i: 24 + 12.5 * i for i in range(7)}
    row = card(tmp_path, values, 2018)
    told = {name: row[f"by_{name}"] for name in RULES}
    assert {told[name] for name in ("open_sdg", "eurostat", "un_2023", "un_2022")} == {"on_track"}
    assert {told[name] for name in ("sdsn", "escap", "destatis")} == {"on_track"}
    assert told["schedule"] != "not_assessable" != told["probability"]
    # Growth ratio, UN 2023, SDSN, ESCAP, Destatis.
    assert (row["in_time"], row["verdicts"], row["agreement"]) == (5, 5, "5 of 5")


def test_count_of_published_rules_does_not_depend_on_the_one_that_judges(tmp_path):
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 120}], {"a": {2015: 60, 2018: 92}})
    for rule in RULES:
        row = la.scorecard(plan, 2018, rule=rule).iloc[0]
        assert (row["in_time"], row["verdicts"]) == (2, 4), rule


def test_where_rules_of_one_formula_differ_the_first_speaks(tmp_path):
    """0.95 of the growth: in time by Open SDG, not yet by Eurostat, which wants more than that."""
    latest = 60 * (1 + 0.95 * (2**0.2 - 1)) ** 3
    row = card(tmp_path, {2015: 60, 2018: latest}, 2018)
    assert (row["by_open_sdg"], row["by_eurostat"]) == ("on_track", "slow")
    # Besides: UN 2023 below 0.95, SDSN and ESCAP late.
    assert (row["in_time"], row["verdicts"]) == (1, 4)


def test_flips_name_every_rule_that_differs(tmp_path):
    row = card(tmp_path, {2015: 60, 2018: 92}, 2018)
    assert {"open_sdg", "eurostat", "un_2022"} <= set(row["flips_rule"])


def test_share_has_a_straight_path(tmp_path):
    row = card(tmp_path, {2015: 2.0, 2017: 2.1}, 2017, target=2.5, unit="%", kind="share")
    assert row["on_path"] == pytest.approx(2.2)
    assert row["reach_year"] == pytest.approx(2025)  # 0.05 a year, 0.4 to go


def test_target_that_was_met_names_the_first_year(tmp_path):
    row = card(tmp_path, {2015: 60, 2016: 121, 2017: 130}, 2018)
    assert (row["status"], row["reach_year"]) == ("met", 2016)
    assert np.isnan(row["still_cagr"])


def test_target_that_moves_away_is_never_reached(tmp_path):
    row = card(tmp_path, {2015: 60, 2017: 50}, 2017)
    assert np.isnan(row["reach_year"])
    assert (row["status"], row["flips_rule"]) == ("reversing", ())


def test_other_base_year_may_turn_the_verdict(tmp_path):
    """From 60 in 2015 24 of 60 after 0.4 of the time; from 80 in 2016 4 of 40 after 0.25."""
    row = card(tmp_path, {2015: 60, 2016: 80, 2017: 84}, 2017)
    assert (row["status"], row["flips_base_year"]) == ("on_track", ("2016",))


def test_base_year_of_the_caller_is_used_and_flagged(tmp_path):
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 120}], {"a": {2016: 80, 2018: 100}})
    row = la.scorecard(plan, 2018, base_years={"a": 2016}).iloc[0]
    assert (row["base_year"], row["base_value"]) == (2016, 80)
    assert (row["progress"], row["elapsed"]) == (0.5, 0.5)  # 20 of 40, 2 of 4 years
    assert "other_base_year" in row["notes"]


def test_missing_base_year_is_not_replaced(tmp_path):
    row = card(tmp_path, {2014: 50, 2016: 80, 2018: 100}, 2018)
    assert row["reason"] == "no figure for the base year 2015"
    assert row["by_schedule"] == "not_assessable"


def test_other_vintage_may_turn_the_verdict(tmp_path):
    """On schedule by the first releases; late by the revision, which has both figures."""
    folder = tmp_path / "plan"
    small_plan(folder, [{"indicator": "a", "target": 120}], {"a": {2015: 60, 2018: 96}})
    rows = pd.DataFrame(
        {
            "indicator": "a",
            "year": [2015, 2018, 2015, 2018],
            "value": [60, 96, 70, 90],
            "status": ["final", "final", "revised", "revised"],
            "source_id": ["first", "first", "census", "census"],
        }
    )
    rows.to_csv(folder / "observations.csv", index=False)
    row = la.scorecard(la.load_plan(folder), 2018).iloc[0]
    # 36 / 60 = 0.6 after 0.6; 20 / 50 = 0.4 after 0.6.
    assert (row["status"], row["flips_vintage"]) == ("on_track", ("census",))


def test_thresholds_are_honoured(tmp_path):
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 120}], {"a": {2015: 60, 2018: 92}})
    assert (
        la.scorecard(plan, 2018, tol=0.1)["status"].item() == "on_track"
    )  # 0.533 within 0.1 of 0.6
    strict = la.assess_progress(plan, 2018, cut_offs={"open_sdg": (1.1, 0.6, 0.0)})
    assert strict.set_index("rule").loc["open_sdg", "status"] == "slow"
    with pytest.raises(la.UnknownNameError, match="did you mean 'open_sdg'"):
        la.assess_progress(plan, 2018, cut_offs={"open_sgd": (1, 0.5, 0)})


def test_assumed_baseline_is_flagged(tmp_path):
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 120}], {"a": {2018: 92}})
    row = la.scorecard(plan, 2018, baselines={"a": 60}).iloc[0]
    assert row["progress"] == pytest.approx(32 / 60)
    assert "assumed_baseline" in row["notes"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"year": 2014}, "the year of the review, 2014, is before the base year 2015"),
        ({"year": 2018, "base_years": {"b": 2016}}, "no indicator with a target 'b'"),
        ({"year": 2018, "rules": ["sdns"]}, "no rule 'sdns'; did you mean 'sdsn'"),
        ({"year": "2018"}, "year='2018' is not a number"),
        ({"year": 2018.5}, "year=2018.5 is not a year"),
        ({"year": 2018, "tol": 7}, "tol=7 is not a share of the way"),
        ({"year": 2018, "lang": "fr"}, "language 'fr' is not known"),
    ],
)
def test_refusals(tmp_path, options, message):
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 120}], {"a": {2015: 60, 2018: 92}})
    with pytest.raises((la.DataError, la.UnknownNameError), match=message):
        la.assess_progress(plan, **options)


@pytest.mark.parametrize("basis", ["increment", "cumulative", "yearly_average"])
def test_sum_is_counted_from_the_base_year_of_the_plan_and_from_no_other(tmp_path, basis):
    """Also where another target of the indicator is a level, which could have another base."""
    goals = [
        {"indicator": "a", "target": 120, "counted": "in_year"},
        {"indicator": "a", "target": 60, "basis": basis, "counted": "in_year"},
        {"indicator": "b", "target": 9},
    ]
    plan = small_plan(tmp_path, goals, {"a": {2014: 5, 2016: 6}, "b": {2014: 2, 2016: 3}})
    for ask in (la.assess_progress, la.scorecard):
        with pytest.raises(la.DataError, match="a is counted from the base year of the plan on"):
            ask(plan, 2016, base_years={"a": 2014})
    # What is a level may have another one: 1 of 7 after two of six years.
    card = la.scorecard(plan, 2016, base_years={"b": 2014}).set_index("indicator").loc["b"]
    assert card["progress"] == pytest.approx(1 / 7)


def test_plan_without_figures_has_a_reason_in_every_row(tmp_path):
    plan = small_plan(
        tmp_path, [{"indicator": "a", "target": 120}, {"indicator": "b", "target": 3}]
    )
    table = la.assess_progress(plan, 2018)
    assert len(table) == 2 * len(RULES)
    assert set(table["reason"]) == {"no figure at all"}


def test_two_targets_are_both_judged_and_flagged(tmp_path):
    targets = [{"indicator": "a", "target": 120}, {"indicator": "a", "target": 90}]
    plan = small_plan(tmp_path, targets, {"a": {2015: 60, 2018: 92}})
    table = la.scorecard(plan, 2018)
    assert table["status"].tolist() == ["slow", "met"]
    assert ["two_targets" in notes for notes in table["notes"]] == [True, True]


def test_attribute_is_kept_and_never_inferred(tmp_path):
    targets = [
        {"indicator": "a", "target": 120, "attribute": "约束性"},
        {"indicator": "b", "target": 120, "attribute": ""},
    ]
    plan = small_plan(tmp_path, targets, {"a": {2015: 60}, "b": {2015: 60}})
    assert la.scorecard(plan, 2018)["attribute"].tolist() == ["binding", ""]


def test_probability_borrows_from_comparable_places(tmp_path):
    """The same as `project` says of the series and the reference."""
    values = {
        year: float(value)
        for year, value in zip(range(2012, 2018), (40, 44, 46, 52, 55, 60), strict=True)
    }
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 75}], {"a": values})
    years = range(2008, 2021)
    others = pd.DataFrame(
        [
            (f"p{i}", "a", year, (50 + i) * 1.12 ** (year - 2008))
            for i in range(8)
            for year in years
        ],
        columns=["geo", "indicator", "year", "value"],
    )
    alone = la.project(pd.Series(values), to=2020, lower=0, reference=others)
    made = la.scorecard(plan, 2017, reference=others)["probability"].item()
    assert made == pytest.approx(alone.probability(75))
    assert made > la.scorecard(plan, 2017)["probability"].item() + 0.03


# The national plan: a case with known outcomes


def test_rd_ratio_of_the_nation_in_2018_by_hand(china):
    """2.1 in 2015, 2.19 in 2018, 2.5 wanted in 2020."""
    rows = la.assess_progress(china, 2018).query("indicator == 'rd_gdp_ratio'").set_index("rule")
    observed, required = (2.19 / 2.1) ** (1 / 3) - 1, (2.5 / 2.1) ** (1 / 5) - 1
    expected = {
        "open_sdg": observed / required,
        "eurostat": observed / required,
        "un_2023": (2.19 * (1 + observed) ** 2 - 2.1) / 0.4,
        "un_2022": observed / required,
        "sdsn": (0.09 / 3) / (0.4 / 5),
        "schedule": 0.09 / 0.4,
        "completion": 2.19 / 2.5,
    }
    for rule, value in expected.items():
        assert rows.loc[rule, "value"] == pytest.approx(value), rule
    assert rows.loc["schedule", ["status", "label"]].tolist() == ["slow", "滞后于预期"]
    assert rows.loc["completion", "beside"] == pytest.approx(2.1 / 2.5)
    assert rows.loc["open_sdg", "status"] == "off_track"  # 0.397


@pytest.mark.parametrize(
    ("indicator", "actual", "status", "margin"),
    [
        ("rd_gdp_ratio", 2.40, "missed", -0.1),
        ("invention_patents_per_10k", 15.8, "met", 3.8),
        ("technology_contract_value", 28251.51, "met", 8251.51),
        ("st_progress_contribution", 60, "met", 0),
    ],
)
def test_what_came_true_in_2020(china, indicator, actual, status, margin):
    row = la.scorecard(china, 2020).set_index("indicator").loc[indicator]
    assert (row["actual"], row["status"], row["year"]) == (actual, status, 2020)
    assert row["margin"] == pytest.approx(margin)


def test_five_of_twelve_can_be_judged_in_2018_and_the_others_say_why(china):
    table = la.scorecard(china, 2018)
    told = table[table["status"] != "not_assessable"]
    assert set(told["indicator"]) == {
        "national_innovation_rank",
        "st_progress_contribution",
        "rd_gdp_ratio",
        "invention_patents_per_10k",
        "technology_contract_value",
    }
    assert (table.loc[table["status"] == "not_assessable", "reason"] != "").all()


def test_contracts_were_late_by_some_rules_in_2017_and_by_none_in_2018(china):
    """35 % of the way after 40 % of the time in 2017, 77 % after 60 % in 2018."""
    early, late = (
        la.scorecard(china, year).set_index("indicator").loc["technology_contract_value"]
        for year in (2017, 2018)
    )
    assert early["progress"] == pytest.approx((13424.22 - 9835.79) / (20000 - 9835.79))
    assert (early["status"], early["by_destatis"]) == ("on_track", "off_track")
    assert "destatis" in early["flips_rule"]
    assert (late["flips_rule"], late["in_time"]) == ((), late["verdicts"])


def test_review_of_2018_does_not_know_the_later_vintage(china):
    """The GDP census of 2018 came out in 2019; WDI's revised series stays out unless asked for."""
    assert la.scorecard(china, 2018).set_index("indicator").loc["rd_gdp_ratio", "actual"] == 2.19


def test_expected_value_is_flagged_as_preliminary(china):
    row = la.scorecard(china, 2018).set_index("indicator").loc["st_progress_contribution"]
    assert "preliminary" in row["notes"]


# Linhai: as far as its figures reach


def test_linhai_of_2016_shows_both_readings_of_the_rd_ratio(linhai):
    """3.06 as printed meets the target of 3; 15.37 / 515.6 = 2.98 does not."""
    row = la.scorecard(linhai, 2016).set_index("target_id").loc["rd_gdp_ratio.t1"]
    assert (row["actual"], row["status"]) == (3.06, "met")
    assert row["flips_vintage"] == ("recomputed",)
    for flag in ("denominator_vintage", "tiny_requirement", "preliminary"):
        assert flag in row["notes"]


def test_linhai_high_tech_share_has_another_scope_and_no_baseline(linhai):
    row = la.scorecard(linhai, 2016).set_index("target_id").loc["hightech_va_share.t1"]
    assert (row["actual"], row["year"]) == (52.3, 2016)
    assert row["reason"] == "no figure for the base year 2015"
    assert "scope_differs" in row["notes"]


def test_linhai_has_no_verdict_without_figures(linhai):
    """One of thirteen indicators has a base and a later figure, one meets its target without."""
    table = la.scorecard(linhai, 2018).drop_duplicates("indicator")
    judged = table.loc[table["status"] != "not_assessable", "indicator"]
    assert judged.tolist() == ["rd_gdp_ratio", "hightech_va_share"]


def test_reasons_are_chinese_on_request(linhai):
    reasons = set(la.assess_progress(linhai, 2016, lang="zh")["reason"])
    assert "缺2015年基期值" in reasons
    assert not any("figure" in reason for reason in reasons)


# Command and review


def test_command_reviews_the_national_plan(tmp_path):
    made = CliRunner().invoke(
        main, ["review", "china_13fyp", "--year", "2018", "--out", str(tmp_path), "--lang", "zh"]
    )
    assert made.exit_code == 0, made.output
    assert (
        "12项指标中，快于预期3项、滞后于预期2项，另有7项因缺少基期或年度数据暂无法评价"
        in made.output
    )
    content = json.loads((tmp_path / "review.json").read_text(encoding="utf-8"))
    rows = {row["indicator"]: row for row in content["scorecard"]}
    assert rows["rd_gdp_ratio"]["status"] == "slow"
    assert len(content["progress"]) == 12 * len(RULES)
    assert (tmp_path / "figures" / "scorecard.png").is_file()
    assert (tmp_path / "figures" / "indicator_rd_gdp_ratio.svg").is_file()
    page = (tmp_path / "review.html").read_text(encoding="utf-8")
    assert "后期要求与判断的稳健性" in page
    assert "规划未标注" in page


def test_tolerance_of_the_command_moves_the_verdict(tmp_path, no_charts):
    small_plan(tmp_path / "plan", [{"indicator": "a", "target": 120}], {"a": {2015: 60, 2018: 92}})
    out = tmp_path / "out"
    for tol, verdict in (("0.05", "1 behind"), ("0.1", "1 on track")):
        made = CliRunner().invoke(
            main,
            ["review", str(tmp_path / "plan"), "--year", "2018", "--out", str(out), "--tol", tol],
        )
        assert verdict in made.output


def test_default_review_stands_where_the_figures_end(linhai):
    review = la.build_review(linhai)
    assert review.facts["seen"] == 2018
    # 15.37 / 515.6 = 2.98 does not meet the target of 3, and the share is on a wider catalogue.
    assert review.progress() == (
        "As seen in 2018: Of 13 indicators, 2 met early (R&D expenditure as a share of GDP: met "
        "early by 3.06%, but behind by 2.98%, the ratio computed from its parts | High-tech "
        "industries in industrial value added: not comparable with the years before; the figure "
        "has another scope than the target); 11 not assessable for want of a base or yearly "
        "figure. Figures: 1 of 2018; 1 of 2016 (R&D expenditure as a share of GDP)."
    )


def test_thresholds_reach_the_review(tmp_path):
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 120}], {"a": {2015: 60, 2018: 92}})
    review = la.build_review(plan, 2018, tol=0.1, cut_offs={"sdsn": (0.8, 0.5, 0.0)})
    row = review.tables["scorecard"].iloc[0]
    assert (row["status"], row["by_sdsn"]) == ("on_track", "on_track")


def test_what_goes_back_where_lower_is_better_has_risen(tmp_path):
    """Waste of 4 % is to stay within 5 %, and is 6 %: above the base, not below it."""
    goal = {"indicator": "waste", "target": 5, "unit": "%", "kind": "share", "better": "down"}
    plan = small_plan(tmp_path, [goal], {"waste": {2015: 4, 2017: 6}})
    row = la.scorecard(plan, 2018).iloc[0]
    assert row["status"] == "reversing"
    assert "较基期上升1项" in la.build_review(plan, 2018, lang="zh").progress()


def test_floor_of_every_year_has_no_flag_of_the_way(tmp_path):
    row = card(tmp_path, {2015: 2.4, 2016: 2.6, 2017: 2.4}, 2018, target=2.5, basis="every_year")
    assert (row["status"], row["notes"]) == ("missed", ())


# Linhai in 2018


def test_high_tech_share_of_linhai_is_met_two_years_early_without_a_baseline(linhai):
    row = la.scorecard(linhai, 2018).set_index("target_id").loc["hightech_va_share.t1"]
    assert (row["year"], row["actual"], row["aim"], row["status"]) == (2018, 66.6, 65, "met")
    assert row["notes"] == ("level_break", "scope_differs")
    assert np.isnan(row["base_value"])
    # 52.3 of 65 % in 2016.
    early = la.scorecard(linhai, 2017).set_index("target_id").loc["hightech_va_share.t1"]
    assert (early["year"], early["status"]) == (2016, "not_assessable")


def test_new_products_of_linhai_cannot_be_judged_for_want_of_a_baseline(linhai):
    row = la.scorecard(linhai, 2018).set_index("target_id").loc["new_product_output_rate.t1"]
    assert (row["year"], row["actual"], row["status"]) == (2018, 51.63, "not_assessable")
    assert row["reason"] == "no figure for the base year 2015"
    assert row["verdicts"] == 0


@pytest.mark.parametrize(
    ("source", "year", "spliced"),
    [("plan", 2015, True), ("plan", 2016, False), ("book", 2015, False)],
)
def test_verdict_on_figures_of_two_sources_says_so(tmp_path, source, year, spliced):
    """The base is the figure of the target's own source, where that gives one of the base year."""
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 120}], {"a": {2015: 60, 2017: 80}})
    book = plan.observations.assign(source_id="book")
    other = book.head(1).assign(source_id=source, year=year)
    frames = {
        "indicators": plan.indicators,
        "targets": plan.targets.assign(source_id="plan"),
        "observations": pd.concat([book, other]).drop_duplicates(["year", "source_id"]),
    }
    row = la.assess_progress(la.load_plan(frames), 2017, ["schedule"]).iloc[0]
    assert ("spliced" in row["notes"]) == spliced


def test_base_year_that_is_named_takes_the_place_of_an_assumed_base_and_its_range(tmp_path):
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 120}], {"a": {2016: 70, 2017: 80}})
    assumed = {"a": {"value": 60, "low": 50, "high": 66}}
    names = ["base_year", "base_value", "assumed", "base_low", "base_high"]
    row = la.scorecard(plan, 2017, baselines=assumed).iloc[0]
    assert row[names].tolist() == [2015, 60, True, 50, 66]
    row = la.scorecard(plan, 2017, baselines=assumed, base_years={"a": 2016}).iloc[0]
    assert row[names[:3]].tolist() == [2016, 70, False]
    assert row[[*names[3:], "progress_low", "progress_high"]].isna().all()
