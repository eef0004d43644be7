"""What holds of projections whatever the history: nested intervals, order, units, shifted years."""

from __future__ import annotations

import hypothesis
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import linhai_analysis as la
from linhai_analysis.projection import project, project_panel
from linhai_analysis.projection.quantiles import LEVELS, mixture, probability_below, quantile

VALUES = st.lists(st.integers(-(10**4), 10**5).map(lambda n: n / 10), min_size=2, max_size=10)
POSITIVE = st.lists(st.integers(1, 10**5).map(lambda n: n / 10), min_size=2, max_size=10)
# Those that cost no fit of many steps; the others are in `test_projection`.
MODELS = ("default", "naive", "drift", "linear", "compound")
SHARES = (0.5, 0.8, 0.95)
RANDOM = st.randoms(use_true_random=False)
FEW = hypothesis.settings.default.max_examples // 5


def history(values, start=2005):
    return pd.Series(values, index=range(start, start + len(values)), dtype=float)


@given(VALUES)
def test_quantiles_rise_and_intervals_lie_in_one_another_at_every_horizon(values):
    for model in MODELS:
        made = project(history(values), horizon=6, model=model, levels=SHARES)
        if made.reason:
            continue
        assert (np.diff(made.table, axis=1) > 0).all(), model
        frame = made.frame
        ends = ["lo95", "lo80", "lo50", "median", "hi50", "hi80", "hi95"]
        assert (np.diff(frame[ends].to_numpy(), axis=1) > 0).all(), model


@given(VALUES, RANDOM)
def test_order_of_the_years_is_no_matter(values, random):
    one = history(values)
    other = one.loc[random.sample(list(one.index), len(one))]
    for model in MODELS:
        first, second = (project(x, horizon=3, model=model) for x in (one, other))
        np.testing.assert_array_equal(second.table, first.table)
        assert second.reason == first.reason


@given(VALUES, st.integers(-60, 60))
def test_history_of_another_century_goes_on_alike(values, shift):
    for model in MODELS:
        first = project(history(values), horizon=3, model=model)
        second = project(history(values, 2005 + shift), horizon=3, model=model)
        assert second.table == pytest.approx(first.table, rel=1e-9, abs=1e-9)
        assert [year - shift for year in second.years] == list(first.years)


@given(VALUES, st.sampled_from([2.0**-20, 0.5, 2.0**13]))
def test_unit_scales_every_quantile(values, factor):
    for model in MODELS:
        first = project(history(values), horizon=3, model=model)
        second = project(history(values) * factor, horizon=3, model=model)
        np.testing.assert_array_equal(second.table, first.table * factor)


@given(POSITIVE, st.lists(st.integers(1, 2 * 10**4), min_size=2, max_size=5))
def test_a_higher_target_is_never_more_probable_and_the_two_sides_make_one(values, targets):
    made = project(history(values), horizon=4, lower=0)
    if made.reason:
        return
    for year in made.years:
        chances = [made.probability(float(t), int(year)) for t in sorted(targets)]
        assert all(0 <= one <= 1 for one in chances)
        assert (np.diff(chances) <= 0).all()
        below = [made.probability(float(t), int(year), "below") for t in sorted(targets)]
        assert np.add(chances, below) == pytest.approx(1)


@hypothesis.settings(max_examples=FEW)
@given(st.dictionaries(st.sampled_from("abcde"), VALUES, min_size=2), RANDOM)
def test_panel_of_any_order_is_a_plain_loop(places, random):
    rows = [(geo, 2005 + n, v) for geo, vs in places.items() for n, v in enumerate(vs)]
    frame = pd.DataFrame(rows, columns=["geo", "year", "value"])
    mixed = frame.sample(frac=1, random_state=random.randint(0, 99))
    for model in ("default", "drift"):
        made = project_panel(mixed, by="geo", horizon=2, model=model).set_index("geo")
        for geo, values in places.items():
            alone = project(history(values), horizon=2, model=model)
            rows = made.loc[[geo]]
            if alone.reason:
                assert rows["reason"].tolist() == [alone.reason]
                continue
            for name in ("median", "lo80", "hi80", "lo95", "hi95"):
                np.testing.assert_array_equal(rows[name], alone.frame[name])


@given(st.lists(st.integers(1, 9), min_size=17, max_size=17), st.floats(0.001, 0.999))
def test_reading_a_value_and_its_probability_undo_each_other(steps, level):
    table = np.cumsum(steps)[None].astype(float)
    assert probability_below(table[0], float(quantile(table, level)[0])) == pytest.approx(level)


@given(st.lists(st.integers(1, 9), min_size=17, max_size=17), st.floats(0, 1))
def test_mixture_of_a_thing_with_itself_is_the_thing(steps, share):
    table = np.cumsum(steps)[None].astype(float)
    made = mixture([table, table], [share, 1 - share])
    assert made[0] == pytest.approx(table[0], abs=0.02 * table[0, -1])
    assert len(LEVELS) == 17
    assert (np.diff(made) > 0).all()


@hypothesis.settings(max_examples=FEW)
@given(POSITIVE, st.permutations(range(6)))
def test_order_of_the_comparable_places_is_no_matter(values, order):
    """Each of six places has a history of its own; which stands first says nothing."""
    years = range(2005, 2017)
    rows = [(f"p{n}", year, 50.0 + n + (n + 2) * (year - 2000)) for n in order for year in years]
    others = pd.DataFrame(rows, columns=["geo", "year", "value"])
    first = project(history(values), horizon=2, reference=others.sort_values(["geo", "year"]))
    second = project(history(values), horizon=2, reference=others)
    assert second.table == pytest.approx(first.table, rel=1e-12)
    assert second.flags == first.flags


def test_names_of_this_package_are_the_functions_that_are_tested():
    assert (la.project, la.project_panel) == (project, project_panel)
