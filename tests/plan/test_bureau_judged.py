"""What a bureau's one sheet leaves open is told or asked for, and judged on no slip."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import plan_books
import pytest

import linhai_analysis as la
from linhai_analysis.errors import FaultsError
from linhai_analysis.report.tables.standing import progress_sentence

HEADS = "指标|单位|2020年|2021年|2022年|2023年|2025年目标"


def cells(line: str) -> list[object]:
    """The cells of a line such as 产值|亿元|10."""
    read: list[object] = []
    for text in line.split("|"):
        try:
            read.append(float(text) if text else None)
        except ValueError:
            read.append(text)
    return read


def book(
    folder: Path, *rows: str, heads: tuple[str, ...] = (HEADS,), merged: tuple[str, ...] = ()
) -> Path:
    """A workbook whose first sheet holds these rows below these headings."""
    lines = [cells(line) for line in (*heads, *rows)]
    return plan_books.book(folder / "表.xlsx", merged=merged, 附表1=lines)


def told(plan: la.Plan) -> str:
    return "\n".join(note.text("zh") for note in plan.read)


def faults(path: Path) -> list[str]:
    with pytest.raises(FaultsError) as caught:
        la.load_plan(path)
    return [fault.text("zh") for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("base", "target"),
    [(0, "年均增长8%"), (0, "翻一番"), (-5, "年均增长8%"), (-5, "累计下降20%"), (0, "增长到2倍")],
)
def test_growth_of_nothing_is_not_assessable(tmp_path, base, target):
    plan = la.load_plan(book(tmp_path, f"产值|亿元|{base}|20|30|40|{target}"))
    [row] = la.scorecard(plan, year=2023, lang="zh").to_dict("records")
    assert (row["status"], row["reason"]) == ("not_assessable", "基数为0或负数，不能计算增速")
    [growth] = la.required_growth(plan, lang="zh")["reason"]
    assert growth == "基数为0或负数，不能计算增速"
    odds = la.project_targets(plan, year=2023)
    assert odds["reason"].tolist() == [
        "the base value is 0 or below: a growth from it cannot be computed"
    ]
    assert "1项增速类目标（附表1 G2）的基数为0或负数" in told(plan)
    assert set(la.assess_progress(plan, year=2023)["status"]) == {"not_assessable"}
    assert la.plot_scorecard(plan, 2023) is not None


def test_what_stays_as_it_is_has_a_level_at_a_base_of_nothing(tmp_path):
    plan = la.load_plan(book(tmp_path, "逃费|起|0|0|0|0|持平"))
    # Nothing more than nothing: 0 is the level aimed at.
    assert la.scorecard(plan, year=2023)["status"].tolist() == ["met"]


@pytest.mark.parametrize(
    ("target", "open_"),
    [("增长10%", True), ("增长8%左右", True), ("累计增长10%", False), ("较2020年增长10%", False)],
)
def test_growth_without_its_years_is_told_to_be_of_all_years(tmp_path, target, open_):
    plan = la.load_plan(book(tmp_path, f"产值|亿元|100|105|107|108|{target}"))
    assert ("按规划期累计理解" in told(plan)) == open_
    assert ("bare_change" in la.scorecard(plan, year=2023)["notes"].item()) == open_


# Lower is better by the name: base 30, 26 so far, target 25.
@pytest.mark.parametrize(
    "row",
    [
        "PM2.5|微克/立方米|30|28|27|26|25",
        "PM2.5|微克/立方米|30|28|27|26|达到25",
        "煤炭消费总量|万吨|100|98|96|94|90万吨",
        "行政审批时限|天|10|9|8|6|5",
        "城乡收入比||1.8|1.75|1.7|1.68|1.65",
    ],
)
def test_target_below_its_base_is_not_met_above_it(tmp_path, row):
    plan = la.load_plan(book(tmp_path, row))
    assert plan.indicators["better"].tolist() == ["down"]
    assert la.scorecard(plan, year=2023)["status"].item() in ("on_track", "ahead")
    assert "推断：“方向”——逆向1项（" in told(plan)


@pytest.mark.parametrize(
    "name",
    ["粮食总产量", "湿地面积", "水稻播种面积", "研发人员数", "每千人床位数", "高中毛入学率",
     "生猪存栏", "常住人口", "耕地保有量", "森林覆盖率"],
)  # fmt: skip
def test_a_floor_below_its_base_is_no_ceiling(tmp_path, name):
    """20 falling to 19.4 is not ahead of a target of 19.8, unless people say so."""
    row = f"{name}|万|20|19.9|19.8|19.4|19.8"
    [fault] = faults(book(tmp_path, row))
    assert f"“{name}”" in fault
    assert "目标值19.8低于基期值20" in fault
    for answer, met in (("正向", False), ("逆向", True)):
        plan = la.load_plan(book(tmp_path, f"{row}|{answer}", heads=(f"{HEADS}|方向",)))
        assert (la.scorecard(plan, 2023)["status"].item() == "met") == met


@pytest.mark.parametrize(
    ("row", "better"),
    [
        ("耕地面积|万亩|100|99|99|99|不低于95万亩", "up"),
        ("失业率|%|3|3|3|3|4.5%以内", "down"),
        ("污水处理率|%|80|85|88|89|95%", "up"),
        ("能耗降低率|%|-10|-11|-12|-13|-15", "down"),
        ("PM2.5|微克/立方米||28|27|26|25", "down"),
        ("城市空气|点||28|27|26|25", "up"),
        ("森林火灾受害率|‰|0.9|0.8|0.7|0.6|0.5", "down"),
        ("单位GDP能耗降低|%|15|3|6|9|14", "up"),
        ("能耗|吨|—|28|27|26|25", "down"),
    ],
)
def test_words_of_name_and_target_say_which_way_is_better(tmp_path, row, better):
    plan = la.load_plan(book(tmp_path, row))
    assert plan.indicators["better"].tolist() == [better]


@pytest.mark.parametrize(
    "row", ["企业数|家|120|121|122|123|100", "单位能耗|吨|0.5|0.4|0.4|0.4|0.6"]
)
def test_words_against_figures_are_asked_about(tmp_path, row):
    [fault] = faults(book(tmp_path, row))
    assert "附表1 A2" in fault
    assert "请在“方向”列填写正向或逆向" in fault
    answered = book(tmp_path, f"{row}|逆向", heads=(f"{HEADS}|方向",))
    assert la.load_plan(answered).indicators["better"].tolist() == ["down"]


def test_words_against_figures_are_not_asked_where_another_sheet_says_it(tmp_path):
    path = book(tmp_path, "企业数|家|120|121|122|123|100")
    made = openpyxl.load_workbook(path)
    sheet = made.create_sheet("指标")
    for row in (["指标名称", "单位", "数据类型", "方向"], ["企业数", "家", "数量", "逆向"]):
        sheet.append(row)
    made.save(path)
    assert la.load_plan(path).indicators["better"].tolist() == ["down"]


# Rows of the sheet are counted from 1, the headings are row 1.
@pytest.mark.parametrize("merged", ["E2:F2", "C2:C3", "G2:G3"])
def test_figure_in_merged_cells_is_asked_about(tmp_path, merged):
    path = book(tmp_path, "甲|家|1|2|3|4|5", "乙|家|1|2|3|4|5", merged=(merged,))
    [fault] = faults(path)
    assert f"附表1 {merged[:2]}" in fault
    assert f"位于合并单元格{merged}" in fault


def test_names_and_texts_may_be_merged(tmp_path):
    heads = (f"类别|{HEADS}|责任单位",)
    rows = ("一、产业|甲|家|1|2|3|4|5|科技局", "|乙|家|1|2|3|4|5|")
    plan = la.load_plan(book(tmp_path, *rows, heads=heads, merged=("A2:A3", "I2:I3", "C2:C3")))
    assert plan.indicators["owner"].tolist() == ["科技局", "科技局"]


def aims(plan: la.Plan) -> list[tuple]:
    columns = ["indicator", "target_year", "target", "basis"]
    return list(plan.targets[columns].itertuples(index=False, name=None))


def test_growth_beside_a_level_is_no_second_target(tmp_path):
    heads = ("指标|单位|2020年|2022年|2023年|“十四五”目标|", "|||||2025年|年均增速（%）")
    plan = la.load_plan(
        book(tmp_path, "产值|亿元|100|110|120|140|7", heads=heads, merged=("F1:G1",))
    )
    assert aims(plan) == [("产值", 2025, 140.0, "level")]
    assert "未读：1项指标已有目标值，其““十四五”目标 年均增速(%)”一列未读（附表1 G3）" in told(plan)


@pytest.mark.parametrize("last", ["2025年", "2025年目标"])
def test_growth_where_no_level_stands_is_the_target(tmp_path, last):
    heads = ("某市“十四五”规划主要指标", f"指标|单位|2020年|2023年|{last}|年均增长〔累计〕")
    rows = ("产值|亿元|100|120|140|7", "企业|家|10|13||[8]", "研发|亿元|10|13||7%")
    plan = la.load_plan(book(tmp_path, *rows, heads=heads))
    assert aims(plan) == [
        ("产值", 2025, 140.0, "level"),
        ("企业", 2025, 8.0, "cumulative"),
        ("研发", 2025, 0.07, "growth_rate"),
    ]
    assert "推断：2项指标没有目标值，以“年均增长〔累计〕”一列为目标（附表1 F4、F5）" in told(plan)


def test_growth_so_far_is_no_target(tmp_path):
    heads = ("指标|单位|2020年|2023年|年均增速|2025年目标",)
    plan = la.load_plan(book(tmp_path, "产值|亿元|100|120|6.3|", "企业|家|1|2|3|4", heads=heads))
    assert aims(plan) == [("企业", 2025, 4.0, "level")]


def test_this_year_is_that_of_the_title(tmp_path):
    heads = ("2023年度主要指标完成情况", "指标|单位|2020年|上年实际|本年目标|本年实际|2025年目标")
    plan = la.load_plan(book(tmp_path, "产值|亿元|100|110|120|130|200", heads=heads))
    assert aims(plan) == [("产值", 2023, 120.0, "level"), ("产值", 2025, 200.0, "level")]
    assert plan.series("产值").to_dict() == {2020: 100.0, 2022: 110.0, 2023: 130.0}
    assert plan.conflicts().empty
    assert "推断：“上年实际”一列为“2022年实际”，据标题中的年份（附表1 D2）" in told(plan)


@pytest.mark.parametrize("head", ["本年目标", "年度目标", "阶段目标", "上年实际"])
def test_year_that_nothing_says_is_asked_for(tmp_path, head):
    heads = ("主要指标完成情况", f"指标|单位|2020年|{head}|2023年|2025年目标")
    [fault] = faults(book(tmp_path, "产值|亿元|100|120|130|200", heads=heads))
    assert f"附表1 D2（{head}）：未写明是哪一年" in fault


def test_figure_of_another_year_than_its_column_is_a_fault(tmp_path):
    [fault] = faults(book(tmp_path, "产值|亿元|100|2022年165|170|180|200"))
    assert "附表1 D2" in fault
    assert "写的是2022年，而该数据属于2021年" in fault
    plan = la.load_plan(book(tmp_path, "产值|亿元|100|2021年165|170|180|200"))
    assert plan.series("产值")[2021] == 165


def test_mark_beside_a_figure_is_told(tmp_path):
    plan = la.load_plan(book(tmp_path, "产值|亿元|100|164|165e|170p|200"))
    assert plan.series("产值").tolist() == [100, 164, 165, 170]
    assert "推断：2个数据带有标记，按初步核算数读取（附表1 E2、F2）" in told(plan)


def test_unit_above_is_that_of_the_rows_that_it_fits(tmp_path):
    heads = ("单位：亿元", HEADS)
    rows = (
        "产值||1|2|3|4|5",
        "企业||60|70|80|90|120家",
        "研发占比||1|2|2|2|3%",
        "达标率||1|2|3|4|5",
    )
    rows += ("税收|万元|1|2|3|4|5",)
    plan = la.load_plan(book(tmp_path, *rows, heads=heads))
    assert plan.indicators["unit"].tolist() == ["亿元", "家", "%", "", "万元"]
    assert "推断：1项指标的单位据表上方或列标题为“亿元”（附表1 A3）" in told(plan)
    assert "推断：1项指标的单位据目标原文为“家”（附表1 A4）" in told(plan)
    assert "未写单位：1项指标（附表1 A6）" in told(plan)


def test_marks_beside_names_say_binding_or_expected(tmp_path):
    rows = ("▲能耗|吨|5|4|4|4|3", "绿化率[约束性]|%|50|51|52|53|60", "企业（预期性）|家|1|2|3|4|5")
    rows += ("★专利|件|1|2|3|4|5", "平台*|个|1|2|3|4|5", "注：带▲的为约束性指标")
    plan = la.load_plan(book(tmp_path, *rows))
    assert plan.indicators["indicator"].tolist() == ["能耗", "绿化率", "企业", "专利", "平台"]
    assert plan.targets["attribute"].tolist() == ["binding", "binding", "expected", "", ""]
    assert "“属性”——约束性2项（能耗、绿化率）、预期性1项（企业）（附表1）" in told(plan)


def test_group_of_binding_indicators_says_it_of_its_rows(tmp_path):
    rows = ("一、约束性指标", "能耗|吨|5|4|4|4|3", "二、预期性指标", "企业|家|1|2|3|4|5")
    plan = la.load_plan(book(tmp_path, *rows))
    assert plan.targets["attribute"].tolist() == ["binding", "expected"]
    assert plan.indicators["field"].tolist() == ["", ""]


def test_rows_without_target_are_told_and_rows_without_name_asked_about(tmp_path):
    plan = la.load_plan(book(tmp_path, "企业|家|1|2|3|4|5", "平台|个|1|2|3|4|", "平均||1|2|3|4|5"))
    assert "未填目标：1项指标（附表1 A3），不作评价" in told(plan)
    assert "未读：附表1 A4“平均”" in told(plan)
    [fault] = faults(book(tmp_path, "企业|家|1|2|3|4|5", "|个|1|2|3|4|5"))
    assert "附表1 A3（指标）：未填写，但该行有数据" in fault


def with_sources(folder: Path, source: str) -> Path:
    path = book(folder, f"企业|家|1|2|3|4|5|{source}", heads=(f"{HEADS}|数据来源",))
    made = openpyxl.load_workbook(path)
    sheet = made.create_sheet("来源")
    for row in (["来源编号", "名称"], ["S1", "公报"], ["S2", "年报"]):
        sheet.append(row)
    made.save(path)
    return path


def test_source_that_the_list_lacks_is_asked_about(tmp_path):
    [fault] = faults(with_sources(tmp_path, "S9"))
    assert "附表1 H2（数据来源）：“S9”不在来源表中" in fault
    [fault] = faults(with_sources(tmp_path, "S1、S9"))
    assert "“S9”不在来源表中" in fault


@pytest.mark.parametrize("source", ["S1、S2", "统计局", "S9号文件"])
def test_several_sources_and_texts_are_one_by_that_name(tmp_path, source):
    plan = la.load_plan(with_sources(tmp_path, source))
    assert plan.sources["source_id"].tolist() == ["S1", "S2", source]


@pytest.mark.parametrize(("year", "asked"), [(2032, True), (2026, False)])
def test_year_after_the_plan_that_stands_alone_is_asked_about(tmp_path, year, asked):
    path = book(tmp_path, "企业|家|1|2|3|4|5", heads=(HEADS.replace("2022年", f"{year}年"),))
    if asked:
        [fault] = faults(path)
        assert f"附表1 E1（{year}年）：年份晚于目标年2025年" in fault
    else:
        assert la.load_plan(path).series("企业")[year] == 3


@pytest.mark.parametrize(
    ("target", "value"), [("增长1倍", 2.0), ("2倍", 2.0), ("较2020年1.5倍", 1.5)]
)
def test_multiple_that_moves_is_read(tmp_path, target, value):
    plan = la.load_plan(book(tmp_path, f"企业|家|10|12|13|14|{target}"))
    assert aims(plan) == [("企业", 2025, value, "multiple")]


@pytest.mark.parametrize("target", ["1倍", "达到1倍"])
def test_once_what_there_was_is_not_judged(tmp_path, target):
    plan = la.load_plan(book(tmp_path, f"企业|家|10|12|13|14|{target}"))
    assert la.scorecard(plan, year=2023)["status"].tolist() == ["not_assessable"]


def test_figure_settled_without_a_word_why_says_no_yes(tmp_path):
    heads = (f"{HEADS}|数据来源",)
    path = book(tmp_path, "甲|家|1|2|3|4|5|公报", "甲|家||||7|5|年报", heads=heads)
    made = openpyxl.load_workbook(path)
    sheet = made.create_sheet("核定表")
    for row in (
        ["指标名称", "年份", "采用值", "核定依据", "核定单位"],
        ["甲", 2023, 7, "", "科技局"],
    ):
        sheet.append(row)
    made.save(path)
    shown = la.build_review(la.load_plan(path), year=2023, lang="zh").readable()
    # 4 by the 公报, 7 by the 年报; the office settled on 7 and wrote no ground.
    assert shown["conflicts"].iloc[0].tolist()[-5:] == ["7家", "—", "科技局", "", ""]
    assert shown["figures"]["核定情况"].tolist()[-1] == "已核定（科技局）"


def test_parts_that_overlap_are_not_added_up(tmp_path):
    # 70 + 40 of 100, 75 + 45 of 110, 80 + 50 of 120, 90 + 60 of 130: women work in firms, too.
    rows = ("研发人员|人|100|110|120|130|200", "其中：企业|人|70|75|80|90|150")
    doubts = la.load_plan(book(tmp_path, *rows, "其中：女性|人|40|45|50|60|80")).plausibility()
    assert "parts_above_whole" not in set(doubts["kind"])
    # In one year of four more than the whole: 90 + 60 of 130, else 70 + 20, 75 + 21, 80 + 22.
    slip = la.load_plan(book(tmp_path, *rows, "其中：高校|人|20|21|22|60|30")).plausibility()
    assert slip.loc[slip["kind"] == "parts_above_whole", "year"].tolist() == [2023]
    # One part alone is more than the whole, whatever overlaps.
    alone = la.load_plan(book(tmp_path, *rows, "其中：女性|人|140|145|150|60|180")).plausibility()
    found = alone[alone["kind"] == "parts_above_whole"]
    assert found["year"].tolist() == [2020, 2021, 2022]


RATES = ("规上工业增加值增长|%|4|7|5|6|{}", "年均研发投入增速|%|11|12|13|8|{}")


@pytest.mark.parametrize("target", ["7左右", "7", ">7"])
def test_a_growth_of_each_year_is_no_level_on_a_line(tmp_path, target):
    plan = la.load_plan(book(tmp_path, *(row.format(target) for row in RATES)))
    assert "2项未填口径" in told(plan)
    card = la.scorecard(plan, 2023)
    assert card["progress"].isna().all()
    assert card["reason"].str.contains("counted").all()
    said = progress_sentence(plan, card, card.iloc[:0], 2023, "zh")
    assert "2项指标均因其他原因暂无法评价" in said
    assert "缺少基期" not in said


def test_a_growth_of_each_year_is_chained_where_it_is_said_to_be_one(tmp_path):
    heads = (f"{HEADS}|口径",)
    rows = (f"{RATES[0].format(7)}|当年新增", f"{RATES[1].format(7)}|期末存量")
    plan = la.load_plan(book(tmp_path, *rows, heads=heads))
    assert plan.targets["basis"].tolist() == ["growth_rate", "level"]
    # 100 x 1.07 x 1.05 x 1.06 = 119.09 on the way to 100 x 1.07^5 = 140.26.
    assert la.scorecard(plan, 2023)["progress"].tolist()[0] == pytest.approx(0.4743, abs=1e-4)


def test_what_has_a_plus_is_added_or_asked_for(tmp_path):
    rows = ("高企甲|家|60|70|80|90|＋40", "高企乙|家|60|70|80|90|+40家")
    plan = la.load_plan(book(tmp_path, *rows, heads=(f"{HEADS}|口径",)))
    assert plan.targets["basis"].tolist() == ["level", "increment"]
    assert plan.targets["target"].isna().tolist() == [True, False]


def test_a_target_that_no_year_comes_near_may_be_a_sum(tmp_path):
    rows = ("授权发明专利|件|200|220|240|250|1200|", "认定企业|家|60|70|80|90|450|期末存量")
    plan = la.load_plan(book(tmp_path, *rows, heads=(f"{HEADS}|口径",)))
    assert "1项未填口径（附表1 H2）" in told(plan)
    assert plan.targets["basis"].tolist() == ["cumulative", "level"]


def with_years(folder: Path, heads: str, *rows: str, title: str = "") -> la.Plan:
    """A plan whose base and target stand on one sheet, and a year on another one."""
    path = book(folder, "企业|家|310|620", heads=("指标|单位|2020年基数|2025年目标",))
    made = openpyxl.load_workbook(path)
    sheet = made.create_sheet("2021年")
    for line in ([title] if title else []) + [heads, *rows]:
        sheet.append(cells(line))
    made.save(path)
    return la.load_plan(path)


@pytest.mark.parametrize(
    ("heads", "row", "left"),
    [
        ("指标|单位|上年实际|本年实际|完成情况", "企业|家|310|330|序时推进", "完成情况"),
        ("指标|单位|上年|本年|增减", "企业|家|310|330|20", "增减"),
        ("指标|单位|年度计划|实际完成|完成率", "企业|家|340|330|0.97", "年度计划"),
    ],
)
def test_a_sheet_of_a_year_is_read_beside_columns_of_other_things(tmp_path, heads, row, left):
    plan = with_years(tmp_path, heads, row, title="2021年度主要指标完成情况")
    figures = plan.observations[["year", "value"]].to_numpy().tolist()
    assert figures == [[2020, 310], [2021, 330]]
    assert f"“{left}”一列" in told(plan)
    assert plan.targets["target_year"].tolist() == [2025]


def test_the_one_sheet_may_be_called_as_a_table_though_a_heading_is_merged(tmp_path):
    heads = (f"指标|{HEADS}",)
    path = book(tmp_path, "投入|总量|亿元|42|48|54|63|75", heads=heads, merged=("A1:B1",))
    made = openpyxl.load_workbook(path)
    made.active.title = "指标"
    made.save(path)
    plan = la.load_plan(path)
    assert plan.targets["target"].tolist() == [75]
