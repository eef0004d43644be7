"""What a browser sends back is no move, also of a slider that was moved before."""

from __future__ import annotations

import pytest
from small_plans import small_plan

import linhai_analysis as la

pytest.importorskip("ipywidgets")


@pytest.fixture
def panel(tmp_path, monkeypatch):
    monkeypatch.setattr("linhai_analysis.explore.panel.picture", lambda *_: b"\x89PNG")
    plan = small_plan(tmp_path / "plan", [{"indicator": "a", "target": 120}], {"a": {2015: 60}})
    made = la.Scenario("s", {"a": {"rate": 0.079, "low": 0.0334, "high": 0.1235}})
    return la.explore(plan, [made], folder=tmp_path / "out")


def test_echo_before_anybody_moves_leaves_rate_and_range(panel):
    for sent in (7.8999999999, 7.900000000000001, 7.9):
        panel.sliders["a"].value = sent
    [kept] = panel.scenario().assumptions
    assert (kept.value, kept.low, kept.high) == (0.079, 0.0334, 0.1235)
    assert panel.shown()["value"].iloc[-1] == pytest.approx(60 * 1.079**5, rel=1e-12)


def test_echo_of_a_move_leaves_what_was_moved_to(panel):
    panel.move("a", 12.3, spread=2)
    panel.sliders["a"].value = 12.299999999
    [moved] = panel.scenario().assumptions
    assert moved.value == pytest.approx(0.123, rel=1e-15)
    panel.sliders["a"].value = 12.4  # one step is a move
    assert panel.scenario().assumptions[0].value == pytest.approx(0.124, rel=1e-12)


def test_slider_moved_back_is_still_set_by_hand(panel):
    panel.move("a", 12.3, spread=1)
    panel.sliders["a"].value = 7.9
    [back] = panel.scenario().assumptions
    assert (back.low, back.value, back.high) == pytest.approx((0.069, 0.079, 0.089))
