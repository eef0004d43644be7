"""Scenarios about indicators without a target, and names, years and numbers that cannot be."""

from __future__ import annotations

import pandas as pd
import pytest
from small_plans import small_plan
from small_scenarios import scenario

import linhai_analysis as la


@pytest.fixture
def plan(tmp_path):
    """A has a target, free has none."""
    goals = [{"indicator": "a", "target": 120}, {"indicator": "free", "target": 1}]
    small_plan(tmp_path / "plan", goals, {"a": {2015: 60}, "free": {2015: 5}})
    path = tmp_path / "plan" / "targets.csv"
    pd.read_csv(path).query("indicator == 'a'").to_csv(path, index=False)
    return la.load_plan(path.parent)


@pytest.mark.parametrize("ask", [la.closing_rate, la.reach_year], ids=lambda ask: ask.__name__)
def test_indicator_without_target_gives_an_empty_frame_with_its_columns(plan, ask):
    full, empty = ask(plan, scenario({"a": 0.1})), ask(plan, scenario({"free": "1%"}))
    assert len(full) == 1
    assert empty.empty
    assert list(empty) == list(full)
    numbers = full.select_dtypes(["number", "boolean"]).columns
    assert len(numbers) >= 5
    assert empty[numbers].dtypes.equals(full[numbers].dtypes)
    both = ask(plan, [scenario({"free": "1%"}), scenario({"a": 0.1}, "other")])
    assert both["scenario"].tolist() == ["other"]


def test_targets_of_a_draw_without_target_are_none(plan):
    made = la.simulate(plan, scenario({"free": "1%"}), draws=10)
    assert made.targets.empty
    assert made.judged == 0


@pytest.mark.parametrize("to", [10**9, 10**30, 2020.5, "2030", -1])
def test_year_that_is_none_is_refused_before_anything_is_laid(plan, to):
    for ask in (la.reach_year, la.run_scenarios):
        with pytest.raises(la.DataError, match="to="):
            ask(plan, scenario({"a": 0.1}), to=to)


@pytest.mark.parametrize("name", ["R&D 5%/yr", "研发/年 5%", "..", "CON", "x" * 300, "x\ny"])
def test_scenario_of_any_name_is_saved_by_the_panel(tmp_path, monkeypatch, name):
    pytest.importorskip("ipywidgets")
    monkeypatch.setattr("linhai_analysis.explore.panel.picture", lambda *_: (b"\x89PNG", ""))
    goal = {"indicator": "R&D/GDP", "target": 3, "unit": "%", "kind": "share"}
    plan = small_plan(tmp_path / "plan", [goal], {"R&D/GDP": {2015: 2.5}})
    made = la.Scenario(name, {"R&D/GDP": {"points": 0.1}})
    table, chart = la.explore(plan, [made], folder=tmp_path / "out").save()
    assert {table.parent, chart.parent} == {tmp_path / "out"}
    assert chart.name.endswith("_r-d-gdp.png")
    [again] = la.read_scenarios(plan, table)
    assert again.name == name.strip()


@pytest.mark.parametrize("name", ["", "  ", None, 5])
def test_scenario_needs_a_name(name):
    with pytest.raises(la.DataError, match="a scenario needs a name"):
        la.Scenario(name, {"a": 0.1})


def test_numbers_beyond_all_memory_are_refused_at_once(plan):
    history = pd.Series([4.0, 5.0, 6.0], index=[2013, 2014, 2015])
    for asked in (
        lambda: la.simulate(plan, scenario({"a": 0.1}), draws=10**30),
        lambda: la.compound_path(1, 0.1, 10**30),
        lambda: la.linear_path(1, 0.1, 10**30),
        lambda: la.project(history, horizon=10**30),
        lambda: la.project(history, to=10**30),
    ):
        with pytest.raises(
            la.DataError, match=r"more than can be computed|100 years at most|is not a year"
        ):
            asked()
