"""The one sheet that a bureau holds comes in as it is; values are those that stand in its cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from plan_books import book

import linhai_analysis as la
from linhai_analysis.errors import FaultsError

TITLE = "某市“十三五”科技创新规划主要指标完成情况"
HEADS = ["序号", "指标名称", "单位", "属性", "2015年基数", "2020年目标"]
YEARS = ["2016年", "2017年", "2018年"]
Rows = list[list[object]]


def one_sheet(path: Path, rows: Rows, heads: list[object] | None = None, title: str = TITLE):
    return la.load_plan(book(path, 附表1=[[title], heads or [*HEADS, *YEARS], *rows]))


def figures(plan: la.Plan, indicator: str) -> dict[int, float]:
    rows = plan.observations[plan.observations["indicator"] == indicator]
    return dict(zip(rows["year"], rows["value"], strict=True))


def targets(plan: la.Plan) -> list[tuple]:
    columns = ["indicator", "base_year", "target_year", "target", "basis", "relation"]
    return list(plan.targets[columns].itertuples(index=False, name=None))


def test_sheet_of_a_bureau_is_read_as_it_is(tmp_path):
    rows = [
        [TITLE],
        ["填报单位：市科技局", *[None] * 8, "填报时间：2019年3月"],
        [*HEADS, *YEARS, "责任单位", "数据来源", "备注"],
        [
            1,
            "研发投入占比",
            "%",
            "预期性",
            0.0055,
            "2.5%",
            0.0061,
            0.0068,
            0.0075,
            "统计局",
            "公报",
        ],
        [2, "每万人发明专利", "件", "预期性", 0.61, "2件", "0.75", "—", "１.０８"],
        [3, "研发经费", "万元", "", "12,345", "2.5亿元", "1.39亿元", 15870, "18,000"],
        [4, "企业数", "家", "", 17, "翻一番", 19, 24, "1.2万", None, None, "含新认定"],
        [5, "单位产值能耗", "吨标准煤/万元", "约束性", 0.62, "下降16%", 0.59, 0.57, 0.55],
        [6, "新增平台", "个", "约束性", "—", "累计新增30个", 6, 13, 19],
        ["注：1.研发投入为初步核算数；2.能耗为可比价。"],
    ]
    percent = dict.fromkeys(["E4", "G4", "H4", "I4"], "0.00%")
    plan = la.load_plan(book(tmp_path / "a.xlsx", percent, 附表1=rows))
    assert figures(plan, "研发投入占比") == {2015: 0.55, 2016: 0.61, 2017: 0.68, 2018: 0.75}
    assert figures(plan, "每万人发明专利") == {2015: 0.61, 2016: 0.75, 2018: 1.08}
    assert figures(plan, "研发经费") == {2015: 12345, 2016: 13900, 2017: 15870, 2018: 18000}
    assert figures(plan, "企业数")[2018] == 12000
    assert figures(plan, "新增平台") == {2016: 6, 2017: 13, 2018: 19}
    assert targets(plan) == [
        ("研发投入占比", 2015, 2020, 2.5, "level", "at_least"),
        ("每万人发明专利", 2015, 2020, 2.0, "level", "at_least"),
        ("研发经费", 2015, 2020, 25000.0, "level", "at_least"),
        ("企业数", 2015, 2020, 2.0, "multiple", "at_least"),
        ("单位产值能耗", 2015, 2020, -0.16, "cumulative_change", "at_most"),
        ("新增平台", 2015, 2020, 30.0, "increment", "at_least"),
    ]
    assert plan.indicators["kind"].tolist() == [
        "share",
        "ratio",
        "amount",
        "count",
        "ratio",
        "count",
    ]
    assert plan.indicators["better"].tolist() == ["up", "up", "up", "up", "down", "up"]
    assert plan.targets["attribute"].tolist() == ["expected"] * 2 + [""] * 2 + ["binding"] * 2
    assert plan.indicators["note"].tolist() == ["", "", "", "含新认定", "", ""]
    assert plan.sources[["source_id", "title"]].to_numpy().tolist() == [["公报", "公报"]]
    told = plan.reading("zh")
    assert told[0] == "读到6项指标、6个目标、2015年基数5项、2016—2018年数据17个、1个资料来源"
    assert "表下说明：“注:1.研发投入为初步核算数;2.能耗为可比价。”（附表1 A10）" in told
    up = "研发投入占比、每万人发明专利、研发经费、企业数、新增平台"
    assert f"推断：“方向”——正向5项（{up}）、逆向1项（单位产值能耗）（附表1）" in told
    assert told[-2].startswith("1项未填口径（附表1 F9）")
    assert told[-1].startswith("推断：1项目标（附表1 F8）未写“年均”或“累计”")


def test_groups_parts_and_two_heading_rows(tmp_path):
    rows = [
        [TITLE],
        ["单位：亿元"],
        [
            "类别",
            "序号",
            "主要指标",
            "基期",
            "目标",
            "完成情况",
            None,
            "2018年比2015年增长",
            "牵头部门",
        ],
        [None, None, None, "2015年", "2020年", "2016年", "2017年（快报）", "%", None],
        ["创新投入", 1, "研发经费", 10, 20, 12, 14, 55, "统计局"],
        [None, None, "其中：企业", 8, 16, 9.5, 11, 50, "统计局"],
        [None, 1.1, "基础研究（万元）", 500, 900, 600, 700, 60, "科技局"],
        ["创新产出", 2, "专利（件）", 100, "〔500〕", 110, 120, 30, "知识产权局"],
        [None, None, "合计", 1, 2, 3, 4],
    ]
    plan = la.load_plan(book(tmp_path / "a.xlsx", 附表1=rows))
    shown = plan.indicators[["indicator", "unit", "field", "parent"]].to_numpy().tolist()
    assert shown == [
        ["研发经费", "亿元", "创新投入", ""],
        ["企业", "亿元", "创新投入", "研发经费"],
        ["基础研究", "万元", "创新投入", "研发经费"],
        ["专利", "件", "创新产出", ""],
    ]
    assert figures(plan, "专利") == {2015: 100, 2016: 110, 2017: 120}
    assert set(plan.observations.query("year == 2017")["status"]) == {"preliminary"}
    told = plan.reading("zh")
    assert "未读：附表1 C9“合计”" in told
    assert any("增长" in note and "一列" in note for note in told)


def test_second_row_of_an_indicator_is_a_second_figure(tmp_path):
    heads = ["指标名称", "单位", "2015年基数", "2020年目标", "2018年", "数据来源", "数据状态"]
    rows = [
        ["企业", "家", 60, "120家", 92, "年报", None],
        ["企业", "家", None, "120家", 95, "公报", None],
        ["专利", "件", 100, 200, 150, "年报", "首次公布数"],
        ["专利", "件", None, None, 140, "年报", "修订数"],
    ]
    plan = one_sheet(tmp_path / "a.xlsx", rows, heads)
    assert len(plan.targets) == 2
    conflicts = plan.conflicts("zh").set_index("indicator")
    assert conflicts["kind"].to_dict() == {"企业": "figures", "专利": "revision"}
    assert conflicts["readings"].to_dict()["企业"] == ("92", "95")
    with pytest.raises(FaultsError, match="same source as row 3"):
        one_sheet(tmp_path / "b.xlsx", [rows[0], [*rows[0][:5], "年报"]], heads)


def test_settled_figures_of_a_sheet_of_their_own_count(tmp_path):
    heads = ["指标名称", "单位", "2015年基数", "2020年目标", "2018年", "数据来源"]
    rows = [["企业", "家", 60, 120, 92, "年报"], ["企业", "家", None, None, 95, "公报"]]
    settled = [["指标名称", "年份", "采用值", "依据"], ["企业", 2018, "95家", "以公报为准"]]
    sheets = {"附表1": [[TITLE], heads, *rows], "核定表": settled}
    plan = la.load_plan(book(tmp_path / "a.xlsx", **sheets))
    assert plan.series("企业")[2018] == 95
    assert plan.conflicts("zh")["decided"].tolist() == ["以公报为准"]
    settled[1][2] = 97
    with pytest.raises(FaultsError) as refused:
        la.load_plan(book(tmp_path / "b.xlsx", **sheets))
    assert "核定表 C2（采用值）：“97”不是该指标2018年的任何一个数；现有：92、95" in (
        refused.value.text("zh")
    )
    settled[1][0] = "企业数"
    with pytest.raises(FaultsError) as refused:
        la.load_plan(book(tmp_path / "c.xlsx", **sheets))
    told = "核定表 A2（指标名称）：“企业数”不在“指标”表中；是否指“企业”？"
    assert told in refused.value.text("zh")


def test_tasks_of_which_some_are_numbered_are_numbered_in_their_order(tmp_path):
    heads = ["指标名称", "单位", "2015年基数", "2020年目标"]
    tasks = [["序号", "任务"], [1, "建园区"], [None, "建医院"], [2, "修路"]]
    sheets = {"附表1": [[TITLE], heads, ["企业", "家", 60, 120]], "重点任务": tasks}
    plan = la.load_plan(book(tmp_path / "a.xlsx", **sheets))
    assert plan.tasks[["task_id", "task"]].to_numpy().tolist() == (
        [["1", "建园区"], ["2", "建医院"], ["3", "修路"]]
    )


def test_changed_target_replaces_the_original(tmp_path):
    heads = ["指标", "单位", "基数", "原目标", "调整后目标", "调整依据", "2021年", "2022年（预计）"]
    rows = [
        ["企业", "家", 60, "120家", "150家", "市政府〔2023〕5号", 75, 92],
        ["专利", "件", 100, 200, "不变", None, 110, 120],
    ]
    plan = one_sheet(tmp_path / "a.xlsx", rows, heads, "“十四五”规划")
    changed = plan.targets[["indicator", "base_year", "target_year", "target", "decided_by"]]
    assert changed.to_numpy().tolist() == [
        ["企业", 2020, 2025, 120.0, ""],
        ["企业", 2020, 2025, 150.0, "市政府〔2023〕5号"],
        ["专利", 2020, 2025, 200.0, ""],
    ]
    assert plan.targets["replaces"].tolist() == ["", plan.targets["target_id"][0], ""]
    assert "推断：基期年2020、目标年2025，据““十四五”规划”" in plan.reading("zh")


def test_years_that_nothing_says_are_asked_for(tmp_path):
    rows = [["主要指标"], ["指标", "单位", "基数", "目标值"], ["企业", "家", 60, 120]]
    with pytest.raises(FaultsError) as refused:
        la.load_plan(book(tmp_path / "a.xlsx", 附表1=rows))
    told = "：未写明年份，标题中也没有规划年份；请在列标题中写明，例如"
    assert refused.value.text("zh").splitlines()[1:] == [
        f"- a.xlsx，附表1 D2（目标值）{told}“2025年目标”",
        f"- a.xlsx，附表1 C2（基数）{told}“2020年基数”",
    ]
    rows[1][2:] = ["2015年基数", "2020年目标"]
    assert len(la.load_plan(book(tmp_path / "b.xlsx", 附表1=rows)).targets) == 1


@pytest.mark.parametrize(
    ("cell", "advice", "better"),
    [("55%", "不符", 55), ("7万元", "不符", 7), ("许多", "不是数字", 92)],
)
def test_figure_in_another_unit_is_a_fault_of_its_cell(tmp_path, cell, advice, better):
    with pytest.raises(FaultsError) as refused:
        one_sheet(tmp_path / "a.xlsx", [[1, "企业", "家", "", 60, 120, 70, cell, 92]])
    [_, line] = refused.value.text("zh").splitlines()
    assert line.startswith(f"- a.xlsx，附表1 H3（2017年）：“{cell}”")
    assert advice in line
    plan = one_sheet(tmp_path / "b.xlsx", [[1, "企业", "家", "", 60, 120, 70, better, 92]])
    assert figures(plan, "企业")[2017] == better


def test_scale_beside_a_unit_with_a_scale_is_asked_about(tmp_path):
    with pytest.raises(FaultsError) as refused:
        one_sheet(tmp_path / "a.xlsx", [[1, "研发经费", "万元", "", 60, 120, 70, "1.8万", 92]])
    assert "“1.8万”可能是若干个“万元”，也可能就是“1.8万元”" in refused.value.text("zh")


def test_text_file_alone_is_a_plan_too(tmp_path):
    text = "指标名称,单位,2015年基数,2020年目标,2018年\n企业,家,60,120家,92\n"
    text += "占比,%,2.1%,2.5%以上,2.3\n"
    (tmp_path / "规划.csv").write_bytes(text.encode("gb18030"))
    for path in (tmp_path / "规划.csv", tmp_path):
        plan = la.load_plan(path)
        assert figures(plan, "占比") == {2015: 2.1, 2018: 2.3}
        assert "GB 18030" in plan.reading()[1]
    assert la.load_plan(tmp_path / "规划.csv").name == "规划"


def test_other_sheets_are_united_or_named(tmp_path):
    sheets: dict[str, Rows] = {
        "附表1": [[TITLE], [*HEADS, "2018年"], [1, "企业", "家", "", 60, 120, 92]],
        "指标": [["指标名称", "单位", "数据类型", "方向"], ["专利", "件", "数量", "正向"]],
        "重点任务": [["重点任务", "责任单位", "完成时限"], ["建园区", "科技局", "2020年"]],
        "周边县市": [["地区", "指标名称", "2015年", "2018年"], ["甲县", "企业", 30, 41]],
        "封面": [["某市科技局"]],
    }
    plan = la.load_plan(book(tmp_path / "a.xlsx", **sheets))
    assert plan.indicators["indicator"].tolist() == ["企业", "专利"]
    assert plan.tasks[["task_id", "task", "owner"]].to_numpy().tolist() == [
        ["1", "建园区", "科技局"]
    ]
    assert plan.series("企业").to_dict() == {2015: 60, 2018: 92}
    assert plan.series("企业", geo="甲县").to_dict() == {2015: 30, 2018: 41}
    assert plan.reading("zh")[-1] == "未读的工作表：封面"
    sheets["指标"][1][2] = "数目"
    with pytest.raises(
        FaultsError, match="sheet 指标, cell C2, column 数据类型: '数目' is not one of"
    ):
        la.load_plan(book(tmp_path / "b.xlsx", **sheets))
