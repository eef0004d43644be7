"""What a place tells of an indicator: its figures, or what a quotient implies of them."""

from __future__ import annotations

import pandas as pd
import pytest

import linhai_analysis as la
from linhai_analysis.reference import peer_series

RD, GDP, RATIO = "rd_expenditure", "gdp", "rd_gdp_ratio"


def told(indicator, **values):
    rows = [
        {"geo": geo, "indicator": name, "year": 2015 + k, "value": value}
        for geo in ("p", "q")
        for name, series in values.items()
        for k, value in enumerate(series)
    ]
    known = pd.DataFrame(rows)
    # The other place has other figures.
    known.loc[known["geo"] == "q", "value"] *= 7
    return peer_series(known, "p", indicator, la.load_plan().indicators)


@pytest.mark.parametrize(
    ("indicator", "values", "expected"),
    [
        (GDP, {RD: [3, 6], RATIO: [2, 3]}, [150, 200]),
        (RD, {GDP: [150, 200], RATIO: [2, 3]}, [3, 6]),
        # What is published goes before what would be implied.
        (GDP, {RD: [3, 6], RATIO: [2, 3], GDP: [160, 210]}, [160, 210]),
        (RATIO, {RD: [3, 6], GDP: [150, 200]}, [2, 3]),
        (RATIO, {RD: [3, 6], RATIO: [2, 3]}, [2, 3]),
        (RATIO, {RATIO: [2, 3]}, [2, 3]),
        (GDP, {RD: [3, 6]}, []),
        # A share of nothing implies no whole.
        (GDP, {RD: [3, 6], RATIO: [2, 0]}, [150]),
    ],
)
def test_two_members_of_a_quotient_give_the_third(indicator, values, expected):
    assert told(indicator, **values).values.tolist() == pytest.approx(expected)


@pytest.mark.parametrize(
    ("values", "way", "in_points"),
    [
        ({RD: [3, 6], GDP: [150, 200]}, "compound", False),
        ({RD: [3, 6], RATIO: [2, 3]}, "compound", False),
        ({GDP: [3, 6], RATIO: [2, 3]}, "compound", False),
        ({RATIO: [2, 3]}, "linear", True),
    ],
)
def test_quotient_grows_where_the_growth_of_its_parts_is_known(values, way, in_points):
    made = told(RATIO, **values)
    assert (made.way, made.in_points) == (way, in_points)


def test_break_of_the_quotient_is_one_of_what_it_implies():
    """GDP falls from 150 to 100."""
    values = {RD: [3, 3, 3], RATIO: [2, 3, 3]}
    assert told(GDP, **values).breaks == told(RATIO, **values).breaks == {2016}
    assert told(RD, **values).breaks == frozenset()
