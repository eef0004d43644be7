"""One yearly series and many: breaks and sums are the same, however they come in."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linhai_analysis.errors import DataError
from linhai_analysis.reference import read_class
from linhai_analysis.series import (
    read_breaks,
    read_panel,
    read_series,
    running_total,
    stack_series,
)

ROW = st.tuples(
    st.sampled_from("abc"),
    st.integers(2010, 2016),
    st.sampled_from([1.0, 2.0, float("nan")]),
    st.booleans(),
)


def frame_of(rows):
    """Each year of each place once, in the order given."""
    frame = pd.DataFrame(rows, columns=["geo", "year", "value", "break"])
    return frame.drop_duplicates(["geo", "year"], ignore_index=True)


def one_by_one(frame):
    """Each place as a Series that carries the years of its breaks."""
    for _, rows in frame.groupby("geo", sort=False):
        series = rows.set_index("year")["value"]
        series.attrs["breaks"] = tuple(rows.loc[rows["break"], "year"])
        yield series


@given(st.lists(ROW, min_size=1, max_size=20))
def test_breaks_move_to_the_next_known_value_in_every_reader(rows):
    """Expected values by walking along the years."""
    frame = frame_of(rows)
    panel, stacked = read_panel(frame, "geo"), stack_series(list(one_by_one(frame)))
    peers = read_class(frame.assign(indicator="x"))
    expected = []
    for geo in frame["geo"].unique():
        waits = False
        for row in frame[frame["geo"] == geo].sort_values("year").to_dict("records"):
            waits = waits or row["break"]
            if not np.isnan(row["value"]):
                expected.append((geo, row["year"], row["value"], waits))
                waits = False
    columns = panel.years.tolist(), panel.values.tolist(), panel.breaks.tolist()
    assert list(zip(panel.keys["geo"].iloc[panel.owner], *columns, strict=True)) == expected
    assert stacked.breaks.tolist() == panel.breaks.tolist()
    assert stacked.was_sorted.tolist() == panel.was_sorted.tolist()
    read = peers[["geo", "year", "value", "break"]].itertuples(index=False, name=None)
    assert sorted(read) == sorted(expected)
    starts = [read_series(series).level_start for series in one_by_one(frame)]
    assert (panel.level_start - panel.start).tolist() == starts


def test_latest_and_exact_values_stay_within_their_series():
    rows = [("a", 2010, 1.0), ("a", 2013, 2.0), ("b", 2012, 3.0)]
    panel = read_panel(pd.DataFrame(rows, columns=["geo", "year", "value"]), "geo")
    series, years = np.array([0, 0, 1, 1]), np.array([2012.0, 2009.0, 2012.0, 2011.0])
    assert panel.latest(series, years).tolist() == [0, -1, 2, -1]
    exact = panel.value_in(series, np.array([2013.0, 2012.0, 2012.0, 2013.0]))
    np.testing.assert_array_equal(exact, [2.0, np.nan, 3.0, np.nan])


def test_values_comparable_with_one_begin_at_the_last_break_before_it():
    rows = [("a", 2010, 1.0, True), ("b", 2010, 1.0, False), ("b", 2011, 9.0, True)]
    panel = read_panel(frame_of([*rows, ("b", 2012, 9.5, False)]), "geo")
    assert panel.comparable(np.array([0, 1, 1, 1]), np.arange(4)).tolist() == [0, 1, 2, 2]


def test_first_value_needs_no_break_to_begin_a_level():
    frame = frame_of([("a", 2010, 1.0, True), ("a", 2011, 2.0, False)])
    assert read_series(next(one_by_one(frame))).level_start == 0


@pytest.mark.parametrize(
    ("cells", "broken"),
    [
        ([True, False, None], [True, False, False]),
        ([1.0, 0.0, np.nan], [True, False, False]),
        (["yes", "No", ""], [True, False, False]),
        (["是", "否", None], [True, False, False]),
        (["1", "0", "1.0"], [True, False, True]),
    ],
)
def test_break_cells_are_read_alike(cells, broken):
    assert read_breaks(pd.Series(cells)).tolist() == broken


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_one_bad_break_mark_among_good_ones_is_named(place):
    cells = ["yes", "", "no", None]
    cells[place] = "perhaps"
    with pytest.raises(DataError, match="the break 'perhaps' is neither yes nor empty"):
        read_breaks(pd.Series(cells, dtype=object))


def test_break_cell_of_another_kind_is_named():
    with pytest.raises(DataError, match="the break 2 is neither yes nor empty"):
        read_breaks(pd.Series([0, 2]))


@pytest.mark.parametrize(
    ("values", "total", "gap"),
    [
        ({2016: 3.0, 2017: 4.0}, {2016: 3.0, 2017: 7.0}, False),
        ({2015: 9.0, 2016: 3.0, 2018: 5.0, 2019: 1.0}, {2016: 3.0}, True),
        ({2017: 4.0, 2016: 3.0}, {2016: 3.0, 2017: 7.0}, False),
        ({2016: 3.0, 2017: None, 2018: 5.0}, {2016: 3.0}, True),
        ({2017: 4.0}, {}, True),
        ({2015: 9.0}, {}, False),
    ],
    ids=["whole", "gap", "unsorted", "missing value", "no first year", "nothing later"],
)
def test_sum_since_2015_ends_before_the_first_missing_year(values, total, gap):
    series = pd.Series(values, dtype=float)
    series.attrs = {"unit": "piece", "breaks": (2016,)}
    made = running_total(series, 2015)
    assert made.to_dict() == total
    assert made.attrs == {"unit": "piece", "breaks": (), "gap": gap}
