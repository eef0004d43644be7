"""Charts refuse a frame that is not theirs in a sentence, before anything is drawn."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from small_plans import small_plan

import linhai_analysis as la

GOAL = {"indicator": "a", "target": 120}
SOME = pd.DataFrame({"indicator": ["a"], "year": [2018]})


@pytest.fixture
def plan(tmp_path):
    return small_plan(tmp_path / "plan", [GOAL], {"a": {2015: 60, 2018: 80}})


@pytest.fixture
def other(tmp_path):
    """A plan with a target of its own beside the same one."""
    goals = [GOAL, {"indicator": "b", "target": 1}]
    return small_plan(tmp_path / "other", goals, {"a": {2015: 60, 2018: 80}})


DOORS = {
    "scorecard": lambda plan, frame: la.plot_scorecard(plan, frame),
    "verdicts": lambda plan, frame: la.plot_verdicts(plan, frame),
    "pace": lambda plan, frame: la.plot_pace(plan, "a", frame),
    "required": lambda plan, frame: la.plot_required_growth(plan, frame),
    "milestones": lambda plan, frame: la.plot_milestones(plan, "a", frame),
    "hindsight": lambda plan, frame: la.plot_hindsight(frame),
    "backtest": lambda plan, frame: la.plot_backtest(frame),
    "calibration": lambda plan, frame: la.plot_calibration(frame),
    "scenarios": lambda plan, frame: la.plot_scenarios(plan, "a", frame),
    "sensitivity": lambda plan, frame: la.plot_sensitivity(plan, frame),
}


@pytest.mark.parametrize("door", DOORS)
def test_frame_without_its_columns_is_refused(plan, door):
    with pytest.raises(la.DataError, match="the table has no column"):
        DOORS[door](plan, SOME)
    assert not plt.get_fignums()


def test_scorecard_of_another_plan_is_refused(plan, other):
    card, rules = la.scorecard(other, 2018), la.assess_progress(other, 2018)
    for door, frame in (("scorecard", card), ("pace", card), ("verdicts", rules)):
        with pytest.raises(la.UnknownNameError, match=r"no target in this plan 'b\.p_2'"):
            DOORS[door](plan, frame)
    assert not plt.get_fignums()


def test_scorecard_that_leaves_the_indicator_out_is_refused(plan):
    with pytest.raises(la.UnknownNameError, match="no indicator with a target 'a'"):
        la.plot_pace(plan, "a", la.scorecard(plan, 2018).iloc[:0])


def test_pace_stands_on_the_baselines_of_its_scorecard(tmp_path):
    """The scorecard was given 50 in 2015; the chart of the same review starts there too."""
    plan = small_plan(tmp_path / "bare", [GOAL], {"a": {2018: 80}})
    card = la.scorecard(plan, 2018, baselines={"a": 50})
    assert card["progress"].item() == pytest.approx(30 / 70)
    ax = la.plot_pace(plan, "a", card)
    paths = {line.get_gid(): line.get_xydata()[0].tolist() for line in ax.get_lines()}
    assert paths["path_linear"] == paths["path_compound"] == [2015, 50]
    assert not any("no figure for the base year" in text.get_text() for text in ax.texts)
    plt.close(ax.figure)
