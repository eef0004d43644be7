"""Workbooks with one sheet a year: its name dates the figures, which are those of a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from plan_books import book, refusal

import linhai_analysis as la

Rows = list[list[object]]
MAIN: Rows = [
    ["序号", "指标名称", "单位", "方向", "口径", "2020年基数", "2025年目标"],
    [1, "高新技术企业", "家", "正向", "期末存量", 60, "120家"],
    [2, "其中：规上企业", "家", "正向", "期末存量", 10, "20家"],
    [3, "研发投入强度", "%", "正向", None, 2.1, "3%以上"],
]
NAMES = ("高新技术企业", "其中：规上企业", "研发投入强度")
UNITS = ("家", "家", "%")
FIGURES = {"2021年": (66, 11, 2.2), "2022年": (75, 13, 2.35), "2023年": (92, 16, 2.5)}
FIRMS = {2020: 60, 2021: 66, 2022: 75, 2023: 92}


def of_year(figures: tuple[float, ...], head: str = "完成值") -> Rows:
    rows = [[n, *row] for n, row in enumerate(zip(NAMES, UNITS, figures, strict=True), 1)]
    return [["序号", "指标名称", "单位", head], *rows]


def whole(figures: tuple[float, ...]) -> Rows:
    """The first sheet with the figures of one year beside its targets."""
    return [[*row, value] for row, value in zip(MAIN, ("完成值", *figures), strict=True)]


def opened(path: Path, sheets: dict[str, Rows]) -> la.Plan:
    return la.load_plan(book(path / "p.xlsx", **sheets))


def refused(path: Path, sheets: dict[str, Rows]) -> list[str]:
    return refusal(path / "p.xlsx", **sheets).splitlines()[1:]


@pytest.mark.parametrize("head", ["数值", "完成值", "实际完成", "指标值", "本年实际", "完成情况"])
def test_the_name_of_a_sheet_dates_its_figures(tmp_path, head):
    years = {name: of_year(figures, head) for name, figures in FIGURES.items()}
    plan = opened(tmp_path, {"附表1": MAIN, **years})
    assert plan.series("高新技术企业").to_dict() == FIRMS
    assert plan.series("规上企业").to_dict() == {2020: 10, 2021: 11, 2022: 13, 2023: 16}
    assert plan.reading("zh")[-1] == (f"推断：“{head}”一列为“2023年”，据工作表名称（2023年表 D1）")


@pytest.mark.parametrize("form", ["{}", "{}年度", "{}年完成情况"])
def test_years_are_read_as_people_name_their_sheets(tmp_path, form):
    years = {form.format(name[:4]): of_year(figures) for name, figures in FIGURES.items()}
    assert opened(tmp_path, {**years, "附表1": MAIN}).series("高新技术企业").to_dict() == FIRMS


def test_sheets_that_all_list_the_targets_are_one_table(tmp_path):
    plan = opened(tmp_path, {name: whole(figures) for name, figures in FIGURES.items()})
    assert plan.series("高新技术企业").to_dict() == FIRMS
    assert plan.targets["printed"].tolist() == ["120家", "20家", "3%以上"]
    assert len(plan.reading("zh")) == 5


def test_a_target_that_differs_in_a_later_sheet_is_to_be_settled(tmp_path):
    sheets = {name: whole(figures) for name, figures in FIGURES.items()}
    sheets["2023年"][1][6] = "130家"
    assert opened(tmp_path, sheets).conflicts()["readings"].tolist() == [("120", "130")]


def test_names_and_units_that_do_not_fit_are_told_with_their_cell(tmp_path):
    years = {name: of_year(figures) for name, figures in FIGURES.items()}
    years["2022年"][3][1:3] = ["研发强度", "万元"]
    years["2023年"][1][2] = "万家"
    assert refused(tmp_path, {"附表1": MAIN, **years}) == [
        "- p.xlsx，2022年表 B4（指标名称）：“研发强度”不在附表1中；是否指“研发投入强度”？",
        "- p.xlsx，2023年表 C2（单位）：“万家”与该指标的单位“家”不同；"
        "请把数值换算为该单位，或改正单位",
    ]


def test_names_and_units_that_do_not_fit_beside_targets_are_told_too(tmp_path):
    sheets = {name: whole(figures) for name, figures in FIGURES.items()}
    sheets["2022年"][3][1] = "研发强度"
    sheets["2023年"][1][2] = "万家"
    assert refused(tmp_path, sheets) == [
        "- p.xlsx，2022年表 B4（指标名称）：“研发强度”不在“指标”表中；是否指“研发投入强度”？",
        "- p.xlsx，2023年表 C2（单位）：“万家”与上文“高新技术企业”的单位“家”不同；"
        "单位不同的指标请另起名称",
    ]


def test_a_title_of_another_year_is_asked_about(tmp_path):
    years = {"2021年": [["2020年度规划指标完成情况"], *of_year(FIGURES["2021年"])]}
    assert refused(tmp_path, {"附表1": MAIN, **years}) == [
        "- p.xlsx，2021年表：工作表名称是2021年，标题写的是2020年；请改为一致"
    ]


def test_a_target_without_a_year_on_a_sheet_of_one_year_is_asked_about(tmp_path):
    rows = [[*row, 70] for row in of_year((66, 11, 2.2))]
    rows[0][-1] = "目标值"
    faults = refused(tmp_path, {"附表1": MAIN, "2021年": rows})
    assert any(one.startswith("- p.xlsx，2021年表 E1（目标值）：未写明年份") for one in faults)
