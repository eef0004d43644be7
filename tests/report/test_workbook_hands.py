"""The workbook in the hands of a bureau: it prints, no text runs, what is filled in is read."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from plan_books import book
from recalculated import formulas

import linhai_analysis as la
from linhai_analysis.progress.adopting import judge_each
from linhai_analysis.progress.rules import find_rule
from linhai_analysis.report.workbook import workbook_bytes
from linhai_analysis.words import LANGUAGES

EVIL = '=HYPERLINK("http://x.example","a")'
HEADS = ["序号", "指标名称", "单位", "属性", "方向", "口径", "2020年基数", "2025年目标"]
HEADS += ["2021年", "2022年", "2023年", "责任单位", "备注"]
ROWS: list[list[object]] = [
    [1, "高新技术企业数", "家", "约束性", "正向", "期末存量", 120, "翻一番", 150, 185, 214],
    [None, "其中：规上高新技术企业", "家", "约束性", "正向", "期末存量", 60, 110, 70, 78, 65],
    [2, "技术交易额", "亿元", "预期性", "正向", None, 12.5, 40, 18.2, 26.3, 22],
    [3, "省级以上孵化器", "家", None, "正向", "期末存量", 3, 5, None, None, None],
]
TASKS: list[list[object]] = [
    ["序号", "任务", "责任单位", "进展情况", "完成状态"],
    ["1", "建设综合服务平台", "科技局", "已投入运行", "已完成"],
    ["2", "推进研究院建设", "科技局", "一期竣工", "推进中"],
    ["3", "实施人才工程", "人社局", "引进2名", "滞后"],
]


def review(path: Path, lang: str = "zh") -> bytes:
    plan = la.load_plan(path)
    made = la.build_review(plan, year=2023, lang=lang)
    told = [made.progress()]
    judged = judge_each(plan, 2023, made.tables["conflicts"], lang=lang)
    rule = find_rule("schedule")
    return workbook_bytes(plan, made.tables, 2023, rule, lang, told=told, judged=judged)


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sheet of a bureau: two kinds of attributes, an indicator within another, tasks."""
    path = tmp_path_factory.mktemp("bureau") / "科技规划.xlsx"
    return book(path, 附表1=[HEADS, *ROWS], 重点任务=TASKS)


@pytest.fixture(scope="module")
def written(sheet: Path) -> dict[str, bytes]:
    return {lang: review(sheet, lang) for lang in LANGUAGES}


def test_sheets_are_named_in_the_language_of_the_reader(written):
    assert opened(written["zh"]).sheetnames == (
        ["总体情况", "附表1", "年度参考值", "核定表", "重点任务", "来源", "说明", "参数", "测算"]
    )
    assert "Table 1" in opened(written["en"]).sheetnames


def test_the_main_table_is_that_of_a_review(written):
    main = opened(written["zh"])["附表1"]
    assert [cell.value for cell in main[3]] == [
        *["序号", "指标", "单位", "属性", "2020年基数", "2025年目标", "目标表述"],
        *range(2021, 2026),
        *["数据时点", "增量完成进度", "时序进度", "目标值完成率", "进展判断"],
        *["实现目标所需年均增速", "后期所需年均增速", "与目标差距", "预计2025年", "备注"],
    ]
    # 60 to 110, and 65 in the third year of five: a tenth of the way.
    known = openpyxl.load_workbook(io.BytesIO(written["zh"]), data_only=True)["附表1"]
    row = {head.value: cell.value for head, cell in zip(known[3], known[5], strict=True)}
    assert (row["增量完成进度"], row["时序进度"], row["进展判断"]) == (0.1, 0.6, "滞后于预期")
    assert row["与目标差距"] == 45
    assert main["B5"].alignment.indent == 2
    assert main["B4"].alignment.indent == 0


def test_the_summary_says_what_is_behind_with_gap_speed_and_unit(written):
    known = openpyxl.load_workbook(io.BytesIO(written["zh"]), data_only=True)["总体情况"]
    rows = [[cell for cell in row if cell] for row in known.iter_rows(values_only=True)]
    # (110 / 65) ** (1 / 2) - 1, and (40 / 22) ** (1 / 2) - 1.
    assert ["规上高新技术企业", "2023", "差45家", "年均增长30.09%"] in rows
    assert ["技术交易额", "2023", "差18.0亿元", "年均增长34.84%"] in rows
    counts = {row[0]: row[1:] for row in known.iter_rows(max_col=5, values_only=True) if row[0]}
    assert counts["滞后于预期"] == (2, 1, 1, 0)
    assert counts["暂无法评价"] == (1, 0, 0, 1)
    assert counts["指标合计"] == (4, 2, 1, 1)


def test_tasks_are_counted_by_unit(written):
    known = openpyxl.load_workbook(io.BytesIO(written["zh"]), data_only=True)["重点任务"]
    rows = [row[1:6] for row in known.iter_rows(max_col=6, values_only=True)]
    assert ("责任单位", "合计", "已完成", "推进中", "滞后") in rows
    assert ("科技局", 2, 1, 1, 0) in rows
    assert ("人社局", 1, 0, 0, 1) in rows


def test_every_sheet_prints_and_stays_readable(written):
    for data in written.values():
        made = opened(data)
        for one in made:
            assert one.print_area, one.title
            assert one.oddFooter.center.text, one.title
            assert one.page_setup.paperSize in (8, 9), one.title
        main = made.worksheets[1]
        assert main.page_setup.orientation == "landscape"
        assert main.freeze_panes == "C4"
        assert main.print_title_rows == "$3:$3"
        assert main.sheet_properties.pageSetUpPr.fitToPage
        assert main.conditional_formatting


def test_every_cell_has_a_font_of_its_language(written):
    for lang, font in {"zh": "宋体", "en": "Arial"}.items():
        used = {cell.font.name for one in opened(written[lang]) for row in one for cell in row}
        assert used <= {font, "Calibri"}
        # What nobody wrote in has the font of the file.
        said = {
            cell.font.name
            for one in opened(written[lang])
            for row in one
            for cell in row
            if cell.value is not None
        }
        assert said == {font}


def test_functions_are_those_of_old_spreadsheets(written):
    known = {
        "ABS",
        "AND",
        "COUNT",
        "COUNTIFS",
        "IF",
        "IFERROR",
        "INDEX",
        "ISNUMBER",
        "MATCH",
        "MAX",
    }
    known |= {"MIN", "N", "NA", "NOT", "OR", "ROUND", "SIGN", "SUMPRODUCT", "TEXT"}
    for data in written.values():
        cells = list(formulas(opened(data)))
        used = {
            name
            for cell in cells
            for name in re.findall(r"([A-Z][A-Z.]*)\(", re.sub(r'"[^"]*"', "", cell.value))
        }
        assert used <= known
        assert max(len(cell.value) for cell in cells) < 8192
        # A text in a formula may not be longer.
        quoted = [text for cell in cells for text in re.findall(r'"([^"]*)"', cell.value)]
        assert max(map(len, quoted)) <= 255


def test_no_text_of_a_user_becomes_a_formula_or_a_link(tmp_path):
    evil = [EVIL, "+1+1", "-2+3", "@SUM(1)", "a\x0bb", '"&A1&"']
    rows = [
        [n, text, "=1+1", "约束性", "正向", None, 10, 20, 12, 14, 16, text, text]
        for n, text in enumerate(evil, 1)
    ]
    tasks = [["1", EVIL, EVIL, EVIL, EVIL]]
    path = book(tmp_path / "规划.xlsx", 附表1=[[""], HEADS], 重点任务=[TASKS[0]])
    made = openpyxl.load_workbook(path)
    for name, first, cells in (
        ("附表1", 1, [["=1+1标题"]]),
        ("附表1", 3, rows),
        ("重点任务", 2, tasks),
    ):
        for at, row in enumerate(cells, first):
            for column, value in enumerate(row, 1):
                text = value.replace("\x0b", "") if isinstance(value, str) else value
                made[name].cell(at, column, text)
                if isinstance(text, str):
                    made[name].cell(at, column).data_type = "s"
    made.save(path)
    for lang in LANGUAGES:
        data = review(path, lang)
        for cell in formulas(opened(data)):
            assert "HYPERLINK" not in cell.value
            assert "SUM(1)" not in cell.value
            assert "1+1" not in cell.value
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
        assert [name for name in names if "externalLink" in name] == []
        told = "".join(
            zipfile.ZipFile(io.BytesIO(data)).read(name).decode()
            for name in names
            if name.endswith(".rels")
        )
        assert "x.example" not in told
        assert 'TargetMode="External"' not in told


def test_what_is_settled_in_the_workbook_is_read_back(tmp_path):
    rows = [["指标名称", "年份", "数值", "来源"], ["企业数", 2023, 92, "统计局"]]
    rows += [["企业数", 2023, 95, "科技局"], ["企业数", 2020, 60, "统计局"]]
    main = [HEADS, [1, "企业数", "家", "约束性", "正向", "期末存量", 60, 120]]
    path = book(tmp_path / "规划.xlsx", 附表1=main, 数据=rows)
    plan = la.load_plan(path)
    before = la.scorecard(plan, 2023)["actual"].iloc[0]
    other = {92.0: 95, 95.0: 92}[float(before)]
    made = opened(review(path))
    filled = made["核定表"]
    heads = {cell.value: cell.column for cell in filled[2]}
    # (92 - 60) / (120 - 60) and (95 - 60) / 60 after three of five years.
    told = " ".join(str(cell.value) for cell in filled[3])
    assert "滞后于预期" in told
    assert "基本符合预期" in told
    said = {"采用值": str(other), "核定单位": "市统计局", "核定日期": "2024-03-01"}
    for head, value in said.items():
        filled.cell(3, heads[head], value)
    made.save(tmp_path / "review.xlsx")
    again = la.load_plan(path, settled=tmp_path / "review.xlsx")
    assert la.scorecard(again, 2023)["actual"].iloc[0] == other
    adopted = again.conflicts("zh")[["adopted", "decided_by", "decided_on"]].iloc[0].tolist()
    assert adopted == [str(other), "市统计局", "2024-03-01"]


def test_the_same_bytes_whatever_the_hash_seed(sheet):
    code = (
        "import hashlib, sys; sys.path.insert(0, 'tests/report');"
        "from test_workbook_hands import review; from pathlib import Path;"
        f"print(hashlib.sha256(review(Path({str(sheet)!r}))).hexdigest())"
    )
    root = Path(__file__).parents[2]
    paths = os.pathsep.join([str(root), str(root / "tests"), str(root / "tests" / "report")])
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": paths},
            check=True,
            capture_output=True,
            text=True,
            cwd=root,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
