"""As a clerk does it, with the Chinese README alone: new, fill in, check, review."""

from __future__ import annotations

import re
import shlex

import openpyxl
import pytest
from click.testing import CliRunner

import linhai_analysis as la
from linhai_analysis.cli import main
from linhai_analysis.data import data_dir
from linhai_analysis.form import write_form

README = (data_dir().parent / "README.zh.md").read_text(encoding="utf-8")
INDICATORS = [
    ["1", "规模以上企业数", "家", "预期性", "正向", "期末存量", 320, "400家以上", 335, 350, 361],
    ["2", "单位产值能耗", "吨/万元", "约束性", "逆向", None, 0.62, "下降16%", 0.6, 0.58, 0.57],
    ["3", "新增公园", "个", "预期性", "正向", "累计", None, "累计新增30个", 6, 12, 19],
]
BESIDE = [["—", "市经信局", "S1"], ["", "市发改委", "S2", "按可比价计算"], ["", "市住建局", ""]]
TASKS = [
    ["1", "建设科技孵化器", "市科技局", "2023年底", "已建成投用", "验收文件", None, "已完成"],
    ["2", "组建产业研究院", "市发改委", "2024年", "选址中", None, "用地指标不足", "推进缓慢"],
]
SOURCES = [["S1", "统计年鉴", "市统计局", "2024-03-15"], ["S2", "能源公报", "市统计局"]]


def fill(path):
    """Type what a clerk types, into the cells below the headings."""
    book = openpyxl.load_workbook(path)
    rows = [row + beside for row, beside in zip(INDICATORS, BESIDE, strict=True)]
    for name, top, cells in (("附表1", 4, rows), ("重点任务", 3, TASKS), ("来源", 3, SOURCES)):
        for number, row in enumerate(cells, top):
            for place, value in enumerate(row, 1):
                book[name].cell(number, place, value)
    book["附表1"]["A2"] = "填报单位：市发改委"
    book.save(path)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("clerk") / "我的规划.xlsx"
    write_form(path, "zh")
    fill(path)
    return la.load_plan(path)


def test_what_was_filled_in_is_what_is_read(filled):
    names = [row[1] for row in INDICATORS]
    assert filled.indicators["name_zh"].tolist() == names
    assert filled.indicators["better"].tolist() == ["up", "down", "up"]
    assert filled.indicators["counted"].tolist() == ["stock", "", "running"]
    shown = ["printed", "attribute", "base_year", "target_year"]
    assert filled.targets[shown].to_numpy().tolist() == [
        ["400家以上", "expected", 2020, 2025],
        ["下降16%", "binding", 2020, 2025],
        ["累计新增30个", "expected", 2020, 2025],
    ]
    assert filled.series(names[0]).to_dict() == {2020: 320, 2021: 335, 2022: 350, 2023: 361}
    assert filled.series(names[2]).to_dict() == {2021: 6, 2022: 12, 2023: 19}
    assert filled.tasks["status"].tolist() == ["已完成", "推进缓慢"]
    assert filled.sources["title"].tolist() == ["统计年鉴", "能源公报"]
    assert filled.observations["source_id"].tolist() == ["S1"] * 4 + ["S2"] * 4 + [""] * 3
    assert filled.indicators["note"].tolist() == ["", "按可比价计算", ""]


def test_only_what_was_guessed_is_told(filled):
    """No word of the guide, its examples, empty rows and sheets."""
    told = [note.text("zh") for note in filled.read]
    assert len(told) == 2
    assert "（附表1 H5）未写“年均”或“累计”" in told[1]
    assert "数据类型" in told[0]


@pytest.mark.parametrize(("lang", "sheet"), [("zh", "附表1"), ("en", "Table 1")])
def test_an_empty_workbook_is_refused_for_having_nothing_in_it(tmp_path, lang, sheet):
    path = write_form(tmp_path / "a.xlsx", lang)
    with pytest.raises(la.DataError) as refused:
        la.load_plan(path)
    told = [(fault.sheet, fault.problem.text("zh")) for fault in refused.value.faults]
    assert told == [(sheet, "列标题下还没有填写内容；请每行填写一项指标")]


def first_sheet(path, rows):
    book = openpyxl.load_workbook(write_form(path, "zh"))
    for number, row in enumerate(rows, 4):
        for place, value in enumerate(row, 1):
            book["附表1"].cell(number, place, value)
    book.save(path)
    return path


def test_figures_may_all_be_still_to_come(tmp_path):
    plan = la.load_plan(
        first_sheet(tmp_path / "a.xlsx", [["1", "企业数", "家", *[None] * 4, "120家"]])
    )
    assert (len(plan.targets), len(plan.observations)) == (1, 0)
    reasons = la.required_growth(plan, lang="zh")["reason"].tolist()
    assert reasons == ["缺2020年基期值"]


def test_without_any_target_the_column_is_asked_for(tmp_path):
    path = first_sheet(tmp_path / "a.xlsx", [["1", "企业数", "家", *[None] * 3, 60, None, 71]])
    with pytest.raises(la.DataError) as refused:
        la.load_plan(path)
    assert "附表1：各项指标都没有填写目标" in refused.value.text("zh")
    assert len(refused.value.faults) == 1


def test_every_command_of_the_chinese_readme_works_one_after_the_other(tmp_path, monkeypatch):
    blocks = re.findall(r"^ *```\n(.*?)^ *```", README, re.M | re.S)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    commands = [line for line in lines if line.startswith("linhai ")]
    assert [line.split()[1] for line in commands] == ["new", "new", "check", "review", "new"]
    monkeypatch.chdir(tmp_path)
    for number, command in enumerate(commands):
        done = CliRunner().invoke(main, shlex.split(command)[1:])
        assert (command, done.exit_code, done.exception) == (command, 0, None)
        if number == 0:
            fill("我的规划.xlsx")
    page = (tmp_path / "评估结果" / "review.html").read_text(encoding="utf-8")
    for text in ("规模以上企业数", "单位产值能耗", "组建产业研究院", "统计年鉴"):
        assert text in page
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == (
        ["上一轮规划.xlsx", "我的规划.xlsx", "示例.xlsx"]
    )


def test_what_was_settled_is_filled_in_on_its_sheet(tmp_path):
    """Two sources for 2023; the sheet of decisions says which figure counts, and why."""
    rows = [
        ["1", "企业数", "家", *[None] * 3, 60, "120家", None, None, 92, None, None, "年鉴"],
        ["2", "企业数", "家", *[None] * 5, None, None, 95, None, None, "公报"],
    ]
    path = first_sheet(tmp_path / "a.xlsx", rows)
    assert la.load_plan(path).conflicts()["readings"].tolist() == [("92", "95")]
    book = openpyxl.load_workbook(path)
    for place, value in ((1, "企业数"), (2, 2023), (4, 95), (5, "以公报为准"), (6, "统计局")):
        book["核定表"].cell(3, place, value)
    book.save(path)
    settled = la.load_plan(path)
    assert settled.series("企业数")[2023] == 95
    assert settled.conflicts()["decided_by"].tolist() == ["统计局"]
