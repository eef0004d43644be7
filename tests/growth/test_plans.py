"""Plans side by side: only what is the same is compared."""

from __future__ import annotations

import dataclasses

import pytest
from small_plans import small_plan

import linhai_analysis as la

COLUMNS = ["plan", "target_value", "faster_than_first", "notes", "reason"]


@pytest.fixture(scope="module")
def both(linhai, china):
    return la.compare_plans([linhai, china])


def test_shared_indicators_are_those_with_targets_in_both(both):
    # Linhai observes contracts but has no target for them.
    assert list(both["indicator"].unique()) == ["rd_gdp_ratio", "invention_patents_per_10k"]


def test_growth_is_that_of_each_plan_and_the_difference_is_in_points(both):
    rd = both[both["indicator"] == "rd_gdp_ratio"].set_index("plan")
    assert rd["geo_name"].to_dict() == {"linhai_13fyp": "Linhai", "china_13fyp": "China"}
    # (3 - 2.98) / 5 and (2.5 - 2.1) / 5
    assert rd["required_per_year"].tolist() == pytest.approx([0.004, 0.08])
    assert rd["faster_than_first"].tolist() == pytest.approx([0.0, 0.076])


def test_missing_baseline_stays_missing_and_has_its_reason(both):
    row = both.query("indicator == 'invention_patents_per_10k' and plan == 'linhai_13fyp'").iloc[0]
    assert row["required_per_year"] != row["required_per_year"]
    assert row["reason"] == "no figure for the base year 2015"
    other = both.query("indicator == 'invention_patents_per_10k' and plan == 'china_13fyp'").iloc[0]
    assert other["required_per_year"] == pytest.approx((12 - 6.3) / 5)
    assert other["faster_than_first"] != other["faster_than_first"]


def test_both_printed_targets_of_a_plan_stand_there(linhai):
    table = la.compare_plans([linhai, linhai], ["patents_granted"])
    assert table[["plan", "target_value"]].values.tolist() == [
        ["linhai_13fyp", 2500.0],
        ["linhai_13fyp", 3300.0],
        ["linhai_13fyp (2)", 2500.0],
        ["linhai_13fyp (2)", 3300.0],
    ]
    # 2425 -> 3300 is 6.3556 % a year, 2425 -> 2500 0.6110 % (METHODS).
    assert table["faster_than_first"].tolist() == pytest.approx(
        [0, 0.057446, 0, 0.057446], abs=1e-6
    )


def test_places_of_a_target_are_a_tuple(both):
    assert both["places"].iloc[0] == ("table 1 row 1", "2.3")


def test_one_level_from_two_base_years_is_two_targets(tmp_path):
    """3.5 in 2025 from 2.1 in 2014 is 4.75 % a year, from 2.86 in 2020 4.12 % (0.128 points)."""
    target = {"indicator": "rd", "target": 3.5, "target_year": 2025, "unit": "%", "kind": "share"}
    targets = [target | {"base_year": 2014}, target | {"base_year": 2020}]
    plan = small_plan(tmp_path / "plan", targets, {"rd": {2014: 2.1, 2020: 2.86}})
    table = la.compare_plans([plan, plan])
    assert table["base_year"].tolist() == [2014, 2020, 2014, 2020]
    assert table["required_cagr"].round(4).tolist()[:2] == [0.0475, 0.0412]
    assert table["required_per_year"].round(3).tolist()[:2] == [0.127, 0.128]


def test_other_unit_is_flagged_and_not_compared(linhai, china):
    own = china.indicators["indicator"] == "rd_gdp_ratio"
    changed = china.indicators.assign(unit=china.indicators["unit"].mask(own, "per mille"))
    table = la.compare_plans(
        [linhai, dataclasses.replace(china, indicators=changed)], ["rd_gdp_ratio"]
    )
    assert table["notes"].tolist() == [
        ("units_differ",),
        ("units_differ", "two_figures", "revised_series"),
    ]
    assert table["faster_than_first"].isna().all()


def test_names_open_plans_and_chinese_is_chinese(both):
    table = la.compare_plans(["linhai_13fyp", "china_13fyp"], lang="zh")
    assert table["geo_name"].unique().tolist() == ["临海", "全国"]
    assert table["required_per_year"].equals(both["required_per_year"])


@pytest.mark.parametrize(
    ("plans", "indicators", "sentence"),
    [
        (["linhai_13fyp"], None, "a comparison needs two plans or more, and has 1"),
        (
            ["linhai_13fyp", "china_13fyp"],
            ["rd_gpd_ratio"],
            "no indicator with targets in two of the plans 'rd_gpd_ratio'; "
            "did you mean 'rd_gdp_ratio'?",
        ),
    ],
)
def test_refuses(plans, indicators, sentence):
    with pytest.raises((la.DataError, la.UnknownNameError)) as error:
        la.compare_plans(plans, indicators)
    assert str(error.value) == sentence


def test_plans_without_a_shared_indicator_are_listed(linhai, china):
    few = china.targets[china.targets["indicator"] == "scientific_literacy"]
    one = linhai.targets[linhai.targets["indicator"] == "patents_granted"]
    with pytest.raises(la.DataError) as error:
        la.compare_plans(
            [dataclasses.replace(linhai, targets=one), dataclasses.replace(china, targets=few)]
        )
    assert str(error.value) == (
        "the plans share no indicator with targets "
        "(linhai_13fyp: patents_granted, china_13fyp: scientific_literacy)"
    )
