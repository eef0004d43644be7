"""Draws in blocks, and what is kept of them."""

from __future__ import annotations

import numpy as np
import pytest
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.scenario import simulation

RATE = {"rate": 0.1, "low": 0.0, "high": 0.3}


@pytest.fixture
def plan(tmp_path):
    """A level, an addition and a mean of all years, whose targets look at more than the end."""
    targets = [
        {"indicator": "a", "target": 120},
        {"indicator": "both", "target": 45, "basis": "increment"},
        {"indicator": "both", "target": 90, "main": ""},
        {"indicator": "mean", "target": 80, "basis": "yearly_average"},
    ]
    return small_plan(tmp_path, targets, {name: {2015: 60} for name in ("a", "both", "mean")})


def test_blocks_of_draws_change_nothing(plan, monkeypatch):
    assumed = la.Scenario("s", dict.fromkeys(("a", "both", "mean"), RATE))
    whole = la.simulate(plan, assumed, 1000)
    monkeypatch.setattr(simulation, "BLOCK", 64)  # 1000 is no multiple of it
    blocks = la.simulate(plan, assumed, 1000)
    assert blocks.quantiles.equals(whole.quantiles)
    assert blocks.targets.equals(whole.targets)
    assert blocks.paths("mean").equals(whole.paths("mean"))


def test_targets_that_look_at_all_years_are_judged_by_the_drawn_paths(plan):
    made = la.simulate(plan, la.Scenario("s", {"both": RATE, "mean": RATE}), 2000)
    both, mean = made.paths("both"), made.paths("mean")
    shares = made.targets.set_index(["indicator", "target_value"])["probability"]
    assert shares["both", 45] == np.mean(both[2020] - both[2015] >= 45)
    assert shares["both", 90] == np.mean(both[2020] >= 90)
    # 80 a year on average over 2016 to 2020: 400 in all.
    assert shares["mean", 400] == np.mean(mean.loc[:, 2016:].sum(axis=1) >= 400)
    assert 0 < shares.min() < shares.max() < 1


def test_path_that_ends_before_its_target_says_where(plan):
    made = la.simulate(plan, la.Scenario("s", {"a": RATE}), 100, to=2018)
    assert made.targets["reason"].tolist() == ["nothing is assumed after 2018"]
    assert list(made.paths("a")) == [2015, 2016, 2017, 2018]
