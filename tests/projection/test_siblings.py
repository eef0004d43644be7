"""Which comparable series count as siblings of a place."""

from __future__ import annotations

import pandas as pd
import pytest

import linhai_analysis as la


@pytest.fixture(scope="module")
def patents():
    return la.load_panel("provinces").query("indicator == 'patents_granted' and year <= 2018")


@pytest.mark.parametrize("name", ["Zhejiang", "浙江", "330000", 330000])
def test_place_by_any_name_and_nation_are_no_siblings(patents, name):
    own = patents[patents["geo"] == "330000"].set_index("year")["value"].rename(name)
    others = patents[~patents["geo"].isin(["330000", "100000"])]
    made = la.project(own, to=2020, reference=patents).frame
    # Of the other thirty provinces nothing is left out, so this one needs no names.
    alone = la.project(own.rename("somewhere"), to=2020, reference=others).frame
    pd.testing.assert_frame_equal(made, alone)
