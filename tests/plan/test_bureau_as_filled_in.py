"""One sheets as bureaus fill them in: growth, units in headings, totals, notes, signatures."""

from __future__ import annotations

import pytest
from plan_books import book, refusal

import linhai_analysis as la
from linhai_analysis.bureau.columns import columns_of
from linhai_analysis.report.tables.growth import growth_table
from linhai_analysis.targets import read_figure

BOX = ["指标", "2020年", "2025年", "年均增长/[累计]", "属性", "2021年", "2022年", "2023年"]
YEARS = ["指标", "单位", "2020年", "2021年", "2022年", "2023年", "2025年目标"]


def read(path, heads, *rows, title="某县“十四五”主要指标"):
    return la.load_plan(book(path / "表.xlsx", 附表1=[[title], heads, *rows]))


def told(plan):
    return "\n".join(plan.reading("zh"))


def names(plan):
    return plan.indicators["name_zh"].tolist()


@pytest.mark.parametrize(
    ("cell", "relation"),
    [
        ("8", "at_least"),
        (">8", "above"),
        ("＞8%", "above"),
        ("≥8", "at_least"),
        ("8以上", "at_least"),
        ("8.0 以上", "at_least"),
        ("8%以上", "at_least"),
        ("不低于8", "at_least"),
        ("8左右", "about"),
    ],
)
def test_figures_in_a_column_of_growth_are_rates_with_any_comparison(tmp_path, cell, relation):
    """8 of a base of 6 亿元 is no level that 7.9 nearly reaches."""
    plan = read(tmp_path, BOX, ["研发经费（亿元）", 6, None, cell, "预期性", 6.6, 7.2, 7.9])
    target = plan.targets.iloc[0]
    assert (target["basis"], target["relation"]) == ("growth_rate", relation)
    assert target["target"] == pytest.approx(0.08)


@pytest.mark.parametrize("cell", ["[5]", "5[累计]", "5（累计）", "≥[5]", "[≥5]", "［5］"])
def test_brackets_in_a_column_of_growth_are_totals(tmp_path, cell):
    plan = read(tmp_path, BOX, ["研发经费（亿元）", 6, None, cell, "预期性", 6.6, 7.2, 7.9])
    assert plan.targets[["basis", "target"]].iloc[0].tolist() == ["cumulative", 5]


def test_range_and_unit_of_its_own_in_a_column_of_growth(tmp_path):
    rows = [[f"{name}（亿元）", 6, None, cell] for name, cell in (("甲", "7-8"), ("乙", "9亿元"))]
    first, second = read(tmp_path, BOX, *rows).targets.itertuples()
    assert (first.basis, first.target, first.target_high) == ("growth_rate", 0.07, 0.08)
    assert (second.basis, second.target) == ("level", 9)


def test_yearly_growth_of_what_is_growth_is_not_reached_in_one_year(tmp_path):
    row = ["全社会研发经费投入增长（%）", None, None, ">8", "预期性", 8.2, 8.5, 9.1]
    plan = read(tmp_path, BOX, row)
    assert plan.targets["basis"].tolist() == ["growth_rate"]
    assert la.scorecard(plan, 2023)["progress"].isna().all()


def test_box_without_a_title_is_read_by_its_years(tmp_path):
    plan = read(tmp_path, BOX, ["产值（亿元）", 6, 9, None, None, 7, 7.5, 8], title="专栏")
    assert plan.targets[["base_year", "target_year", "target"]].iloc[0].tolist() == [2020, 2025, 9]


def test_years_that_follow_each_other_are_no_box():
    heads = ["指标", *(f"{year}年" for year in range(2018, 2024)), "2023年增速目标"]
    assert 2023 not in [one.year for one in columns_of(heads).targets]


def test_growth_that_may_have_been_is_told_with_the_heading_to_write(tmp_path):
    heads = ["指标", "单位", "2020年", "2025年目标", "年均增长（%）", "2021年"]
    plan = read(tmp_path, heads, ["产值", "亿元", 6, None, 8, 7], ["企业", "家", 6, 9, None, 7])
    assert "E2“年均增长(%)”一列；如为规划目标，请把该列标题写成“年均增长目标（%）”" in told(plan)
    heads[4] = "年均增长目标（%）"
    plan = read(tmp_path, heads, ["产值", "亿元", 6, None, 8, 7], ["企业", "家", 6, 9, None, 7])
    assert sorted(plan.targets["target"]) == [0.08, 9]


@pytest.mark.parametrize(("unit", "known"), [(None, "万元"), ("万元", "万元"), ("亿元", "亿元")])
def test_units_in_headings_of_years_count(tmp_path, unit, known):
    """52,000 万元 are 5.2 亿元; 7.1 亿元 are 71,000 万元."""
    heads = [
        "指标",
        "单位",
        "2020年（万元）",
        "2022年（万元）",
        "2023年（亿元）",
        "2025年目标（亿元）",
    ]
    plan = read(tmp_path, heads, ["研发经费", unit, 52000, 64000, 7.1, "≥9"])
    scale = 1 if known == "万元" else 1e-4
    assert plan.indicators["unit"].tolist() == [known]
    assert plan.observations["value"].tolist() == pytest.approx(
        [52000 * scale, 64000 * scale, 71000 * scale]
    )
    assert plan.targets["target"].tolist() == pytest.approx([90000 * scale])


def test_units_in_english_headings_count(tmp_path):
    heads = ["Indicator", "Unit", "2020 (10,000 yuan)", "Target 2025 (100 million yuan)"]
    plan = read(tmp_path, heads, ["R&D", "10,000 yuan", 52000, "at least 9"], title="Indicators")
    assert plan.observations["value"].tolist() == [52000]
    assert plan.targets[["target_year", "target"]].iloc[0].tolist() == [2025, 90000]


def test_unit_of_a_heading_that_no_row_can_have_stops_at_the_cell(tmp_path):
    heads = ["指标", "单位", "2020年", "2023年（亿元）", "2025年目标"]
    said = refusal(tmp_path / "表.xlsx", 附表1=[heads, ["企业", "家", 50, 60, 80]])
    assert "附表1 D2（2023年(亿元)）：“60”所在列标题的单位为“亿元”" in said


def test_wrong_unit_stops_in_a_target_as_in_a_figure(tmp_path):
    said = refusal(tmp_path / "表.xlsx", 附表1=[YEARS, ["人数", "人", 50, 55, "50%", 65, "80%"]])
    assert "G2（2025年目标）：“80%”与该指标的单位“人”不符" in said
    assert "E2（2022年）：“50%”与该指标的单位“人”不符" in said


@pytest.mark.parametrize(
    "total",
    ["合计/平均", "以上合计", "全县合计", "合 计", "合计（家）", "平均值", "共计", "Grand total"],
)
def test_totals_are_no_indicators(tmp_path, total):
    rows = [[name, "家", 4, 5, 6, 7, 9] for name in ("甲企业", total)]
    plan = read(tmp_path, YEARS, *rows)
    assert names(plan) == ["甲企业"]


def test_names_that_speak_of_totals_are_indicators(tmp_path):
    named = ["三项投入合计", "平均预期寿命", "Total exports"]
    assert names(read(tmp_path, YEARS, *([one, "亿元", 4, 5, 6, 7, 9] for one in named))) == named


@pytest.mark.parametrize("number", ["序号", None])
def test_notes_numbered_as_rows_are_no_indicators(tmp_path, number):
    heads = [number, "指标", "单位", "2020年", "2023年", "2025年目标"]
    notes = [["①", "按有效期内存量统计。"], ["*", "不含2022年新增的企业20家。"]]
    plan = read(tmp_path, heads, ["1", "企业①", "家", 4, 7, 9], [], *notes)
    assert names(plan) == ["企业"]
    assert "“按有效期内存量统计。”" in told(plan)


def test_signatures_under_the_table_stop_nothing(tmp_path):
    signed = ["审核：张三", None, None, "填表：李四", None, "联系电话：0576-1234567"]
    plan = read(tmp_path, YEARS, ["企业", "家", 4, 5, 6, 7, 9], [], signed)
    assert names(plan) == ["企业"]
    assert "审核:张三" in told(plan)


def test_rows_with_a_sharp_are_parts(tmp_path):
    rows = [[name, "人", 9, 9, 9, 9, 12] for name in ("研发人员", "#研究人员", "＃女性")]
    plan = read(tmp_path, YEARS, *rows)
    assert names(plan) == ["研发人员", "研究人员", "女性"]
    assert plan.indicators["parent"].tolist() == ["", "研发人员", "研发人员"]


def test_units_stand_behind_names_in_many_ways(tmp_path):
    heads = [head for head in YEARS if head != "单位"]
    named = ["技术市场成交额/亿元", "空气质量优良天数比率，%", "受教育年限（年）", "亩均税收/亩"]
    plan = read(tmp_path, heads, *([one, 9, 9, 9, 9, 10] for one in named))
    assert plan.indicators["unit"].tolist() == ["亿元", "%", "年", ""]
    assert plan.indicators["kind"].tolist()[1] == "share"


@pytest.mark.parametrize("head", ["“十四五”目标属性", "2025年目标性质", "规划目标类型"])
def test_attribute_of_a_target_is_no_target(head):
    found = columns_of(["指标", "单位", "2020年", "“十四五”目标", head])
    assert [one.place for one in found.targets] == [3]
    assert found.place("attribute") == 4


def test_attribute_and_department_in_english(tmp_path):
    heads = ["Indicator", "Unit", "2020", "2023", "Target 2025", "Type", "Department"]
    kinds = ("Binding", "Anticipatory", "Indicative")
    rows = [[f"Firms {n}", "number", 1, 3, 6, one, "Bureau"] for n, one in enumerate(kinds)]
    plan = read(tmp_path, heads, *rows)
    assert plan.targets["attribute"].tolist() == ["binding", "expected", "expected"]
    assert set(plan.indicators["owner"]) == {"Bureau"}


def test_target_of_the_plan_before_is_left_out(tmp_path):
    heads = ["指标", "单位", "2020年目标", "2020年完成", "2023年完成", "2025年目标"]
    plan = read(tmp_path, heads, ["高企", "家", 45, 42, 61, 80], title="指标表")
    assert plan.targets["target"].tolist() == [80]
    assert "C2“2020年目标”一列，为上一轮规划目标" in told(plan)


def test_table_with_a_row_a_year_is_told_to_have_a_column_a_year(tmp_path):
    heads = ["指标名称", "单位", "年份", "实际值", "2025年目标"]
    rows = [["企业", "家", year, value, 95] for year, value in ((2020, 40), (2021, 50))]
    said = refusal(tmp_path / "表.xlsx", 数据=[heads, *rows])
    assert "C1（年份）：这里每行是一个年份；请改为每行填写一项指标、每列一个年份" in said


@pytest.mark.parametrize("text", ["8.0[1]", "8¹⁾", "8（注）", "8注1", "8[注1]", "8**"])
def test_marks_of_footnotes_in_targets(text):
    assert (read_figure(text).value, read_figure(text).basis) == (8, "level")


def test_brackets_alone_are_no_footnote():
    assert read_figure("[4]").basis == "cumulative"
    assert read_figure("是2020年的2倍").basis == "multiple"


def test_growth_names_the_year_of_targets_of_several_years(tmp_path):
    heads = ["指标", "单位", "2020年", "2023年目标", "2023年", "2025年目标"]
    plan = read(tmp_path, heads, ["企业", "家", 50, 75, 73, 100])
    table = growth_table(plan, la.required_growth(plan), "zh")
    assert sorted(table["目标年"]) == ["2023", "2025"]
    plan = read(
        tmp_path, ["指标", "单位", "2020年", "2023年", "2025年目标"], ["企业", "家", 5, 7, 9]
    )
    assert "目标年" not in growth_table(plan, la.required_growth(plan), "zh")


def test_what_is_to_be_checked_is_not_told_as_nothing_to_do(tmp_path, capsys):
    from linhai_analysis.cli import main

    path = book(tmp_path / "表.xlsx", 附表1=[[*YEARS[:1], *YEARS[2:]], ["甲", 4, 5, 6, 7, 9]])
    with pytest.raises(SystemExit):
        main(["check", str(path), "--lang", "zh"])
    assert "“甲”未填写单位" in (out := capsys.readouterr().out)
    assert out.endswith("可以评估；另有1处未读、待补或待核实，见上\n")
