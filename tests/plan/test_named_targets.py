"""What the name says of a target that is a mere number: a fall, an addition, an average."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from plan_books import book

import linhai_analysis as la
from linhai_analysis.words import word

HEADS = ["指标", "单位", "2020年基数", "2021年", "2022年", "2023年", "2025年目标", "口径", "方向"]


def judged(folder: Path, *row: object) -> dict[str, Any]:
    """The row of the scorecard of a sheet of one indicator, in 2023."""
    cells = [*row, *[None] * (len(HEADS) - len(row))]
    plan = la.load_plan(book(folder / "表.xlsx", 附表1=[HEADS, cells]))
    [found] = la.scorecard(plan, 2023, lang="zh").to_dict("records")
    return found


# target, what is counted, figures; what is left of 100, and the share of the way: by hand
FALLS = [
    # 8.5 of 14
    ("[14]", "累计", (3, 5.8, 8.5), 91.5, 8.5 / 14),
    (14, "累计", (None, None, 8.5), 91.5, 8.5 / 14),
    ("累计下降14%", "累计", (3, 5.8, 8.5), 91.5, 8.5 / 14),
    ("14以上", "累计", (3, 5.8, 8.5), 91.5, 8.5 / 14),
    ("14-15", "累计", (3, 5.8, 8.5), 91.5, 8.5 / 14),
    # 100 x 0.969 x 0.972 x 0.97 = 91.361196, a fall by 8.638804
    (16, "当年新增", (3.1, 2.8, 3.0), 91.361196, 8.638804 / 16),
    ("[16]", "当年新增", (3.1, 2.8, 3.0), 91.361196, 8.638804 / 16),
    # Falls may be written as such, too.
    (-14, "累计", (-3, -5.8, -8.5), 91.5, 8.5 / 14),
    ("累计下降14%", "累计", (-3, -5.8, -8.5), 91.5, 8.5 / 14),
]


@pytest.mark.parametrize("name", ["单位GDP能源消耗降低", "用水量降幅", "单位能耗下降率（可比价）"])
@pytest.mark.parametrize("base", [None, 0, 15])
@pytest.mark.parametrize(("target", "counted", "values", "left", "share"), FALLS)
def test_figures_of_a_fall_are_its_size(tmp_path, name, base, target, counted, values, left, share):
    row = judged(tmp_path, name, "%", base, *values, target, counted)
    assert (row["reason"], row["actual"]) == ("", pytest.approx(left))
    assert row["progress"] == pytest.approx(share)
    assert ("read_as_falls" in row["notes"]) == (values[-1] > 0)


def test_a_fall_in_english(tmp_path):
    heads = ["Indicator", "Unit", "2020", "2021", "2022", "2023", "Target 2025", "Counted"]
    rows = [
        ["Reduction in energy use", "%", None, 3, 5.8, 8.5, 14, "running"],
        ["Energy intensity reduction", "%", None, 3, 5.8, 8.5, "[14]", "running"],
    ]
    plan = la.load_plan(book(tmp_path / "a.xlsx", Indicators=[heads, *rows]))
    assert la.scorecard(plan, 2023)["progress"].tolist() == pytest.approx([8.5 / 14] * 2)
    assert plan.plausibility().empty


def test_what_a_fall_counts_is_asked(tmp_path):
    row = judged(tmp_path, "单位GDP能源消耗降低（%）", None, None, None, None, 8.5, "[14]")
    assert row["reason"] == word("reason.per_cent", "zh")


@pytest.mark.parametrize(
    ("name", "better"),
    [("单位GDP能耗降低", "逆向"), ("单位GDP能耗", None), ("单位GDP能耗", "逆向")],
)
def test_a_fall_with_figures_above_0_never_is_a_rise(tmp_path, name, better):
    row = judged(tmp_path, name, "%", None, 3, 5.8, 8.5, "累计下降14%", "累计", better)
    assert row["reason"] == word("reason.fall_above_0", "zh")


def test_a_base_of_0_is_no_hindrance_to_falls(tmp_path):
    rows = [HEADS, ["能耗降低", "%", 0, 3, 5.8, 8.5, 14, "累计", None]]
    plan = la.load_plan(book(tmp_path / "a.xlsx", 附表1=rows))
    assert not any("基数为0" in note.text("zh") for note in plan.read)


ADDED = [
    # 1100 + 1200 + 1250 = 3550 of 6000; 75 of 150; 50 + 40 + 30 = 120 of 200
    ("新增城镇就业", "人", 6000, "当年新增", (1100, 1200, 1250), 3550, 3550 / 6000),
    ("五年累计引进人才", "人", 150, "累计", (20, 50, 75), 75, 0.5),
    ("累计培训科技人员", "人次", "200以上", "当年新增", (50, 40, 30), 120, 0.6),
    ("引进高层次人才", "人", 200, "当年新增", (50, 40, 30), 120, 0.6),
    ("化学需氧量减排量", "吨", 200, "当年新增", (50, 40, 30), 120, 0.6),
    # An average of 10 a year are 50 in five; 8 + 9 + 10 = 27.
    ("年均新增高新技术企业", "家", 10, "当年新增", (8, 9, 10), 27, 0.54),
]


@pytest.mark.parametrize(("name", "unit", "target", "counted", "values", "sum_", "share"), ADDED)
@pytest.mark.parametrize("base", [None, 6])
def test_additions_start_from_0_and_ask_what_is_counted(
    tmp_path, base, name, unit, target, counted, values, sum_, share
):
    row = judged(tmp_path, name, unit, base, *values, target, counted)
    assert (row["reason"], row["base_value"], row["actual"]) == ("", 0, sum_)
    assert row["progress"] == pytest.approx(share)
    row = judged(tmp_path, name, unit, base, *values, target)
    assert (row["status"], row["reason"]) == ("not_assessable", word("reason.not_counted", "zh"))


LEVELS = [
    # A stock is one where people say so: 47 - 20 of 70 - 20.
    ("累计孵化企业", "家", 20, (28, 37, 47), 70, "期末存量", 0.54),
    # So many in a year by the name: 9 - 6 of 10 - 6.
    ("年新增高新技术企业", "家", 6, (7, 8, 9), 10, "当年新增", 0.75),
    # The mean of a year, and a share: 26 - 30 of 25 - 30; 47 - 20 of 70 - 20.
    ("PM2.5年均浓度", "微克/立方米", 30, (29, 28, 26), 25, None, 0.8),
    ("新增企业中高新技术企业占比", "%", 20, (28, 37, 47), 70, None, 0.54),
    ("新增长点", "个", 20, (28, 37, 47), 70, None, 0.54),
]


@pytest.mark.parametrize(("name", "unit", "base", "values", "target", "counted", "share"), LEVELS)
def test_levels_stay_levels(tmp_path, name, unit, base, values, target, counted, share):
    row = judged(tmp_path, name, unit, base, *values, target, counted)
    assert (row["basis"], row["progress"]) == ("level", pytest.approx(share))


@pytest.mark.parametrize("target", [6, "6以上", "年均增长6%"])
def test_a_mean_growth_is_that_of_all_years(tmp_path, target):
    """108 x 1.031 x 1.05 = 116.9154 on the way to 1.06 ** 5 = 133.82."""
    row = judged(tmp_path, "GDP年均增长（%）", None, 3.6, 8, 3.1, 5, target, "当年新增")
    assert row["actual"] == pytest.approx(116.9154)
    assert row["aim"] == pytest.approx(100 * 1.06**5)
    row = judged(tmp_path, "GDP年均增长（%）", None, 3.6, 8, 3.1, 5, target)
    assert (row["status"], row["reason"]) == ("not_assessable", word("reason.per_cent", "zh"))


def test_what_a_column_states_counts_more_than_the_name(tmp_path):
    about = {"indicator": "a", "name_zh": "新增企业", "kind": "count", "better": "up"}
    goal = {"indicator": "a", "base_year": 2020, "target_year": 2025, "target": 50}
    figures = pd.DataFrame({"indicator": "a", "year": [2020, 2023], "value": [6, 10]})
    for basis, read in (("", "cumulative"), ("level", "level"), ("cumulative", "cumulative")):
        for printed in ("", "50"):
            tables = {
                "indicators": pd.DataFrame([about]),
                "targets": pd.DataFrame([goal | {"basis": basis, "printed": printed}]),
                "observations": figures,
            }
            assert la.load_plan(tables).targets["basis"].tolist() == [read]


def test_what_is_read_by_the_name_is_read_again_as_it_is(tmp_path):
    rows = [HEADS, ["能耗降低", "%", None, 3, 5.8, 8.5, 14, "累计", None]]
    plan = la.load_plan(book(tmp_path / "a.xlsx", 附表1=rows))
    again = la.load_plan(
        {name: getattr(plan, name) for name in ("indicators", "targets", "observations")}
        | {"targets": plan.targets.drop(columns=["unread", "row"], errors="ignore")}
    )
    telling = ["target", "basis", "relation"]
    assert again.targets[telling].values.tolist() == [[-0.14, "cumulative_change", "at_most"]]


def test_a_total_that_single_years_come_near_is_asked_about(tmp_path):
    """1300 after 1100, 1200 and 1250 may be meant for each year; 6000 is not."""
    for target, kinds in ((1300, ["year_or_total"]), (6000, [])):
        row = ["新增城镇就业", "人", 1000, 1100, 1200, 1250, target, "当年新增", None]
        plan = la.load_plan(book(tmp_path / "a.xlsx", 附表1=[HEADS, row]))
        assert plan.plausibility()["kind"].tolist() == kinds
