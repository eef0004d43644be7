"""Sensitivity: each assumption moved alone, by hand."""

from __future__ import annotations

import pytest
from small_plans import small_plan
from small_scenarios import scenario

import linhai_analysis as la


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    targets = [{"indicator": name, "target": 120} for name in ("a", "b")]
    return small_plan(tmp_path_factory.mktemp("two"), targets, {"a": {2015: 60}, "b": {2015: 60}})


def test_sensitivity_by_hand(linhai):
    """R&D over GDP in 2020; the wider range moves it more, and GDP moves it down."""
    assumed = {
        "gdp": {"rate": 0.05, "low": 0.04, "high": 0.06},
        "rd_expenditure": {"rate": 0.12, "low": 0.08, "high": 0.16},
        "patents_granted": 0.1,
    }
    table = la.sensitivity(linhai, scenario(assumed), "rd_gdp_ratio")
    assert table["indicator"].tolist() == ["rd_expenditure", "gdp"]
    ratio = lambda rd, gdp: 100 * 13.81 / 463.5 * ((1 + rd) / (1 + gdp)) ** 5  # noqa: E731
    rd, gdp = table.to_dict("records")
    assert (rd["low"], rd["value"], rd["high"], rd["range"]) == (0.08, 0.12, 0.16, "given")
    assert rd["outcome_low"] == pytest.approx(ratio(0.08, 0.05))
    assert rd["outcome_high"] == pytest.approx(ratio(0.16, 0.05))
    assert rd["outcome_value"] == pytest.approx(ratio(0.12, 0.05))
    assert rd["swing"] == pytest.approx(ratio(0.16, 0.05) - ratio(0.08, 0.05))
    assert gdp["outcome_low"] == pytest.approx(ratio(0.12, 0.04))
    assert gdp["outcome_high"] == pytest.approx(ratio(0.12, 0.06))
    assert gdp["swing"] == pytest.approx(ratio(0.12, 0.04) - ratio(0.12, 0.06))


@pytest.mark.parametrize(
    ("assumed", "options", "low", "high"),
    [
        # A point of growth to each side; a tenth of other amounts.
        (0.1, {}, 60 * 1.09**5, 60 * 1.11**5),
        (0.1, {"step": 0.02}, 60 * 1.08**5, 60 * 1.12**5),
        (0.1, {"year": 2017}, 60 * 1.09**2, 60 * 1.11**2),
        ({"points": 10}, {}, 60 + 5 * 9, 60 + 5 * 11),
        ({"reach": 100}, {"share": 0.2}, 80, 120),
        ({"percent_of_baseline": 200}, {}, 60 * 1.8, 60 * 2.2),
    ],
)
def test_amount_without_a_range_is_moved_to_both_sides(one, assumed, options, low, high):
    row = la.sensitivity(one, scenario({"a": assumed}), "a", **options).iloc[0]
    assert row["range"] == "step"
    assert row[["outcome_low", "outcome_high"]].tolist() == pytest.approx([low, high])


def test_each_stage_is_moved_alone(one):
    """Three years at 10 %, two at 5 %."""
    stages = [0.1, {"rate": 0.05, "from_year": 2018}]
    table = la.sensitivity(one, scenario({"a": stages}), "a")
    assert table["outcome_low"].tolist() == pytest.approx(
        [60 * 1.09**3 * 1.05**2, 60 * 1.1**3 * 1.04**2]
    )
    assert table["outcome_value"].tolist() == pytest.approx([60 * 1.1**3 * 1.05**2] * 2)


def test_what_has_no_amount_or_no_effect_has_no_row(two):
    assumed = scenario({"a": {"halt": None}, "b": 0.1})
    assert la.sensitivity(two, assumed, "a").empty
    assert la.sensitivity(two, assumed, "b")["indicator"].tolist() == ["b"]


def test_leader_moves_its_follower(two):
    assumed = scenario({"a": 0.1, "b": {"follow": "a"}})
    row = la.sensitivity(two, assumed, "b").iloc[0]
    assert (row["indicator"], row["outcome_high"]) == ("a", pytest.approx(60 * 1.11**5))


@pytest.mark.parametrize(
    ("outcome", "year", "sentence"),
    [
        ("c", None, "no path in scenario 's' of 'c'; there are: a"),
        ("a", 2030, "a has no value in 2030; its path covers 2015 to 2020"),
        ("a", "soon", "year='soon' is not a number"),
    ],
)
def test_outcome_that_is_not_there(one, outcome, year, sentence):
    with pytest.raises((la.DataError, la.UnknownNameError)) as error:
        la.sensitivity(one, scenario({"a": 0.1}), outcome, year)
    assert str(error.value) == sentence
