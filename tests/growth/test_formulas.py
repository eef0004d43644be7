"""Growth of Series pairs what bears the same label; numbers at the edge give a rate or none."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest

import linhai_analysis as la

START = pd.Series([100.0, 200.0], index=["x", "y"])
TURNED = pd.Series([400.0, 110.0], index=["y", "x"])


def test_rates_and_paces_pair_series_by_label():
    assert la.cagr(START, TURNED, 1) == pytest.approx([0.1, 1.0])  # 100 -> 110, 200 -> 400
    years = pd.Series([2, 1], index=["y", "x"])
    assert la.cagr(START, TURNED, years) == pytest.approx([0.1, 2**0.5 - 1])
    assert la.linear_pace(START, TURNED, years) == pytest.approx([10.0, 100.0])


def test_paths_pair_series_by_label():
    rates = pd.Series([1.0, 0.1], index=["y", "x"])
    assert la.compound_path(START, rates, 1) == pytest.approx(np.array([[100, 110], [200, 400]]))
    paces = pd.Series([50.0, 1.0], index=["y", "x"])
    assert la.linear_path(START, paces, 1) == pytest.approx(np.array([[100, 101], [200, 250]]))


@pytest.mark.parametrize(
    "pair",
    [
        lambda other: la.cagr(START, other, 1),
        lambda other: la.linear_pace(START, other, 1),
        lambda other: la.compound_path(START, other, 1),
        lambda other: la.linear_path(START, other, 1),
    ],
)
@pytest.mark.parametrize("labels", [["x", "z"], ["x", "x"], [0, 1]])
def test_series_of_other_labels_are_refused(pair, labels):
    with pytest.raises(la.DataError, match="different labels"):
        pair(pd.Series([1.0, 2.0], index=labels))


@pytest.mark.parametrize(
    ("start", "end", "years", "rate"),
    [
        (1e-300, 1e300, 100, 1e6 - 1),  # (1e600) ** (1 / 100), though 1e600 is no number here
        (1e300, 1e-300, 100, 1e-6 - 1),
        (-1e300, -1e-300, 100, 1e-6 - 1),
    ],
)
def test_rate_between_numbers_far_apart(start, end, years, rate):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert la.cagr(start, end, years) == pytest.approx(rate, rel=1e-12)


def test_what_no_number_can_hold_is_no_growth_and_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isnan(la.cagr(1e-300, 1e300, 0.001))
        assert np.isnan(la.linear_pace(1e308, -1e308, 0.5))
        assert np.isnan(la.cagr(0, 0, 5))
        assert la.compound_path(1e300, 1e10, 1)[0] == 1e300
