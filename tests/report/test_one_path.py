"""A review shows the path that judges, names the other, and says what is its own convention."""

from __future__ import annotations

import pytest
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.progress import HEADLINE
from linhai_analysis.report.tables.growth import milestone_table
from linhai_analysis.report.tables.progress import ahead_table


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """100 to 300 in five years; 193.32 after three is on the compound path."""
    values = {"a": {2015: 100, 2018: 193.32}}
    return small_plan(tmp_path_factory.mktemp("m1"), [{"indicator": "a", "target": 300}], values)


def sections(report):
    return {section.key: section for section in report.sections}


@pytest.mark.parametrize(
    ("rule", "shown", "margin"),
    [
        ("schedule", "220 (equal steps)\n193.32 (constant rate)", "-26.7"),
        ("open_sdg", "193.32 (constant rate)\n220 (equal steps)", "0.0018"),
    ],
)
def test_table_ahead_shows_both_paths_by_name_the_judging_one_first(plan, rule, shown, margin):
    row = ahead_table(plan, la.scorecard(plan, 2018, rule=rule), "en").iloc[0]
    assert row["The path asks for"] == shown
    assert float(row["Margin"]) == pytest.approx(float(margin), rel=0.01)


def test_milestones_of_a_review_are_those_of_the_path_that_judges(plan):
    shown = sections(la.build_review(plan, 2018))["milestones"]
    assert la.RULES[HEADLINE].path == "linear"
    assert shown.table.iloc[0].tolist()[2:] == ["100", "140", "180", "220", "260", "300"]
    assert "along which this review judges (equal steps)" in shown.lead


def test_milestones_along_a_rate_are_straight_where_there_is_none(tmp_path):
    goals = [{"indicator": "a", "target": 300}, {"indicator": "b", "target": 100}]
    plan = small_plan(tmp_path, goals, {"a": {2015: 100}, "b": {2015: 0}})
    made = milestone_table(plan, la.required_growth(plan), la.milestones(plan), "en", "compound")
    rows = made.set_index("Indicator")["2018"]
    assert rows["a"] == "193.3"  # 100 * 3 ** 0.6
    assert rows["b"] == "60"


@pytest.mark.parametrize(
    ("lang", "parts"),
    [
        ("en", ("way against the time", "7 points", "reversing", "convention of this report")),
        ("zh", ("进度与时序相比", "7个百分点", "低于基期水平", "本报告约定")),
    ],
)
def test_review_says_in_one_line_what_is_its_own_convention(plan, lang, parts):
    lead = sections(la.build_review(plan, 2018, lang=lang, tol=0.07))["scorecard"].lead
    assert all(part in lead for part in parts), lead
    assert "2023" in lead


def test_heading_of_the_count_says_published_rules(plan):
    ahead = sections(la.build_review(plan, 2018))["ahead"].table
    # In time: the growth ratio and UN 2023; late: SDSN and ESCAP.
    assert ahead["Published rules that say in time"].tolist() == ["2 of 4"]
