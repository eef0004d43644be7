"""The progress calculation of Open SDG on the cases that its own program is tested with.

The figures are those of its repository (github.com/open-sdg/sdg-build, tests/assets/
progress-calculation, indicators 1-1-1, 3-3-3 and 9-5-1: Canada); what sdg-build answers was worked
out with a pencil by its formula: sign x direction x observed growth / size of the required growth.
"""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest

import linhai_analysis as la

POVERTY = {2020: 100, 2021: 120}
ILLNESS = {2010: 1.51, 2011: 1.51, 2012: 1.38, 2013: 1.4, 2014: 1.27, 2015: 1.55, 2016: 1.69}
ILLNESS |= {2017: 1.65, 2018: 1.62, 2019: 1.82}
RD = {2010: 1.83, 2011: 1.79, 2012: 1.77, 2013: 1.71, 2014: 1.71, 2015: 1.69, 2016: 1.73}
RD |= {2017: 1.69, 2018: 1.74, 2019: 1.75, 2020: 1.84}
# In its words and in those of this table.
WORDS = {
    "target_achieved": "target achieved",
    "substantial_progress": "on track",
    "moderate_progress": "moderate",
    "limited_progress": "limited",
    "deterioration": "deterioration",
}


def judged(values, better, **goal):
    told = {"base_year": 2015, "target": None, "target_year": 2030} | goal
    return la.assess(pd.Series(values, dtype=float), rule="open_sdg", better=better, **told)


@pytest.mark.parametrize(
    ("values", "better", "goal", "value", "word"),
    [
        # Without a target: 20 % up in a year where less is better.
        (POVERTY, "down", {"base_year": 2020}, -0.2, "deterioration"),
        (POVERTY, "up", {"base_year": 2020}, 0.2, "substantial_progress"),
        # (1.82 / 1.55)^(1/4) = 1.040962; from 1.55 to 0.001 in 15 years -38.721 %.
        (ILLNESS, "down", {"target": 0.001}, -0.105788, "deterioration"),
        (ILLNESS, "down", {}, -0.040962, "deterioration"),
        (ILLNESS, "up", {"target": 1.8}, 4.0962 / 1.001883, "target_achieved"),
        # ln(1.84 / 1.69) / 5 = 0.017008, (1.75 / 1.69)^(1/4) = 1.008760.
        (RD, "up", {}, 0.017154, "substantial_progress"),
        (RD, "up", {"year": 2019}, 0.008760, "moderate_progress"),
        (RD, "up", {"year": 2017}, 0.0, "limited_progress"),
        (RD, "down", {}, -0.017154, "deterioration"),
        # 3 % in 2030: (3 / 1.69)^(1/15) = 1.039000.
        (RD, "up", {"target": 3.0}, 0.017154 / 0.039000, "limited_progress"),
        (RD, "up", {"target": 2.0}, 0.017154 / 0.011292, "substantial_progress"),
    ],
)
def test_published_cases(values, better, goal, value, word):
    made = judged(values, better, **goal)
    assert made.label == WORDS[word]
    assert made.value == pytest.approx(value, rel=2e-4)


def test_what_it_makes_up_is_refused_here():
    """It takes 0.001 for a target of 0, and the next year for a base year that is missing."""
    zero = judged(ILLNESS, "down", target=0)
    assert (zero.status, np.isnan(zero.value)) == ("not_assessable", True)
    assert "0" in zero.reason
    later = judged(POVERTY, "down")
    assert (later.status, np.isnan(later.value)) == ("not_assessable", True)
    assert "2015" in later.reason


def test_formula_on_a_grid():
    """Both signs, both directions, on the way there and on the way back."""
    steps, goals = (0.5, 0.9, 1.02, 1.1, 1.5, 1.7), (0.4, 1.6)
    seen = set()
    for base, grown, goal, better in itertools.product((80.0, -80.0), steps, goals, ("up", "down")):
        latest, target = base * grown, base * goal
        towards = 1 if better == "up" else -1
        if towards * (target - base) < 0:
            continue  # It judges a target that the base has met; here that is to be held.
        made = judged({2015: base, 2019: latest}, better, target=target)
        observed, required = math.pow(grown, 1 / 4) - 1, math.pow(goal, 1 / 15) - 1
        value = math.copysign(1, base) * towards * observed / abs(required)
        achieved = towards * (latest - target) >= 0
        classes = zip((0.95, 0.6, 0.0, -math.inf), list(WORDS)[1:], strict=True)
        word = "target_achieved" if achieved else next(w for cut, w in classes if value >= cut)
        assert made.value == pytest.approx(value)
        assert made.label == WORDS[word]
        seen.add(word)
    assert seen == set(WORDS)
