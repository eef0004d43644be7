"""Cities as a class, the nearest class, levels that places stood at: by hand and by other code."""

from __future__ import annotations

import csv
from itertools import pairwise

import pandas as pd
import pytest
from chart_room import foot
from matplotlib.figure import Figure
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.data import data_dir
from linhai_analysis.projection.reference import read_reference
from linhai_analysis.reference import peers, read_class

TARGET = "fiscal_st_share.t1"


@pytest.fixture(scope="module")
def counts(linhai):
    return la.ambition(linhai).set_index(["target_id", "reading"])


def raw_cities(year):
    """Code and share of the figures of one year that are not suspect, without the library."""
    with open(data_dir() / "raw" / "observations" / "cities.csv", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == str(year)]
    return {row["geo"]: float(row["value"]) for row in rows if row["suspect"] != "yes"}


def sheet(values, indicator="a", **columns):
    """A class of places: {place: {year: value}}."""
    rows = [(geo, year, value) for geo, series in values.items() for year, value in series.items()]
    frame = pd.DataFrame(rows, columns=["geo", "year", "value"])
    return frame.assign(indicator=indicator, **columns)


def share(tmp_path, target=4.5, observed=None, **columns):
    """A plan with one target of a share, without a baseline unless one is given."""
    row = {"indicator": "a", "target": target, "kind": "share", "unit": "%"} | columns
    return small_plan(tmp_path / "plan", [row], {"a": observed or {}})


def level(table, reading="level_latest"):
    return table.set_index("reading").loc[reading]


# The cities


def test_the_plans_own_place_is_left_out_by_its_figures(tmp_path):
    """A plan without a place whose figures are those of Nanping: it is no city to compare with."""
    own = la.load_panel("cities").query("geo == '350700'").set_index("year")["value"].to_dict()
    row = {"indicator": "fiscal_st_share", "target": 99, "kind": "share", "unit": "%"}
    plan = small_plan(tmp_path, [row], {"fiscal_st_share": own})
    found = level(la.ambition(plan))
    assert found["places"] == len(raw_cities(2019)) - 1
    assert "place_in_reference" in found["notes"]


def test_cities_that_had_reached_the_fiscal_target(counts):
    """Published counts of the brief: 22 of 270 cities, 3 of the 11 of Zhejiang, in 2018."""
    row = counts.loc[(TARGET, "level_latest")]
    assert row[["end", "reached", "places"]].tolist() == [2018, 22, 270]
    assert row[["reached_province", "places_province"]].tolist() == [3, 11]
    assert row["statement"] == "22 of 270 cities, 3 of the 11 of Zhejiang, reached 4.5% in 2018"


@pytest.mark.parametrize(("reading", "year"), [("level_base", 2015), ("level_latest", 2018)])
def test_counts_are_those_of_the_file(counts, reading, year):
    known = raw_cities(year)
    zhejiang = [value for geo, value in known.items() if geo.startswith("33")]
    row = counts.loc[(TARGET, reading)]
    assert row["end"] == year
    assert row["places"] == len(known)
    assert row["reached"] == sum(value >= 4.5 for value in known.values())
    assert row["places_province"] == len(zhejiang)
    assert row["reached_province"] == sum(value >= 4.5 for value in zhejiang)


def test_in_chinese(linhai):
    rows = la.ambition(linhai, lang="zh").set_index(["target_id", "reading"])
    row = rows.loc[(TARGET, "level_latest")]
    assert row["statement"] == "2018年270个城市中有22个达到4.5%，其中浙江11个中有3个"
    assert row["caveat"] == "参照城市为全市各级财政口径，目标为本级财政口径。"


def test_scope_of_the_cities_and_the_prefecture_of_linhai_are_said(counts):
    row = counts.loc[(TARGET, "level_latest")]
    assert row["reference"] == "cities"
    assert row["notes"] == ("class_scope", "holds_own")
    assert "all levels of government" in row["caveat"]
    assert "own level" in row["caveat"]


def test_growth_of_the_fiscal_target_is_unknown_and_its_levels_are_not(counts):
    rows = counts.loc[TARGET]
    growth = rows.loc[["known_then", "plan_years", "all_windows"]]
    assert set(growth["reason"]) == {"no figure for the base year 2015"}
    assert set(rows.loc[["level_base", "level_latest"], "reason"]) == {""}


def test_no_count_is_called_a_probability_or_a_rank(linhai):
    for lang, words in {"en": "probab|chance|rank|percentile", "zh": "概率|排名|位次"}.items():
        table = la.ambition(linhai, lang=lang)
        assert not (table["statement"] + table["caveat"]).str.contains(words).any()


def test_review_of_a_year_looks_at_no_later_level(linhai):
    rows = la.ambition(linhai, year=2016).query("target_id == @TARGET")
    assert level(rows)["end"] == 2016
    assert level(rows)["reached"] == sum(value >= 4.5 for value in raw_cities(2016).values())
    # After the target year nothing moves the count any more: the class itself ends in 2019.
    assert level(la.ambition(linhai, year=2024).query("target_id == @TARGET"))["end"] == 2019


def test_assumed_baseline_gives_the_fiscal_target_windows(linhai):
    """From 3 to 4.5 in five years: 0.3 points a year, the cities that rose by 1.5 or more."""
    rows = la.ambition(linhai, baselines={"fiscal_st_share": 3.0}).set_index("target_id")
    row = rows.loc[TARGET].set_index("reading").loc["known_then"]
    before, after = raw_cities(2010), raw_cities(2015)
    both = [after[geo] - before[geo] for geo in before if geo in after]
    assert row["required"] == pytest.approx(0.3)
    assert (row["faster"], row["places"]) == (sum(rise > 1.5 for rise in both), len(both))
    assert row["statement"].endswith("cities rose more in 2010-2015")


def test_class_of_the_user_comes_before_the_cities(linhai):
    own = sheet({"b": {2015: 5.0, 2018: 5.0}, "c": {2015: 1.0, 2018: 1.0}}, "fiscal_st_share")
    row = level(la.ambition(linhai, own).query("target_id == @TARGET"))
    assert (row["reference"], row["reached"], row["places"]) == ("places", 1, 2)
    assert row["statement"] == "1 of 2 places reached 4.5% in 2018"
    # What the plan says of the cities is not said of other places.
    assert (row["caveat"], row["notes"]) == ("", ())


def test_indicators_that_no_city_reports_keep_the_provinces(counts):
    row = counts.loc[("rd_gdp_ratio.t1", "plan_years")]
    assert (row["reference"], row["places"], row["notes"]) == ("provinces", 31, ("holds_own",))
    # R&D of 3 % of GDP or more as first published in 2015: Beijing, Shanghai, Tianjin.
    assert counts.loc[("rd_gdp_ratio.t1", "level_base"), "reached"] == 3


def test_growth_of_the_cities_is_found_without_naming_them():
    windows = la.reference_growth("fiscal_st_share")
    before, after = raw_cities(2010), raw_cities(2015)
    assert len(windows.query("start == 2010")) == len(before.keys() & after.keys()) == 267


# Suspect figures


def test_suspect_figures_stay_in_the_panel_and_out_of_a_class():
    panel = la.load_panel("cities")
    marked = panel[panel["suspect"]]
    assert (len(panel), len(marked)) == (2981, 10)
    # Yunfu 2014: 20.68 between 1.5 and 2.2.
    assert panel.query("geo == '445300' and year == 2014")["value"].item() == 20.6835
    known = read_class(panel)
    assert len(known) == 2971
    assert known.query("geo == '445300' and year == 2014").empty


@pytest.mark.parametrize("mark", ["yes", "是", True, 1])
def test_suspect_figures_of_a_users_class_do_not_count(tmp_path, mark):
    own = sheet({"b": {2015: 5.0}, "c": {2015: 50.0}, "d": {2015: 1.0}})
    own["suspect"] = pd.Series([None, mark, None], dtype=object)
    row = level(la.ambition(share(tmp_path), own), "level_base")
    assert (row["reached"], row["places"]) == (1, 2)


def test_projection_borrows_nothing_from_a_suspect_figure():
    # Of d nothing is left: it is no place of the class.
    own = sheet({"b": {2015: 5.0, 2016: 6.0}, "c": {2015: 5.0, 2016: 99.0}, "d": {2015: 99.0}})
    wide = read_reference(own.assign(suspect=own["value"] == 99)).wide
    assert wide.index.tolist() == ["b", "c"]
    assert wide.loc["b"].tolist() == [5, 6]
    assert wide.loc["c", 2015] == 5
    assert pd.isna(wide.loc["c", 2016])


def test_mark_that_is_no_answer_is_refused(tmp_path):
    own = sheet({"b": {2015: 5.0}}, suspect="perhaps")
    with pytest.raises(la.DataError, match="the suspect 'perhaps'"):
        la.ambition(share(tmp_path), own)


# Levels


@pytest.mark.parametrize(
    ("columns", "reached", "said"),
    [
        ({"better": "up"}, 2, "reached 4.5%"),
        ({"better": "up", "relation": "above"}, 1, "stood above 4.5%"),
        ({"better": "down", "relation": "at_most"}, 3, "stood at 4.5% or less"),
        ({"better": "down", "relation": "below"}, 2, "stood below 4.5%"),
        ({"relation": "about"}, 2, "stood at about 4.5%"),
        ({"relation": "exactly"}, 1, "stood at 4.5%"),
    ],
)
def test_level_is_met_as_the_target_says(tmp_path, columns, reached, said):
    """4.42 lies within 2 % of 4.5, 3 and 6 do not."""
    own = sheet({"b": {2015: 3.0}, "c": {2015: 4.42}, "d": {2015: 4.5}, "e": {2015: 6.0}})
    row = level(la.ambition(share(tmp_path, **columns), own), "level_base")
    assert (row["reached"], row["places"]) == (reached, 4)
    assert row["statement"] == f"{reached} of 4 places {said} in 2015"


@pytest.mark.parametrize(("kind", "levels"), [("share", 2), ("ratio", 2), ("index", 2)])
def test_what_is_free_of_size_has_levels(tmp_path, kind, levels):
    plan = share(tmp_path, kind=kind)
    own = sheet({"b": {2015: 5.0}})
    assert la.ambition(plan, own)["reading"].str.startswith("level").sum() == levels


@pytest.mark.parametrize("kind", ["count", "amount", "rank"])
def test_what_hangs_on_size_has_no_levels(tmp_path, kind):
    plan = share(tmp_path, kind=kind, unit="piece")
    own = sheet({"b": {2015: 5.0}})
    assert not la.ambition(plan, own)["reading"].str.startswith("level").any()


def test_level_with_a_unit_of_its_own(tmp_path):
    plan = share(tmp_path, 16, kind="ratio", unit="piece per 10000 persons")
    own = sheet({"b": {2015: 17.0}})
    told = level(la.ambition(plan, own), "level_base")["statement"]
    assert told == "1 of 1 places reached 16 pieces per 10,000 residents in 2015"


def test_class_in_another_unit_has_a_reason(tmp_path):
    """0.05 of 1 is not 0.05 %: neither a change nor a level is counted, a rate would be."""
    own = sheet({"b": {2015: 0.05, 2020: 0.06}}, unit="fraction")
    table = la.ambition(share(tmp_path, observed={2015: 3.0}), own)
    reason = "the class reports it in another unit, fraction"
    assert set(table["reason"]) == {reason}
    assert table[["faster", "reached"]].isna().all(axis=None)


def test_class_in_the_same_unit_or_in_none_is_counted(tmp_path):
    plan = share(tmp_path)
    for unit in ("%", "", None):
        own = sheet({"b": {2015: 5.0}}, unit=unit)
        assert level(la.ambition(plan, own), "level_base")["reached"] == 1


def test_target_that_is_no_level_has_a_reason(tmp_path):
    plan = share(tmp_path, 2, basis="point_change")
    own = sheet({"b": {2015: 5.0}})
    assert level(la.ambition(plan, own), "level_base")["reason"] == (
        "the target is not stated as a level"
    )


def test_year_without_figures_has_a_reason(tmp_path):
    own = sheet({"b": {2016: 5.0}})
    table = la.ambition(share(tmp_path), own, year=2018)
    assert level(table, "level_base")["reason"] == "the class has no figures for 2015"
    assert level(table)["end"] == 2016


def test_latest_year_is_one_that_half_of_the_places_report(tmp_path):
    """In 2018 one of three places has a figure, in 2017 two."""
    own = sheet({"b": {2015: 5, 2017: 5, 2018: 5}, "c": {2015: 1, 2017: 1}, "d": {2015: 1}})
    row = level(la.ambition(share(tmp_path), own, year=2019))
    assert (row["end"], row["reached"], row["places"]) == (2017, 1, 2)


def test_own_place_and_nation_do_not_count_in_a_level(linhai):
    own = sheet({"331082": {2018: 9.0}, "100000": {2018: 9.0}, "b": {2018: 9.0}}, "fiscal_st_share")
    row = level(la.ambition(linhai, own).query("target_id == @TARGET"))
    assert (row["reached"], row["places"]) == (1, 1)


def test_prefecture_of_a_place_stays_and_its_province_is_no_place_of_it(linhai):
    """Taizhou holds Linhai and counts; Zhejiang is not one of the places of Zhejiang."""
    own = sheet({"331000": {2018: 9.0}, "330000": {2018: 9.0}, "320100": {2018: 1.0}})
    own["indicator"] = "fiscal_st_share"
    row = level(la.ambition(linhai, own).query("target_id == @TARGET"))
    assert (row["reached"], row["places"]) == (2, 3)
    assert (row["reached_province"], row["places_province"]) == (1, 1)
    assert row["notes"] == ("holds_own",)


def test_places_without_codes_have_no_province(tmp_path):
    row = level(la.ambition(share(tmp_path), sheet({"b": {2015: 5.0}})), "level_base")
    assert (row["reached_province"], row["places_province"]) == (0, 0)
    assert row["notes"] == ()


def test_nation_has_provinces_as_before(china):
    """2.5 % of GDP in 2015, as first published: Beijing, Shanghai, Tianjin, Jiangsu."""
    rows = la.ambition(china).query("indicator == 'rd_gdp_ratio'")
    row = level(rows, "level_base")
    assert (row["reference"], row["reached"], row["places"]) == ("provinces", 4, 31)
    assert row["notes"] == ()


# People read it


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "22 of 270 cities, 3 of the 11 of Zhejiang, reached 4.5% in 2018. The cities count"),
        ("zh", "2018年270个城市中有22个达到4.5%，其中浙江11个中有3个。参照城市为全市各级财政口径"),
    ],
)
def test_review_says_level_and_scope(linhai, lang, told):
    report = la.build_review(linhai, 2018, lang)
    (section,) = [one for one in report.sections if one.key == "ambition"]
    cells = section.table.iloc[:, -1]
    (row,) = section.table[cells.str.startswith(told)].to_numpy().tolist()
    assert row[2] == "—"  # a level takes no growth


def test_chart_names_the_places_of_the_own_province_among_many(linhai):
    ax = la.plot_ambition(
        linhai,
        "fiscal_st_share",
        reading="known_then",
        baselines={"fiscal_st_share": 3.0},
        ax=Figure().add_subplot(),
    )
    names = {text.get_text() for text in ax.texts if not text.get_gid()}
    assert len(names) == 11
    assert {"Hangzhou", "Ningbo", "Taizhou"} <= names
    dots = [len(dots.get_offsets()) for dots in ax.collections if dots.get_label()[0] != "_"]
    assert dots == [256, 11]
    ax.figure.canvas.draw()
    shown = (text.get_window_extent() for text in ax.texts if text.get_text())
    boxes = sorted(shown, key=lambda box: box.y0)
    assert all(low.y1 <= high.y0 for low, high in pairwise(boxes))
    below = foot(ax)
    assert "all levels of government" in below
    assert "China city statistical yearbook" in below


def test_cities_can_be_given_as_a_class_of_ones_own(linhai):
    row = level(la.ambition(linhai, la.load_panel("cities")).query("target_id == @TARGET"))
    assert (row["reference"], row["reached"], row["places"]) == ("places", 22, 270)


def test_nation_is_not_in_the_panel_of_cities():
    panel = la.load_panel("cities")
    assert len(peers(panel)) == len(panel)
