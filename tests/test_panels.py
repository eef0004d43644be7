"""The yearly tables that come with the package."""

from __future__ import annotations

import pytest

import linhai_analysis as la


@pytest.mark.parametrize(
    ("name", "rows", "places"),
    [("provinces", 4167, 32), ("long_series", 134, 2), ("linhai", 36, 2), ("china", 55, 1)],
)
def test_table_is_whole(name, rows, places):
    """Counts of the published tables that they were taken from."""
    panel = la.load_panel(name)
    assert (len(panel), panel["geo"].nunique()) == (rows, places)
    assert (panel["name_zh"] != "").all()


def test_published_figures_of_the_nation():
    panel = la.load_panel("provinces").query("geo == '100000' and indicator == 'rd_gdp_ratio'")
    ratio = panel.set_index("year")["value"]
    assert (ratio[2015], ratio[2020]) == (2.07, 2.40)  # as first published


def test_provinces_sum_to_the_nation():
    rows = la.load_panel("provinces").query("indicator == 'rd_expenditure' and year == 2020")
    nation = rows.loc[rows["geo"] == "100000", "value"].item()
    assert rows.loc[rows["geo"] != "100000", "value"].sum() == pytest.approx(nation, abs=0.3)


def test_unknown_table_offers_the_nearest():
    with pytest.raises(la.UnknownNameError, match="did you mean 'provinces'"):
        la.load_panel("province")
