"""Scenarios written in Python: numbers stay numbers, and equal ones are equal."""

from __future__ import annotations

import math

import pytest

import linhai_analysis as la


def test_two_scenarios_of_the_same_assumptions_are_equal():
    given = {"gdp": "5%", "patents_granted": {"halt": None}, "rd_expenditure": {"path": {2016: 7}}}
    assert la.Scenario("a", given) == la.Scenario("a", given)
    bare = la.Assumption("gdp", "rate", 0.05, low=math.nan, high=math.nan)
    assert (bare.low, bare.high, bare.ranged) == (None, None, False)
    assert bare == la.Assumption("gdp", "rate", 0.05)


@pytest.mark.parametrize("given", ["fast", [0.05], ["gdp"], [("gdp", "rate", 0.05)], 5, None])
def test_what_holds_no_assumptions_is_refused(given):
    with pytest.raises(la.DataError, match=r"^scenario 'x': .* holds no assumptions; give a "):
        la.Scenario("x", given)


def test_number_is_taken_as_it_is():
    third = 1 / 3
    [one] = la.Scenario("x", {"gdp": {"rate": third, "low": -third, "high": 2 * third}}).assumptions
    assert (one.value, one.low, one.high) == (third, -third, 2 * third)
    [path] = la.Scenario("x", {"gdp": {"path": {2016: 400 + third}}}).assumptions
    assert path.value == {2016: 400 + third}


def test_all_faults_of_a_scenario_in_python_at_once():
    given = {
        "gdp": {"rate": 5, "quality": "blue"},
        "patents_granted": [{"points": 1, "from_year": 2016}, {"rate": 0.1, "from_year": 2016}],
        "rd_expenditure": {"reach": 20, "low": 21, "high": 22},
    }
    with pytest.raises(la.FaultsError) as error:
        la.Scenario("x", given)
    assert str(error.value).splitlines() == [
        "4 faults:",
        "- scenario 'x', gdp: '5' is a rate above 1 (500 % a year); did you mean 0.05?",
        "- scenario 'x', gdp, column quality: 'blue' is not one of green, amber, red",
        "- scenario 'x', patents_granted: two stages begin in the same year; "
        "give the later one its from_year",
        "- scenario 'x', rd_expenditure, column high: '22' and the low end 21 leave the value 20 "
        "outside",
    ]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("gdp", "reach", math.nan), "nan is not a number"),
        (("gdp", "points", math.inf), "inf is not a number"),
        (("gdp", "percent_of_baseline", -5), "-5 is nothing of the baseline"),
        (("gdp", "rate", 0.1, 0, 0.05), "0.1 is missing beside the low end 0.05"),
    ],
)
def test_assumption_by_hand_needs_numbers(given, sentence):
    with pytest.raises(la.DataError, match=f"^the assumption about gdp: {sentence}"):
        la.Assumption(*given)
