"""The workbook to fill in: what stands in it, what it says of a cell, how it prints."""

from __future__ import annotations

import os

import openpyxl
import pytest
from click.testing import CliRunner

from linhai_analysis.cli import main
from linhai_analysis.errors import DataError
from linhai_analysis.form import write_form
from linhai_analysis.words import LANGUAGES

HEADS = (
    "序号 指标名称 单位 属性 方向 口径 2020年基数 2025年目标 2021年 2022年 2023年 2024年 责任单位"
)


def opened(path, lang="zh", **years):
    return openpyxl.load_workbook(write_form(path, lang, **years))


def heads(sheet, row=3):
    return [cell.value for cell in sheet[row] if cell.value is not None]


def validation(sheet, cell):
    found = [one for one in sheet.data_validations.dataValidation if cell in one.sqref]
    assert len(found) == 1
    return found[0]


def test_sheets_and_headings_are_those_of_a_bureau(tmp_path):
    book = opened(tmp_path / "规划.xlsx")
    assert book.sheetnames == ["附表1", "填表说明", "重点任务", "核定表", "来源"]
    assert heads(book["附表1"]) == [*HEADS.split(), "数据来源", "备注"]
    assert book["附表1"]["A1"].value == "附表1　规划主要指标完成情况表（2021—2025年）"
    assert heads(book["重点任务"], 2) == (
        ["序号", "任务", "责任单位", "完成时限", "进展情况", "佐证材料", "存在问题", "完成状态"]
    )


def test_years_are_those_that_were_asked_for(tmp_path):
    book = opened(tmp_path / "a.xlsx", base_year=2015)
    assert heads(book["附表1"])[6:12] == (
        ["2015年基数", "2020年目标", "2016年", "2017年", "2018年", "2019年"]
    )


@pytest.mark.parametrize(
    ("column", "offered", "others"),
    [
        ("C", "%,家,件,个,亿元,人,万人", True),
        ("D", "约束性,预期性", False),
        ("E", "正向,逆向", False),
        ("F", "当年新增,累计,期末存量", False),
    ],
)
def test_lists_offer_what_is_read_and_units_admit_others(tmp_path, column, offered, others):
    sheet = opened(tmp_path / "a.xlsx")["附表1"]
    asked = validation(sheet, f"{column}4")
    assert asked.type == "list"
    assert asked.formula1 == f'"{offered}"'
    assert bool(asked.showErrorMessage) is not others
    assert asked.sqref == validation(sheet, f"{column}33").sqref


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_says_what_belongs_there(tmp_path, lang):
    book = opened(tmp_path / "a.xlsx", lang)
    for sheet in (book.worksheets[0], *book.worksheets[2:]):
        row = 3 if sheet is book.worksheets[0] else 2
        for cell in sheet[row]:
            asked = validation(sheet, f"{cell.column_letter}{row + 1}")
            assert asked.promptTitle == cell.value[:32]
            assert 5 < len(asked.prompt) <= 255
            assert asked.showInputMessage


def test_what_is_typed_stays_as_it_is(tmp_path):
    """A target of 3-5 is no date, 1.10 no 1.1, and nothing is shown as per cent."""
    sheet = opened(tmp_path / "a.xlsx")["附表1"]
    formats = [sheet.cell(4, n).number_format for n in range(1, 16)]
    assert [n for n, form in enumerate(formats) if form == "@"] == [0, 7]
    assert {*formats} == {"@", "General"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets_print_on_a4_as_wide_as_the_page_with_headings_on_each(tmp_path, lang):
    book = opened(tmp_path / "a.xlsx", lang)
    assert len(book.worksheets) == 5
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        # One page wide is what a sheet does that says nothing else.
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.page_setup.paperSize == 9
        assert "&P" in sheet.oddFooter.center.text
        if sheet is not book.worksheets[1]:
            assert sheet.page_setup.fitToHeight == 0
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert book.worksheets[0].print_title_rows == "$3:$3"
    assert book.worksheets[0].freeze_panes == "C4"
    assert book.worksheets[2].print_title_rows == "$2:$2"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ways_of_writing_a_target_begin_a_page_of_their_own(tmp_path, lang):
    """Excel breaks a sheet where it is told to only if the sheet does not fit itself to a page."""
    guide = opened(tmp_path / "a.xlsx", lang).worksheets[1]
    [line] = guide.row_breaks.brk
    title = {"zh": "目标的写法", "en": "Ways of writing a target"}[lang]
    assert [guide.cell(line.id + n, 1).value for n in (0, 1)] == [None, title]
    assert not guide.sheet_properties.pageSetUpPr.fitToPage


def test_rows_grow_with_what_people_write_into_them(tmp_path):
    """A height of its own would cut the second line of a long name."""
    sheet = opened(tmp_path / "a.xlsx")["附表1"]
    assert {sheet.row_dimensions[row].height for row in range(4, 34)} == {None}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_call_writes_the_same_bytes(tmp_path, lang):
    first, second = (write_form(tmp_path / f"{n}.xlsx", lang).read_bytes() for n in (1, 2))
    assert first == second


def test_a_file_that_is_there_is_never_replaced(tmp_path):
    mine = tmp_path / "我的规划.xlsx"
    mine.write_bytes(b"mine")
    with pytest.raises(DataError, match="is there already and is not replaced") as refused:
        write_form(mine)
    assert "我的规划.xlsx”已存在，不会被覆盖" in refused.value.text("zh")
    assert mine.read_bytes() == b"mine"
    assert [path.name for path in tmp_path.iterdir()] == ["我的规划.xlsx"]


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path):
    link = tmp_path / "a.xlsx"
    link.symlink_to(tmp_path / "elsewhere.xlsx")
    with pytest.raises(DataError, match="is there already"):
        write_form(link)
    assert not (tmp_path / "elsewhere.xlsx").exists()


@pytest.mark.parametrize("name", ["a.xls", "规划", "a.csv", "十四五.规划"])
def test_other_endings_are_refused(tmp_path, name):
    with pytest.raises(DataError, match=r"give one that ends in \.xlsx"):
        write_form(tmp_path / name)
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    "years",
    [
        {"base_year": 2025, "target_year": 2020},
        {"base_year": 2020, "target_year": 2020},
        {"base_year": 15, "target_year": 20},
        {"base_year": 1990, "target_year": 2025},
    ],
)
def test_years_that_are_no_plan_are_refused(tmp_path, years):
    with pytest.raises(DataError, match="the target year comes after the base year"):
        write_form(tmp_path / "a.xlsx", **years)


def test_what_cannot_be_written_leaves_nothing(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    # A disk without hard links, too.
    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(DataError, match="No space left"):
        write_form(tmp_path / "new" / "a.xlsx")
    assert not [*tmp_path.iterdir()]


def test_command_says_what_comes_next(tmp_path):
    file = tmp_path / "我的规划.xlsx"
    done = CliRunner().invoke(main, ["new", str(file), "--lang", "zh", "--base-year", "2015"])
    assert done.exit_code == 0
    assert done.output == f"已生成“{file}”：填写、保存后运行 linhai check {file} --lang zh\n"
    again = CliRunner().invoke(main, ["new", str(file)])
    assert (again.exit_code, "is not replaced" in again.output) == (2, True)
