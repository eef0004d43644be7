"""What the leadership reads first, and the sentences on each indicator, worked by hand."""

from __future__ import annotations

import pytest
from plan_books import book

import linhai_analysis as la

HEADS = ["序号", "指标名称", "单位", "属性", "方向", "口径", "2015年基数", "2020年目标"]
HEADS += ["2016年", "2017年", "2018年", "责任单位", "数据来源"]
ROWS: list[list[object]] = [
    [1, "研发强度", "%", "预期性", "正向", None, 1.5, "2.5%", 1.6, 1.7, 1.8, "甲局、乙局", "公报"],
    [2, "能耗", "吨/万元", "约束性", "逆向", None, 0.5, "下降16%", 0.5, 0.51, 0.52, "丙局", "公报"],
    [3, "创新平台", "个", "预期性", "正向", "累计", None, "累计新增30个", 4, 9, 13, "甲局", "年报"],
    [4, "全省排名", "位", "预期性", "逆向", None, 45, "前30位", 44, 42, 40, "甲局", "年报"],
    [5, "企业数", "家", "预期性", "正向", "期末存量", 17, "翻一番", 20, 24, 27, "甲局", "年报"],
    [6, "授权量", "件", "预期性", "正向", "当年新增", 420, "800件", 480, 560, 640, "丁局", "公报"],
    [6, "授权量", "件", "预期性", "正向", "当年新增", 420, "800件", 480, 560, 612, "丁局", "年鉴"],
    [7, "财政占比", "%", "约束性", "正向", None, 2.1, "3%", 2.2, 2.4, None, "戊局", "决算"],
    [8, "特派员", "人", None, "正向", "期末存量", 60, "100人", None, None, None, None, None],
]  # fmt: skip


@pytest.fixture(scope="module")
def review(tmp_path_factory):
    path = tmp_path_factory.mktemp("first") / "某县科技规划.xlsx"
    title = ["某县科技规划主要指标完成情况表"]
    return la.build_review(book(path, 附表1=[title, HEADS, *ROWS]), 2018, lang="zh")


@pytest.fixture(scope="module")
def sections(review):
    return {one.key: one for one in review.sections}


def draft(sections, name):
    return next(one.lead for one in sections.values() if one.title == name)


def test_title_is_that_of_the_plan(review):
    assert review.title == "《某县科技规划》实施情况中期评估报告"


def test_counts_drop_nobody_and_name_what_is_older(sections):
    """1.8: 30 % of the way; 13 of 30; 5 of 15; 10 of 17; 0.3 of 0.9 after 2 of 5 years."""
    assert sections["standing"].lead == (
        "截至2018年：8项指标中，基本符合预期1项、滞后于预期4项、较基期上升1项、"
        "数据不一致待核定1项，另有1项因缺少基期或年度数据暂无法评价。"
        "其中，约束性指标2项：滞后于预期1项、较基期上升1项；"
        "预期性指标5项：基本符合预期1项、滞后于预期3项、数据不一致待核定1项；"
        "规划未标注属性的1项：暂无法评价1项。"
        "所用最新数据：2018年6项，2017年1项（财政占比）。"
    )


def test_each_lagging_indicator_has_gap_speed_unit_and_whose_it_is(sections):
    """Binding ones first. (0.42 / 0.52) ** (1 / 2) - 1 = -10.13 %; 0.6 points in three years."""
    rows = sections["lagging"].table.drop(columns=["进展判断"]).to_numpy().tolist()
    assert rows == [
        ["能耗（约束性）", "吨/万元", "0.52", "0.42（下降16%）", "0.1吨/万元",
         "年均下降10.13%", "丙局"],
        ["财政占比（约束性）", "%", "2.4", "3", "0.6个百分点", "年均提高0.2个百分点", "戊局"],
        ["研发强度", "%", "1.8", "2.5", "0.7个百分点", "年均提高0.35个百分点", "甲局、乙局"],
        ["创新平台", "个", "累计13", "累计新增30个", "17个", "年均增加8.5个", "甲局"],
        ["全省排名", "位", "40", "30以内", "10位", "年均前移5位", "甲局"],
    ]  # fmt: skip


def test_decisions_say_what_by_whom_and_both_values_with_their_verdicts(sections):
    """640: 220 of 380 is 58 %; 612: 192 of 380 is 51 %, after 60 % of the time."""
    assert sections["decisions"].points == (
        "待核定1处，请明确采用值（丁局）：授权量（2018年），"
        "《公报》为640件，据此评价为基本符合预期；《年鉴》为612件，据此评价为滞后于预期。",
        "暂无法评价1项，请限期补报（1项未明确责任单位）：2015年基期之后尚无数据（特派员）。",
        "滞后5项，请审定推进措施（丙局、戊局、甲局、乙局）；确需调整目标的，按程序报批。",
    )


def test_nobody_is_asked_for_units_one_by_one_where_the_plan_names_none():
    made = la.build_review("china_13fyp", 2018, lang="zh")
    points = next(one.points for one in made.sections if one.key == "decisions")
    assert points[-1].endswith("。规划未列责任单位，请逐项明确。")
    assert not any("未明确" in point for point in points)


def test_sums_rises_places_and_other_figures_are_said_as_people_say_them(sections):
    assert "2016—2018年累计13个。" in draft(sections, "创新平台")
    assert "距2020年累计新增30个的目标差17个" in draft(sections, "创新平台")
    assert "比2015年上升4.00%、年均上升1.32%" in draft(sections, "能耗")
    assert "距2020年前30位的目标差10位" in draft(sections, "全省排名")
    assert "距2020年34家（翻一番）的目标差7家" in draft(sections, "企业数")
    assert "如按《年鉴》612件为滞后于预期。" in draft(sections, "授权量")


def test_what_has_no_figure_after_the_base_is_listed_as_missing(sections):
    assert sections["missing"].table["指标"].tolist() == ["特派员"]


def test_final_review_asks_nobody_to_hold_what_is_over():
    made = la.build_review("china_13fyp", 2020, lang="zh")
    told = [one.lead for one in made.sections if one.key.startswith("indicator.")]
    assert any("已达到2020年" in lead for lead in told)
    assert not any("后期需保持" in lead for lead in told)
