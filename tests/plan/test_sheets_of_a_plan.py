"""Workbooks with a sheet a table, as people fill them in, and what they are told of their cells."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import linhai_analysis as la
from linhai_analysis.errors import FaultsError

INDICATORS = [
    ["指标代码", "指标名称", "单位", "数据类型", "方向"],
    ["firms", "高新技术企业", "家", "数量", "正向"],
    ["rd", "研发强度", "%", "占比", "正向"],
]
TARGETS = [
    ["指标代码", "基期年", "目标年", "规划原文数字"],
    ["firms", 2015, 2020, "120家"],
    ["rd", 2015, 2020, "3%以上"],
]
FIGURES = [
    ["指标代码", "年份", "数值"],
    ["firms", 2015, 60],
    ["firms", 2018, 92],
    ["rd", 2015, 2.1],
    ["rd", 2018, 2.5],
]
Rows = list[list[object]]


def plan(path: Path, formats: dict[str, str] | None = None, **sheets: Rows) -> la.Plan:
    """Open a workbook of the tables above; `formats` are those of cells of 数据 or 目标."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in {"指标": INDICATORS, "目标": TARGETS, "数据": FIGURES, **sheets}.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for place, form in (formats or {}).items():
        name, cell = place.split("!")
        made[name][cell].number_format = form
    made.save(path / "p.xlsx")
    return la.load_plan(path / "p.xlsx")


def refused(path: Path, **sheets: Rows) -> list[str]:
    with pytest.raises(FaultsError) as error:
        plan(path, **sheets)
    return error.value.text("zh").splitlines()[1:]


def series(opened: la.Plan, name: str) -> dict[int, float]:
    return opened.series(name).to_dict()


def test_figures_with_a_column_a_year(tmp_path):
    heads = ["指标名称", "2015年", "2016年", "2018年（快报）", "2018年增长", "数据来源", "备注"]
    firms = ["高新技术企业", 60, "—", 92, "5%", "年报", "快报"]
    rows = [heads, firms, ["研发强度", 2.1, 2.2, "2.5%"]]
    opened = plan(tmp_path, 数据=rows)
    assert series(opened, "firms") == {2015: 60, 2018: 92}
    assert series(opened, "rd") == {2015: 2.1, 2016: 2.2, 2018: 2.5}
    about = opened.observations[["year", "status", "source_id", "note"]].to_numpy().tolist()
    assert about[:2] == [[2015, "final", "年报", "快报"], [2018, "preliminary", "年报", "快报"]]
    assert opened.sources["title"].tolist() == ["年报"]
    assert opened.reading("zh")[1:] == ["未读：数据表 E1“2018年增长”一列"]


def test_figures_with_a_column_a_year_in_text_files(tmp_path):
    for name, rows in {"指标": INDICATORS, "目标": TARGETS}.items():
        pd.DataFrame(rows[1:], columns=rows[0]).to_csv(tmp_path / f"{name}.csv", index=False)
    (tmp_path / "数据.csv").write_text("指标代码,2015,2018E\nfirms,60,92\n", encoding="utf-8")
    assert series(la.load_plan(tmp_path), "firms") == {2015: 60, 2018: 92}


def test_titles_names_and_targets_as_printed(tmp_path):
    title: Rows = [["某市“十三五”科技规划 — 表"]]
    indicators: Rows = [["指标名称", "单位", "类型", "方向"], ["企业", "家", "数量", "正向"]]
    indicators += [["成交额", "万元", "金额", "正向"], ["研发 强度", "%", "比重", "正向"]]
    targets: Rows = [["指标名称", "基期年", "目标年", "目标值", "属性", "出处"]]
    targets += [["企业", 2015, 2020, "翻一番", "约束性", "表1"], ["成交额", 2015, 2020, "2.5亿元"]]
    targets += [["研发强度", 2015, 2020, 2.5]]
    figures: Rows = [["指标", "2015年", "2018年"], ["企业", 17, 31], ["研发强度", "0.55%", 0.75]]
    tables = {"指标": title + indicators, "目标": title + targets, "数据": title + figures}
    opened = plan(tmp_path, **tables)
    assert opened.indicators["kind"].tolist() == ["count", "amount", "share"]
    assert opened.targets["target"].tolist() == [2, 25000, 2.5]
    assert opened.targets["place"].tolist() == ["表1", "", ""]
    assert series(opened, "研发强度") == {2015: 0.55, 2018: 0.75}


def test_names_of_tables_and_columns_in_any_case(tmp_path):
    made = openpyxl.Workbook()
    made.remove(made.active)
    sheets: dict[str, Rows] = {
        "Indicators": [["Indicator", "Name_en", "Unit", "Kind", "Better"]],
        "TARGETS": [["Indicator", "Base Year", "Target_Year", "Target"], ["a", 2015, 2020, 120]],
        "Observations": [["Indicator", "Year", "Value"], ["a", 2015, 60]],
    }
    sheets["Indicators"].append(["a", "Firms", "enterprise", "count", "up"])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(tmp_path / "p.xlsx")
    opened = la.load_plan(tmp_path / "p.xlsx")
    assert opened.targets["target"].tolist() == [120]


def test_sheet_of_another_name_is_known_by_its_headings(tmp_path):
    sources: Rows = [["来源编号", "资料名称"], ["S1", "年报"]]
    opened = plan(tmp_path, Sheet4=[["甲", "乙"]], 资料=sources)
    assert opened.sources["source_id"].tolist() == ["S1"]
    assert opened.reading("zh")[-1] == "未读的工作表：Sheet4"


def test_per_cent_cells_are_the_number_that_is_shown(tmp_path):
    figures = [*FIGURES[:3], ["rd", 2015, 0.021], ["rd", 2018, 0.025]]
    shown = {"数据!C4": "0.0%", "数据!C5": "0.0%", "目标!D3": r"0.0\%"}
    opened = plan(tmp_path, shown, 数据=figures, 目标=[*TARGETS[:2], ["rd", 2015, 2020, 3]])
    assert series(opened, "rd") == {2015: 2.1, 2018: 2.5}
    assert opened.targets["target"].tolist() == [120, 3]


def test_share_written_as_a_fraction_stays_and_is_asked_about(tmp_path):
    opened = plan(tmp_path, 数据=[*FIGURES[:3], ["rd", 2015, 0.021], ["rd", 2018, 0.025]])
    assert series(opened, "rd") == {2015: 0.021, 2018: 0.025}
    assert "rd" in set(opened.plausibility()["indicator"])


def test_merged_years_hold_for_all_their_rows(tmp_path):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in {"指标": INDICATORS, "目标": TARGETS, "数据": FIGURES}.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for cells in ("B2:B3", "C2:C3"):
        made["目标"].merge_cells(cells)
    made.save(tmp_path / "p.xlsx")
    opened = la.load_plan(tmp_path / "p.xlsx")
    assert opened.targets[["base_year", "target_year"]].to_numpy().tolist() == [[2015, 2020]] * 2


@pytest.mark.parametrize(
    ("sheets", "place", "told", "repaired"),
    [
        (
            {"数据": [*FIGURES[:2], ["firms", 2018, "=C2*1.5"]]},
            "数据表 C3（数值）：“=C2*1.5”",
            "尚未存有计算结果的公式",
            {"数据": [*FIGURES[:2], ["firms", 2018, 90]]},
        ),
        (
            {"目标": [TARGETS[0], ["firms", 2015, 2020, datetime(2015, 3, 5)]]},
            "目标表 D2（规划原文数字）：“2015-03-05”",
            "是日期，可能由“3-5”自动转换而来；请将单元格设为“文本”格式",
            {"目标": [TARGETS[0], ["firms", 2015, 2020, "3-5家"]]},
        ),
        (
            {"数据": [FIGURES[0], ["firms", 2015, "60%"]]},
            "数据表 C2（数值）：“60%”",
            "与该指标的单位“家”不符",
            {"数据": [FIGURES[0], ["firms", 2015, 60]]},
        ),
        (
            {"数据": [["指标代码", "2015年", "2017年"], ["firms", 60, "many"]]},
            "数据表 C2（2017年）：“many”",
            "不是数字",
            {"数据": [["指标代码", "2015年", "2017年"], ["firms", 60, 71]]},
        ),
    ],
)
def test_fault_names_its_cell_and_what_to_do(tmp_path, sheets, place, told, repaired):
    [line] = refused(tmp_path, **sheets)
    assert line.startswith(f"- p.xlsx，{place}")
    assert told in line
    assert "firms" in set(plan(tmp_path, **repaired).observations["indicator"])


def test_scenarios_of_any_file_are_read(tmp_path):
    rows = [["情景", "指标代码", "假设方式", "数值"], ["快", "firms", "增速", "5%"]]
    opened = plan(tmp_path, 情景=rows)
    alone = tmp_path / "方案.csv"
    pd.DataFrame(rows[1:], columns=rows[0]).to_csv(alone, index=False, encoding="gb18030")
    for scenarios in (None, alone, tmp_path / "p.xlsx"):
        paths = la.run_scenarios(opened, scenarios)
        assert set(paths["scenario"]) == {"快"}
