"""What holds of series whatever the figures: order of rows, units, shifts, sums and indices."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linhai_analysis.series import added_since, changes_per_year, read_panel, running_total
from linhai_analysis.series.counted import index_since
from linhai_analysis.series.yearly import read_series, suspected_breaks

NUMBERS = st.integers(-(10**6), 10**6).map(lambda n: n / 100)
CELLS = st.one_of(NUMBERS, NUMBERS, NUMBERS, st.none())
YEARS = st.integers(2005, 2022)
SERIES = st.dictionaries(YEARS, CELLS, min_size=1, max_size=9)
FACTORS = st.sampled_from([2.0**-20, 0.5, 2.0**13])
RANDOM = st.randoms(use_true_random=False)


def series(values, counted="", **attrs):
    made = pd.Series(values, dtype=float)
    made.attrs = {"counted": counted} | attrs
    return made


def turned(one, random):
    """The same figures in another order."""
    made = one.loc[random.sample(list(one.index), len(one))]
    made.attrs = one.attrs
    return made


@given(SERIES, RANDOM, st.lists(YEARS, max_size=2))
def test_order_of_the_years_is_no_matter(values, random, breaks):
    one = series(values, breaks=tuple(breaks))
    first, second = read_series(one), read_series(turned(one, random))
    for name in ("years", "values", "breaks"):
        assert getattr(second, name).tolist() == getattr(first, name).tolist()
    assert second.level_start == first.level_start
    assert running_total(turned(one, random), 2010).to_dict() == running_total(one, 2010).to_dict()


@given(SERIES, FACTORS, st.sampled_from(["in_year", "running", "stock"]))
def test_what_was_added_is_in_the_unit_of_the_figures_and_turns_with_their_sign(
    values, factor, counted
):
    added = added_since(series(values, counted), 2010, 3.0)
    for scale in (factor, -1.0):
        scaled = {year: v if v is None else v * scale for year, v in values.items()}
        other = added_since(series(scaled, counted), 2010, 3.0 * scale)
        pd.testing.assert_series_equal(other, added * scale, check_exact=True)


@given(st.lists(NUMBERS, min_size=1, max_size=8), NUMBERS)
def test_three_ways_of_counting_one_thing_come_to_the_same(flows, base):
    """What came in each year, the total so far, the stock: the same has been added."""
    years = range(2016, 2016 + len(flows))
    totals = np.cumsum(flows)
    stock = {2015: base} | dict(zip(years, base + totals, strict=True))
    for counted, values in (("running", dict(zip(years, totals, strict=True))), ("stock", stock)):
        added = added_since(series(values, counted), 2015, base)
        plain = added_since(series(dict(zip(years, flows, strict=True)), "in_year"), 2015)
        assert added.index.tolist() == plain.index.tolist()
        assert added.to_numpy() == pytest.approx(plain.to_numpy(), abs=1e-6)


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=8), st.integers(0, 7))
def test_index_gives_back_the_changes_it_was_made_of(changes, place):
    """In both directions from whichever year is 100."""
    years = range(2011, 2011 + len(changes))
    base = 2010 + place % (len(changes) + 1)
    index = index_since(series(dict(zip(years, changes, strict=True))), base, "in_year")
    assert index[base] == 100
    assert index.index.tolist() == [2010, *years]
    grown = index.pct_change().dropna() * 100
    assert grown.to_numpy() == pytest.approx(np.array(changes), abs=1e-6)
    # The index of another year is the same one, in other per cent.
    other = index_since(series(dict(zip(years, changes, strict=True))), 2010, "in_year")
    assert (other / index).to_numpy() == pytest.approx(100 / index[2010])


@given(st.lists(NUMBERS, min_size=2, max_size=9), st.lists(st.integers(1, 4), min_size=8))
def test_changes_a_year_lead_back_to_the_values(values, gaps):
    years = np.cumsum([2000, *gaps[: len(values) - 1]])
    steps = changes_per_year(years[None], np.array(values)[None])[0]
    back = values[0] + np.cumsum(steps * np.diff(years))
    assert back == pytest.approx(np.array(values[1:]), abs=1e-5)


@given(st.lists(NUMBERS, min_size=5, max_size=12), FACTORS, st.integers(-99, 99))
def test_a_jump_is_one_in_every_unit_in_the_mirror_and_read_backwards(changes, factor, other):
    row = np.array([changes])
    jumps = suspected_breaks(row).tolist()
    assert suspected_breaks(row * factor).tolist() == jumps
    assert suspected_breaks(-row).tolist() == jumps
    both = np.array([changes, [float(other + n) for n in range(len(changes))]])
    assert suspected_breaks(both)[0] == jumps[0]


@given(st.dictionaries(st.sampled_from("abcd"), SERIES, min_size=1), RANDOM)
def test_panel_holds_each_series_as_it_is_alone_in_whichever_order(places, random):
    rows = [(geo, y, v) for geo, values in places.items() for y, v in values.items()]
    frame = pd.DataFrame(rows, columns=["geo", "year", "value"]).astype({"value": float})
    for long in (frame, frame.sample(frac=1, random_state=random.randint(0, 99))):
        panel = read_panel(long, "geo")
        for n, geo in enumerate(panel.keys["geo"]):
            part, one = slice(panel.start[n], panel.stop[n]), read_series(series(places[geo]))
            assert panel.years[part].tolist() == one.years.tolist()
            assert panel.values[part].tolist() == one.values.tolist()
