"""Every basis aims at the level that a hand works out, and every relation is met as it says."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from linhai_analysis.errors import DataError
from linhai_analysis.targets import BASES, KINDS, RANGE, RELATIONS, is_total, meets, with_aims
from linhai_analysis.targets.bases import levels
from linhai_analysis.targets.meeting import nearest, same, towards
from linhai_analysis.words import known

# Printed value, base value 50, five years: the level aimed at, worked out by hand.
LEVELS = {
    "level": (80, 80),
    "increment": (12, 12),
    "cumulative": (300, 300),
    "yearly_average": (12, 60),  # 5 x 12
    "growth_rate": (0.1, 80.5255),  # 50 x 1.1^5 = 50 x 1.61051
    "cumulative_change": (-0.2, 40),
    "point_change": (3, 53),
    "yearly_points": (0.2, 51),  # 50 + 5 x 0.2
    "multiple": (2, 100),
    "every_year": (80, 80),
}
# Below, just at and above 100; 1e-12 is a rounding of the last digit.
VALUES = [98.0, 99.0, 100 - 1e-12, 100.0, 100 + 1e-12, 101.0, 103.0]
MET = {
    "at_least": [0, 0, 1, 1, 1, 1, 1],
    "at_most": [1, 1, 1, 1, 1, 0, 0],
    "above": [0, 0, 0, 0, 0, 1, 1],
    "below": [1, 1, 0, 0, 0, 0, 0],
    "exactly": [0, 0, 1, 1, 1, 0, 0],
    "about": [1, 1, 1, 1, 1, 1, 0],  # within 2 %
}


def one_row(**facts):
    row = {
        "base_value": 50.0,
        "base_year": 2015,
        "target_year": 2020,
        "target_value": 80.0,
        "target_high": np.nan,
        "basis": "level",
        "relation": "at_least",
        "kind": "amount",
        "better": "up",
    }
    return pd.DataFrame([row | facts])


def test_every_basis_is_worked_out_here():
    assert set(LEVELS) == set(BASES)
    assert set(MET) == set(RELATIONS)


@pytest.mark.parametrize("basis", BASES)
def test_basis_aims_at_the_level_by_hand(basis):
    printed, aim = LEVELS[basis]
    rows = with_aims(one_row(basis=basis, target_value=float(printed)))
    assert rows["aim"].item() == pytest.approx(aim)


@pytest.mark.parametrize("basis", BASES)
def test_without_a_base_only_what_stands_relative_to_it_has_no_level(basis):
    rows = with_aims(one_row(basis=basis, base_value=np.nan))
    assert rows["aim"].isna().item() == (
        basis in ("growth_rate", "cumulative_change", "point_change", "yearly_points", "multiple")
    )


@pytest.mark.parametrize("basis", BASES)
def test_basis_has_words_and_a_fall_where_its_sign_says_so(basis):
    assert known(f"basis.{basis}")
    assert known(f"basis.{basis}.fall") == BASES[basis].signed


@pytest.mark.parametrize("relation", RELATIONS)
def test_relation_is_met_as_it_says(relation):
    assert meets(VALUES, 100.0, relation).astype(int).tolist() == MET[relation]


@pytest.mark.parametrize("relation", RELATIONS)
def test_many_relations_at_once_and_falls_below_zero(relation):
    """The same figures turned upside down: a floor of 100 is a ceiling of -100."""
    turned = {"at_least": "at_most", "at_most": "at_least", "above": "below", "below": "above"}
    mirrored = meets([-value for value in VALUES], -100.0, [turned.get(relation, relation)] * 7)
    assert mirrored.astype(int).tolist() == MET[relation]


@pytest.mark.parametrize("relation", RELATIONS)
def test_missing_value_or_level_is_not_met(relation):
    assert not meets([np.nan, 3.0], [3.0, np.nan], relation).any()


def test_tolerance_is_relative_for_small_and_large_figures():
    assert meets(1e-12 * (1 - 1e-11), 1e-12, "at_least")
    assert not meets(0.9e-12, 1e-12, "at_least")
    assert meets(1e12 - 1, 1e12, "at_least")
    assert same(0.0, 0.0)


@pytest.mark.parametrize(
    ("better", "aim", "sense"), [("up", 3.0, "at_least"), ("down", 5.0, "at_most")]
)
def test_range_is_held_against_the_end_that_is_reached_first(better, aim, sense):
    rows = with_aims(
        one_row(relation=RANGE, target_value=3.0, target_high=5.0, better=better, base_value=10.0)
    )
    assert rows[["aim", "sense"]].iloc[0].tolist() == [aim, sense]


def test_range_of_rates_is_a_range_of_levels():
    """下降3-5% a year, lower is better: -3 % is reached first. 100 x 0.97^5 = 85.87."""
    rows = with_aims(
        one_row(
            relation=RANGE,
            target_value=-0.05,
            target_high=-0.03,
            basis="growth_rate",
            better="down",
            base_value=100.0,
        )
    )
    assert rows["aim"].item() == pytest.approx(85.8734, abs=1e-4)


@pytest.mark.parametrize("better", ["up", "down"])
@pytest.mark.parametrize("relation", RELATIONS)
def test_other_relations_do_not_ask_what_is_better(relation, better):
    assert nearest(relation, better) == relation


@pytest.mark.parametrize(
    ("relation", "better", "aim", "base", "way"),
    [
        ("at_least", "down", 5.0, 10.0, 1.0),
        ("at_most", "up", 10.0, 5.0, -1.0),
        ("above", "up", 10.0, 5.0, 1.0),
        ("below", "up", 10.0, 5.0, -1.0),
        ("exactly", "up", 5.0, 10.0, -1.0),
        ("about", "down", 10.0, 5.0, 1.0),
        ("exactly", "down", 5.0, 5.0, -1.0),  # nothing to go: better says
        ("exactly", "up", 5.0, np.nan, 1.0),
        ("at_most", "up", np.nan, 5.0, 1.0),  # no target: better says
    ],
)
def test_way_to_the_target(relation, better, aim, base, way):
    found = towards([relation], [better], np.array([aim]), np.array([base]))
    assert found.tolist() == [way]


@pytest.mark.parametrize(
    ("kind", "natural", "lower", "upper"),
    [
        ("count", "compound", 0, None),
        ("amount", "compound", 0, None),
        ("share", "linear", 0, 100),
        ("ratio", "linear", None, None),
        ("index", "compound", None, None),
        ("rank", "linear", 1, None),
    ],
)
def test_kind_moves_and_is_bounded(kind, natural, lower, upper):
    found = KINDS[kind]
    assert (found.natural, found.lower, found.upper) == (natural, lower, upper)


def test_addition_moves_by_the_same_amount_each_year_whatever_is_counted():
    assert with_aims(one_row(basis="increment", kind="count"))["natural"].item() == "linear"
    assert with_aims(one_row(basis="level", kind="count"))["natural"].item() == "compound"


def test_total_is_an_indicator_all_of_whose_targets_start_from_nothing():
    rows = pd.DataFrame(
        {"indicator": ["a", "a", "b", "b"], "basis": ["increment", "cumulative"] + ["level"] * 2}
    )
    rows.loc[3, "basis"] = "increment"
    assert [is_total(rows, name) for name in "abc"] == [True, False, False]


def test_unknown_relation_is_an_error():
    with pytest.raises((DataError, KeyError)):
        meets(1.0, 1.0, "at_lest")


def test_growth_beyond_what_a_number_holds_has_no_level_and_no_warning():
    value, base, years = (np.array([one]) for one in (1e300, 60.0, 5.0))
    assert np.isnan(levels(pd.Series(["growth_rate"]), value, base, years)).all()
