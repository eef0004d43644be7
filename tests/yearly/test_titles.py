"""The year of a table of one year is that of its figures, or it is asked for."""

from __future__ import annotations

import openpyxl
import pytest

from linhai_analysis.errors import DataError
from linhai_analysis.yearly.reading import read


def of_one_year(tmp_path, title=None, sheet="Sheet1", name="towns"):
    """A table of two towns that says nothing of a year by itself."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in ([[title]] if title else []) + [["镇", "产值"], ["东塍", 4], ["括苍", 5]]:
        page.append(row)
    path = tmp_path / f"{name}.xlsx"
    book.save(path)
    return read(path)


@pytest.mark.parametrize(
    "title",
    [
        "2019年各镇产值",
        "2019年1—12月各镇产值",
        "截至2019年12月31日各镇企业",
        "2019年末各镇企业",
        "2019年计划完成情况",
        "2019年一般公共预算收入",
        "2019年中小企业",
        "按2015年不变价计算的2019年产值",
        "临统〔2020〕5号 2019年各镇产值",
        "Labour market 2019",
        "Output as of 31 December 2019",
    ],
)
def test_the_year_of_a_title(tmp_path, title):
    assert set(of_one_year(tmp_path, title).frame["year"]) == {2019}


PART = [
    "2020年1-6月各镇产值",
    "2020年上半年",
    "2020年1季度产值",
    "2020年前三季度产值",
    "2020年12月产值",
    "2020年六月产值",
    "2020年1-11月产值",
    "产值 2019.06",
    "Output Q3 2019",
    "Output, first half of 2019",
    "Output, March 2019",
    "数据截至2020年6月30日",
]


@pytest.mark.parametrize("title", PART)
def test_a_part_of_a_year_is_none(tmp_path, title):
    with pytest.raises(DataError, match="part of a year"):
        of_one_year(tmp_path, title)


@pytest.mark.parametrize("sheet", ["2019Q1", "2019年1月", "2019.3"])
def test_a_part_of_a_year_in_the_name_of_a_sheet(tmp_path, sheet):
    with pytest.raises(DataError, match="part of a year"):
        of_one_year(tmp_path, sheet=sheet)


@pytest.mark.parametrize(
    "title",
    [
        "《中国统计年鉴2020》",
        "China Statistical Yearbook 2020",
        "各镇产值（2015年不变价）",
        "各镇产值(2010年=100)",
        "国发〔2019〕12号附件",
        "GB/T 4754-2017",
        "ISO 2015 output",
    ],
)
def test_years_of_other_things_are_asked_for(tmp_path, title):
    with pytest.raises(DataError, match="not known to be that of the figures"):
        of_one_year(tmp_path, title)


@pytest.mark.parametrize("title", ["2020年目标", "2019年计划表", "2019年支出预算", "2025 forecast"])
def test_plans_are_no_figures(tmp_path, title):
    with pytest.raises(DataError, match="a plan, a budget or a forecast"):
        of_one_year(tmp_path, title)


def test_a_title_and_a_sheet_that_say_two_years_are_asked_for(tmp_path):
    with pytest.raises(DataError, match="2018, 2019"):
        of_one_year(tmp_path, "2019年各镇产值", sheet="2018")


@pytest.mark.parametrize("name", ["towns_2019", "2019年各镇产值", "各镇产值2019", "raw-2019-5-a"])
def test_a_file_named_by_a_year(tmp_path, name):
    made = of_one_year(tmp_path, name=name)
    assert set(made.frame["year"]) == {2019}
    assert "the name of the file" in str(made.notes[0])


@pytest.mark.parametrize("name", ["towns-2019-03", "统计年鉴2020", "WDI_2020_v3", "download(2020)"])
def test_a_file_named_by_a_version_or_a_day_says_no_year(tmp_path, name):
    with pytest.raises(DataError):
        of_one_year(tmp_path, name=name)


def test_the_title_counts_before_the_file(tmp_path):
    assert set(of_one_year(tmp_path, "2019年产值", name="towns_2020").frame["year"]) == {2019}
