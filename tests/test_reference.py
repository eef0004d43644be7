"""The reference class: counts that were computed elsewhere, small classes by hand, reasons."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from small_plans import small_plan

import linhai_analysis as la


@pytest.fixture(scope="module")
def linhai():
    return la.load_plan()


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
    assert row["statement"].startswith(f"{faster} of 31 provinces grew faster in 201")


def test_three_provinces_with_a_level_break_are_named_and_left_out(counts):
    """Implied GDP falls by a quarter: Liaoning in 2016, Jilin and Tianjin in 2019."""
    row = counts.loc[("rd_gdp_ratio.t1", "plan_years")]
    assert set(row["broken"].split(", ")) == {"Liaoning", "Jilin", "Tianjin"}
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
        ("fiscal_st_share.t1", "the reference class does not report it"),
        ("civil_military_benchmark_firms.s3_4_3", "the reference class does not report it"),
    ],
)
def test_no_class_has_a_reason(counts, target, reason):
    rows = counts.loc[target]
    assert rows["reason"].str.contains(reason).all()
    assert rows["faster"].isna().all()
    assert (rows["statement"] == "").all()


def test_window_before_the_figures_begin_has_a_reason(counts):
    """The provinces report R&D from 2011 on."""
    row = counts.loc[("rd_gdp_ratio.t1", "known_then")]
    assert row["reason"] == "the class has no figures for 2010 and 2015"


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


def test_lower_is_better_counts_who_fell_faster(tmp_path):
    plan = one_target(tmp_path, target=50, better="down")
    own = sheet({"b": {2015: 100, 2020: 40}, "c": {2015: 100, 2020: 60}})
    row = la.ambition(plan, own).set_index("reading").loc["plan_years"]
    assert (row["faster"], row["places"]) == (1, 2)


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


def test_revised_figures_are_left_out():
    own = sheet({"b": {2015: 1, 2020: 2}}, status=["final", "revised"])
    assert la.reference_growth("a", 5, own).empty


def test_addition_has_no_growth_to_compare(tmp_path):
    plan = one_target(tmp_path, target=5, basis="increment")
    own = sheet({"b": {2015: 1, 2020: 2}})
    assert set(la.ambition(plan, own)["reason"]) == {
        "an addition or a total has no growth to compare"
    }


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
        (pd.DataFrame({"geo": ["b"]}), "indicator, year, value missing"),
        (sheet({"b": {"2015": 1}}), "the index must hold years as whole numbers"),
        (sheet({"b": {2015: "x"}}), "the value of 2015 is 'x', not a number"),
        (
            pd.concat([sheet({"b": {2015: 1}}), sheet({"b": {2015: 2}})]),
            "the reference has a of b twice in 2015",
        ),
    ],
)
def test_class_is_checked_at_the_door(tmp_path, reference, message):
    plan = one_target(tmp_path)
    with pytest.raises(la.DataError, match=message):
        la.ambition(plan, reference)


def test_window_of_no_years_is_refused():
    with pytest.raises(la.DataError, match="a window needs one year or more"):
        la.reference_growth("rd_gdp_ratio", 0)


def test_statements_are_chinese_on_request(linhai):
    table = la.ambition(linhai, lang="zh").set_index(["target_id", "reading"])
    assert table.loc[("rd_gdp_ratio.t1", "plan_years"), "statement"] == (
        "2015—2020年31个省份中有28个增速更高；剔除口径变动的天津、辽宁、吉林后，28个中有25个"
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


@pytest.mark.parametrize(("name", "hint"), [("Zhejang", "Zhejiang"), ("33000", "330000")])
def test_unknown_peer_offers_the_nearest(linhai, name, hint):
    with pytest.raises(la.UnknownNameError, match=f"did you mean '{hint}'"):
        la.follow(linhai, name)


def test_path_ends_where_the_figures_of_the_peer_end(linhai):
    own = sheet({"b": {2015: 10, 2016: 11, 2018: 13}}, "hightech_enterprises")
    path = la.follow(linhai, "b", ["hightech_enterprises"], own)
    assert path["year"].tolist() == [2015, 2016]
    assert path["value"].tolist() == [60, pytest.approx(66)]
    assert set(path["reason"]) == {"the peer's figures end in 2016"}


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
    assert path["flags"].to_dict()[2019] == "level_break"
    assert (path["flags"] != "").sum() == 1


# Charts


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_chart_marks_both_targets_and_every_province(linhai, lang):
    ax = la.plot_ambition(linhai, "patents_granted", lang=lang, ax=Figure().add_subplot())
    required = [100 * ((target / 2425) ** 0.2 - 1) for target in (2500, 3300)]
    lines = [line.get_xdata()[0] for line in ax.get_lines() if line.get_label()[0] != "_"]
    assert lines == pytest.approx(required)
    assert len(ax.get_yticklabels()) == 31
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    for target in ("2500", "3300"):
        assert any(target in label for label in labels)


def test_chart_shows_level_breaks_hollow(linhai):
    ax = la.plot_ambition(linhai, "rd_gdp_ratio", ax=Figure().add_subplot())
    sizes = {dots.get_label(): len(dots.get_offsets()) for dots in ax.collections}
    assert sizes == {"place of the reference class": 28, "level break inside": 3}


def test_chart_writes_the_reason_where_there_is_no_class(linhai):
    ax = la.plot_ambition(linhai, "hightech_enterprises", ax=Figure().add_subplot())
    assert "a flow" in " ".join(text.get_text() for text in ax.texts).replace("\n", " ")


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
