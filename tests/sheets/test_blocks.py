"""The tables of a sheet are found whatever stands above, below, beside and inside them."""

from __future__ import annotations

import pytest

from linhai_analysis.errors import DataError
from linhai_analysis.sheets.blocks import find_block, find_blocks
from linhai_analysis.sheets.grid import Sheet

KNOWN = {"指标", "地区", "年份", "region"}


def sheet(text: str, merged: dict | None = None) -> Sheet:
    """Rows as lines, cells between strokes; numbers are numbers."""
    rows = [[cell.strip(" ") or None for cell in line.split("|")] for line in text.splitlines()]
    cells = [[float(c) if c and c.isdigit() else c for c in row] for row in rows]
    for (r, c), origin in (merged or {}).items():
        cells[r][c] = cells[origin[0]][origin[1]]
    return Sheet("表", cells, merged or {})


@pytest.mark.parametrize(
    ("text", "heads", "rows"),
    [
        ("指标|2014|2015\n企业|40|44", ("指标", "2014", "2015"), [1]),
        ("\n\n|指标|2014年\n|企业|40", ("指标", "2014年"), [3]),
        ("x|企业\n2013|1999\n2014|2001", ("x", "企业"), [1, 2]),
        (
            "指标|企业||专利|\n|2014年|2015年|2014年|2015年\n临海|1|2|3|4",
            ("指标", "企业 2014年", "企业 2015年", "专利 2014年", "专利 2015年"),
            [2],
        ),
        (
            "|企业||专利|\n|2014|2015|2014|2015\n临海|1|2|3|4",
            ("", "企业 2014", "企业 2015", "专利 2014", "专利 2015"),
            [2],
        ),
        (
            "地   区|地方一般公|外交\n|共预算支出|支    出\n\n北 京|1|2\n\n天 津|3|4",
            ("地区", "地方一般公共预算支出", "外交支出"),
            [3, 5],
        ),
        ("地区|Region|合计\n||\n|||发明\n北京|Beijing|9|4", ("地区", "Region", "合计", ""), [2, 3]),
        ("地区|Region|合计|\n|||发明\n北京|Beijing|9|4", ("地区", "Region", "合计", "发明"), [2]),
        ("地区|企业数\nRegion|Enterprises\n北京|4", ("地区", "企业数"), [2]),
        (
            "地区|企业|||\n|2014年||2015年|\n|总数|新增|总数|新增\n甲|1|2|3|4",
            (
                "地区",
                "企业 2014年 总数",
                "企业 2014年 新增",
                "企业 2015年 总数",
                "企业 2015年 新增",
            ),
            [3],
        ),
        ("指标|2014|2015\n一、投入\n经费|1|2", ("指标", "2014", "2015"), [2]),
        # Headings centred over the blocks of repeated ones.
        (
            "地区||企业|||产值|\n|2017|2018|2019|2017|2018|2019\n临海|1|2|3|4|5|6",
            (
                "地区",
                "企业 2017",
                "企业 2018",
                "企业 2019",
                "产值 2017",
                "产值 2018",
                "产值 2019",
            ),
            [2],
        ),
        (
            "年份||城镇|||农村|\n|一产|二产|三产|一产|二产|三产\n2018|1|2|3|4|5|6",
            (
                "年份",
                "城镇 一产",
                "城镇 二产",
                "城镇 三产",
                "农村 一产",
                "农村 二产",
                "农村 三产",
            ),
            [2],
        ),
        # The same headings in English, with the years once more.
        ("地区|2018|2019\nRegion|2018|2019\n临海|1|2", ("地区", "2018", "2019"), [2]),
        ("地区|2018年|2019年\nRegion|2018|2019\n临海|1|2", ("地区", "2018年", "2019年"), [2]),
        # The numbers of the columns of a form.
        ("指标|代码|2018|2019\n甲|乙|1|2\n企业|x|1|2", ("指标", "代码", "2018", "2019"), [2]),
        ("年份|企业|专利\nA|(1)|(2)\n2018|1|2", ("年份", "企业", "专利"), [2]),
        ("年份|企业|专利\n(1)|(2)|(3)=(1)+(2)\n2018|1|2", ("年份", "企业", "专利"), [2]),
        # Places of an example.
        ("地区|2018|2019\n甲|1|2\n乙|3|4", ("地区", "2018", "2019"), [1, 2]),
        # Units under the headings.
        ("年份|企业|产值\n|家|万元\n2018|1|2", ("年份", "企业(家)", "产值(万元)"), [2]),
        ("Jahr|Staat\n|Mill. EUR\n2018|1", ("Jahr", "Staat (Mill. EUR)"), [2]),
    ],
)
def test_headings_and_body(text, heads, rows):
    block = find_block(sheet(text), KNOWN)
    assert (block.heads, list(block.rows)) == (heads, rows)


def test_what_stands_around():
    above, below = "附表1\n单位：家||填报时间：2019年3月", "注：初步数\n数据来源：统计局"
    text = f"{above}\n指标|2014|2015\n企业|1|2\n\n{below}"
    block = find_block(sheet(text), KNOWN)
    assert block.above == ("附表1", "单位:家", "填报时间:2019年3月")
    assert block.below == ((5, "注:初步数"), (6, "数据来源:统计局"))


def test_a_name_without_figures_is_no_note():
    block = find_block(sheet("指标|2014|2015\n企业|1|2\n专利||"), KNOWN)
    assert (list(block.rows), block.below) == ([1, 2], ())


def test_rows_of_a_group_know_its_name():
    block = find_block(sheet("指标|2014|2015\n一、投入\n经费|1|2\n二、产出\n专利|3|4"), KNOWN)
    assert block.groups == {2: "一、投入", 4: "二、产出"}


def test_merged_title_and_names():
    merged = {(0, 1): (0, 0), (0, 2): (0, 0), (2, 0): (1, 0)}
    text = "标题||\n指标|企业|\n|2014年|2015年\n临海|1|2"
    block = find_block(sheet(text, merged), KNOWN)
    assert block.heads == ("指标", "企业 2014年", "企业 2015年")
    assert block.head_rows == (1, 2)


def test_tables_beside_each_other():
    text = "地区|2014|2015||续表|2014|2015\n北京|1|2||北京|5|6\n天津|3|4||天津|7|8"
    left, right = find_blocks(sheet(text), KNOWN)
    assert (left.columns, right.columns) == ((0, 1, 2), (4, 5, 6))


def test_empty_column_inside_a_table_parts_nothing():
    (block,) = find_blocks(sheet("指标||2014|2015\n企业||1|2\n专利||3|4"), KNOWN)
    assert block.columns == (0, 2, 3)


def test_tables_under_each_other():
    text = "表1\n指标|2014|2015\n企业|1|2\n\n表2\n指标|2016|2017\n专利|3|4"
    first, second = find_blocks(sheet(text), KNOWN)
    assert [list(first.rows), list(second.rows)] == [[2], [6]]
    assert second.above == ("表2",)


def test_sheet_without_a_table():
    assert find_blocks(sheet("说明\n本表由科技局填报"), KNOWN) == ()
    assert find_blocks(Sheet("空", []), KNOWN) == ()


def test_heading_that_stands_again_begins_a_table_of_its_own():
    left, right = find_blocks(sheet("年份|人口|年份|产值\n2013|1|2015|3\n2014|2||"), KNOWN)
    assert (left.heads, right.heads) == (("年份", "人口"), ("年份", "产值"))
    assert (list(left.rows), list(right.rows)) == ([1, 2], [1])


@pytest.mark.parametrize(
    ("over", "cells"), [("||企业||||", "表 C1"), ("|企业|出口||||", "表 B1, 表 C1")]
)
def test_headings_that_stand_over_no_one_block_are_refused(over, cells):
    text = f"地区{over}\n|2017|2018|2019|2017|2018|2019\n临海|1|2|3|4|5|6"
    with pytest.raises(DataError, match=f"in {cells} do not stand over one block each of B2 to G2"):
        find_blocks(sheet(text), KNOWN)


def test_rows_that_say_nothing_new_are_told():
    block = find_block(sheet("地区|2018|2019\nRegion|2018|2019\n临海|1|2"), KNOWN)
    assert block.below == ((1, "Region 2018 2019"),)


def test_words_behind_a_gap_are_notes():
    block = find_block(sheet("指标|2014|2015\n企业|1|2\n\n任务|单位\n建设|科技局"), KNOWN)
    assert block.below == ((3, "任务 单位"), (4, "建设 科技局"))


@pytest.mark.parametrize(
    "foot",
    [
        "填表人：王五|审核人：李四|日期：2020年1月5日",
        "填表人：王五||",
        "__________||",
        "(C)opyright Statistisches Bundesamt (Destatis), 2021||",
        "Stand: 17.03.2021 / 10:11:12||",
        ":|not available|",
    ],
)
def test_what_stands_at_the_foot_is_no_row_of_figures(foot):
    block = find_block(sheet(f"年份|企业|专利\n2018|1|2\n2019|3|4\n{foot}"), KNOWN)
    assert (list(block.rows), [row for row, _ in block.below]) == ([1, 2], [3])


def test_what_an_export_tells_of_its_series_is_no_heading():
    about = "CDID|YBHA|MGSX\nUnit|m|%\nRelease date|30-06-2022|14-06-2022\nImportant notes||"
    block = find_block(sheet(f"Title|GDP|Rate\n{about}\n2018|1|2\n2019|3|4"), KNOWN)
    assert block.heads == ("Title", "GDP", "Rate")
    assert list(block.rows) == [5, 6]
    assert block.below[2] == (3, "Release date 30-06-2022 14-06-2022")
