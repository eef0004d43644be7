"""Which figures there are."""

from __future__ import annotations

from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.growth.gaps import coverage


def marks(plan: la.Plan, **given) -> set[tuple]:
    table = coverage(plan, la.required_growth(plan, **given))
    return set(table.itertuples(index=False, name=None))


def test_every_figure_has_one_mark(tmp_path):
    targets = [
        {"indicator": "a", "target": 100},
        {"indicator": "a", "target": 80, "target_year": 2018},
        {"indicator": "b", "target": 9, "basis": "increment"},
    ]
    plan = small_plan(tmp_path / "plan", targets, {"a": {2015: 60, 2017: 70}})
    assert marks(plan) == {
        ("a", 2015, "baseline"),
        ("a", 2017, "value"),
        ("a", 2018, "target"),
        ("a", 2020, "target"),
        ("b", 2020, "target"),  # an addition starts from nothing
    }


def test_assumed_baseline_is_still_missing(tmp_path):
    plan = small_plan(tmp_path / "plan", [{"indicator": "a", "target": 100}])
    assert ("a", 2015, "missing") in marks(plan)
    assert marks(plan, baselines={"a": 50}) == marks(plan)


def test_what_is_added_to_a_stock_is_known_only_beside_the_stock(tmp_path):
    goal = {"indicator": "a", "target": 9, "basis": "increment", "counted": "stock"}
    known, unknown = (
        marks(small_plan(tmp_path / str(first), [goal], {"a": {first: 60, 2017: 70}}))
        for first in (2015, 2016)
    )
    assert ("a", 2015, "baseline") in known
    assert ("a", 2015, "missing") in unknown - known


def test_indicators_of_main_targets_come_first(tmp_path):
    targets = [{"indicator": "a", "target": 9, "main": "no"}, {"indicator": "b", "target": 9}]
    plan = small_plan(tmp_path / "plan", targets)
    table = coverage(plan, la.required_growth(plan))
    assert list(dict.fromkeys(table["indicator"])) == ["b", "a"]
