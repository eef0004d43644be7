"""Paths to targets and paces continued, by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.progress.paces import pace_paths


def lines(card: pd.DataFrame) -> dict[str, dict[int, float]]:
    return {
        str(name): dict(zip(rows["year"], rows["value"], strict=True))
        for name, rows in pace_paths(card).groupby("line")
    }


def card_of(folder, target: dict, values: dict[int, float], year: int = 2017) -> pd.DataFrame:
    return la.scorecard(
        small_plan(folder / "plan", [{"indicator": "a"} | target], {"a": values}), year
    )


def test_paths_and_paces_of_a_level(tmp_path):
    """From 100 to 200 in five years; 121 after two is 10 % or 10.5 a year."""
    found = lines(card_of(tmp_path, {"target": 200}, {2015: 100, 2017: 121}))
    assert found["path_linear"] == pytest.approx({2015 + n: 100 + 20 * n for n in range(6)})
    assert found["path_compound"][2020] == pytest.approx(200)
    assert found["path_compound"][2016] == pytest.approx(100 * 2**0.2)
    assert found["continued_linear"] == pytest.approx(
        {2017: 121, 2018: 131.5, 2019: 142, 2020: 152.5}
    )
    assert found["continued_compound"] == pytest.approx(
        {2017: 121, 2018: 133.1, 2019: 146.41, 2020: 161.051}
    )


def test_addition_goes_from_nothing_on_a_straight_line(tmp_path):
    """60 to be added; 10 and 14 were: 24 in two years, 12 a year."""
    target = {"target": 60, "basis": "increment", "counted": "in_year"}
    found = lines(card_of(tmp_path, target, {2016: 10, 2017: 14}))
    assert set(found) == {"path_linear", "continued_linear"}
    assert found["path_linear"] == pytest.approx({2015 + n: 12 * n for n in range(6)})
    assert found["continued_linear"] == pytest.approx({2017: 24, 2018: 36, 2019: 48, 2020: 60})


@pytest.mark.parametrize(
    ("values", "year", "expected"),
    [
        ({}, 2017, set()),
        ({2017: 120}, 2017, set()),  # no base, so neither path nor pace
        ({2015: 100}, 2017, {"path_linear", "path_compound"}),
        ({2015: 100, 2020: 150}, 2020, {"path_linear", "path_compound"}),  # nothing lies ahead
        ({2015: -10, 2017: -4}, 2017, {"path_linear", "continued_linear", "continued_compound"}),
    ],
)
def test_lines_that_do_not_exist_have_no_rows(tmp_path, values, year, expected):
    assert set(lines(card_of(tmp_path, {"target": 200}, values, year))) == expected


def test_every_target_has_its_lines():
    card = la.scorecard(la.load_plan(), 2016)
    paths = pace_paths(card)
    own = paths[paths["indicator"] == "patents_granted"]
    ends = (
        own[own["year"] == 2020].groupby("line")["value"].apply(lambda v: sorted(set(v.round(6))))
    )
    assert ends.to_dict() == {"path_linear": [2500, 3300], "path_compound": [2500, 3300]}
    assert set(own["target_id"]) <= set(card["target_id"])
