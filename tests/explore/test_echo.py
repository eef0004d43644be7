"""What a browser sends back is no move, also of a slider that was moved before."""

from __future__ import annotations

import pytest
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.explore.widgets import growth_slider

pytest.importorskip("ipywidgets")


@pytest.fixture
def panel(tmp_path, monkeypatch):
    monkeypatch.setattr("linhai_analysis.explore.panel.picture", lambda *_: (b"\x89PNG", ""))
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


def test_slider_that_was_replaced_moves_nothing(panel):
    late = panel.sliders["a"]
    panel.choose(lang="zh")
    late.value = 12.0  # what the browser sends after the menu has made new sliders
    assert panel.scenario().assumptions[0].value == 0.079
    panel.move("a", 9)
    late.value = 7.8999999999
    assert panel.scenario().assumptions[0].value == pytest.approx(0.09, rel=1e-12)


def test_number_that_was_added_up_is_kept_as_it_is_read(panel):
    panel.sliders["a"].value = 12.299999999999997
    assert panel.scenario().table().loc[0, "value"] == "0.123"


@pytest.mark.parametrize("growth", [0.004, -0.6, 1.26, 37.25])
def test_slider_of_a_change_starts_at_a_whole_step(growth):
    slider = growth_slider(growth, rate=False)
    steps = (growth - slider.min) / slider.step
    assert steps == pytest.approx(round(steps), abs=1e-6)
    # It reaches to both sides of none.
    assert slider.min < 0 < slider.max
