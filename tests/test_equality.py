"""Two results that hold the same are equal, also where a number is missing; so are their copies."""

from __future__ import annotations

import copy
import math
import pickle
from collections.abc import Callable, Hashable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.equality import alike
from linhai_analysis.report.figures import pictures

# No figure for 2016, no number in the second target.
TARGETS = [{"indicator": "firms", "printed": "120"}, {"indicator": "patents", "printed": "若干"}]
VALUES = {"firms": {2013: 50, 2014: 55, 2015: 60, 2016: math.nan, 2017: 80}}
ASSUMED = {
    "firms": {"rate": 0.05, "low": math.nan, "high": math.nan},
    "patents": {"path": {2016: 70, 2020: 120}},
}


def series() -> pd.Series:
    """Yearly values, made anew."""
    return pd.Series([50.0, 55.0, 60.0, math.nan, 80.0], index=range(2013, 2018))


def plan(folder: Any) -> la.Plan:
    """A small plan, read anew."""
    return small_plan(folder, TARGETS, VALUES)


def simulation(folder: Any) -> Any:
    """Draws from a range of one scenario."""
    ranged = la.Scenario("s", {"firms": {"rate": 0.1, "low": 0.05, "high": 0.2}})
    return la.simulate(plan(folder), ranged, draws=16, reference=None)


def assessment(folder: Any) -> la.Assessment:
    """A verdict with no number, of a target that is missing."""
    path = {"base_year": 2013, "target_year": 2020, "better": "up"}
    return la.assess(series(), target=None, rule="schedule", **path)


MADE: dict[str, Callable[[Any], Any]] = {
    "plan": plan,
    "figures": lambda folder: la.read(_table(folder)),
    "assumption": lambda folder: la.Assumption("firms", "halt", float("nan")),
    "scenario": lambda folder: la.Scenario("s", ASSUMED),
    "simulation": simulation,
    "projection": lambda folder: la.project(series(), horizon=3),
    "no projection": lambda folder: la.project(series()[:0], horizon=3),
    "assessment": assessment,
    "review": lambda folder: la.build_review(plan(folder), year=2017),
    "rule": lambda folder: la.RULES["schedule"],
    "reply": lambda folder: la.lesson.check("1a", "5"),
}


def _table(folder: Any) -> Any:
    (folder / "firms.csv").write_text("name,2014,2015,2016\nfirms,40,,44\n")
    return folder / "firms.csv"


@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_what_was_made_twice_of_the_same_is_equal_and_so_are_copies(make, tmp_path):
    one, other = make(tmp_path), make(tmp_path)
    assert one == other
    assert one != "firms"
    copies = (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one)))
    assert [made == other for made in copies] == [True] * 3
    # A hash agrees with equality, or there is none.
    assert not isinstance(one, Hashable) or hash(one) == hash(other)


def test_what_differs_in_one_number_is_not_equal(tmp_path):
    first = plan(tmp_path / "a")
    later = {"firms": VALUES["firms"] | {2017: 81}}
    assert first != small_plan(tmp_path / "b" / "a", TARGETS, later)
    assert la.Scenario("s", {"firms": "5%"}) != la.Scenario("s", {"firms": "6%"})
    assert la.Scenario("s", {"firms": "5%"}) != la.Scenario("t", {"firms": "5%"})
    assert la.project(series(), horizon=3) != la.project(series() + 1, horizon=3)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (math.nan, 1.0),
        (math.nan, "nan"),
        (pd.NA, 0),
        (np.array([1.0, math.nan]), np.array([1.0, 2.0])),
        (np.array([1.0]), np.array([1])),
        (np.array(["a"]), ["a"]),
        (pd.Series([1.0]), pd.DataFrame([1.0])),
        (pd.Series([1.0]), pd.Series([1.0], index=[1])),
        ((1,), (1, 2)),
        ({"a": math.nan}, {"b": math.nan}),
        ({"a": 1}, [("a", 1)]),
    ],
)
def test_two_values_that_differ(one, other):
    assert not alike(one, other)
    assert not alike(other, one)


def test_copy_of_a_review_draws_and_writes_the_same_bytes(tmp_path):
    """It can be written by another process; in another language it is another review."""
    chinese, english = (la.build_review(plan(tmp_path), year=2017, lang=x) for x in ("zh", "en"))
    assert chinese != english
    copied = pickle.loads(pickle.dumps(chinese))
    for report, folder in ((chinese, "one"), (copied, "other")):
        report.write(tmp_path / folder, formats=["json"])
    one, other = ((tmp_path / x / "review.json").read_bytes() for x in ("one", "other"))
    assert one == other
    one, other = (pictures(report.charts[0].draw, ["svg"]) for report in (chinese, copied))
    assert one == other
