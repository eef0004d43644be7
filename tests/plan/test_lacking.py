"""Sheets of indicators that are not read say which heading is missing; doing so helps."""

import pytest
from click.testing import CliRunner
from plan_books import book, refusal

import linhai_analysis as la
from linhai_analysis.cli import main
from linhai_analysis.errors import DataError

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
    # A plan of five years would begin in 2017, but any year may be its base.
    assert "附表1：看不出哪一列是基数；请把基数列标题写成“2017年基数”" in told
    rows[0][2] = "2018年基数"
    assert la.load_plan(book(tmp_path / "b.xlsx", 附表1=rows)).targets["base_year"].tolist() == [
        2018
    ]


def test_indicators_in_columns_and_a_sheet_without_headings_are_told(tmp_path):
    heads = [["“十四五”规划指标"], ["年份", "企业数(家)", "论文(篇)"]]
    across = [*heads, ["2020年", 100, 9], ["2021年", 120, 11]]
    assert "每行是一个年份" in refusal(tmp_path / "a.xlsx", 附表1=across)
    assert "没有找到列标题行" in refusal(tmp_path / "b.xlsx", 附表1=[["本县"], ROW, ROW])


WIDE = [["指标名称", "单位", "2020年", "2021年", "2022年"], ["企业数", "家", 100, 120, 140]]
STATISTICS = {
    "wide": WIDE,
    "years down": [["年份", "企业数(家)"], ["2020年", 100], ["2021年", 120], ["2022年", 140]],
    "unnamed": [["地区", "2020年", "2021年", "2022年"], ["某市", 100, 120, 140]],
    "long": [["指标名称", "年份", "数值"], *(["企业数", year, 100] for year in (2020, 2021, 2022))],
}


@pytest.mark.parametrize("shape", STATISTICS)
def test_yearly_figures_without_targets_are_told_as_such(tmp_path, shape):
    told = refusal(tmp_path / "a.xlsx", Sheet1=STATISTICS[shape])
    assert told == (
        "a.xlsx只有2020—2022年的年度数据，没有规划目标；"
        "查看、预测这些数据请用 linhai project a.xlsx；"
        "如是规划，请每行填写一项指标，并写明基数列和目标列的标题，例如“2020年基数”“2025年目标”"
    )
    assert CliRunner().invoke(main, ["project", str(tmp_path / "a.xlsx")]).exit_code == 0
    heads = ["指标名称", "单位", "2020年基数", "2021年", "2022年", "2025年目标"]
    path = book(tmp_path / "b.xlsx", Sheet1=[heads, [*WIDE[1], 200]])
    assert len(la.load_plan(path).targets) == 1


@pytest.mark.parametrize("above", [[], [["“十四五”规划主要指标"]], [["某县指标"]]])
def test_a_last_year_that_stands_apart_is_taken_for_that_of_the_targets(tmp_path, above):
    rows = [*above, ["指标", "单位", "2020年", "2021年", "2025年"], ["企业数", "家", 100, 120, 200]]
    path = tmp_path / "a.xlsx"
    if above == [["“十四五”规划主要指标"]]:
        assert len(la.load_plan(book(path, 附表1=rows)).targets) == 1
    else:
        assert "（2025年）：没有认出目标列；请把该列标题写成“2025年目标”" in refusal(
            path, 附表1=rows
        )


def test_a_sheet_with_years_is_no_list_of_sources(tmp_path):
    heads = ["序号", None, "单位", "2020年基数", "2025年目标", "2021年", "数据来源"]
    rows = [heads, [1, "企业数", "家", 100, 200, 120, "年鉴"], [2, "论文", "篇", 9, 12, 10, "年鉴"]]
    told = refusal(tmp_path / "a.xlsx", 附表1=rows)
    assert "指标名称" in told
    assert "来源编号" not in told


CHECKED = [["序号", "指标名称", "单位", "2020年基数", "2025年目标", "2021年", "2022年", "数据来源"]]
FIRMS = [1, "企业数", "家", 100, 200, 120, 165, "年鉴"]
PAPERS = [2, "论文", "篇", 9, 12, 10, 11, "年鉴"]


def test_a_row_that_stands_twice_is_told_once_in_words_of_the_sheet(tmp_path):
    rows = [*CHECKED, FIRMS, PAPERS, [3, "企业数", "家", 100, 200, 121, 166, "年鉴"]]
    told = refusal(tmp_path / "a.xlsx", 附表1=rows)
    assert told.splitlines() == [
        "共1处需要修改：",
        "- a.xlsx，附表1，第4行：与第2行是同一指标“企业数”、同一来源；"
        "请删去重复的一行，或在“数据来源”列分别写明来源",
    ]
    rows[3][7] = "公报"
    plan = la.load_plan(book(tmp_path / "b.xlsx", 附表1=rows))
    assert plan.observations["year"].tolist().count(2022) == 3


def test_a_year_in_two_headings_is_told_once(tmp_path):
    heads = [*CHECKED[0][:6], "2021年", "数据来源"]
    told = refusal(tmp_path / "a.xlsx", 附表1=[heads, FIRMS, PAPERS])
    assert "- a.xlsx，附表1 G（2021年）：该列与F列都是“2021年”；请改正其中一个列标题" in told
    assert told.startswith("共1处")
    # A text file has no letters of columns: the other heading is called by its name, with its row.
    heads[6] = "2021年实际"
    lines = [",".join(map(str, line)) for line in (heads, FIRMS, PAPERS)]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DataError) as error:
        la.load_plan(tmp_path / "a.csv")
    assert error.value.text("zh").splitlines() == [
        "共1处需要修改：",
        "- a.csv，第2行（2021年实际）：该列与“2021年”列都是“2021年”；请改正其中一个列标题",
    ]


def test_a_copy_of_the_sheet_is_told_with_both_names(tmp_path):
    rows = [*CHECKED, FIRMS, PAPERS]
    told = refusal(tmp_path / "a.xlsx", **{"附表1": rows, "备份": rows})
    assert told.splitlines()[1:] == [
        "- a.xlsx，备份表：与附表1列有同样的指标（如“企业数”）；"
        "如是副本请删去一张，如是不同年份请合并为一张表、每年一列"
    ]


def test_a_figure_that_two_sheets_give_in_two_ways_names_both(tmp_path):
    heads = ["指标名称", "年份", "数值", "资料来源"]
    told = refusal(
        tmp_path / "a.xlsx", 附表1=[*CHECKED, FIRMS], 数据=[heads, ["企业数", 2021, 60, "年鉴"]]
    )
    assert "“企业数”2021年为" in told
    assert "附表1 F2" in told
    assert "数据表 C2" in told
    assert "请两处一并修改" in told


def test_a_unit_that_is_not_filled_in_is_asked_for_once(tmp_path):
    heads = ["指标", "单位", "2020年基数", "2025年目标", "2021年"]
    rows = [heads, ["覆盖率", None, "45%", 70, "5家"], ["企业数", "家", 60, 120, 70]]
    told = refusal(tmp_path / "a.xlsx", 附表1=rows)
    assert told.startswith("共1处")
    assert "单位未填，而此处为“45%”；请在“单位”列填“%”" in told


def test_a_source_with_a_fault_of_its_own_is_not_missed_elsewhere(tmp_path):
    sources = [["来源编号", "标题", "可靠性等级"], ["S1", "年鉴", "D"], ["S2", "公报", "A"]]
    rows = [CHECKED[0], [*FIRMS[:7], "S1"]]
    told = refusal(tmp_path / "a.xlsx", 附表1=rows, 来源=sources)
    assert told.startswith("共1处")
    assert "来源表 C2" in told


def test_tasks_whose_numbers_stand_twice_are_numbered_anew(tmp_path):
    tasks = [["序号", "任务", "状态"], [1, "建园区", "已完成"], [1, "引进院所", "推进缓慢"]]
    path = book(tmp_path / "a.xlsx", 附表1=[*CHECKED, FIRMS], 重点任务=tasks)
    assert la.load_plan(path).tasks["task_id"].tolist() == ["1", "2"]


@pytest.mark.parametrize("between", [[], [[]], [["分乡镇情况"]]])
def test_another_table_below_is_told_and_not_read(tmp_path, between):
    rows = [*CHECKED, FIRMS, PAPERS, *between, ["乡镇", "企业数", "人口"], ["东乡", 5, 10]]
    plan = la.load_plan(book(tmp_path / "a.xlsx", 附表1=rows))
    assert plan.indicators["indicator"].tolist() == ["企业数", "论文"]
    told = f"未读：附表1 A{len(rows) - 1}“乡镇”起像是另一张表；请另放一张工作表"
    assert told in plan.reading("zh")


def test_check_names_the_cell_of_a_target_that_is_not_read(tmp_path):
    rows = [*CHECKED, [*FIRMS[:4], "达到全省平均水平", *FIRMS[5:]], [*PAPERS, None]]
    rows[0] = [*rows[0], None]
    rows[1] = [*rows[1], "甲"]
    plan = la.load_plan(book(tmp_path / "a.xlsx", 附表1=rows))
    assert plan.unread("zh")["told"][0].startswith("a.xlsx，附表1 E2（2025年目标）：“达到全省平均")
    assert "未读：附表1 I1没有列标题，该列未读" in plan.reading("zh")
    result = CliRunner().invoke(main, ["check", str(tmp_path / "a.xlsx"), "--lang", "zh"])
    assert result.stdout.endswith("\n可以评估；另有2处未读、待补或待核实，见上\n")


def test_a_column_of_figures_without_a_year_is_told(tmp_path):
    rows = [[*CHECKED[0], "目前完成"], [*FIRMS, 170]]
    plan = la.load_plan(book(tmp_path / "a.xlsx", 附表1=rows))
    told = "未读：附表1 I1“目前完成”一列未写年份；请在列标题中写明是哪一年的数"
    assert told in plan.reading("zh")
    rows[0][8] = "2023年完成"
    assert la.load_plan(book(tmp_path / "b.xlsx", 附表1=rows)).series("企业数")[2023] == 170


def test_one_name_in_two_units_is_told_once_and_as_it_is_written(tmp_path):
    papers = [2, "High-tech  enterprises", "篇", *PAPERS[3:]]
    rows = [*CHECKED, [1, "High-tech enterprises", *FIRMS[2:]], papers]
    told = refusal(tmp_path / "a.xlsx", 附表1=rows)
    assert told.startswith("共1处")
    assert "C3（单位）：“篇”与上文“High-tech enterprises”的单位“家”不同" in told
    rows[2][1] = "High-tech papers"
    assert len(la.load_plan(book(tmp_path / "b.xlsx", 附表1=rows)).indicators) == 2


def test_sources_whose_codes_are_headed_as_numbers_are_read(tmp_path):
    sources = [["编号", "标题"], ["S1", "年鉴"], ["S2", "公报"]]
    rows = [CHECKED[0], [*FIRMS[:7], "S1"]]
    plan = la.load_plan(book(tmp_path / "a.xlsx", 附表1=rows, 来源=sources))
    assert plan.sources["title"].tolist() == ["年鉴", "公报"]
    assert set(plan.observations["source_id"]) == {"S1"}
