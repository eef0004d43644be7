"""What holds of targets whatever the figures: what meets one, and the level that one aims at."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linhai_analysis.targets import BASES, RANGE, RELATIONS, meets, with_aims
from linhai_analysis.targets.meeting import nearest, same, towards

NUMBERS = st.integers(-(10**6), 10**6).map(lambda n: n / 100)
SIZES = st.floats(0.01, 1e6)
FACTORS = st.sampled_from([2.0**-20, 0.5, 2.0**13])
TURNED = {"at_least": "at_most", "at_most": "at_least", "above": "below", "below": "above"}
UPWARDS, DOWNWARDS = ("at_least", "above"), ("at_most", "below")
# What a value stated in each basis is in the unit of the indicator, or free of it.
FREE = {"growth_rate", "cumulative_change", "multiple"}


def row(basis, value, base, years=5, **facts):
    """One target with its aim."""
    told = {"base_value": base, "base_year": 2015, "target_year": 2015 + years, "basis": basis}
    told |= {"target_value": value, "target_high": np.nan, "relation": "at_least"}
    return with_aims(pd.DataFrame([told | {"kind": "ratio", "better": "up"} | facts])).iloc[0]


@given(NUMBERS, NUMBERS, st.sampled_from(sorted(RELATIONS)), FACTORS)
def test_met_in_one_unit_is_met_in_every_unit_and_in_the_mirror(value, aim, relation, factor):
    met = bool(meets(value, aim, relation))
    assert bool(meets(value * factor, aim * factor, relation)) == met
    assert bool(meets(-value, -aim, TURNED.get(relation, relation))) == met


@given(NUMBERS, NUMBERS, SIZES)
def test_more_never_misses_what_less_has_met(value, aim, more):
    for relation in UPWARDS:
        assert meets(value + more, aim, relation) >= meets(value, aim, relation)
        assert meets(value, aim + more, relation) <= meets(value, aim, relation)
    for relation in DOWNWARDS:
        assert meets(value - more, aim, relation) >= meets(value, aim, relation)
        assert meets(value, aim - more, relation) <= meets(value, aim, relation)


@given(NUMBERS, NUMBERS)
def test_strict_and_lenient_relations_share_out_all_values(value, aim):
    """Above or at most, below or at least: one of the two, never both; exactly is both ends."""
    assert meets(value, aim, "above") != meets(value, aim, "at_most")
    assert meets(value, aim, "below") != meets(value, aim, "at_least")
    both = meets(value, aim, "at_least") & meets(value, aim, "at_most")
    assert meets(value, aim, "exactly") == both
    assert meets(value, aim, "about") >= meets(value, aim, "exactly")


@given(st.lists(st.tuples(NUMBERS, NUMBERS, st.sampled_from(sorted(RELATIONS))), min_size=1))
def test_many_values_at_once_are_a_plain_loop(cases):
    values, aims, relations = (list(one) for one in zip(*cases, strict=True))
    assert meets(values, aims, relations).tolist() == [bool(meets(*one)) for one in cases]
    ways = towards(relations, ["up"] * len(cases), np.array(aims), np.array(values))
    single = [towards([r], ["up"], np.array([a]), np.array([v]))[0] for v, a, r in cases]
    assert ways.tolist() == single


@given(SIZES, SIZES, st.sampled_from([1e-12, 5e-10, 2e-9, 1e-3]))
def test_one_figure_is_one_from_both_sides(one, other, room):
    assert same(one, other) == same(other, one)
    assert same(one, one)
    assert same(one, one * (1 + room)) == (room < 1e-9)


@given(st.sampled_from(sorted(BASES)), st.floats(0.01, 0.9), SIZES, SIZES)
def test_level_aimed_at_rises_with_what_is_printed_and_never_falls_with_the_base(
    basis, value, base, more
):
    aim = row(basis, value, base)["aim"]
    assert row(basis, value * 1.1, base)["aim"] > aim or base + value == base
    assert row(basis, value, base + more)["aim"] >= aim


@given(st.sampled_from(sorted(BASES)), st.floats(0.01, 5), SIZES, FACTORS)
def test_level_aimed_at_is_in_the_unit_of_the_base(basis, value, base, factor):
    told = value if basis in FREE else value * factor
    assert row(basis, told, base * factor)["aim"] == row(basis, value, base)["aim"] * factor


@given(st.floats(-0.5, 0.5), SIZES, st.integers(1, 15))
def test_one_aim_is_stated_in_several_ways(rate, base, years):
    """年均增长 g, 累计增长 (1 + g)^n - 1, 翻 (1 + g)^n 倍; a change a year and all of it."""
    aim = row("growth_rate", rate, base, years)["aim"]
    grown = (1 + rate) ** years
    assert row("cumulative_change", grown - 1, base, years)["aim"] == pytest.approx(aim)
    assert row("multiple", grown, base, years)["aim"] == pytest.approx(aim)
    assert row("level", base * grown, base, years)["aim"] == pytest.approx(aim)
    points = row("yearly_points", rate, base, years)["aim"]
    assert row("point_change", rate * years, base, years)["aim"] == pytest.approx(points)
    assert row("yearly_average", base, base, years)["aim"] == pytest.approx(base * years)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_range_is_met_from_the_end_that_comes_first(low, high, value):
    """A way up meets 3-5 at 3, a way down at 5: each the mirror of the other."""
    assume(low < high)
    ends = {"target_high": high, "relation": RANGE}
    up = row("level", low, 0.0, **ends)
    down = row("level", low, 0.0, **ends, better="down")
    assert (up["aim"], up["sense"]) == (low, nearest(RANGE, "up"))
    assert (down["aim"], down["sense"]) == (high, nearest(RANGE, "down"))
    mirror = row("level", -high, 0.0, target_high=-low, relation=RANGE)
    assert meets(-value, mirror["aim"], mirror["sense"]) == meets(value, down["aim"], down["sense"])
