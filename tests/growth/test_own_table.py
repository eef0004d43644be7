"""A table of one's own: what it leaves out, and what it says that nothing can be made of."""

from __future__ import annotations

import pandas as pd
import pytest

import linhai_analysis as la

ROW = {"base_year": 2015, "base_value": 60.0, "target_year": 2020, "target_value": 120.0}


def growth(**cells) -> pd.Series:
    return la.required_growth(pd.DataFrame([ROW | cells])).iloc[0]


def test_kind_basis_and_relation_may_be_left_out():
    row = growth()
    assert row["required_per_year"] == 12  # (120 - 60) / 5
    assert row[["basis", "relation", "natural"]].tolist() == ["level", "at_least", "compound"]
    assert growth(target_value=30)["relation"] == "at_most"


@pytest.mark.parametrize(
    "cells",
    [
        {"base_year": "2015", "target_value": "120"},
        {"base_value": pd.array([60], "Int64")[0], "target_year": 2020.0},
    ],
)
def test_numbers_may_be_text_or_nullable(cells):
    assert growth(**cells)["required_per_year"] == 12


@pytest.mark.parametrize(
    ("base", "better", "rate", "pace"),
    [
        # 100 to 121-144: 121 comes first on the way up, 144 on the way down.
        (100, "up", 0.1, 10.5),
        (196, "down", 144 / 196, 26),
    ],
)
def test_range_is_reached_at_the_end_that_comes_first(base, better, rate, pace):
    table = {"base_year": [2015], "target_year": 2017, "target_value": 121.0, "target_high": 144.0}
    table |= {"base_value": base, "relation": "range", "better": better}
    row = la.required_growth(pd.DataFrame(table)).iloc[0]
    expected = 0.1 if better == "up" else rate**0.5 - 1
    assert row["required_cagr"] == pytest.approx(expected)
    assert row["required_per_year"] == pytest.approx(pace if better == "up" else -pace)


@pytest.mark.parametrize("missing", [None, pd.NA, float("nan")])
def test_missing_baseline_has_its_reason(missing):
    row = growth(base_value=missing)
    assert pd.isna(row["required_per_year"])
    assert row["reason"] == "no figure for the base year 2015"


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"kind": None}, "kind 'None' is not one of count"),
        ({"basis": "total"}, "basis 'total' is not one of level"),
        ({"relation": "atleast"}, "relation 'atleast' is not one of at_least"),
        ({"relation": None}, "relation 'None' is not one of at_least"),
        ({"better": "higher"}, "better 'higher' is not one of up, down"),
        ({"base_year": 2015.5}, "base_year holds years that are no whole numbers"),
        ({"base_value": "sixty"}, "base_value holds something else than numbers"),
    ],
)
def test_cell_that_says_nothing_is_named(cells, sentence):
    with pytest.raises(la.DataError, match=sentence):
        growth(**cells)


@pytest.mark.parametrize("given", [None, [1], 5])
def test_what_is_no_table_is_refused(given):
    with pytest.raises(la.DataError, match="a table is needed, and this is a"):
        la.required_growth(given)
