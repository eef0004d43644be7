"""What a careful clerk would ask about is noted, figure by figure, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import linhai_analysis as la
from linhai_analysis.data import codebook
from linhai_analysis.series import Slip, slips
from linhai_analysis.tables import empty

UP = {"unit": "家", "kind": "count", "better": "up"}
DOWN = {"unit": "吨", "kind": "amount", "better": "down"}
SHARE = {"unit": "%", "kind": "share", "better": "up"}

Made = Callable[..., pd.DataFrame]


@pytest.fixture
def found(tmp_path: Path) -> Made:
    """The findings on a plan 2015-2020 whose indicators are `a` and whatever else is given."""

    def made(
        targets: Sequence[Mapping[str, Any]] = (),
        values: Sequence[Mapping[str, Any]] = (),
        book: Mapping[str, Any] | Sequence[Mapping[str, Any]] = UP,
        lang: str = "en",
    ) -> pd.DataFrame:
        rows = [{"indicator": "a"} | book] if isinstance(book, Mapping) else book
        plan = {"indicator": "a", "base_year": 2015, "target_year": 2020}
        tables = {
            "indicators": pd.DataFrame(rows),
            "targets": pd.DataFrame([plan | row for row in targets], columns=None),
            "observations": pd.DataFrame([{"indicator": "a"} | row for row in values]),
        }
        needed = {"targets": list(plan), "observations": ["indicator", "year", "value"]}
        for name, table in tables.items():
            shown = table if len(table) else pd.DataFrame(columns=needed[name])
            shown.to_csv(tmp_path / f"{name}.csv", index=False)
        return la.load_plan(tmp_path).plausibility(lang)

    return made


def years(values: Mapping[int, float], **more: Any) -> list[dict[str, Any]]:
    return [{"year": year, "value": value} | more for year, value in values.items()]


def kinds(findings: pd.DataFrame) -> list[tuple]:
    return list(findings[["kind", "table", "year", "value"]].itertuples(index=False, name=None))


# --- the side of the baseline -----------------------------------------------------------


@pytest.mark.parametrize(
    ("book", "target"),
    [
        (UP, {"target": 50}),
        (UP, {"target": 50, "relation": "exactly"}),
        (UP, {"printed": "50家以上"}),
        (UP, {"target": 40, "target_high": 50}),
        (DOWN, {"target": 70}),
        (DOWN, {"target": 70, "relation": "at_least"}),
        (UP, {"printed": "下降5%"}),
        (UP, {"target": -0.05, "basis": "growth_rate"}),
        (UP, {"target": 0.9, "basis": "multiple"}),
        (UP, {"target": -3, "basis": "increment"}),
        (UP, {"target": -3, "basis": "yearly_average"}),
        (DOWN, {"printed": "增长5%"}),
        (DOWN, {"target": 1.2, "basis": "multiple"}),
        (SHARE, {"target": -2, "basis": "point_change"}),
        (SHARE | {"better": "down"}, {"target": 2, "basis": "point_change"}),
    ],
)
def test_target_that_leads_away_from_what_is_better(found, book, target):
    [row] = found([target], years({2015: 60}), book).to_dict("records")
    assert (row["kind"], row["table"], row["target_id"]) == ("wrong_side", "targets", "a")
    assert row["sentence"].startswith("a: the target")


def test_change_of_what_is_no_percentage_is_told_in_its_own_unit(found):
    book = {"unit": "岁", "kind": "index", "better": "up"}
    [row] = found([{"target": -1, "basis": "point_change"}], [], book, lang="zh").to_dict("records")
    assert "1岁" in row["sentence"]
    assert "百分点" not in row["sentence"]


@pytest.mark.parametrize(
    ("book", "target"),
    [
        (UP, {"target": 60}),  # to be held
        (UP, {"target": 70}),
        (UP, {"target": 50, "target_high": 70}),  # its upper end is ahead
        (DOWN, {"target": 50}),
        (DOWN, {"target": 50, "target_high": 70}),
        # The plan says itself that it is a ceiling, wherever that lies.
        (DOWN, {"printed": "控制在70吨以内"}),
        (DOWN, {"printed": "不超过70吨"}),
        (UP, {"printed": "控制在50家以内"}),
        (UP, {"target": 50, "relation": "at_most"}),
        (UP, {"printed": "增长5%"}),
        (DOWN, {"printed": "下降5%"}),
        (UP, {"target": 3, "basis": "increment"}),
        (DOWN, {"target": 3, "basis": "increment"}),  # new debt: a limit
        (UP, {"target": 7, "basis": "every_year"}),  # a floor for each year
    ],
)
def test_target_on_the_right_side_or_a_stated_limit(found, book, target):
    assert found([target], years({2015: 60}), book).empty


def test_side_needs_a_baseline_of_the_plan_itself(found):
    """A figure of another year, another place or another scope is no baseline."""
    for more in ({"year": 2014}, {"geo": "331022"}, {"scope": "towns"}, {"status": "derived"}):
        own = [{"geo": "331082", "year": 2016, "value": 55}]
        other = {"geo": "331082", "year": 2015, "value": 60}
        assert found([{"target": 50}], [*own, other | more]).empty


def test_two_sources_of_the_baseline_have_to_agree_that_the_side_is_wrong(found):
    values = [*years({2015: 60}, source_id="S1"), *years({2015: 45}, source_id="S2")]
    assert found([{"target": 50}], values).empty
    assert len(found([{"target": 40}], values)) == 1


# --- digits -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "year"),
    [
        ({2016: 92, 2017: 1100, 2018: 120}, 2017),  # 1100 for 110
        ({2016: 92, 2017: 11, 2018: 120}, 2017),  # 11 for 110
        ({2015: 60, 2016: 75, 2017: 92, 2018: 1100}, 2018),  # the latest one
        ({2015: 600, 2016: 75, 2017: 92, 2018: 110}, 2015),  # the first one
        ({2015: 0.62, 2016: 59, 2017: 0.57}, 2016),
        ({2015: 12345, 2016: 13902, 2017: 1.587, 2018: 18234}, 2017),  # 亿元 for 万元
        ({2005: 60, 2010: 900, 2015: 140}, 2010),  # 92 lies halfway from 60 to 140
    ],
)
def test_digits_that_slipped(found, values, year):
    [row] = found([], years(values), UP | {"kind": "amount"}).to_dict("records")
    assert (row["kind"], row["year"], row["value"]) == ("ten_times", year, values[year])


@pytest.mark.parametrize(
    "values",
    [
        {2015: 60, 2016: 75, 2017: 92, 2018: 110},
        {2015: 12, 2016: 30, 2017: 75, 2018: 190, 2019: 470},  # 2.5 times a year
        {2015: 1, 2016: 12, 2017: 14},  # a few became more
        {2015: 60, 2018: 640},  # two figures tell nothing
        {2015: 60, 2016: 3, 2017: 800, 2018: 41},  # a wild series tells nothing
        {2015: 100, 2016: 300, 2017: 110},  # a peak, but no slip
        {2015: 100, 2016: 0, 2017: 110},
        {2010: 100, 2015: 450, 2020: 2000},  # 4.5 times in five years, twice
    ],
)
def test_honest_series(found, values):
    assert found([], years(values)).empty


def test_nothing_is_compared_across_a_break(found):
    values = years({2015: 60, 2016: 75, 2017: 92, 2018: 1100})
    assert len(found([], values)) == 1
    values[-1]["break"] = "yes"
    assert found([], values).empty


def test_places_and_scopes_are_series_of_their_own(found):
    for column, one, other in (("geo", "331082", "331022"), ("scope", "", "towns")):
        alike = years({2016: 92, 2018: 110}, **{column: one})
        assert found([], [*alike, *years({2017: 1000}, **{column: other})]).empty


def test_target_is_a_neighbour_of_the_latest_figure(found):
    """60 and 1100 alone tell nothing; on the way to 120 they do."""
    [row] = kinds(found([{"target": 120}], years({2015: 60, 2018: 1100})))
    assert row == ("ten_times", "observations", 2018, 1100)


@pytest.mark.parametrize("other", [{"geo": "331022"}, {"geo": "331082", "scope": "towns"}])
def test_target_is_no_neighbour_of_what_it_is_not_set_for(found, other):
    own = years({2015: 60, 2016: 70}, geo="331082")
    assert found([{"target": 120}], [*own, *years({2014: 60, 2018: 1100}, **other)]).empty


def test_second_source_does_not_hide_a_slip(found):
    values = [*years({2016: 92, 2017: 110, 2018: 120}, source_id="S1")]
    [row] = kinds(found([], [*values, *years({2017: 1100}, source_id="S2")]))
    assert row == ("ten_times", "observations", 2017, 1100)
    [row] = kinds(found([], [*values, *years({2017: 11}, source_id="S2")]))
    assert row == ("ten_times", "observations", 2017, 11)


def test_what_was_corrected_or_settled_is_not_asked_about(found):
    values = years({2016: 92, 2018: 120})
    wrong = {"year": 2017, "value": 1100, "status": "first_release"}
    right = {"year": 2017, "value": 110, "status": "revised"}
    assert found([{"target": 150}], [*values, *years({2015: 80}), wrong, right]).empty
    aims = [
        {"target": 50, "place": "table 1"},
        {"target": 120, "place": "2018", "replaces": "a.t1"},
    ]
    assert found(aims, years({2015: 60})).empty


@pytest.mark.parametrize(
    ("base", "target", "times"),
    [(60, 1200, "20 times"), (2425, 25000, "10 times"), (98, 1000, "10 times")],
)
def test_target_with_a_digit_too_many(found, base, target, times):
    [row] = found([{"target": target}], years({2015: base})).to_dict("records")
    assert (row["kind"], row["table"], row["other"]) == ("ten_times", "targets", base)
    assert times in row["sentence"]


@pytest.mark.parametrize(
    ("values", "target"),
    [
        ({2015: 60}, {"target": 500}),
        ({2015: 3}, {"target": 40}),  # few
        ({2015: 60, 2018: 500}, {"target": 700}),  # it is on its way
        ({2015: 60}, {"target": 900, "basis": "cumulative"}),
        ({2015: 60}, {"target": 16, "basis": "multiple"}),
    ],
)
def test_demanding_target_is_no_slip(found, values, target):
    assert found([target], years(values)).empty


# --- per cent ---------------------------------------------------------------------------


def test_share_as_a_fraction_among_its_neighbours(found):
    [row] = found([], years({2016: 2.05, 2017: 0.021, 2018: 2.2}), SHARE).to_dict("records")
    assert (row["kind"], row["year"], row["value"]) == ("share_as_fraction", 2017, 0.021)
    assert "2.1%" in row["sentence"]


def test_whole_series_of_fractions_beside_a_target_in_per_cent(found):
    """0.55 % to 0.75 % on the way to 2.5 %, each given as a fraction."""
    values = {2015: 0.0055, 2016: 0.0061, 2017: 0.0068, 2018: 0.0075}
    rows = found([{"printed": "2.5%"}], years(values), SHARE)
    assert rows["kind"].tolist() == ["share_as_fraction"] * 4
    assert rows["year"].tolist() == list(values)
    assert "0.55%" in rows["sentence"].iloc[0]


def test_target_as_a_fraction_beside_figures_in_per_cent(found):
    rows = found([{"target": 0.03}], years({2015: 2.1, 2016: 2.2}), SHARE)
    assert set(rows["kind"]) == {"wrong_side", "share_as_fraction"}
    assert rows["table"].eq("targets").all()


@pytest.mark.parametrize(
    ("values", "target", "better"),
    [
        ({2015: 0.55, 2018: 0.75}, 2.5, "up"),
        ({2015: 0.3}, 9, "up"),  # a new thing grows thirtyfold
        ({2015: 4.5, 2018: 1.7}, 0.3, "down"),  # and poverty goes
    ],
)
def test_small_shares_are_shares(found, values, target, better):
    findings = found([{"target": target}], years(values), SHARE | {"better": better})
    assert "share_as_fraction" not in set(findings["kind"])


# --- parts ------------------------------------------------------------------------------

WHOLE = [
    {"indicator": "a"} | UP,
    {"indicator": "b", "parent": "a"} | UP,
    {"indicator": "c", "parent": "a"} | UP,
]


def test_part_above_its_whole(found):
    values = [*years({2015: 60, 2016: 75}), *years({2015: 61, 2016: 75}, indicator="b")]
    [row] = found([], values, WHOLE).to_dict("records")
    assert (row["kind"], row["indicator"], row["year"]) == ("parts_above_whole", "a", 2015)
    assert (row["value"], row["other"]) == (60, 61)


def test_parts_together_above_their_whole(found):
    values = [*years({2015: 60}), *years({2015: 40}, indicator="b")]
    assert found([], [*values, *years({2015: 20}, indicator="c")], WHOLE).empty
    [row] = kinds(found([], [*values, *years({2015: 21}, indicator="c")], WHOLE))
    assert row == ("parts_above_whole", "observations", 2015, 60)


def test_rounding_of_several_parts_is_no_finding(found):
    """10.04 + 10.04 = 20.08 is printed as 10.0, 10.0 and 20.1; or 10.06, 10.06 as 10.1, 10.1."""
    amounts = [row | {"unit": "亿元", "kind": "amount"} for row in WHOLE]
    parts = [*years({2015: 10.1}, indicator="b"), *years({2015: 10.1}, indicator="c")]
    assert found([], [*years({2015: 20.1}), *parts], amounts).empty
    assert len(found([], [*years({2015: 19.9}), *parts], amounts)) == 1


@pytest.mark.parametrize("other", [{"unit": "%", "kind": "share"}, {"unit": "个"}])
def test_part_in_another_unit_is_no_part(found, other):
    book = [WHOLE[0], WHOLE[1] | other]
    assert found([], [*years({2015: 60}), *years({2015: 61}, indicator="b")], book).empty


def test_places_and_scopes_of_parts_are_kept_apart(found):
    for more in ({"geo": "331022"}, {"scope": "towns"}, {"year": 2016}):
        whole = {"geo": "331082", "year": 2015, "value": 60}
        part = {"geo": "331082", "year": 2015, "value": 61, "indicator": "b"}
        assert found([], [whole, part | more], WHOLE).empty


def test_targets_of_parts_above_that_of_the_whole(found):
    aims = [{"target": 100}, {"indicator": "b", "target": 101}]
    [row] = found(aims, (), WHOLE).to_dict("records")
    assert (row["kind"], row["table"], row["year"]) == ("parts_above_whole", "targets", 2020)
    assert (row["value"], row["other"]) == (100, 101)
    # Another year or another way of stating is no comparison.
    assert found([{"target": 100}, {"indicator": "b", "printed": "翻两番"}], (), WHOLE).empty
    later = {"indicator": "b", "target": 101, "target_year": 2025}
    assert found([{"target": 100}, later], (), WHOLE).empty


# --- bounds, years, units ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("book", "value"),
    [
        (UP, -3),
        (DOWN, -0.1),
        (SHARE, 126.47),
        (SHARE, -1),
        ({"unit": "位", "kind": "rank", "better": "down"}, 0),
    ],
)
def test_figure_that_its_kind_cannot_have(found, book, value):
    assert kinds(found([], years({2016: value}), book)) == [
        ("out_of_bounds", "observations", 2016, value)
    ]
    aims = found([{"target": value}], (), book)
    assert ("out_of_bounds", "targets", 2020, value) in kinds(aims)


@pytest.mark.parametrize(
    ("book", "value"),
    [
        (SHARE, 100),
        (UP, 0),
        ({"unit": "%", "kind": "ratio", "better": "up"}, 126.47),
        ({"unit": "%", "kind": "ratio", "better": "up"}, -4),
        ({"unit": "", "kind": "index", "better": "up"}, 126.47),
    ],
)
def test_figure_that_its_kind_can_have(found, book, value):
    assert found([], years({2016: value}), book).empty


@pytest.mark.parametrize("year", [1984, 2031, 2121])
def test_year_far_from_the_plan(found, year):
    values = years({year: 55, 2015: 60})
    assert ("far_year", "observations", year, 55) in kinds(found([{"target": 120}], values))


@pytest.mark.parametrize("year", [1985, 2014, 2025, 2030])
def test_year_near_the_plan(found, year):
    findings = found([{"target": 120}], years({year: 55, 2015: 60}))
    assert "far_year" not in set(findings["kind"])


def test_target_year_far_from_the_plan_does_not_make_other_years_near(found):
    aims = [{"target": 120}, {"target": 130}, {"target": 140, "target_year": 2120}]
    rows = kinds(found(aims, years({2015: 60, 2110: 61})))
    assert ("far_year", "targets", 2120, 140) in rows
    assert ("far_year", "observations", 2110, 61) in rows


def test_unit_is_missing(found):
    findings = found([], years({2015: 60}), UP | {"unit": ""})
    [row] = findings.to_dict("records")
    assert (row["kind"], row["table"], row["indicator"]) == ("unit_missing", "indicators", "a")
    assert findings[["year", "value", "other"]].isna().all(axis=None)


def test_target_that_cannot_be_read_is_listed(found):
    rows = found([{"printed": "许多"}, {"printed": "120家"}], years({2015: 60}), lang="zh")
    [row] = rows.to_dict("records")
    assert (row["kind"], row["table"], row["target_id"]) == ("unread", "targets", "a")
    assert row["sentence"].startswith("“a”：targets.csv，第2行（printed）：“许多”")


# --- in words, and on what is shipped ----------------------------------------------------


def test_sentences_name_figure_year_and_what_it_is_held_against(found):
    book = UP | {"name_zh": "高新技术企业", "name_en": "High-tech firms", "unit": "enterprise"}
    values = years({2016: 92, 2017: 1100, 2018: 120})
    assert found([], values, book, "zh")["sentence"].tolist() == [
        "“高新技术企业”2017年为1100家，约为相邻数据（2016年为92家、2018年为120家）的10倍，疑为数位或单位有误"
    ]
    [english] = found([], values, book)["sentence"]
    assert english.startswith("High-tech firms: 1100 enterprises in 2017 is about 10 times")
    [aim] = found([{"target": 50}], years({2015: 60}), book, "zh")["sentence"]
    assert aim == (
        "“高新技术企业”为正向指标，但2020年目标值50家低于2015年基期值60家（底线类要求除外）"
    )


def test_other_place_is_named(found):
    values = [*years({2015: 60}, geo="331082"), *years({2015: -1}, geo="331022")]
    assert found([], values)["sentence"].item().startswith("a (331022): -1 家 in 2015")


def test_shipped_plans_have_nothing_to_ask(linhai, china):
    for plan in (linhai, china):
        for lang in ("en", "zh"):
            assert plan.plausibility(lang).empty
        assert "to look at" not in repr(plan)


@pytest.mark.parametrize("panel", ["provinces", "long_series", "china", "linhai"])
def test_published_panels_raise_no_false_alarm(panel):
    """Thousands of official figures: whatever is found there would be a fault of the rules."""
    book = codebook().drop_duplicates("indicator").reset_index(drop=True)
    figures = la.load_panel(panel)
    known = figures[figures["indicator"].isin(book["indicator"])].reset_index(drop=True)
    plan = la.Plan(panel, book, empty("targets"), known)
    assert plan.plausibility().empty


def test_count_of_findings_stands_in_the_headline(tmp_path):
    from small_plans import small_plan

    plan = small_plan(tmp_path / "p", [{"indicator": "a", "target": 50}], {"a": {2015: 60}})
    assert "Figures to look at: 1." in repr(plan)
    assert "Figures to look at: 1" in plan._repr_html_()


def test_slips_by_hand():
    none = [False] * 5
    assert slips([1, 2, 3], [10.0, 100.0, 10.0], none) == [Slip(1, 1, (0, 2))]
    assert slips([1, 2, 3, 4], [10.0, 10.0, 10.0, 0.1], none) == [Slip(3, -2, (2,))]
    assert slips([1, 2, 3], [1.0, 10.0, 10.0], none) == [Slip(0, -1, (1,))]
    assert slips([1, 2], [1.0, 10.0], none) == []
    assert slips([], [], []) == []
