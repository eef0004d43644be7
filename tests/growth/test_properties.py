"""What holds of growth whatever the numbers: units, directions, single calls against arrays."""

from __future__ import annotations

import hypothesis
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import linhai_analysis as la

SIZES = st.floats(0.01, 1e6)
STEPS = st.integers(1, 30)
# Powers of two: the machine rounds alike, so that nothing may differ, not even the last digit.
FACTORS = st.sampled_from([2.0**-20, 0.5, 2.0**13])
ROWS = st.lists(st.tuples(SIZES, SIZES, STEPS), min_size=1, max_size=6)
EXACT = {"check_exact": True}
# A table is checked and put into words for each example.
few = hypothesis.settings(max_examples=hypothesis.settings.default.max_examples // 5)


def table(rows, **cells):
    """Targets of 2015 and so many years later, of what may be below 0."""
    frame = pd.DataFrame(rows, columns=["base_value", "target_value", "steps"])
    return frame.assign(base_year=2015, target_year=2015 + frame["steps"], kind="ratio", **cells)


@given(SIZES, SIZES, STEPS)
def test_way_back_undoes_the_way_there(start, end, years):
    there, back = la.cagr(start, end, years), la.cagr(end, start, years)
    assert (1 + there) * (1 + back) == pytest.approx(1, rel=1e-7)
    assert la.linear_pace(start, end, years) == -la.linear_pace(end, start, years)


@given(SIZES, SIZES, SIZES, STEPS, STEPS)
def test_two_stretches_are_one(start, middle, end, first, second):
    whole = (1 + la.cagr(start, end, first + second)) ** (first + second)
    parts = (1 + la.cagr(start, middle, first)) ** first
    parts *= (1 + la.cagr(middle, end, second)) ** second
    assert whole == pytest.approx(parts, rel=1e-6)


@given(SIZES, SIZES, STEPS, st.floats(1.01, 100))
def test_more_asks_for_more_a_later_base_for_less_and_more_time_for_less_a_year(s, e, n, more):
    rate, pace = la.cagr(s, e, n), la.linear_pace(s, e, n)
    assert la.cagr(s, e * more, n) > rate > la.cagr(s * more, e, n)
    assert la.linear_pace(s, e * more, n) > pace > la.linear_pace(s * more, e, n)
    assert abs(la.cagr(s, e, n + 1)) <= abs(rate)
    assert abs(la.linear_pace(s, e, n + 1)) <= abs(pace)


@given(SIZES, SIZES, STEPS)
def test_below_zero_everything_is_turned_round(start, end, years):
    """A deficit that shrinks does so at the rate of a surplus that shrinks."""
    assert la.cagr(-start, -end, years) == la.cagr(start, end, years)
    assert la.linear_pace(-start, -end, years) == -la.linear_pace(start, end, years)
    rate = la.cagr(start, end, years)
    assert (la.compound_path(-start, rate, years) == -la.compound_path(start, rate, years)).all()


@given(SIZES, SIZES, STEPS)
def test_compound_path_never_lies_above_the_straight_line(start, end, years):
    """The geometric mean is below the arithmetic one, on the way up and on the way down."""
    compound = la.compound_path(start, la.cagr(start, end, years), years)
    line = la.linear_path(start, la.linear_pace(start, end, years), years)
    assert (compound <= line + 1e-9 * max(start, end)).all()
    steps = np.diff(compound)
    assert (steps >= 0).all() or (steps <= 0).all()


@given(ROWS)
def test_arrays_are_a_plain_loop(rows):
    """To the last digit, missing and impossible pairs among them."""
    start, end, years = (np.array(one, float) for one in zip(*rows, (5.0, -3.0, 2), strict=True))
    rates, paces = la.cagr(start, end, years), la.linear_pace(start, end, years)
    each = list(zip(start.tolist(), end.tolist(), years.tolist(), strict=True))
    np.testing.assert_array_equal(rates, [la.cagr(*one) for one in each])
    np.testing.assert_array_equal(paces, [la.linear_pace(*one) for one in each])
    pairs = ((la.compound_path, rates), (la.linear_path, paces))
    for path, step in pairs:
        made = [path(s, g, 7) for s, g in zip(start.tolist(), step.tolist(), strict=True)]
        np.testing.assert_array_equal(path(start, step, 7), made)


@few
@given(ROWS, st.randoms(use_true_random=False))
def test_rows_of_a_table_stand_each_for_itself_in_whichever_order(rows, random):
    frame = table(rows)
    whole = la.required_growth(frame)
    single = [la.required_growth(frame.iloc[[n]]) for n in range(len(frame))]
    pd.testing.assert_frame_equal(whole, pd.concat(single, ignore_index=True), **EXACT)
    order = random.sample(range(len(frame)), len(frame))
    turned = la.required_growth(frame.iloc[order])
    pd.testing.assert_frame_equal(turned, whole.iloc[order].reset_index(drop=True), **EXACT)


@few
@given(ROWS, FACTORS)
def test_unit_scales_the_change_and_leaves_the_rate(rows, factor):
    frame = table(rows)
    other = frame.assign(**{c: frame[c] * factor for c in ("base_value", "target_value")})
    one, two = la.required_growth(frame), la.required_growth(other)
    assert two["required_cagr"].equals(one["required_cagr"])
    assert two["required_per_year"].equals(one["required_per_year"] * factor)
    assert two["reason"].equals(one["reason"])


@few
@given(ROWS)
def test_less_is_better_is_the_mirror_of_more_is_better(rows):
    frame = table(rows, better="up", relation="at_least")
    turned = frame.assign(better="down", relation="at_most")
    turned = turned.assign(**{c: -turned[c] for c in ("base_value", "target_value")})
    one, two = la.required_growth(frame), la.required_growth(turned)
    assert two["required_cagr"].equals(one["required_cagr"])
    assert two["required_per_year"].equals(-one["required_per_year"])
    assert two["reason"].equals(one["reason"])
