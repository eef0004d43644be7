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
    """The trend is a milestone path, and says so; then nothing is said of 2020."""
    stages = [{"trend": None}, {"path": {2019: 100}, "from_year": 2018}]
    assert reason(one, {"a": stages}) == "nothing is assumed after 2019"


def test_preliminary_start_is_flagged(linhai):
    """3.06 % in 2016, from the bulletin of April 2017."""
    table = run(linhai, {"rd_gdp_ratio": {"halt": None, "from_year": 2016}}).set_index("year")
    assert table["value"].to_dict() == laid([3.06] * 5, 2016)
    assert table.loc[table["notes"].astype(bool), "notes"].to_dict() == {2016: ("preliminary",)}


# Following


def grown_like(base, peer, shares):
    """The obvious loop: the peer's change of each year."""
    values = [base]
    for year in range(2016, 2021):
        before, after = peer[year - 1], peer[year]
        values.append(values[-1] + after - before if shares else values[-1] * after / before)
    return values


@pytest.mark.parametrize(
    ("name", "geo"), [("follow_zhejiang", "330000"), ("follow_nation", "100000")]
)
def test_following_zhejiang_and_the_nation(linhai, name, geo):
    table = la.run_scenarios(linhai, name).set_index(["indicator", "year"])["value"]
    panel = la.load_panel("provinces").query("geo == @geo")
    bases = {"rd_gdp_ratio": 2.98, "rd_expenditure": 13.81, "patents_granted": 2425}
    made = {}
    for indicator, base in (bases | {"invention_patents_granted": 216}).items():
        peer = panel[panel["indicator"] == indicator].set_index("year")["value"]
        made[indicator] = grown_like(base, peer, indicator == "rd_gdp_ratio")
        assert table[indicator].to_dict() == laid(made[indicator])
    gdp = [
        100 * rd / ratio
        for rd, ratio in zip(made["rd_expenditure"], made["rd_gdp_ratio"], strict=True)
    ]
    assert table["gdp"].to_dict() == laid(gdp)


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


def test_following_begins_where_the_stage_before_ends(one):
    """A fifth more in 2019, nothing in 2020, from 79.86."""
    peers = pd.DataFrame(
        {"geo": "p", "indicator": "a", "year": [2018, 2019, 2020], "value": [5, 6, 6]}
    )
    stages = [0.1, {"follow": "p", "from_year": 2018}]
    assert path(one, {"a": stages}, reference=peers) == laid([*GROWN, 79.86 * 1.2, 79.86 * 1.2])


def test_level_break_of_a_peer_is_flagged(linhai):
    """Tianjin's implied GDP falls by a quarter in 2019."""
    table = run(linhai, {"rd_gdp_ratio": {"follow": "Tianjin"}}).set_index("year")["notes"]
    assert table[table.astype(bool)].to_dict() == {2019: ("level_break",)}


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


def test_milestones_stand_in_for_a_trend(one):
    table = run(one, {"a": {"trend": None}}).set_index("year")
    assert table["value"].to_dict() == laid([60 * 2 ** (k / 5) for k in range(6)])
    assert table["notes"].tolist() == [(), *[("milestone",)] * 5]
    assert set(table["reason"]) == {"one figure only: no trend can be seen"}


def test_trend_without_figures_and_without_a_level_to_reach(tmp_path):
    plan = small_plan(
        tmp_path, [{"indicator": "a", "target": 9, "basis": "every_year"}], {"a": {2015: 8}}
    )
    assert path(plan, {"a": {"trend": None}}) == {}
    assert reason(plan, {"a": {"trend": None}}) == "one figure only: no trend can be seen"


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
            "scenario 's' breaks an identity in 2016: rd_expenditure 15.191 / gdp 486.675 = "
            "3.121 %, but rd_gdp_ratio is 3.084; leave one of the three out, it follows from the "
            "other two",
        ),
        # As published for 2016; the three never agreed.
        (
            {
                name: {"halt": None, "from_year": 2016}
                for name in ("rd_expenditure", "gdp", "rd_gdp_ratio")
            },
            "scenario 's' breaks an identity in 2016: rd_expenditure 15.37 / gdp 515.6 = "
            "2.981 %, but rd_gdp_ratio is 3.06; leave one of the three out, it follows from the "
            "other two",
        ),
        (
            {"patents_granted": {"reach": 300}, "invention_patents_granted": {"reach": 360}},
            "scenario 's' breaks an identity in 2020: invention_patents_granted 360 > "
            "patents_granted 300, but the one is part of the other",
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
