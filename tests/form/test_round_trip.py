"""From a plan to the workbook and back: the same plan, and on the first sheet what people know."""

from __future__ import annotations

import dataclasses

import openpyxl
import pandas as pd
import pytest
from small_figures import TWO, figure, plan_of
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.form import write_form
from linhai_analysis.tables import columns
from linhai_analysis.words import LANGUAGES

TABLES = ["indicators", "targets", "observations", "sources", "tasks", "geos", "scenarios", "facts"]


def round_trip(plan, folder, lang="zh"):
    path = write_form(folder / "again.xlsx", lang, plan)
    return la.load_plan(path), openpyxl.load_workbook(path)


def differing(one, other):
    """The tables that are not the same, cell by cell and row by row."""
    return [
        table
        for table in TABLES
        if not getattr(one, table)[columns(table)].equals(getattr(other, table)[columns(table)])
    ]


def first_column(book, heading):
    """What stands under a heading of the first sheet."""
    sheet = book.worksheets[0]
    place = [cell.value for cell in sheet[3]].index(heading) + 1
    return [sheet.cell(row, place).value for row in range(4, sheet.max_row + 1)]


def printed(sheet):
    """The rows of a sheet that are printed, from its headings on."""
    area = sheet.print_area.split("!")[1].replace("$", "")
    rows = [[cell.value for cell in row] for row in sheet[area]]
    return rows[next(n for n, row in enumerate(rows) if all(row)) :]


def is_in(text, lang):
    """Whether no more than short forms and quotations of a text are in the other language."""
    letters = sum(map(str.isalpha, text))
    chinese = sum("\u4e00" <= one <= "\u9fff" for one in text)
    return 2 * (chinese if lang == "zh" else letters - chinese) >= letters


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["linhai_13fyp", "china_13fyp"])
def test_shipped_plans_come_back_the_same(tmp_path, name, lang):
    plan = la.load_plan(name)
    again, book = round_trip(plan, tmp_path, lang)
    assert differing(plan, again) == []
    assert again.unread().drop(columns="row").equals(plan.unread().drop(columns="row"))
    named = plan.indicators.loc[
        plan.indicators["indicator"].isin(plan.targets["indicator"]), f"name_{lang}"
    ]
    heading = "指标名称" if lang == "zh" else "Indicator name"
    assert [*filter(None, first_column(book, heading))] == named.tolist()


def test_the_first_sheet_shows_the_plan_as_a_bureau_prints_it(tmp_path):
    book = round_trip(la.load_plan("china_13fyp"), tmp_path)[1]
    sheet = book["附表1"]
    assert "主要指标完成情况表" in sheet["A1"].value
    # 2.1 % in 2015, 2.5 % aimed at, 2.19 % in 2018, as published.
    row = first_column(book, "指标名称").index("研究与试验发展经费投入强度")
    heads = ("单位", "方向", "2015年基数", "2020年目标", "2018年")
    shown = [first_column(book, heading)[row] for heading in heads]
    assert shown == ["%", "正向", 2.1, "2.5%", 2.19]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_printed_is_in_the_language_of_the_workbook(tmp_path, lang):
    """Codes and the other language stand behind, under grey headings and outside of the print."""
    book = round_trip(la.load_plan("linhai_13fyp"), tmp_path, lang)[1]
    for sheet in book.worksheets[2:]:
        heads, *rows = printed(sheet)
        texts = ["".join(map(str, filter(None, column))) for column in zip(*rows, strict=True)]
        for head, text in zip(heads, texts, strict=True):
            assert is_in(head, lang)
            assert is_in(text, lang) or head in ("网址", "来源编号", "序号", "As printed")


DIGITS = [0.1 + 0.2, 1 / 3, 2 / 3 * 1e-12, 12345678901234567.0, 1e22, 5e-324, -0.0001]
NOTES = ["=1+1", "+3家", "-0.5", "'引号", "@某处", "两\n行", "1.10", "2018-01-01", "—", "NA"]


def test_every_digit_and_every_note_survives(tmp_path):
    rows = [figure(2000 + n, value, "S1") for n, value in enumerate(DIGITS)]
    rows += [figure(2010 + n, 60 + n, "S1", note=note) for n, note in enumerate(NOTES)]
    plan = plan_of(tmp_path / "plan", rows)
    assert plan.observations["value"].tolist()[: len(DIGITS)] == DIGITS
    again, _ = round_trip(plan, tmp_path)
    assert differing(plan, again) == []
    assert again.observations["value"].tolist()[: len(DIGITS)] == DIGITS


FIGURES = {
    "two sources": TWO,
    "settled": [*TWO[:2], TWO[2] | {"decided": "以公报为准", "decided_by": "局"}],
    "revised": [*TWO[:2], figure(2018, 90, "S1", "revised", note="核减", released="2019-03")],
    "revised twice": [*TWO[:2], *(figure(2018, n, "S1", "revised") for n in (90, 91))],
    "states": [
        figure(2015, 60, "S1"),
        figure(2016, 70, "S1", "preliminary"),
        figure(2017, 80, "S1", "first_release", **{"break": "yes"}),
        figure(2018, 75, "S2", "derived", scope="county", printed="75家"),
    ],
    "no figure": [figure(2015, "", "S1"), figure(2016, 70, "S1")],
}
TARGETS = {
    "two values": [{"target": 120, "place": "table 1"}, {"printed": "150家", "place": "3.1"}],
    "changed": [
        {"printed": "120家", "place": "表1"},
        {"printed": "150家", "place": "2018年中期调整"},
    ],
    "dropped": [{"printed": "120家", "change": "dropped", "decided_by": "文件"}],
    "unread": [{"printed": "显著提高", "place": "3.2"}, {"target": 120, "place": "表1"}],
    "range": [{"printed": "3-5家", "main": "yes"}, {"printed": "翻一番", "place": "4"}],
    "other years": [{"target": 120}, {"target": 140, "target_year": 2025}],
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", FIGURES)
def test_figures_of_every_standing_come_back(tmp_path, case, lang):
    plan = plan_of(tmp_path / "plan", FIGURES[case])
    again, _ = round_trip(plan, tmp_path, lang)
    assert differing(plan, again) == []
    assert again.conflicts()[["kind", "readings"]].equals(plan.conflicts()[["kind", "readings"]])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", TARGETS)
def test_targets_of_every_form_come_back(tmp_path, case, lang):
    plan = plan_of(tmp_path / "plan", [figure(2015, 60, "S1")], TARGETS[case])
    again, _ = round_trip(plan, tmp_path, lang)
    assert differing(plan, again) == []


@pytest.mark.parametrize(
    "name",
    [
        "企业数*",
        "其中：企业数",
        "企业数（家）",
        "1.1 企业数",
        "合计",
        "注：企业数",
        "企 业",
        "2016年",
    ],
)
def test_names_that_a_sheet_reads_otherwise_come_back_all_the_same(tmp_path, name):
    targets = [
        {"indicator": "a", "target": 120, "name_zh": name},
        {"indicator": "b", "target": 9, "name_zh": "专利数"},
    ]
    plan = small_plan(tmp_path / "plan", targets, {"a": {2015: 60}, "b": {2015: 3, 2016: 4}})
    again, book = round_trip(plan, tmp_path)
    assert differing(plan, again) == []
    assert "专利数" in first_column(book, "指标名称")


def test_what_a_bureau_filled_in_needs_no_further_sheets(tmp_path):
    """The plan of a first sheet alone fits onto a first sheet."""
    empty = write_form(tmp_path / "a.xlsx", "zh", base_year=2015)
    book = openpyxl.load_workbook(empty)
    rows = [
        [
            1,
            "企业数",
            "家",
            "预期性",
            "正向",
            "期末存量",
            60,
            "120家",
            71,
            80.5,
            None,
            None,
            "经信局",
        ],
        [2, "能耗", "吨", "约束性", "逆向", None, 0.62, "下降16%", 0.6, None, 0.57, None, None],
    ]
    for number, row in enumerate(rows, 4):
        for place, value in enumerate(row, 1):
            book["附表1"].cell(number, place, value)
    book.save(empty)
    plan = la.load_plan(empty)
    again, book = round_trip(plan, tmp_path)
    assert differing(plan, again) == []
    assert book.sheetnames == ["附表1", "填表说明", "重点任务", "核定表", "来源"]
    assert first_column(book, "2017年")[:2] == [80.5, None]


def test_what_is_changed_on_one_of_two_sheets_is_seen(tmp_path):
    """A figure that stands on both sheets is one; once they differ, both are kept and listed."""
    plan = plan_of(tmp_path / "plan", [figure(2015, 60, "S1"), figure(2018, 92, "S1", note="x")])
    path = write_form(tmp_path / "again.xlsx", "zh", plan)
    book = openpyxl.load_workbook(path)
    sheet = book["附表1"]
    place = [cell.value for cell in sheet[3]].index("2018年") + 1
    assert sheet.cell(4, place).value == 92
    sheet.cell(4, place, 95)
    # Not of the source that all other figures of the row have.
    sheet.cell(4, [cell.value for cell in sheet[3]].index("数据来源") + 1, "统计局")
    book.save(path)
    changed = la.load_plan(path)
    assert changed.conflicts()["readings"].tolist() == [("95", "92")]


def test_open_conflicts_wait_on_a_sheet_of_their_own(tmp_path):
    """Both values stand there with their sources; what is filled in settles them."""
    plan = plan_of(tmp_path / "plan", TWO)
    path = write_form(tmp_path / "again.xlsx", "zh", plan)
    book = openpyxl.load_workbook(path)
    sheet = book["核定表"]
    assert [cell.value for cell in sheet[2]] == (
        ["指标名称", "年份", "各种表述及出处", "采用值", "核定依据", "核定单位", "核定日期", "签字"]
    )
    assert [cell.value for cell in sheet[3]][:4] == [
        "a",
        2018,
        "《yearbook》为92家；《bulletin》为95家",
        None,
    ]
    for place, value in enumerate([95, "以统计公报为准", "统计局", "2019-05-06"], 4):
        sheet.cell(3, place, value)
    book.save(path)
    settled = la.load_plan(path)
    assert settled.series("a")[2018] == 95
    conflict = settled.conflicts().iloc[0]
    assert (conflict["adopted"], conflict["decided"]) == ("95", "以统计公报为准")
    assert pd.isna(conflict["target_year"])


def test_what_no_cell_can_hold_is_refused_and_nothing_written(tmp_path):
    """A cell of a workbook holds 32,767 characters."""
    plan = plan_of(tmp_path / "plan", [figure(2015, 60, "S1")])
    longer = plan.observations.assign(note="注" * 32_768)
    plan = dataclasses.replace(plan, observations=longer)
    with pytest.raises(la.DataError, match="cannot be put into a workbook whole"):
        write_form(tmp_path / "a.xlsx", "zh", plan)
    assert not (tmp_path / "a.xlsx").exists()


def test_the_guide_says_which_sheets_hold_the_whole_plan(tmp_path):
    plan = plan_of(tmp_path / "plan", TWO)
    book = round_trip(plan, tmp_path)[1]
    told = [cell.value for cell in book["填表说明"]["A"] if cell.value]
    assert len([text for text in told if "完整内容见：指标、数据。" in text]) == 1
