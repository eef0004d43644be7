"""Growth, scorecard, closing rate, simulation, projection and charts give one answer each time."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.words import word

VALUES = (90.0, 100.0, 105.0, 110.0, 120.0)
# Target 100, of a range 100 to 110: which of the values meet it.
MET = {
    ("at_least", "up"): (0, 1, 1, 1, 1),
    ("at_least", "down"): (0, 1, 1, 1, 1),
    ("at_most", "up"): (1, 1, 0, 0, 0),
    ("at_most", "down"): (1, 1, 0, 0, 0),
    ("above", "up"): (0, 0, 1, 1, 1),
    ("above", "down"): (0, 0, 1, 1, 1),
    ("below", "up"): (1, 0, 0, 0, 0),
    ("below", "down"): (1, 0, 0, 0, 0),
    ("exactly", "up"): (0, 1, 0, 0, 0),
    ("exactly", "down"): (0, 1, 0, 0, 0),
    ("about", "up"): (0, 1, 0, 0, 0),
    ("about", "down"): (0, 1, 0, 0, 0),
    ("range", "up"): (0, 1, 1, 1, 1),
    ("range", "down"): (1, 1, 1, 1, 0),
}
FLOORS, CEILINGS = ("at_least", "above"), ("at_most", "below")
MET_BY = "the figure of {year} meets the target already: it has to be held"
GRID = [
    (relation, better, value, bool(met))
    for (relation, better), row in MET.items()
    for value, met in zip(VALUES, row, strict=True)
]


def plan_of(folder, relation, better, values):
    goal = {"indicator": "a", "target": 100, "relation": relation, "better": better}
    goal |= {"target_high": 110} if relation == "range" else {}
    return small_plan(folder, [goal | {"kind": "amount"}], {"a": values})


def drawn_words(plan):
    ax = la.plot_verdicts(plan, 2018)
    key = ax.get_legend()
    plt.close(ax.figure)
    return {text.get_text() for text in key.get_texts()} if key else set()


@pytest.mark.parametrize(("relation", "better", "value", "met"), GRID)
def test_everybody_says_met_of_the_same_figures(tmp_path, relation, better, value, met):
    base = 150.0 if better == "down" else 50.0
    plan = plan_of(tmp_path, relation, better, {2015: base, 2018: value})
    still = la.still_required(plan, 2018).iloc[0]
    card = la.scorecard(plan, 2018).iloc[0]
    given = la.Scenario("given", {"a": {"path": {2018: value, 2020: value}}})
    closing = la.closing_rate(plan, given, from_year=2018).iloc[0]
    sure = la.simulate(plan, given, draws=2).targets.iloc[0]
    reached = la.reach_year(plan, given).iloc[0]
    early = word("status.met.early", "en")
    answers = {
        "growth": still["reason"] == MET_BY.format(year=2018),
        "scorecard": card["status"] == "met",
        "closing": bool(closing["met"]),
        "simulation": bool(sure["met"]),
        "chart": early in drawn_words(plan),
    }
    assert answers == dict.fromkeys(answers, met)
    if met:
        assert reached["reached"] <= 2018


@pytest.mark.parametrize(("relation", "better"), MET)
def test_level_aimed_at_is_one_everywhere(tmp_path, relation, better):
    """Of a range where lower is better it is the upper end: 10 -> 3-5 needs 10 -> 5."""
    base = 150.0 if better == "down" else 50.0
    plan = plan_of(tmp_path, relation, better, {2015: base, 2018: 120.0})
    aim = 110.0 if (relation, better) == ("range", "down") else 100.0
    growth, path = la.required_growth(plan).iloc[0], la.milestones(plan)
    asked = growth["required_per_year"]
    kept = (relation in FLOORS) if better == "down" else (relation in CEILINGS)
    if kept:
        # The base keeps a floor below it and a ceiling above it: there is nothing to require.
        assert growth["reason"] == MET_BY.format(year=2015)
    else:
        assert asked == pytest.approx((aim - base) / 5)
        assert path["linear"].iloc[-1] == pytest.approx(aim)
    assert la.scorecard(plan, 2018)["aim"].item() == aim
    given = la.Scenario("given", {"a": {"path": {2018: 120, 2020: 120}}})
    assert la.closing_rate(plan, given, from_year=2018)["target_value"].item() == aim
    assert la.simulate(plan, given, draws=2).targets["target_value"].item() == aim
    target = la.run_scenarios(plan, la.Scenario("target", {"a": {"reach": aim}}))
    assert target["value"].iloc[-1] == pytest.approx(aim)


@pytest.mark.parametrize(("relation", "better"), MET)
def test_chance_is_that_of_the_projection_at_the_level_aimed_at(tmp_path, relation, better):
    values = {year: 80.0 + 5 * (year % 3) + 3 * (year - 2010) for year in range(2010, 2019)}
    plan = plan_of(tmp_path, relation, better, values)
    outlook, card = la.project_targets(plan, 2018).iloc[0], la.scorecard(plan, 2018).iloc[0]
    made = la.project_indicator(plan, "a", to=2020, year=2018)
    if relation in ("exactly", "about"):
        assert outlook[["probability"]].isna().all()
        assert outlook["reason"] == word("no_verdict.exactly", "en")
        return
    sense, aim = relation, 100.0
    if relation == "range":
        sense, aim = ("at_most", 110.0) if better == "down" else ("at_least", 100.0)
    assert outlook["probability"] == made.probability(aim, 2020, sense)
    assert card["probability"] == pytest.approx(outlook["probability"])


def test_ceiling_range_of_the_faults_list(tmp_path):
    """控制在3-5%以内, 10 in 2015, 8 in 2018: one answer everywhere, the end of 5."""
    goal = {"indicator": "a", "printed": "控制在3-5%以内", "unit": "%", "kind": "share"}
    plan = small_plan(tmp_path, [goal | {"better": "down"}], {"a": {2015: 10, 2018: 8}})
    growth, card = la.required_growth(plan).iloc[0], la.scorecard(plan, 2018).iloc[0]
    assert growth["reason"] == ""
    assert growth["required_per_year"] == pytest.approx(-1)  # (5 - 10) / 5
    assert card["progress"] == pytest.approx(0.4)  # (8 - 10) / (5 - 10), of 60 % of the time
    assert card["status"] == "slow"
    given = la.Scenario("given", {"a": {"path": {2018: 8, 2020: 8}}})
    closing = la.closing_rate(plan, given, from_year=2018).iloc[0]
    assert closing["per_year"] == pytest.approx(-1.5)  # (5 - 8) / 2
    assert not closing["met"]


def test_sum_has_no_compound_rate_however_far_it_has_come(tmp_path):
    """五年累计 100, 20 and 25 so far: 55 in two years, 27.5 a year, and no rate."""
    goal = {"indicator": "a", "target": 100, "basis": "cumulative", "counted": "in_year"}
    plan = small_plan(tmp_path, [goal], {"a": {2016: 20, 2017: 25, 2018: 0}})
    still = la.still_required(plan, 2018).iloc[0]
    assert (still["base_value"], still["required_per_year"]) == (45, pytest.approx(27.5))
    assert still[["required_cagr"]].isna().all()
    assert still["reason"]


def test_sum_that_is_reached_requires_nothing_more(tmp_path):
    goal = {"indicator": "a", "target": 40, "basis": "cumulative", "counted": "in_year"}
    plan = small_plan(tmp_path, [goal], {"a": {2016: 20, 2017: 25}})
    still = la.still_required(plan, 2017).iloc[0]
    assert still[["required_cagr", "required_per_year"]].isna().all()
    assert still["reason"] == MET_BY.format(year=2017)


def test_targets_stated_relative_to_the_base_have_a_chance(tmp_path):
    """翻一番 of 60 is 120, a growth of 14.87 % a year the same level to three digits."""
    values = {"a": {year: 60.0 + 9 * (year - 2015) + (year % 2) for year in range(2010, 2019)}}
    values["a"][2015] = 60.0
    goals = [
        {"indicator": "a", "target": 2, "basis": "multiple"},
        {"indicator": "a", "target": 2 ** (1 / 5) - 1, "basis": "growth_rate"},
        {"indicator": "a", "target": 120},
    ]
    plan = small_plan(tmp_path, goals, values)
    chances = la.project_targets(plan, 2018)["probability"]
    assert chances.notna().all()
    assert chances.to_numpy() == pytest.approx(chances.iloc[2])


ADDED = {
    # What was added by 2018, 50 each time, as it may be counted.
    "in_year": {2016: 15, 2017: 17, 2018: 18},
    "running": {2016: 15, 2018: 50},
    "stock": {2015: 60, 2017: 92, 2018: 110},
}


@pytest.mark.parametrize("target", [40, 50, 60])
@pytest.mark.parametrize("basis", ["increment", "cumulative"])
@pytest.mark.parametrize("counted", ADDED)
def test_everybody_says_the_same_of_what_was_added(tmp_path, counted, basis, target):
    goal = {"indicator": "a", "target": target, "basis": basis, "counted": counted}
    plan = small_plan(tmp_path, [goal], {"a": ADDED[counted]})
    still, card = la.still_required(plan, 2018).iloc[0], la.scorecard(plan, 2018).iloc[0]
    stay = la.Scenario("stay", {"a": {"points": 0, "from_year": 2018}})
    # 2018 is where the figures end: from there on nothing is added.
    closing = la.closing_rate(plan, stay, from_year=2018).iloc[0]
    sure = la.simulate(plan, stay, draws=2).targets.iloc[0]
    met = target <= 50
    answers = {
        "growth": still["reason"] == MET_BY.format(year=2018),
        "scorecard": card["status"] == "met",
        "closing": bool(closing["met"]),
        "simulation": bool(sure["met"]),
        "chart": word("status.met.early", "en") in drawn_words(plan),
    }
    assert answers == dict.fromkeys(answers, met)
    assert still["base_value"] == card["actual"] == closing["value"] == 50
    assert card["progress"] == pytest.approx(50 / target)
    if not met:
        assert still["required_per_year"] == pytest.approx(closing["per_year"]) == 5
        # A sum has no compound rate, and nobody states one.
        rates = [still["required_cagr"], card["still_cagr"], closing["rate"]]
        assert pd.Series(rates).isna().all()
    ax = la.plot_milestones(plan, "a")
    dots = {tuple(point) for line in ax.get_lines() for point in line.get_xydata()}
    plt.close(ax.figure)
    assert (2018, 50) in dots


@pytest.mark.parametrize(("fall", "met"), [(-0.11, True), (-0.17, False)])
def test_everybody_says_the_same_of_yearly_changes(tmp_path, fall, met):
    """-4.1, -3.9, -3.5 come to -11.07 %."""
    values = {2016: -4.1, 2017: -3.9, 2018: -3.5}
    goal = {"indicator": "a", "target": fall, "basis": "cumulative_change", "unit": "%"}
    goal |= {"kind": "ratio", "better": "down", "counted": "in_year"}
    plan = small_plan(tmp_path, [goal], {"a": values})
    still, card = la.still_required(plan, 2018).iloc[0], la.scorecard(plan, 2018).iloc[0]
    go_on = la.Scenario("s", {"a": {"path": values | {2019: 0, 2020: 0}}})
    answers = {
        "growth": still["reason"] == MET_BY.format(year=2018),
        "scorecard": card["status"] == "met",
        "simulation": bool(la.simulate(plan, go_on, draws=2).targets["met"].item()),
        "chart": word("status.met.early", "en") in drawn_words(plan),
    }
    assert answers == dict.fromkeys(answers, met)
    assert still["base_value"] == card["actual"] == pytest.approx(88.9343035)
    level = 100 * (1 + fall)
    assert card["aim"] == la.milestones(plan)["linear"].iloc[-1] == pytest.approx(level)
    outlook = la.project_targets(plan, 2018).iloc[0]
    assert card["probability"] == pytest.approx(outlook["probability"])


RANGES = [
    # better, 2018, met; the end of 控制在3-5% that is reached first, from 10 or from 1
    ("down", 8.0, False, 5.0),
    ("down", 5.0, True, 5.0),
    ("down", 4.0, True, 5.0),
    ("down", 2.0, True, 5.0),
    ("up", 2.0, False, 3.0),
    ("up", 3.0, True, 3.0),
    ("up", 8.0, True, 3.0),
]


@pytest.mark.parametrize(("better", "value", "met", "aim"), RANGES)
def test_range_below_which_is_better_has_one_answer(tmp_path, better, value, met, aim):
    base = 10.0 if better == "down" else 1.0
    goal = {"indicator": "a", "printed": "3-5%", "unit": "%", "kind": "share", "better": better}
    history = {year: base for year in range(2010, 2016)} | {2016: base, 2017: value, 2018: value}
    plan = small_plan(tmp_path, [goal], {"a": history})
    still, card = la.still_required(plan, 2018).iloc[0], la.scorecard(plan, 2018).iloc[0]
    given = la.Scenario("given", {"a": {"path": {2018: value, 2020: value}}})
    closing = la.closing_rate(plan, given, from_year=2018).iloc[0]
    answers = {
        "growth": still["reason"] == MET_BY.format(year=2018),
        "scorecard": card["status"] == "met",
        "closing": bool(closing["met"]),
        "simulation": bool(la.simulate(plan, given, draws=2).targets["met"].item()),
        "chart": word("status.met.early", "en") in drawn_words(plan),
    }
    assert answers == dict.fromkeys(answers, met)
    assert card["aim"] == closing["target_value"] == aim
    assert la.required_growth(plan)["required_per_year"].item() == pytest.approx((aim - base) / 5)
    sense = "at_most" if better == "down" else "at_least"
    made = la.project_indicator(plan, "a", to=2020, year=2018)
    assert card["probability"] == pytest.approx(made.probability(aim, 2020, sense))
