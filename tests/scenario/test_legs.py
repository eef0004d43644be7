"""Scenarios: every assumption by hand, stages, peers, trends and linked indicators."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from small_plans import small_plan
from small_scenarios import laid, of_one, path, reason, run

import linhai_analysis as la

COLUMNS = ["scenario", "indicator", "year", "value", "origin", "quality", "notes", "reason"]
SHARE = {"kind": "share", "unit": "%"}
PEOPLE = {"reach": 111.4146}


# Each assumption by hand


@pytest.mark.parametrize(
    ("assumed", "expected"),
    [
        (0.1, [60 * 1.1**k for k in range(6)]),
        (np.float64(0.1), [60 * 1.1**k for k in range(6)]),
        ("10%", [60 * 1.1**k for k in range(6)]),
        ("１０％", [60 * 1.1**k for k in range(6)]),
        (-0.05, [60 * 0.95**k for k in range(6)]),
        (1, [60, 120, 240, 480, 960, 1920]),
        (0, [60] * 6),
        ({"points": 5}, [60, 65, 70, 75, 80, 85]),
        ({"points": "-2.5"}, [60, 57.5, 55, 52.5, 50, 47.5]),
        ({"halt": None}, [60] * 6),
        # A count grows by a rate towards its level, but not to or from nothing.
        ({"reach": 120}, [60 * 2 ** (k / 5) for k in range(6)]),
        ({"reach": "1,920"}, [60, 120, 240, 480, 960, 1920]),
        ({"reach": 0}, [60, 48, 36, 24, 12, 0]),
        ({"percent_of_baseline": 150}, [60 * 1.5 ** (k / 5) for k in range(6)]),
        ({"percent_of_baseline": "150%"}, [60 * 1.5 ** (k / 5) for k in range(6)]),
        ({"percent_of_baseline": "1.5%"}, [60 * 0.015 ** (k / 5) for k in range(6)]),
        # Between two given values lies their geometric middle: sqrt(60 * 90) after one of two.
        ({"path": {2017: 90, 2018: 96, 2020: 96}}, [60, 5400**0.5, 90, 96, 96, 96]),
        ({"path": "2017：90；2018：96；2020：96"}, [60, 5400**0.5, 90, 96, 96, 96]),
        ({"path": {2015: 64, 2020: 2}}, [64, 32, 16, 8, 4, 2]),
    ],
)
def test_assumption_about_a_count(one, assumed, expected):
    assert path(one, {"a": assumed}) == laid(expected)


@pytest.mark.parametrize(
    ("assumed", "expected"),
    [
        # Shares move by points, and so they do towards a level.
        ({"reach": 20}, [10, 12, 14, 16, 18, 20]),
        ({"reach": "20%"}, [10, 12, 14, 16, 18, 20]),
        ({"percent_of_baseline": 150}, [10, 11, 12, 13, 14, 15]),
        ({"points": 0.3}, [10, 10.3, 10.6, 10.9, 11.2, 11.5]),
        (0.1, [10 * 1.1**k for k in range(6)]),
        ({"path": {2017: 16, 2020: 10}}, [10, 13, 16, 14, 12, 10]),
    ],
)
def test_assumption_about_a_share(tmp_path, assumed, expected):
    assert path(of_one(tmp_path, 10, **SHARE), {"a": assumed}) == laid(expected)


def test_rank_moves_by_places(tmp_path):
    """From 18th to 15th: three places in five years."""
    plan = of_one(tmp_path, 18, kind="rank", unit="rank", better="down")
    assert path(plan, {"a": {"reach": 15}}) == laid([18, 17.4, 16.8, 16.2, 15.6, 15])


def test_ratio_may_pass_through_zero(tmp_path):
    """-2 to 4 in five years: 1.2 a year, without a unit."""
    plan = of_one(tmp_path, -2, kind="ratio", unit="")
    assert path(plan, {"a": {"reach": 4}}) == laid([-2, -0.8, 0.4, 1.6, 2.8, 4])


def test_columns_origin_and_quality(one):
    table = run(one, {"a": {"points": 1, "quality": "绿", "reason": "why"}})
    assert list(table) == COLUMNS
    assert set(zip(table["origin"], table["quality"], table["reason"], strict=True)) == {
        ("points", "green", "")
    }


def test_path_that_ends_early_says_so(one):
    assert path(one, {"a": {"path": {2016: 70}}}) == laid([60, 70])
    assert reason(one, {"a": {"path": {2016: 70}}}) == "nothing is assumed after 2016"
    # A level is to be reached in the target year; what comes later is not assumed.
    assert list(path(one, {"a": {"reach": 120}}, to=2023)) == list(range(2015, 2021))
    assert reason(one, {"a": {"reach": 120}}, to=2023) == "nothing is assumed after 2020"


def test_years_between_given_values_are_flagged(one):
    table = run(one, {"a": {"path": {2017: 90}}}).set_index("year")["notes"]
    assert table.to_dict() == {2015: (), 2016: ("between_values",), 2017: ()}


@pytest.mark.parametrize("to", [2016, 2020, 2030])
def test_path_goes_on_to_the_year_asked_for(one, to):
    assert path(one, {"a": 0.1}, to=to) == laid([60 * 1.1**k for k in range(to - 2014)])


# Stages

GROWN = [60, 66, 72.6, 79.86]


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        ([0.1, {"halt": None, "from_year": 2018}], [*GROWN, 79.86, 79.86]),
        ([{"halt": None, "from_year": "2018年"}, 0.1], [*GROWN, 79.86, 79.86]),
        ([0.1, {"points": 10, "from_year": 2018.0}], [*GROWN, 89.86, 99.86]),
        # Two years are left to come from 79.86 to 120: half of the way is sqrt(79.86 * 120).
        ([0.1, {"reach": 120, "from_year": 2018}], [*GROWN, (79.86 * 120) ** 0.5, 120]),
        # 150 % of the base of 2015, not of 2018.
        ([0.1, {"percent_of_baseline": 150, "from_year": 2018}], [*GROWN, (79.86 * 90) ** 0.5, 90]),
        ([0.1, {"path": {2020: 79.86 * 4}, "from_year": 2018}], [*GROWN, 79.86 * 2, 79.86 * 4]),
        # The first of five years to 120, then a third.
        ([{"reach": 120}, {"halt": None, "from_year": 2016}, {"rate": 1, "from_year": 2019}],
         [60, *[60 * 2**0.2] * 4, 120 * 2**0.2]),
    ],
)  # fmt: skip
def test_stages_go_on_from_each_other(one, stages, expected):
    assert path(one, {"a": stages}) == laid(expected)


def test_stage_from_a_later_year_starts_at_the_published_figure(tmp_path):
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 120}], {"a": {2015: 60, 2017: 80}})
    assert path(plan, {"a": {"rate": 0.5, "from_year": 2017}}) == laid([80, 120, 180, 270], 2017)
    assert path(plan, {"a": {"rate": 0.5, "from_year": 2016}}) == {}
    assert reason(plan, {"a": {"rate": 0.5, "from_year": 2016}}) == (
        "no figure for 2016 to start from; the latest is of 2015"
    )


def test_reason_is_that_of_the_last_stage_that_has_one(one):
    """There is no trend, and why; then nothing is said of 2020."""
    stages = [{"trend": None}, {"path": {2019: 100}, "from_year": 2018}]
    assert reason(one, {"a": stages}) == "nothing is assumed after 2019"


def test_preliminary_start_is_flagged(linhai):
    """3.06 % in 2016, from the bulletin of April 2017."""
    table = run(linhai, {"rd_gdp_ratio": {"halt": None, "from_year": 2016}}).set_index("year")
    assert table["value"].to_dict() == laid([3.06] * 5, 2016)
    assert table.loc[table["notes"].astype(bool), "notes"].to_dict() == {2016: ("preliminary",)}


# Following


def peer_figures(geo, indicator):
    panel = la.load_panel("provinces").query("geo == @geo and indicator == @indicator")
    return panel.set_index("year")["value"].loc[2015:2020]


@pytest.mark.parametrize(
    ("name", "geo"), [("follow_zhejiang", "330000"), ("follow_nation", "100000")]
)
def test_following_zhejiang_and_the_nation(linhai, name, geo):
    """Spending and GDP grow as they do there; GDP there is spending over its share."""
    table = la.run_scenarios(linhai, name).set_index(["indicator", "year"])
    values = table["value"]
    for indicator, base in {"patents_granted": 2425, "invention_patents_granted": 216}.items():
        peer = peer_figures(geo, indicator)
        assert values[indicator].to_dict() == laid(base * peer / peer[2015])
    spent, share = peer_figures(geo, "rd_expenditure"), peer_figures(geo, "rd_gdp_ratio")
    gdp = spent / share
    assert values["rd_expenditure"].to_dict() == laid(13.81 * spent / spent[2015])
    assert values["gdp"].to_dict() == laid(463.5 * gdp / gdp[2015])
    expected = 100 * (13.81 * spent / spent[2015]) / (463.5 * gdp / gdp[2015])
    assert values["rd_gdp_ratio"].to_dict() == laid(expected)
    assert set(table.loc["rd_gdp_ratio", "origin"]) == {"linked"}


def test_gdp_of_linhai_grows_as_that_of_zhejiang(linhai):
    """1,011.2 of spending are 2.36 % in 2015 and 1,859.9 are 2.88 % in 2020: 8.6 % a year."""
    assumed = {"rd_gdp_ratio": {"follow": "Zhejiang"}}
    gdp = path(linhai, assumed, "gdp")
    growth = (gdp[2020] / gdp[2015]) ** 0.2 - 1
    assert growth == pytest.approx(((1859.9 / 2.88) / (1011.2 / 2.36)) ** 0.2 - 1, abs=1e-4)
    assert f"{growth:.1%}" == "8.6%"


def quotient_plan(folder, a=6.0, whole=200.0, part=12.0):
    """The share a is part over whole; None where there is no figure of 2015."""
    rows = [{"indicator": "a", "target": 9} | SHARE]
    rows += [{"indicator": name, "target": 900} for name in ("part", "whole")]
    base = {"a": a, "whole": whole, "part": part}
    values = {name: {2015: value} for name, value in base.items() if value is not None}
    small_plan(folder / "plan", rows, values)
    book = folder / "plan" / "indicators.csv"
    table = pd.read_csv(book)
    first = table["indicator"] == "a"
    table["numerator"] = np.where(first, "part", None)
    table["denominator"] = np.where(first, "whole", None)
    table.to_csv(book, index=False)
    return la.load_plan(folder / "plan")


def peers_of(**values):
    """A place p from 2015 on."""
    rows = [
        {"geo": "p", "indicator": name, "year": 2015 + k, "value": value}
        for name, series in values.items()
        for k, value in enumerate(series)
    ]
    return pd.DataFrame(rows)


# In p the part doubles, then stands; the whole grows by a half, then by a third.
PART, WHOLE, RATIO = [10, 20, 20], [100, 150, 200], [10, 40 / 3, 10]


@pytest.mark.parametrize(
    "told",
    [
        {"part": PART, "whole": WHOLE},
        {"part": PART, "whole": WHOLE, "a": RATIO},
        {"part": PART, "a": RATIO},
        {"whole": WHOLE, "a": RATIO},
    ],
    ids=lambda told: "+".join(told),
)
def test_quotient_follows_from_the_parts_that_follow(tmp_path, told):
    """12 and 200 become 24 and 300, then 24 and 400: 6, 8 and 6 %."""
    plan, peers = quotient_plan(tmp_path), peers_of(**told)
    given = {"reference": peers, "to": 2017}
    for assumed in (
        {"a": {"follow": "p"}},
        {"a": {"follow": "p"}, "part": {"follow": "p"}},
        {"part": {"follow": "p"}, "whole": {"follow": "p"}},
    ):
        assert path(plan, assumed, "a", **given) == laid([6, 8, 6])
        assert path(plan, assumed, "part", **given) == laid([12, 24, 24])
        assert path(plan, assumed, "whole", **given) == laid([200, 300, 400])
        assert set(run(plan, assumed, **given)["notes"]) == {()}


@pytest.mark.parametrize("lacking", ["part", "whole"])
def test_quotient_without_the_figures_of_its_parts_moves_as_they_would(tmp_path, lacking):
    """A share of 7 that p's growth takes to 7 * 2 / 1.5, and back."""
    plan = quotient_plan(tmp_path, 7, **{lacking: None})
    given = {"reference": peers_of(part=PART, whole=WHOLE), "to": 2017}
    assert path(plan, {"a": {"follow": "p"}}, "a", **given) == laid([7, 28 / 3, 7])


def test_published_quotient_that_its_parts_do_not_give_goes_on_from_itself(tmp_path):
    """12 of 200 are 6 %, printed is 7."""
    given = {"reference": peers_of(part=PART, whole=WHOLE), "to": 2017}
    made = path(quotient_plan(tmp_path, 7), {"a": {"follow": "p"}}, "a", **given)
    assert made == laid([7, 28 / 3, 7])


def test_part_that_is_assumed_otherwise_stays_so(tmp_path):
    """The share goes 6, 8, 6; a part of 12 that stands needs a whole of 200, 150, 200."""
    given = {"reference": peers_of(part=PART, whole=WHOLE), "to": 2017}
    assumed = {"a": {"follow": "p"}, "part": {"halt": None}}
    plan = quotient_plan(tmp_path)
    assert path(plan, assumed, "a", **given) == laid([6, 8, 6])
    assert path(plan, assumed, "whole", **given) == laid([200, 150, 200])
    with pytest.raises(la.DataError, match=r"breaks an identity in 2016: part 12 / whole 200"):
        run(plan, assumed | {"whole": {"halt": None}}, **given)


def test_stages_of_a_quotient_follow_the_growth_of_its_parts(tmp_path):
    given = {"reference": peers_of(part=PART, whole=WHOLE), "to": 2017}
    stages = [{"halt": None}, {"follow": "p", "from_year": 2016}]
    # In 2017 the part stands and the whole grows by a third.
    plan = quotient_plan(tmp_path)
    assert path(plan, {"a": stages}, "a", **given) == laid([6, 6, 4.5])


def test_quotient_of_a_place_without_parts_moves_in_points_and_says_so(tmp_path):
    plan, peers = quotient_plan(tmp_path), peers_of(a=[10, 11, 13])
    table = run(plan, {"a": {"follow": "p"}}, reference=peers, to=2017).set_index("year")
    assert table["value"].to_dict() == laid([6, 7, 9])
    assert table["notes"].tolist() == [(), ("in_points",), ("in_points",)]
    # What is no quotient has no parts that could be missing.
    alone = of_one(tmp_path / "alone", 6, **SHARE)
    table = run(alone, {"a": {"follow": "p"}}, reference=peers, to=2017).set_index("year")
    assert table["value"].to_dict() == laid([6, 7, 9])
    assert set(table["notes"]) == {()}


@pytest.mark.parametrize("peer", ["330000", "Zhejiang", "浙江", 330000])
def test_place_by_code_and_name(linhai, peer):
    """49,888 inventions of 2020 over 23,345 of 2015."""
    assumed = {"invention_patents_granted": {"follow": peer}}
    values = path(linhai, assumed, "invention_patents_granted")
    assert values[2020] == pytest.approx(216 * 49888 / 23345)


def test_following_a_place_of_the_users_own_with_a_gap(one):
    peers = pd.DataFrame(
        {"geo": "p", "indicator": "a", "year": [2015, 2016, 2018], "value": [5, 6, 9]}
    )
    assert path(one, {"a": {"follow": "p"}}, reference=peers) == laid([60, 72])
    assert reason(one, {"a": {"follow": "p"}}, reference=peers) == "no figure of the peer for 2017"


def test_following_a_place_without_a_figure_of_the_first_year(one):
    peers = pd.DataFrame({"geo": "p", "indicator": "a", "year": [2016, 2017], "value": [6, 9]})
    assert reason(one, {"a": {"follow": "p"}}, reference=peers) == "no figure of the peer for 2015"


def test_following_begins_where_the_stage_before_ends(one):
    """A fifth more in 2019, nothing in 2020, from 79.86."""
    peers = pd.DataFrame(
        {"geo": "p", "indicator": "a", "year": [2018, 2019, 2020], "value": [5, 6, 6]}
    )
    stages = [0.1, {"follow": "p", "from_year": 2018}]
    assert path(one, {"a": stages}, reference=peers) == laid([*GROWN, 79.86 * 1.2, 79.86 * 1.2])


def test_level_break_of_a_peer_is_flagged(linhai):
    """Tianjin's implied GDP falls by a quarter in 2019: with it the share breaks, not spending."""
    table = run(linhai, {"rd_gdp_ratio": {"follow": "Tianjin"}})
    noted = table[table["notes"].astype(bool)]
    assert set(zip(noted["indicator"], noted["year"], noted["notes"], strict=True)) == {
        ("gdp", 2019, ("level_break",)),
        ("rd_gdp_ratio", 2019, ("level_break",)),
    }


def test_following_another_indicator(tmp_path):
    """b grows as a share does that goes from 10 to 15 by a point a year: by 11/10, 12/11, ..."""
    plan = small_plan(
        tmp_path,
        [{"indicator": "a", "target": 3} | SHARE, {"indicator": "b", "target": 3}],
        {"a": {2015: 10}, "b": {2015: 60}},
    )
    assumed = {"b": {"follow": "a"}, "a": {"points": 1}}
    assert path(plan, assumed, "b") == laid([60, 66, 72, 78, 84, 90])
    assert reason(plan, {"b": {"follow": "a"}}, "b") == "a, which it follows, has no value in 2015"
    assert list(path(plan, {"b": {"follow": "a"}, "a": {"path": {2017: 12}}}, "b")) == [
        2015,
        2016,
        2017,
    ]


def test_follower_of_a_path_that_ends_ends_for_the_same_reason(tmp_path):
    """p stops after 2017, so does a that follows it; b follows a as long as it is asked to."""
    targets = [{"indicator": "a", "target": 120}, {"indicator": "b", "target": 60}]
    plan = small_plan(tmp_path, targets, {"a": {2015: 10}, "b": {2015: 60}})
    peers = pd.DataFrame({"geo": "p", "indicator": "a", "year": [2015, 2016, 2017]})
    peers = peers.assign(value=[5, 6, 9])
    assumed = {"a": {"follow": "p"}, "b": {"follow": "a"}}
    lacking = "the peer's figures end in 2017"
    assert path(plan, assumed, "b", reference=peers) == laid([60, 72, 108])
    assert reason(plan, assumed, "b", reference=peers) == lacking
    assumed = {"a": {"follow": "p"}, "b": [{"follow": "a"}, {"points": 2, "from_year": 2017}]}
    assert path(plan, assumed, "b", reference=peers) == laid([60, 72, 108, 110, 112, 114])
    assert reason(plan, assumed, "b", reference=peers) == ""


def test_following_what_is_linked(linhai):
    """The ratio grows by (1.12 / 1.05) ** 5."""
    assumed = {"gdp": 0.05, "rd_expenditure": 0.12, "patents_granted": {"follow": "rd_gdp_ratio"}}
    assert path(linhai, assumed, "patents_granted")[2020] == pytest.approx(
        2425 * (1.12 / 1.05) ** 5
    )


# Trend


def test_trend_is_the_projection_and_what_comes_after_it_goes_on(tmp_path):
    values = {2010: 40, 2011: 44, 2012: 47, 2013: 52, 2014: 55, 2015: 60, 2016: 99}
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 120}], {"a": values})
    series = pd.Series(values).loc[:2015]
    made = la.project(series.astype(float), to=2020, lower=0).frame["median"].tolist()
    assert path(plan, {"a": {"trend": None}}) == laid([60, *made])
    stages = [{"trend": None}, {"halt": None, "from_year": 2018}]
    assert path(plan, {"a": stages}) == laid([60, *made[:3], made[2], made[2]])


ONE = "one figure only: no trend can be seen"


FEW = "{} figures: fewer than the 4 that a projection of a plan rests on"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({2015: 60}, ONE),
        ({2014: 50, 2015: 60}, FEW.format(2)),
        ({2013: 45, 2014: 50, 2015: 60}, FEW.format(3)),
    ],
)
def test_trend_is_empty_where_there_is_no_projection_and_says_why(tmp_path, values, said):
    """Never the way to the target: that is another scenario."""
    plan = small_plan(tmp_path, [{"indicator": "a", "target": 120}], {"a": values})
    table = run(plan, {"a": {"trend": None}})
    assert len(table) == 1
    assert table[["year", "value"]].isna().all(axis=None)
    assert table["reason"].item() == said
    assert table["notes"].item() == ()


def test_trend_of_linhai_is_empty_and_has_a_reason_for_each(linhai):
    """No indicator has four figures of one source up to 2015."""
    table = la.run_scenarios(linhai, "trend")
    assert table["value"].isna().all()
    assert (table["reason"] != "").all()
    assert len(table) == 13


def test_trend_without_figures_and_without_a_level_to_reach(tmp_path):
    plan = small_plan(
        tmp_path, [{"indicator": "a", "target": 9, "basis": "every_year"}], {"a": {2015: 8}}
    )
    assert path(plan, {"a": {"trend": None}}) == {}
    assert reason(plan, {"a": {"trend": None}}) == ONE


# Identities


@pytest.mark.parametrize(
    ("assumed", "third", "expected"),
    [
        # 13.81 * 1.12 ** 5 = 24.338 of 463.5 * 1.05 ** 5 = 591.557
        ({"rd_expenditure": 0.12, "gdp": 0.05}, "rd_gdp_ratio",
         100 * 13.81 / 463.5 * (1.12 / 1.05) ** 5),
        # 3 % of 591.557
        ({"rd_gdp_ratio": {"reach": 3}, "gdp": 0.05}, "rd_expenditure", 0.03 * 463.5 * 1.05**5),
        # 24.338 are 3 % of 811.28
        ({"rd_gdp_ratio": {"reach": 3}, "rd_expenditure": 0.12}, "gdp", 13.81 * 1.12**5 / 0.03),
        # 1,800 in force for 111.4146 times 10,000 persons, and back
        ({"invention_patents_in_force": {"reach": 1800}, "population_resident": PEOPLE},
         "invention_patents_per_10k", 1800 / 111.4146),
        ({"invention_patents_per_10k": {"reach": 16}, "population_resident": PEOPLE},
         "invention_patents_in_force", 16 * 111.4146),
    ],
)  # fmt: skip
def test_two_of_three_give_the_third(linhai, assumed, third, expected):
    table = run(linhai, assumed)
    assert path(linhai, assumed, third)[2020] == pytest.approx(expected)
    assert set(table.loc[table["indicator"] == third, "origin"]) == {"linked"}


def test_linked_quality_is_the_worse_one(linhai):
    assumed = {
        "gdp": {"rate": 0.05, "quality": "red"},
        "rd_expenditure": {"rate": 0.1, "quality": "green"},
    }
    table = run(linhai, assumed)
    assert set(table.loc[table["indicator"] == "rd_gdp_ratio", "quality"]) == {"red"}


def test_half_of_a_quotient_says_what_is_lacking(linhai):
    assert reason(linhai, {"rd_expenditure": 0.1}, "rd_gdp_ratio") == (
        "no assumption for Gross domestic product"
    )
    assert "gdp" not in set(run(linhai, {"rd_expenditure": 0.1})["indicator"])


def test_linked_years_are_those_that_both_have(linhai):
    """GDP of 2016 is 515.6, as published: 13.81 * 1.1 of it."""
    values = path(
        linhai, {"rd_expenditure": 0.1, "gdp": {"halt": None, "from_year": 2016}}, "rd_gdp_ratio"
    )
    assert list(values) == list(range(2016, 2021))
    assert values[2016] == pytest.approx(100 * 13.81 * 1.1 / 515.6)


@pytest.mark.parametrize(
    ("assumed", "sentence"),
    [
        # 13.81 * 1.1 = 15.191; 463.5 * 1.05 = 486.675; 2.98 + 0.52 / 5 = 3.084
        (
            {"rd_expenditure": 0.1, "gdp": 0.05, "rd_gdp_ratio": {"reach": 3.5}},
            "scenario 's' breaks an identity in 2016: R&D expenditure 15.191 / Gross domestic "
            "product 486.675 = 3.121%, but R&D expenditure as a share of GDP is 3.084; leave one "
            "of the three out, it follows from the other two",
        ),
        # As published for 2016; the three never agreed.
        (
            {
                name: {"halt": None, "from_year": 2016}
                for name in ("rd_expenditure", "gdp", "rd_gdp_ratio")
            },
            "scenario 's' breaks an identity in 2016: R&D expenditure 15.37 / Gross domestic "
            "product 515.6 = 2.981%, but R&D expenditure as a share of GDP is 3.06; leave one of "
            "the three out, it follows from the other two",
        ),
        (
            {"patents_granted": {"reach": 300}, "invention_patents_granted": {"reach": 360}},
            "scenario 's' breaks an identity in 2020: Invention patents granted in the year "
            "360 > Patents granted in the year 300, but the one is part of the other",
        ),
    ],
)
def test_broken_identity_shows_the_arithmetic(linhai, assumed, sentence):
    with pytest.raises(la.DataError) as error:
        run(linhai, assumed)
    assert str(error.value) == sentence


def test_three_that_agree_are_no_fault(linhai):
    """All three halt in 2015: 13.81 of 463.5 is 2.9795, printed 2.98."""
    halted = {name: {"halt": None} for name in ("rd_expenditure", "gdp", "rd_gdp_ratio")}
    assert path(linhai, halted, "rd_gdp_ratio") == laid([2.98] * 6)
