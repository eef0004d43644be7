"""The reference class: counts that were computed elsewhere, small classes by hand, reasons."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from chart_room import foot
from matplotlib.figure import Figure
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.reference import growth_correlation, peers_of, read_class
from linhai_analysis.words import word


@pytest.fixture(scope="module")
def counts(linhai):
    return la.ambition(linhai).set_index(["target_id", "reading"])


def sheet(values, indicator="a", **columns):
    """A class of places: {place: {year: value}}."""
    rows = [(geo, year, value) for geo, series in values.items() for year, value in series.items()]
    frame = pd.DataFrame(rows, columns=["geo", "year", "value"])
    return frame.assign(indicator=indicator, **columns)


def one_target(tmp_path, base=100, **target):
    row = {"indicator": "a", "target": 200} | target
    return small_plan(tmp_path / "plan", [row], {"a": {2015: base}})


# Counted independently of this package, in the brief of the project.
def test_places_that_beat_inventions_in_each_window():
    windows = la.reference_growth("invention_patents_granted")
    required = (360 / 216) ** (1 / 5) - 1
    faster = (windows["growth"] > required).groupby(windows["start"]).sum()
    assert faster.loc[2010:2018].tolist() == [31, 29, 28, 27, 24, 14, 22, 29, 30]
    assert windows.groupby("start").size().unique().tolist() == [31]


@pytest.mark.parametrize(
    ("target", "reading", "faster"),
    [
        ("invention_patents_granted.t1", "known_then", 31),
        ("invention_patents_granted.t1", "plan_years", 14),
        ("patents_granted.t1", "plan_years", 31),
        ("patents_granted.s3_8_1", "known_then", 30),
        ("patents_granted.s3_8_1", "plan_years", 31),
        ("rd_gdp_ratio.t1", "plan_years", 28),
    ],
)
def test_provinces_that_grew_faster(counts, target, reading, faster):
    row = counts.loc[(target, reading)]
    assert (row["faster"], row["places"], row["windows"]) == (faster, 31, 1)
    way = "rose more" if target.startswith("rd_gdp_ratio") else "grew faster"
    assert row["statement"].startswith(f"{faster} of 31 provinces {way} in 201")


def test_three_provinces_with_a_level_break_are_named_and_left_out(counts):
    """Implied GDP falls by a quarter: Liaoning in 2016, Jilin and Tianjin in 2019."""
    row = counts.loc[("rd_gdp_ratio.t1", "plan_years")]
    assert set(row["broken"]) == {"Liaoning", "Jilin", "Tianjin"}
    assert (row["faster_unbroken"], row["places_unbroken"]) == (25, 28)


def test_all_windows_give_the_fewest_and_the_most(counts):
    row = counts.loc[("invention_patents_granted.t1", "all_windows")]
    assert (row["faster"], row["faster_high"], row["windows"]) == (14, 31, 9)
    assert row["statement"] == (
        "between 14 and 31 of 31 provinces grew faster in 9 overlapping windows"
    )


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("hightech_enterprises.t1", "a flow, and the target is a stock"),
        ("invention_patents_per_10k.t1", "no population to divide them by"),
        ("new_product_output_rate.t1", "the reference class does not report it"),
        ("civil_military_benchmark_firms.s3_4_3", "the reference class does not report it"),
    ],
)
def test_no_class_has_a_reason(counts, target, reason):
    rows = counts.loc[target]
    assert rows["reason"].str.contains(reason).all()
    assert rows["faster"].isna().all()
    assert (rows["statement"] == "").all()
    assert (rows["windows"] == 0).all()
    assert set(rows["broken"]) == {()}


def test_window_before_the_figures_begin_has_a_reason(counts):
    """The provinces report R&D from 2011 on."""
    row = counts.loc[("rd_gdp_ratio.t1", "known_then")]
    assert row["reason"] == "the class has no figures for 2010 and 2015"


def test_all_windows_name_the_places_with_a_level_break(counts):
    row = counts.loc[("rd_gdp_ratio.t1", "all_windows")]
    assert set(row["broken"]) == {"Liaoning", "Jilin", "Tianjin"}
    # 2011-2016 leaves out Liaoning alone, 2015-2020 all three.
    assert "of 28-30 where places with a level break inside are left out" in row["statement"]


def test_count_is_never_called_a_probability(counts):
    assert not counts["statement"].str.contains("probab|chance|rank|percentile").any()


# A class of the user's own


def test_own_class_by_hand(tmp_path):
    """Doubling in five years: only b more than doubles, c does so exactly, d falls."""
    plan = one_target(tmp_path)
    own = sheet(
        {
            "b": {2015: 10, 2020: 21},
            "c": {2015: 10, 2020: 20},
            "d": {2015: 10, 2020: 9},
            "e": {2016: 10, 2020: 90},
        }
    )
    row = la.ambition(plan, own).set_index("reading").loc["plan_years"]
    assert (row["faster"], row["places"]) == (1, 3)
    assert row["statement"] == "1 of 3 places grew faster in 2015-2020"


def test_own_place_is_not_its_own_peer(tmp_path):
    plan = la.load_plan()
    own = sheet({plan.geo: {2015: 1, 2020: 9}, "b": {2015: 1, 2020: 9}}, "patents_granted")
    rows = la.ambition(plan, own).query("indicator == 'patents_granted'")
    assert set(rows.loc[rows["reading"] == "plan_years", "places"]) == {1}


@pytest.mark.parametrize("name", ["Linhai", "临海", "331082", "China", "全国", "100000"])
@pytest.mark.parametrize("column", ["geo", "name_en", "name_zh"])
def test_own_place_and_nation_are_no_peers_however_they_are_named(linhai, name, column):
    own = sheet({"b": {2015: 1, 2020: 9}, "c": {2015: 1, 2020: 9}}, "patents_granted")
    own[column] = own["geo"].replace("c", name).where(own["geo"].eq("c") | (column == "geo"), "")
    rows = la.ambition(linhai, own).query("indicator == 'patents_granted'")
    assert set(rows.loc[rows["reading"] == "plan_years", "places"]) == {1}


def test_own_place_of_a_users_plan_is_known_by_the_names_in_its_table(tmp_path):
    plan = one_target(tmp_path)
    geos = pd.DataFrame({"geo": ["9"], "name_en": ["Hometown"], "name_zh": ["本县"]})
    plan = dataclasses.replace(plan, geos=geos)
    own = sheet({"本县": {2015: 1, 2020: 9}, "b": {2015: 1, 2020: 9}})
    row = la.ambition(plan, own).set_index("reading").loc["plan_years"]
    assert row["places"] == 1


def test_lower_is_better_counts_who_fell_faster(tmp_path):
    plan = one_target(tmp_path, target=50, better="down")
    own = sheet({"b": {2015: 100, 2020: 40}, "c": {2015: 100, 2020: 60}})
    row = la.ambition(plan, own).set_index("reading").loc["plan_years"]
    assert (row["faster"], row["places"]) == (1, 2)


def test_lower_is_better_is_not_told_as_growth(tmp_path):
    plan = one_target(tmp_path, target=50, better="down")
    own = sheet({"b": {2010: 100, 2015: 30, 2020: 29}, "c": {2015: 100, 2020: 60}})
    told = la.ambition(plan, own).set_index("reading")["statement"]
    assert told["known_then"] == "1 of 1 places fell faster or rose less in 2010-2015"
    assert told["all_windows"] == (
        "between 0 and 1 of 1-2 places fell faster or rose less in 2 overlapping windows"
    )
    chinese = la.ambition(plan, own, lang="zh").set_index("reading")["statement"]
    assert chinese["known_then"] == "2010—2015年1个地区中有1个降幅更大或增幅更小"


def test_equal_fall_is_not_faster(tmp_path):
    plan = one_target(tmp_path, target=50, better="down")
    own = sheet({"b": {2015: 10, 2020: 5}})
    assert la.ambition(plan, own).set_index("reading").loc["plan_years", "faster"] == 0


@pytest.mark.parametrize("base", [0.5, 1.1, 1.5, 2.3, 2.98, 3.7])
def test_equal_points_are_not_faster_whatever_the_rounding_of_floats(tmp_path, base):
    """Plan and peers all rise by 0.02 points; as floats 1.52 - 1.5 and 2.98 - 2.96 differ."""
    target = round(base + 0.02, 2)
    plan = one_target(tmp_path, base=base, target=target, unit="%", kind="share")
    own = sheet({f"p{i}": {2015: i / 100, 2020: (i + 2) / 100} for i in range(100, 400, 7)})
    assert la.ambition(plan, own).set_index("reading").loc["plan_years", "faster"] == 0


def test_number_of_places_that_changes_is_told_as_a_span(tmp_path):
    """One place begins a year earlier: its count must not stand against the fewest places."""
    own = sheet({"b": {2014: 1, 2015: 1, 2019: 9, 2020: 9}, "c": {2015: 1, 2020: 9}})
    row = la.ambition(one_target(tmp_path), own).set_index("reading").loc["all_windows"]
    assert (row["faster"], row["faster_high"], row["places"]) == (1, 2, 1)
    assert row["statement"] == (
        "between 1 and 2 of 1-2 places grew faster in 2 overlapping windows"
    )


def test_nation_is_no_province(linhai):
    rows = la.ambition(linhai, la.load_panel("provinces")).query("reading == 'plan_years'")
    assert set(rows["places"].dropna()) == {31}


def test_codes_that_are_numbers_are_codes(linhai):
    """As pandas reads them from CSV: the own place is left out, breaks and peers are found."""
    own = sheet({331082: {2015: 1, 2020: 9}, 330000: {2015: 1, 2020: 9}}, "patents_granted")
    own["break"] = own["year"] == 2020
    rows = la.ambition(linhai, own).query("indicator == 'patents_granted'")
    row = rows.set_index("reading").loc["plan_years"].iloc[0]
    assert (row["places"], row["broken"], row["places_unbroken"]) == (1, ("330000",), 0)
    path = la.follow(linhai, "330000", ["patents_granted"], own, from_year=2015, to=2015)
    assert path["peer_value"].tolist() == [1]


def test_share_is_compared_in_points(tmp_path):
    """0.2 points a year are needed: 5 to 6.5 is more, 1 to 1.9 less, though it nearly doubles."""
    plan = one_target(tmp_path, base=2, target=3, unit="%", kind="share")
    own = sheet({"b": {2015: 5, 2020: 6.5}, "c": {2015: 1, 2020: 1.9}})
    row = la.ambition(plan, own).set_index("reading").loc["plan_years"]
    assert (row["way"], row["required"]) == ("linear", pytest.approx(0.2))
    assert row["faster"] == 1


def test_place_without_a_rate_is_not_counted(tmp_path):
    plan = one_target(tmp_path)
    own = sheet({"b": {2015: 0, 2020: 9}, "c": {2015: 1, 2020: 9}})
    row = la.ambition(plan, own).set_index("reading").loc["plan_years"]
    assert (row["faster"], row["places"]) == (1, 1)


def test_marked_break_counts_only_inside_the_window():
    own = sheet({"b": {year: 100.0 + year for year in range(2009, 2021)}})
    own["break"] = own["year"] == 2015
    windows = la.reference_growth("a", 5, own).set_index("start")["broken"]
    # The year of the break starts a window without one, and ends one with it.
    assert windows.loc[[2009, 2010, 2014, 2015]].tolist() == [False, True, True, False]


@pytest.mark.parametrize("mark", ["yes", "是", "TRUE", 1, 1.0, True])
def test_break_of_a_sheet_is_read_as_plans_write_it(mark):
    own = sheet({"b": {2015: 1, 2017: 2, 2020: 3}})
    own["break"] = pd.Series([None, mark, None], dtype=object)
    assert la.reference_growth("a", 5, own)["broken"].tolist() == [True]
    own["break"] = pd.Series(["no", "", 0], dtype=object)
    assert la.reference_growth("a", 5, own)["broken"].tolist() == [False]


def test_break_at_a_missing_value_counts_for_the_next_one():
    own = sheet({"b": {2012: 1, 2015: 1, 2017: np.nan, 2018: 2, 2020: 3, 2023: 4}})
    own["break"] = own["year"] == 2017
    windows = la.reference_growth("a", 5, own).set_index("start")["broken"]
    assert windows.to_dict() == {2015: True, 2018: False}


@pytest.mark.parametrize(("fall", "broken"), [(0.80, True), (0.81, False)])
@pytest.mark.parametrize("skipped", [None, 2017])
def test_fall_of_implied_gdp_by_a_fifth_is_a_break(fall, broken, skipped):
    """R&D of 2 at 2 % implies 100; the ratio that makes it `fall` times that in 2018."""
    ratio = {2015: 2.0, 2016: 2.0, 2017: 2.0, 2018: 2 / fall, 2019: 2 / fall, 2020: 2 / fall}
    ratio.pop(skipped, None)
    own = pd.concat(
        [
            sheet({"b": ratio}, "rd_gdp_ratio"),
            sheet({"b": dict.fromkeys(range(2015, 2021), 2.0)}, "rd_expenditure"),
        ]
    )
    assert la.reference_growth("rd_gdp_ratio", 5, own)["broken"].tolist() == [broken]
    assert la.reference_growth("rd_gdp_ratio", 1, own)["broken"].sum() == (broken and not skipped)


def test_quotient_of_the_users_codebook_tells_breaks_too():
    """8 are 8 % of 100, and 16 % of 50: half of the denominator is gone."""
    own = pd.concat([sheet({"b": {2015: 8, 2016: 16}}, "q"), sheet({"b": {2015: 8, 2016: 8}}, "n")])
    book = pd.DataFrame(
        {"indicator": ["q"], "unit": "%", "decimals": 1, "numerator": "n", "denominator": "d"}
    )
    assert la.reference_growth("q", 1, own)["broken"].tolist() == [False]
    assert la.reference_growth("q", 1, own, book)["broken"].tolist() == [True]


def test_revised_figures_are_left_out():
    own = sheet({"b": {2015: 1, 2020: 2}}, status=["final", "revised"])
    assert la.reference_growth("a", 5, own).empty


def test_revised_figures_do_where_an_indicator_has_no_others():
    revised = sheet({"b": {2015: 1, 2020: 2}}, status="revised")
    final = sheet({"b": {2015: 1, 2020: 3}}, "other", status="final")
    assert len(la.reference_growth("a", 5, pd.concat([revised, final]))) == 1


def test_name_that_is_missing_is_the_other_one_or_the_code():
    own = sheet({"b": {2015: 1, 2020: 2}, "c": {2015: 1, 2020: 2}})
    own["name_zh"] = ["乙", "乙", None, ""]
    made = la.reference_growth("a", 5, own)
    assert made[["name_en", "name_zh"]].values.tolist() == [["乙", "乙"], ["c", "c"]]


def test_addition_has_no_growth_to_compare(tmp_path):
    plan = one_target(tmp_path, target=5, basis="increment")
    own = sheet({"b": {2015: 1, 2020: 2}})
    assert set(la.ambition(plan, own)["reason"]) == {
        "an addition or a total has no growth to compare"
    }


def test_floor_of_every_year_requires_no_growth_but_names_a_level(tmp_path):
    """8 % in each year: no growth to compare, but of two places one was there in 2015, both later.

    A yearly average is a sum of five years, which no place has a level of.
    """
    share = {"target": 8, "kind": "share", "unit": "%"}
    goals = [share | {"indicator": "a", "basis": "every_year"}]
    goals += [share | {"indicator": "b", "basis": "yearly_average"}]
    plan = small_plan(tmp_path, goals, {"a": {2015: 7, 2020: 9}, "b": {2015: 7, 2020: 9}})
    values = {"x": {2015: 5, 2020: 10}, "y": {2015: 9, 2020: 11}}
    both = pd.concat([sheet(values), sheet(values, "b")])
    table = la.ambition(plan, both).set_index(["indicator", "reading"])
    growth = ["known_then", "plan_years", "all_windows"]
    assert set(table.loc["a"].loc[growth, "reason"]) == {
        "an amount for each year: no growth is required of it"
    }
    assert set(table.loc["b"].loc[growth, "reason"]) == {
        "an addition or a total has no growth to compare"
    }
    levels = ["level_base", "level_latest"]
    assert table.loc["a"].loc[levels, "reached"].tolist() == [1, 2]
    assert set(table.loc["b"].loc[levels, "reason"]) == {"the target is not stated as a level"}


NOTHING = {
    "no rows": sheet({}),
    "no value": sheet({"b": {2015: np.nan}}),
    "another indicator": sheet({"b": {2015: 1, 2020: 2}}, "z"),
}


@pytest.mark.parametrize("empty", NOTHING)
def test_class_without_a_figure_lends_nothing_and_counts_nothing(tmp_path, empty):
    """What is projected is what is projected alone; a table without places says so."""
    values, own = {2013: 50, 2014: 55, 2015: 60, 2016: 66, 2017: 70}, NOTHING[empty]
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 120}], {"a": values})
    alone = la.project_targets(plan, 2017, reference=None)
    assert la.project_targets(plan, 2017, reference=own)["probability"].equals(alone["probability"])
    assert la.scorecard(plan, 2017, reference=own)["probability"].item() == pytest.approx(
        alone["probability"].item()
    )
    assert set(la.ambition(plan, own)["reason"]) == {"the reference class does not report it"}
    assert la.reference_growth("a", 5, own).empty
    trend = la.Scenario("s", {"a": {"trend": None}})
    assert la.run_scenarios(plan, trend, reference=own)["value"].equals(
        la.run_scenarios(plan, trend, reference=None)["value"]
    )


def test_missing_baseline_is_the_reason(tmp_path):
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 5}])
    own = sheet({"b": {2015: 1, 2020: 2}})
    assert set(la.ambition(plan, own)["reason"]) == {"no figure for the base year 2015"}


def test_one_window_is_not_called_overlapping(tmp_path):
    own = sheet({"b": {2015: 1, 2020: 9}, "c": {2015.0: 1, 2020.0: 1}})
    table = la.ambition(one_target(tmp_path), own).set_index("reading")
    assert table.loc["all_windows", "statement"] == "1 of 2 places grew faster in 2015-2020"


def test_class_without_a_window_of_that_length_says_so(tmp_path):
    own = sheet({"b": {2015: 1, 2019: 2}})
    assert set(la.ambition(one_target(tmp_path), own)["reason"]) == {
        "no two figures 5 years apart in the class"
    }


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ([1, 2], "the reference is a list; it needs to be a DataFrame"),
        (pd.DataFrame({"geo": ["b"]}), "no column 'indicator', 'year', 'value'"),
        (sheet({"b": {"first": 1}}), "the index must hold years as whole numbers"),
        (sheet({"b": {2015: "x"}}), "the value of 2015 is 'x', not a number"),
        (
            pd.concat([sheet({"b": {2015: 1}}), sheet({"b": {2015: 2}})]),
            "in the reference, geo b, indicator a: the year 2015 stands twice",
        ),
        (
            sheet({"b": {2015: 1}}, **{"break": "maybe"}),
            "the break 'maybe' is neither yes nor empty",
        ),
    ],
)
def test_class_is_checked_at_the_door(tmp_path, reference, message):
    plan = one_target(tmp_path)
    with pytest.raises(la.DataError, match=message):
        la.ambition(plan, reference)


@pytest.mark.parametrize("years", [0, 2.5, "5"])
def test_window_of_no_whole_years_is_refused(years):
    with pytest.raises(la.DataError, match="is not a whole number from 1 on"):
        la.reference_growth("rd_gdp_ratio", years)


def test_statements_are_chinese_on_request(linhai):
    table = la.ambition(linhai, lang="zh").set_index(["target_id", "reading"])
    assert table.loc[("rd_gdp_ratio.t1", "plan_years"), "statement"] == (
        "2015—2020年31个省份中有28个增幅更大；剔除口径变动的天津、辽宁、吉林后，28个中有25个"
    )


# Following a peer


def test_follow_zhejiang_by_hand(linhai):
    """216 patents times 49,888 / 23,345; 2.98 % plus 2.88 - 2.36 points."""
    path = la.follow(linhai, "330000").set_index(["indicator", "year"])["value"]
    assert path[("invention_patents_granted", 2020)] == pytest.approx(216 * 49888 / 23345)
    assert path[("rd_gdp_ratio", 2020)] == pytest.approx(2.98 + 2.88 - 2.36)


@pytest.mark.parametrize("name", ["Zhejiang", "浙江", "330000"])
def test_peer_is_known_by_name_and_code(linhai, name):
    assert la.follow(linhai, name, ["rd_gdp_ratio"])["geo"].unique().tolist() == ["330000"]


@pytest.mark.parametrize(
    ("name", "hint"), [("Zhejang", "Zhejiang"), ("33000", "330000"), ("浙江省", "浙江")]
)
def test_unknown_peer_offers_the_nearest(linhai, name, hint):
    with pytest.raises(la.UnknownNameError, match=f"did you mean '{hint}'"):
        la.follow(linhai, name)


@pytest.mark.parametrize(
    ("later", "reason"),
    [
        ({}, "the peer's figures end in 2016"),
        ({2018: 13}, "no figure of the peer for 2017"),
        # Beyond the target year: still a gap, not an end.
        ({2021: 13}, "no figure of the peer for 2017"),
        ({2017: 0, 2018: 13}, "the peer's figures of 2016 and 2017 give no rate"),
        ({2017: -1}, "the peer's figures of 2016 and 2017 give no rate"),
    ],
)
def test_path_ends_where_the_peer_has_no_growth(linhai, later, reason):
    own = sheet({"b": {2015: 10, 2016: 11} | later}, "hightech_enterprises")
    path = la.follow(linhai, "b", "hightech_enterprises", own)
    assert path["year"].tolist() == [2015, 2016]
    assert path["value"].tolist() == [60, pytest.approx(66)]
    assert set(path["reason"]) == {reason}


def test_share_of_a_peer_may_pass_through_zero(linhai):
    own = sheet({"b": {2015: 1, 2016: 0, 2017: 0.5}}, "rd_gdp_ratio")
    path = la.follow(linhai, "b", "rd_gdp_ratio", own, to=2017)
    assert path["value"].tolist() == pytest.approx([2.98, 1.98, 2.48])
    assert set(path["reason"]) == {""}


def test_indicator_without_a_target_takes_the_years_of_the_plan(linhai):
    """R&D spending has a baseline only: 13.81 times 1,859.9 / 1,011.2 of Zhejiang."""
    path = la.follow(linhai, "Zhejiang", "rd_expenditure").set_index("year")
    panel = la.load_panel("provinces").query("geo == '330000' and indicator == 'rd_expenditure'")
    peer = panel.set_index("year")["value"]
    assert path.index.tolist() == list(range(2015, 2021))
    assert path.loc[2020, "value"] == pytest.approx(13.81 * peer[2020] / peer[2015])


def test_path_that_ends_before_it_begins_is_refused(linhai):
    with pytest.raises(la.DataError, match="would end in 2014, before it begins in 2015"):
        la.follow(linhai, "Zhejiang", "rd_gdp_ratio", to=2014)


@pytest.mark.parametrize(
    ("indicator", "values", "reason"),
    [
        ("provincial_tech_smes", {2015: 1}, "no figure of the plan's place for 2015"),
        ("hightech_enterprises", {2016: 1}, "no figure of the peer for 2015"),
    ],
)
def test_path_that_cannot_start_has_one_row_and_a_reason(linhai, indicator, values, reason):
    path = la.follow(linhai, "b", [indicator], sheet({"b": values}, indicator))
    assert len(path) == 1
    assert path["year"].isna().all()
    assert path["reason"].item() == reason


def test_path_from_another_year_and_over_a_break(linhai):
    """Tianjin's implied GDP falls in 2019; the R&D ratio of Linhai is known for 2016."""
    path = la.follow(linhai, "Tianjin", ["rd_gdp_ratio"], from_year=2016).set_index("year")
    assert path.loc[2016, "value"] == 3.06
    assert path["notes"].to_dict()[2019] == ("level_break",)
    assert path["notes"].map(bool).sum() == 1


# Charts


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_chart_marks_both_targets_and_every_province(linhai, lang):
    ax = la.plot_ambition(linhai, "patents_granted", lang=lang)
    required = [100 * ((target / 2425) ** 0.2 - 1) for target in (2500, 3300)]
    lines = [line.get_xdata()[0] for line in ax.get_lines() if line.get_label()[0] != "_"]
    assert lines == pytest.approx(required)
    assert len(ax.get_yticklabels()) == 31
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    for target, pace in (("2500", "0.61%"), ("3300", "6.36%")):
        assert any(target in label and pace in label for label in labels)
    own = {dots.get_label(): len(dots.get_offsets()) for dots in ax.collections}
    assert own[word("legend.own_province", lang)] == 1
    assert {line.get_linestyle() for line in ax.get_lines()} >= {"-", "--"}
    small = la.plot_ambition(linhai, "patents_granted", lang=lang, size=(4, 3))
    named = [text.get_text() for text in small.texts if not text.get_gid()]
    assert named == ["Zhejiang" if lang == "en" else "浙江"]


@pytest.mark.parametrize(
    ("indicator", "lang", "unit", "class_source"),
    [
        ("patents_granted", "en", "% a year", "China statistical yearbook on science"),
        ("patents_granted", "zh", "年均增速（%）", "《中国科技统计年鉴"),
        ("rd_gdp_ratio", "en", "percentage points a year", "National communique on R&D"),
        ("rd_gdp_ratio", "zh", "年均变动（个百分点）", "《全国科技经费投入统计公报"),
    ],
)
def test_chart_says_unit_caveat_and_both_sources(linhai, indicator, lang, unit, class_source):
    ax = la.plot_ambition(linhai, indicator, lang=lang, ax=Figure().add_subplot())
    below = foot(ax) if lang == "en" else foot(ax).replace(" ", "")
    plan = "Linhai science and technology plan" if lang == "en" else "《临海市科学技术发展"
    caveat = "larger than a county" if lang == "en" else "规模大于县（市）"
    assert unit in ax.get_xlabel()
    for text in (caveat, plan, class_source):
        assert text in below


def test_chart_of_own_places_names_the_given_source_and_no_provinces(linhai):
    own = sheet({"b": {2015: 1.0, 2020: 2.0}, "c": {2015: 1.0, 2020: 1.1}}, "patents_granted")
    ax = la.plot_ambition(
        linhai, "patents_granted", own, source="County yearbooks", ax=Figure().add_subplot()
    )
    below = foot(ax)
    assert "County yearbooks" in below
    assert "larger than a county" not in below
    # 1.92 % a year beats 2500, not 3300: each count stands with its target.
    assert "2500: 2 of 2 places" in below
    assert "3300: 1 of 2 places" in below


def test_chart_leaves_out_what_has_no_class_and_what_has_another_window(tmp_path):
    targets = [
        {"indicator": "a", "target": 5, "basis": "increment"},
        {"indicator": "a", "target": 200},
        {"indicator": "a", "target": 300, "target_year": 2018},
    ]
    plan = small_plan(tmp_path, targets, {"a": {2015: 100}})
    own = sheet({"b": {2015: 1.0, 2018: 1.5, 2020: 2.5}})
    ax = la.plot_ambition(plan, "a", own, ax=Figure().add_subplot())
    lines = [line.get_xdata()[0] for line in ax.get_lines() if line.get_label()[0] != "_"]
    assert lines == pytest.approx([100 * (2**0.2 - 1)])


def test_chart_draws_every_target_of_many(tmp_path):
    targets = [{"indicator": "a", "target": 100 + 10 * n} for n in range(1, 10)]
    plan = small_plan(tmp_path, targets, {"a": {2015: 100}})
    own = sheet({"b": {2015: 1.0, 2020: 2.5}})
    ax = la.plot_ambition(plan, "a", own, ax=Figure().add_subplot())
    assert len([line for line in ax.get_lines() if line.get_label()[0] != "_"]) == 9


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_names_of_31_provinces_do_not_overlap(linhai, lang):
    ax = la.plot_ambition(linhai, "rd_gdp_ratio", lang=lang)
    ax.figure.canvas.draw()
    boxes = sorted(
        (label.get_window_extent() for label in ax.get_yticklabels()), key=lambda box: box.y0
    )
    assert all(low.y1 <= high.y0 for low, high in pairwise(boxes))


def test_chart_shows_level_breaks_hollow(linhai):
    ax = la.plot_ambition(linhai, "rd_gdp_ratio", ax=Figure().add_subplot())
    dots = [one for one in ax.collections if one.get_label()[0] != "_"]
    sizes = {one.get_label(): len(one.get_offsets()) for one in dots}
    hollow = {one.get_label(): tuple(one.get_facecolor()[0]) for one in dots}
    assert hollow[word("legend.broken")] == (1, 1, 1, 1)
    assert sizes.pop("own province") == 1
    assert sizes == {"place of the reference class": 27, "level break inside": 3}


def test_chart_writes_the_reason_where_there_is_no_class(linhai):
    ax = la.plot_ambition(linhai, "hightech_enterprises", ax=Figure().add_subplot())
    assert "a flow" in " ".join(text.get_text() for text in ax.texts).replace("\n", " ")
    # The source line stays to be seen.
    assert ax.axison
    assert "Source: Linhai Science and Technology Bureau" in foot(ax)


@pytest.mark.parametrize(
    ("indicator", "reading", "message"),
    [
        ("patent_granted", "plan_years", "did you mean 'patents_granted'"),
        ("patents_granted", "all_windows", "reading='all_windows' is not one of"),
    ],
)
def test_chart_refuses(linhai, indicator, reading, message):
    with pytest.raises((la.DataError, la.UnknownNameError), match=message):
        la.plot_ambition(linhai, indicator, reading=reading)


def test_nothing_is_changed(linhai):
    own = sheet({"b": {2015: 1.0, 2020: np.nan}}, "patents_granted")
    before = own.copy()
    la.ambition(linhai, own)
    pd.testing.assert_frame_equal(own, before)


@pytest.mark.parametrize(("last", "told"), [(150, -1.0), (30, np.nan)])
def test_broken_level_of_the_users_own_quotient_tells_of_no_correlation(last, told):
    """Ten places, the faster in a the slower in b; in one of them part / a falls by more than half.

    Nine sound windows of a are one too few.
    """
    book = pd.DataFrame({"indicator": ["a", "b"], "numerator": ["part", ""], "unit": "%"})
    book = book.assign(denominator=["whole", ""], decimals=1)
    rows = [
        (f"g{k}", name, year, 100 * (1 + rate) ** (year - 2010))
        for k in range(10)
        for name, rate in (("a", 0.01 * k), ("b", 0.2 - 0.01 * k))
        for year in (2010, 2015)
    ]
    rows += [("g9", "part", 2010, 100), ("g9", "part", 2015, last)]
    places = pd.DataFrame(rows, columns=["geo", "indicator", "year", "value"])
    found = growth_correlation(book, places).loc["a", "b"]
    assert found == pytest.approx(told, nan_ok=True)


def test_every_place_with_the_plans_own_figures_is_left_out(tmp_path):
    """x has those of a, y those of b, z others."""
    targets = [{"indicator": "a", "target": 120}, {"indicator": "b", "target": 60}]
    own = {"a": [3017, 5233, 4408, 8151], "b": [9120, 7303, 8466, 6009]}
    values = {name: dict(zip(range(2012, 2016), row, strict=True)) for name, row in own.items()}
    plan = small_plan(tmp_path, targets, values)
    other = dict(zip(range(2012, 2016), [1, 2, 5, 9], strict=True))
    places = pd.concat(
        [
            sheet({"x": values["a"], "z": other}),
            sheet({"y": values["b"], "z": other}, "b"),
        ]
    )
    left, hidden = peers_of(plan, read_class(places))
    assert (set(left["geo"]), hidden) == ({"z"}, ("x", "y"))
