"""Sheets of indicators that are not read say which heading is missing; doing so helps."""

import pytest
from plan_books import book, refusal

import linhai_analysis as la

HEADS = ["序号", "指标名称", "单位", "2020年基数", "2025年目标", "2021年", "2023年"]
ROW = [1, "企业数", "家", 100, 200, 120, 165]


@pytest.mark.parametrize(
    ("place", "written", "told", "mended"),
    [
        (
            4,
            "2025年",
            "附表1 E2（2025年）：没有认出目标列；请把该列标题写成“2025年目标”",
            "2025年目标",
        ),
        (4, "2025年打算", "附表1 E2（2025年打算）：没有认出目标列", "2025年目标"),
        (4, None, "附表1 E2：没有认出目标列；请把该列标题写成“2025年目标”", "2025年目标"),
        (1, None, "附表1 B2：没有认出指标名称列；请把该列标题写成“指标名称”", "指标名称"),
        (1, "叫法", "附表1 B2（叫法）：没有认出指标名称列", "指标名称"),
    ],
)
def test_a_heading_that_is_not_recognised_is_named(tmp_path, place, written, told, mended):
    rows = [["本县指标"], list(HEADS), ROW]
    rows[1][place] = written
    assert told in (text := refusal(tmp_path / "a.xlsx", 附表1=rows))
    assert text.startswith("共1处")
    rows[1][place] = mended
    assert len(la.load_plan(book(tmp_path / "b.xlsx", 附表1=rows)).targets) == 1


def test_the_heading_of_the_baseline_is_asked_for_with_its_own_year(tmp_path):
    heads = ["指标", "单位", "2018年", "2019年", "2022年目标"]
    rows = [heads, ["企业数", "家", 100, 110, 200]]
    told = refusal(tmp_path / "a.xlsx", 附表1=rows)
    assert "附表1 C1（2018年）：看不出哪一列是基数；请把基数列标题写成“2018年基数”" in told
    rows[0][2] = "2018年基数"
    assert la.load_plan(book(tmp_path / "b.xlsx", 附表1=rows)).targets["base_year"].tolist() == [
        2018
    ]


def test_indicators_in_columns_and_a_sheet_without_headings_are_told(tmp_path):
    across = [["年份", "企业数(家)", "论文(篇)"], ["2020年", 100, 9], ["2021年", 120, 11]]
    assert "每行是一个年份" in refusal(tmp_path / "a.xlsx", 附表1=across)
    assert "没有找到列标题行" in refusal(tmp_path / "b.xlsx", 附表1=[["本县"], ROW, ROW])


def test_a_sheet_with_years_is_no_list_of_sources(tmp_path):
    heads = ["序号", None, "单位", "2020年基数", "2025年目标", "2021年", "数据来源"]
    rows = [heads, [1, "企业数", "家", 100, 200, 120, "年鉴"], [2, "论文", "篇", 9, 12, 10, "年鉴"]]
    told = refusal(tmp_path / "a.xlsx", 附表1=rows)
    assert "指标名称" in told and "来源编号" not in told
