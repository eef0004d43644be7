"""The data lie inside the package (wheel) or beside it (checkout), and are those published."""

from __future__ import annotations

import re

import pytest

import linhai_analysis as la
from linhai_analysis import data
from linhai_analysis.bureau import read_csv


def test_data_of_a_wheel_lie_inside_the_package(tmp_path):
    (tmp_path / "package" / "data" / "raw").mkdir(parents=True)
    assert data.data_dir(tmp_path / "package") == tmp_path / "package" / "data"


def test_data_of_a_checkout_lie_beside_the_package(tmp_path):
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "package").mkdir()
    assert data.data_dir(tmp_path / "package") == tmp_path / "data"


def test_data_inside_the_package_come_first(tmp_path):
    for folder in (tmp_path / "data" / "raw", tmp_path / "package" / "data" / "raw"):
        folder.mkdir(parents=True)
    assert data.data_dir(tmp_path / "package") == tmp_path / "package" / "data"


def test_folder_without_raw_is_passed_over(tmp_path):
    (tmp_path / "package" / "data").mkdir(parents=True)
    (tmp_path / "data" / "raw").mkdir(parents=True)
    assert data.data_dir(tmp_path / "package") == tmp_path / "data"


def test_missing_data_say_where_they_were_looked_for(tmp_path):
    package = tmp_path / "package"
    sentence = (
        f"the data that come with linhai_analysis are in neither {package / 'data'} nor "
        f"{tmp_path / 'data'}; install the package again"
    )
    with pytest.raises(FileNotFoundError, match=re.escape(sentence)):
        data.data_dir(package)


def test_shipped_plans_are_the_folders_that_hold_figures(tmp_path, monkeypatch):
    for name in ("b_plan", "a_plan", "observations"):
        (tmp_path / "raw" / name).mkdir(parents=True)
    for name in ("b_plan", "a_plan"):
        (tmp_path / "raw" / name / "figures.csv").touch()
    monkeypatch.setattr(data, "data_dir", lambda: tmp_path)
    assert data.shipped_plans() == ["a_plan", "b_plan"]


def test_linhai_is_shipped():
    assert "linhai_13fyp" in data.shipped_plans()


@pytest.mark.parametrize(
    ("name", "rows", "places"),
    [
        ("provinces", 4167, 32),
        ("cities", 2981, 271),
        ("long_series", 134, 2),
        ("linhai", 41, 2),
        ("china", 55, 1),
    ],
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


# One-year spikes, as the table that the cities were taken from marks them.
SUSPECT = {
    ("211400", 2018),
    ("230200", 2012),
    ("231200", 2015),
    ("320800", 2010),
    ("430200", 2011),
    ("445300", 2014),
    ("450500", 2015),
    ("460100", 2016),
    ("610800", 2015),
    ("630100", 2011),
}


def test_suspect_figures_are_marked_where_their_source_marks_them():
    panel = la.load_panel("cities")
    marked = panel.loc[panel["suspect"], ["geo", "year"]].itertuples(index=False, name=None)
    assert set(marked) == SUSPECT
    assert not la.load_panel("provinces")["suspect"].any()


def test_every_city_has_every_year_once():
    panel = la.load_panel("cities")
    assert set(panel["year"]) == set(range(2009, 2020))
    assert len(panel) == 271 * 11 == len(panel.drop_duplicates(["geo", "year"]))
    assert set(panel["indicator"]) == {"fiscal_st_share"}


def test_published_shares_of_cities():
    panel = la.load_panel("cities").set_index(["geo", "year"])["value"]
    assert panel["110000", 2009] == 5.4458  # Beijing
    assert panel["331000", 2015] == 3.6536  # Taizhou, to which Linhai belongs
    assert panel["330200", 2018] == 4.9096  # Ningbo, the third of Zhejiang above 4.5


def test_names_of_places_are_unique_and_the_nation_stands_first():
    known = read_csv(data.data_dir() / "raw" / "geos.csv")
    assert known["geo"].iloc[0] == "100000"
    for column in known:
        assert known[column].is_unique, column
    assert data.place_names("Zhejiang") == {"330000", "zhejiang", "浙江"}
    assert data.place_names("台州") == {"331000", "taizhou", "台州"}
    # The bare name may be the province's or that of the city in it.
    assert data.place_names("吉林") == {"220000", "220200", "jilin", "吉林"}


def test_unknown_table_offers_the_nearest():
    with pytest.raises(la.UnknownNameError, match="did you mean 'provinces'"):
        la.load_panel("province")


def test_what_a_caller_writes_into_a_panel_stays_with_the_caller():
    own = la.load_panel("linhai")
    there = own["value"].tolist()
    own.loc[:, "value"] = -1.0
    own["more"] = 1
    again = la.load_panel("linhai")
    assert again["value"].tolist() == there
    assert "more" not in again
