"""Growth of Series pairs what bears the same label; numbers at the edge give a rate or none."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest

import linhai_analysis as la

START = pd.Series([100.0, 200.0], index=["x", "y"])
TURNED = pd.Series([400.0, 110.0], index=["y", "x"])


def test_rates_and_paces_pair_series_by_label_and_keep_the_labels():
    years = pd.Series([2, 1], index=["y", "x"])
    for made, expected in (
        (la.cagr(START, TURNED, 1), [0.1, 1.0]),  # 100 -> 110, 200 -> 400
        (la.cagr(START, TURNED, years), [0.1, 2**0.5 - 1]),
        (la.linear_pace(START, TURNED, years), [10.0, 100.0]),
        (la.cagr(100, TURNED, 1), [0.1, 3.0]),  # one start for both, 110 and 400
        (la.cagr(START, [110, 400], [1, 1]), [0.1, 1.0]),  # an array goes by place
    ):
        assert isinstance(made, pd.Series)
        assert [made["x"], made["y"]] == pytest.approx(expected)


def test_paths_pair_series_by_label_and_keep_the_labels():
    rates = pd.Series([1.0, 0.1], index=["y", "x"])
    made = la.compound_path(START, rates, 1)
    assert made.loc["x"].tolist() == pytest.approx([100, 110])
    assert made.loc["y"].tolist() == pytest.approx([200, 400])
    paces = pd.Series([50.0, 1.0], index=["y", "x"])
    made = la.linear_path(START, paces, 1)
    assert (made.loc["x"].tolist(), made.loc["y"].tolist()) == ([100, 101], [200, 250])
    assert made.columns.tolist() == [0, 1]


def test_series_of_one_index_keep_it_also_where_labels_repeat():
    twice = pd.Series([1.0, 2.0], index=["x", "x"])
    made = la.cagr(twice, twice * 2, 1)
    assert (made.tolist(), made.index.tolist()) == ([1.0, 1.0], ["x", "x"])


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
        assert la.compound_path(1e300, 1e10, 1).tolist() == pytest.approx(
            [1e300, np.nan], nan_ok=True
        )
        assert np.isnan(la.linear_path(1e308, 1e308, 2)[2])
        assert la.compound_path(0.0, 1e300, 5)[5] == 0  # nothing grows from nothing, at any rate


@pytest.mark.parametrize("bad", [np.inf, -np.inf, [1.0, np.inf]])
def test_infinite_numbers_are_refused_by_name(bad):
    for name, call in {
        "start": lambda: la.cagr(bad, 120, 5),
        "end": lambda: la.linear_pace(60, bad, 5),
        "years": lambda: la.cagr(60, 120, bad),
        "rate": lambda: la.compound_path(60, bad, 5),
        "pace": lambda: la.linear_path(60, bad, 5),
    }.items():
        with pytest.raises(la.DataError, match=f"{name} is infinite"):
            call()
