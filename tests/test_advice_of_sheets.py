"""Following the advice on a bureau's sheet, a printed target or a file of yearly figures works."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from plan_books import book

import linhai_analysis as la
from linhai_analysis.bureau import read_table
from linhai_analysis.errors import DataError
from linhai_analysis.words import Sentence
from linhai_analysis.yearly.reading import read

HEADS = "指标名称|单位|2020年基数|2021年|2025年目标"
FIRMS = "企业数|家|100|120|200"
SHEET = f"{HEADS}\n{FIRMS}"
SOUND = "企业数 家 2020=100 2021=120 2025>200"
PAPERS = "论文 篇 2020=3 2021=4 2025>5"
LISTED = "来源编号|标题|可靠性等级\nS1|年鉴|A"
CITED = f"{HEADS}|数据来源\n{FIRMS}|S2"
FEWER = f"{HEADS}\n{FIRMS[:-3]}90"
LESS = "企业数 家 2020=100 2021=120 2025>90"
GROWN = "企业数 家 2020=100 2021=120 2025>0.08 growth_rate"
ADDED = "企业数 家 2020=100 2021=120 2025>80 increment"


def but(old: str, new: str, sheet: str = SHEET) -> str:
    """A sheet with something else in place of what stands in it once."""
    assert sheet.count(old) == 1
    return sheet.replace(old, new)


def with_column(head: str, cell: str, sheet: str = SHEET) -> str:
    first, *rows = sheet.splitlines()
    return "\n".join([f"{first}|{head}", *(f"{row}|{cell}" for row in rows)])


def beside(sheet: str = SHEET, **sheets: str) -> dict[str, str]:
    return {"附表1": sheet, **sheets}


# A sheet of a plan with a fault, what the sentence advises, the sheet that follows it, and what is
# read of it: the unit of each indicator, its figures, and its targets.
REFUSED = [
    ("bureau.base_year", but("2020年基数", "基数"), "“2020年基数”", SHEET, SOUND),
    ("bureau.target_year", but("2025年目标", "目标"), "“2025年目标”", SHEET, SOUND),
    (
        "bureau.which_base",
        "指标名称|单位|2025年目标\n企业数|家|200",
        "附表1：看不出哪一列是基数；请把基数列标题写成“2020年基数”（没有该列请增加一列）",
        "指标名称|单位|2025年目标|2020年基数\n企业数|家|200|100",
        "企业数 家 2020=100 2025>200",
    ),
    (
        "bureau.which_base",
        "指标名称|单位|2018年|2019年|2022年目标\n企业数|家|100|120|200",
        "附表1：看不出哪一列是基数；请把基数列标题写成“2017年基数”（没有该列请增加一列）",
        "指标名称|单位|2017年基数|2018年|2019年|2022年目标\n企业数|家|90|100|120|200",
        "企业数 家 2017=90 2018=100 2019=120 2022>200",
    ),
    (
        "bureau.other_unit",
        f"{SHEET}\n企业数|篇|3|4|5",
        "附表1 B3（单位）：“篇”与上文“企业数”的单位“家”不同；单位不同的指标请另起名称",
        f"{SHEET}\n论文|篇|3|4|5",
        f"{SOUND}, {PAPERS}",
    ),
    ("bureau.no_indicators", HEADS, "请每行填写一项指标", SHEET, SOUND),
    ("bureau.no_targets", but("|200", "|"), "请照规划原文填写目标一列", SHEET, SOUND),
    ("bureau.better_up", FEWER, "填写正向或逆向", with_column("方向", "逆向", FEWER), LESS),
    ("bureau.better_up", FEWER, "填写正向或逆向", with_column("方向", "正向", FEWER), LESS),
    ("bureau.better_up", FEWER, "或更正数值", SHEET, SOUND),
    (
        "bureau.better_open",
        "指标名称|单位|2020年基数|2025年目标\n景气|分|100|90",
        "“景气”的目标值90低于基期值100，从名称看不出是正向还是逆向；请在“方向”列填写正向或逆向",
        "指标名称|单位|2020年基数|2025年目标|方向\n景气|分|100|90|逆向",
        "景气 分 2020=100 2025>90",
    ),
    (
        "bureau.better_down",
        "指标名称|单位|2020年基数|2025年目标\n单位能耗|吨|100|120",
        "填写正向或逆向（没有该列请增加一列）",
        "指标名称|单位|2020年基数|2025年目标|方向\n单位能耗|吨|100|120|正向",
        "单位能耗 吨 2020=100 2025>120",
    ),
    (
        "bureau.this_year",
        but("2021年", "上年实际"),
        "“2022年实际”",
        but("2021年", "2022年实际"),
        "企业数 家 2020=100 2022=120 2025>200",
    ),
    (
        "bureau.this_year",
        but("2021年", "中期目标"),
        "附表1 D1（中期目标）：未写明是哪一年，标题中也没有可确定的年份；"
        "请在列标题中写明，例如“2023年目标”",
        but("2021年", "2023年目标"),
        "企业数 家 2020=100 2023>120 2025>200",
    ),
    (
        "bureau.two_years",
        {"2021年": f"2022年度情况\n{but('2021年', '完成值')}"},
        "请改为一致",
        {"2021年": f"2021年度情况\n{but('2021年', '完成值')}"},
        SOUND,
    ),
    (
        "bureau.no_name",
        f"{SHEET}\n|篇|3|4|5",
        "附表1 A3（指标名称）：未填写，但该行有数据；请填写指标名称",
        f"{SHEET}\n论文|篇|3|4|5",
        f"{SOUND}, {PAPERS}",
    ),
    ("bureau.late_year", but("2021", "2028"), "D1（2028年）：年份晚于目标年2025年", SHEET, SOUND),
    (
        "bureau.unknown_source",
        beside(CITED, 来源=LISTED),
        "附表1 F2（数据来源）：“S2”不在来源表中；是否指“S1”？请在来源表中补充，或更正编号",
        beside(CITED, 来源=f"{LISTED}\nS2|公报|A"),
        SOUND,
    ),
    (
        "bureau.unknown_source",
        beside(CITED, 来源=LISTED),
        "或更正编号",
        beside(but("S2", "S1", CITED), 来源=LISTED),
        SOUND,
    ),
    ("bureau.target_unit", but("200", "8%"), "“年均增长8%”", but("200", "年均增长8%"), GROWN),
    ("bureau.target_unit", but("200", "2亿元"), "请换算为该单位的数字", SHEET, SOUND),
    ("bureau.target_unit", but("|家", "|亿元", but("200", "200家")), "或修改单位", SHEET, SOUND),
    (
        "bureau.headed_unit",
        but("2021年", "2021年（亿元）"),
        "“120”所在列标题的单位为“亿元”，与该指标的单位“家”不符；请在数字后写明单位，例如“120家”",
        but("2021年", "2021年（亿元）", but("|120", "|120家")),
        SOUND,
    ),
    ("bureau.headed_unit", but("2021年", "2021年（亿元）"), "或修改列标题", SHEET, SOUND),
    ("read.formula", but("120", "=C2*2"), "重新计算后保存", SHEET, SOUND),
    (
        "lacking.targets",
        "指标名称|单位|2020年|2021年\n企业数|家|100|120",
        "并写明基数列和目标列的标题，例如“2020年基数”“2025年目标”",
        SHEET,
        SOUND,
    ),
    (
        "lacking.target",
        f"某县指标\n{but('2025年目标', '2025年')}",
        "E2（2025年）：没有认出目标列；请把该列标题写成“2025年目标”",
        f"某县指标\n{SHEET}",
        SOUND,
    ),
    (
        "lacking.no_target",
        "某县指标\n指标名称|单位|2020年基数|2021年\n企业数|家|100|120",
        "请在目标列上方写明标题，例如“2025年目标”（没有该列请增加一列）",
        f"某县指标\n{SHEET}",
        SOUND,
    ),
    (
        "lacking.names",
        but("指标名称", "叫法"),
        "A1（叫法）：没有认出指标名称列；请把该列标题写成“指标名称”",
        SHEET,
        SOUND,
    ),
    (
        "lacking.no_names",
        "序号|单位|2020年基数|2021年|2025年目标\n1|家|100|120|200",
        "写明标题“指标名称”（没有该列请增加一列）",
        f"序号|{HEADS}\n1|{FIRMS}",
        SOUND,
    ),
    (
        "lacking.across",
        "“十四五”规划指标\n年份|企业数（家）|论文（篇）\n2020年|100|3\n2021年|120|4\n2025年目标|200|5",
        "请改为每行填写一项指标、每列一个年份",
        "“十四五”规划指标\n指标名称|2020年|2021年|2025年目标\n"
        "企业数（家）|100|120|200\n论文（篇）|3|4|5",
        f"{SOUND}, {PAPERS}",
    ),
    (
        "lacking.heads",
        f"某县\n{FIRMS}\n论文|篇|3|4|5",
        "请在各列上方写明标题，例如“指标名称”“单位”“2020年基数”“2025年目标”",
        f"某县\n{SHEET}\n论文|篇|3|4|5",
        f"{SOUND}, {PAPERS}",
    ),
    ("lacking.unit", but("家|100|120", "|100|120家"), "请在“单位”列填“家”", SHEET, SOUND),
    (
        "lacking.unit",
        "指标名称|2020年基数|2021年|2025年目标\n企业数|100|120家|200",
        "请在“单位”列填“家”（没有该列请增加一列）",
        but("120", "120家"),
        SOUND,
    ),
    (
        "settled.none",
        beside(核定表="指标名称|年份|采用数值\n企业数|2021|130"),
        "现有：120",
        beside(核定表="指标名称|年份|采用数值\n企业数|2021|120"),
        SOUND,
    ),
    (
        "settled.twice",
        beside(
            目标="指标|基期年|目标年|目标值|规划位置\n企业数|2020|2025|300|第2章",
            核定表="指标名称|年份|采用数值\n企业数|2025|200\n企业数|2025|300",
        ),
        "同一事项请只保留一个采用值",
        beside(
            目标="指标|基期年|目标年|目标值|规划位置\n企业数|2020|2025|300|第2章",
            核定表="指标名称|年份|采用数值\n企业数|2025|200",
        ),
        f"{SOUND} 2025>300",
    ),
    (
        "link.counted_differs",
        beside(数据="指标名称|年份|数值|口径\n企业数|2022|130|期末存量\n企业数|2023|20|当年新增"),
        "数据表 D3（口径）：“企业数”的口径“当年新增”与第2行的“期末存量”不同；"
        "口径不同的数据请另列一项指标",
        beside(
            f"{SHEET}\n新增企业数|家|10|15|40",
            数据="指标名称|年份|数值|口径\n企业数|2022|130|期末存量\n新增企业数|2023|20|当年新增",
        ),
        "企业数 家 2020=100 2021=120 2022=130 2025>200, "
        "新增企业数 家 2020=10 2021=15 2023=20 2025>40 cumulative",
    ),
    (
        "link.other_unit",
        beside(数据="指标名称|年份|数值|单位\n企业数|2022|130|篇"),
        "数据表 D2（单位）：“篇”与该指标的单位“家”不同",
        beside(数据="指标名称|年份|数值|单位\n企业数|2022|130|家"),
        "企业数 家 2020=100 2021=120 2022=130 2025>200",
    ),
    ("taken.no_table", "甲|乙\n丙|丁", "一张含“指标名称”“2020年目标”等列的附表", SHEET, SOUND),
    (
        "taken.twice",
        beside(来源=LISTED, sources=but("S1", "S2", LISTED)),
        "“来源”表出现了两次",
        beside(来源=LISTED),
        SOUND,
    ),
]
TASKS = "任务|状态\n建成省级高新区|推进中"
WORDS = f"{SHEET}\n园区|个|1|1|建成省级高新区"
EVERY = but("200", "每年新增5家")
COUNTED = but("200", "累计新增80家")
OPEN = "单位：亿元\n"
# The same of what is only noted.
NOTED = [
    ("taken.counted", COUNTED, "请在“口径”列填写", with_column("口径", "当年新增", COUNTED), ADDED),
    ("taken.counted", COUNTED, "累计或期末存量", with_column("口径", "累计", COUNTED), ADDED),
    ("taken.counted", COUNTED, "没有该列请增加", with_column("口径", "期末存量", COUNTED), ADDED),
    (
        "taken.undated",
        with_column("目前完成", "170"),
        "附表1 F1“目前完成”一列未写年份；请在列标题中写明是哪一年的数",
        with_column("2023年完成", "170"),
        "企业数 家 2020=100 2021=120 2023=170 2025>200",
    ),
    (
        "taken.another",
        f"序号|{HEADS}\n1|{FIRMS}\n乡镇|企业数|人口\n东乡|5|10",
        "请另放一张工作表",
        beside(f"序号|{HEADS}\n1|{FIRMS}", 分乡镇="乡镇|企业数|人口\n东乡|5|10"),
        SOUND,
    ),
    (
        "taken.unit_open",
        f"{OPEN}{but('|家', '|')}",
        "请在“单位”列填写（没有该列请增加一列）",
        f"{OPEN}{SHEET}",
        SOUND,
    ),
    (
        "taken.unit_open",
        f"{OPEN}{but('2021年', '2021年（万元）', but('|家', '|'))}",
        "附表1 A3",
        f"{OPEN}{SHEET}",
        SOUND,
    ),
    (
        "unread.words",
        WORDS,
        "请列入“任务”或“重点任务”表",
        beside(SHEET, 重点任务=TASKS),
        SOUND,
    ),
    (
        "unread.words",
        {"重点任务": WORDS},
        "重点任务表 E3（2025年目标）",
        {"重点任务": SHEET, "任务": TASKS},
        SOUND,
    ),
    (
        "unread.every_addition",
        EVERY,
        "“口径”列填写“当年新增”后方可评价",
        with_column("口径", "当年新增", EVERY),
        "企业数 家 2020=100 2021=120 2025>5 every_year",
    ),
    (
        "taken.bare_growth",
        f"{with_column('年均增长', '8%', but('|200', '|'))}\n论文|篇|3|4|5",
        "如为规划目标，请把该列标题写成“年均增长目标（%）”",
        f"{with_column('年均增长目标（%）', '8%', but('|200', '|'))}\n论文|篇|3|4|5",
        f"{GROWN}, {PAPERS}",
    ),
]
# A printed target that is not read, its indicator, what the sentence advises, and for each way to
# write it instead what is read.
UNREAD = [
    (
        "figure",
        "企业数|家|100",
        "100余家",
        "可写作“120”“120以上”“年均增长8%”“累计新增30”",
        {
            "120": "120",
            "120以上": "120",
            "年均增长8%": "0.08 growth_rate",
            "累计新增30": "30 increment",
            "翻一番": "2 multiple",
        },
    ),
    ("figure", "覆盖率|%|40", "5成余", "“提高5个百分点”", {"提高5个百分点": "5 point_change"}),
    ("compares", "企业数|家|100", "高于GDP增长", "请填写目标水平", {"120": "120"}),
    (
        "parentheses",
        "企业数|家|100",
        "(15)",
        "累计数请写作〔n〕或“累计n”",
        {"〔15〕": "15 cumulative", "累计15": "15 cumulative"},
    ),
    ("long", "企业数|家|100", "(1" * 3000, "请只填写数值部分", {"120": "120"}),
    ("several", "企业数|家|100", "2500/360", "请只写所指的一个", {"360": "360"}),
    (
        "no_unit",
        "覆盖率|%|40",
        "提高5",
        "“n个百分点”“累计增长n%”",
        {"5个百分点": "5 point_change", "累计增长5%": "0.05 cumulative_change"},
    ),
    ("no_unit", "企业数|家|100", "提高5", "在数字后写明计量单位", {"提高5家": "5 increment"}),
    ("rate", "企业数|家|100", "年均增长率8", "请补上%", {"年均增长率8%": "0.08 growth_rate"}),
    (
        "which_years",
        "企业数|家|100",
        "增速8%以上",
        "请写作“年均增长”或“累计增长”",
        {"年均增长8%": "0.08 growth_rate", "累计增长8%": "0.08 cumulative_change"},
    ),
    (
        "average_or_growth",
        "企业数|家|100",
        "年均8%",
        "增速请写作“年均增长”",
        {"年均增长8%": "0.08 growth_rate"},
    ),
    ("fall", "死亡人数|人|100", "减少5人", "请填写目标水平", {"95": "95"}),
    (
        "rise_or_fall",
        "覆盖率|%|40",
        "〔15%〕",
        "请写作“累计增长”或“累计下降”",
        {"累计增长15%": "0.15 cumulative_change", "累计下降15%": "-0.15 cumulative_change"},
    ),
    (
        "points_or_percent",
        "覆盖率|%|40",
        "提高5%",
        "请写作“n个百分点”或“累计增长n%”",
        {"5个百分点": "5 point_change", "累计增长5%": "0.05 cumulative_change"},
    ),
    (
        "bracket",
        "单位GDP能耗|%|40",
        "〔15〕",
        "请写作“累计下降n%”或填写目标水平",
        {"累计下降15%": "-0.15 cumulative_change", "35": "35"},
    ),
    (
        "total_or_level",
        "企业数|家|40",
        "累计达到100家",
        "请写作“新增n”或只写目标水平",
        {"新增100": "100 increment", "100": "100"},
    ),
    (
        "rank",
        "全省排名|位|9",
        "提升2位",
        "请写作“前n位”",
        {"前2位": "2"},
    ),
]
PLAIN = "指标|2013|2014\n企业|40|50"
# Yearly figures that are refused, what the sentence advises, the file that follows it, and what is
# read of it.
YEARS = [
    ("read.formula", "指标|2013|2014\n企业|40|=B2*2", "重新计算", None),
    ("read.no_years", "指标|甲|乙\n企业|40|50", "在标题中写明年份", "2014年|\n指标|甲\n企业|50"),
    ("read.no_years", "指标|甲|乙\n企业|40|50", "命名为“年份”", "年份|企业\n2013|40\n2014|50"),
    ("read.no_years", "指标|甲|乙\n企业|40|50", "在第一行横排年份", None),
    ("read.months", "月份|企业\n2013-01|40\n2013-02|50", "请按年给出数据，年份写四位数字", None),
    (
        "read.years_in_title",
        "2013年和2014年情况|\n指标|数量\n企业|40",
        "请增加“年份”列",
        "2013年和2014年情况||\n指标|年份|数值\n企业|2013|40\n企业|2014|50",
    ),
    ("read.two_values", "指标|年份|数值|数值2\n企业|2013|40|50", "请只保留一列", None),
    (
        "read.two_values",
        "指标|年份|数值|数值2\n企业|2013|40|50",
        "改用各自的指标名称作列标题",
        "年份|企业|论文\n2013|40|5\n2014|50|6",
    ),
    (
        "read.tables_clash",
        "表一|\n指标|2013年\n企业|40\n|\n表二|\n指标|2013年\n企业|41",
        "请只保留一个",
        None,
    ),
    (
        "read.titles_clash",
        "表一 企业|\n指标|2013年\n企业|40\n|\n表二 企业数|\n指标|2014年\n企业|41",
        "请分放在不同工作表或文件",
        None,
    ),
    ("read.far_year", "指标|2013|2014|2105\n企业|40|50|60", "是否误写", None),
    ("read.mixed_percent", "指标|2013|2014\n企业|40%|50", "请统一写法", None),
    ("read.twice", "指标|2013\n企业|40\n企业|41", "请只保留一个", None),
    (
        "read.twice",
        "指标|2013\n企业|40\n企业|41",
        "用名称加以区分",
        "指标|2013|2014\n企业|40|50\n规上企业|41|42",
    ),
    ("read.year_twice", "指标|2013|2013\n企业|40|50", "请只保留一列", None),
    (
        "read.year_twice",
        "指标|2013|2013\n临海|40|50",
        "用名称加以区分",
        "指标|2013年企业|2014年企业|2013年论文\n临海|40|50|5",
    ),
    (
        "read.head_twice",
        "年份|企业|企业\n2013|40|50",
        "请分别命名",
        "年份|企业|论文\n2013|40|5\n2014|50|6",
    ),
    ("read.no_whole_years", "指标|2013年1季度|2013年2季度\n企业|4|5", "请按整年给出数据", None),
    ("read.dates", "日期|企业\n2013-06-30|39\n2013-12-31|40", "请每年只给一个数据", None),
    ("read.no_name", "指标|2013|2014\n企业|40|50\n|5|6\n专利|3|4", "请写明是哪一项的数据", None),
    ("read.wide", "指标,2013,2014\n企业,1,200,30", "请去掉数字中的逗号", None),
    (
        "read.two_years",
        "开始年份|结束年份|企业\n2013|2015|40\n2014|2016|50",
        "请把数据所属的一列命名为“年份”",
        "年份|结束年份|企业\n2013|2015|40\n2014|2016|50",
    ),
    ("read.comma", '指标|2013|2014\n企业|"1,25"|"2,500"', "请统一用小数点", None),
    (
        "block.centred",
        "地区||企业|产值|||\n|2017|2018|2019|2017|2018|2019\n临海|1|2|3|4|5|6",
        "请将标题合并到所辖各列，或写在每组第一列上方",
        "地区|企业||论文|\n|2013|2014|2013|2014\n临海|40|50|5|6",
    ),
]
# A file of one table that cannot be read as it stands.
TABLES = [
    ("taken.no_heading", ",\n甲,1\n", "第一行应为列标题", "情景,数值\n甲,1\n"),
    ("taken.row_too_long", "情景,说明\n甲,一,二\n", "请加引号", '情景,说明\n甲,"一,二"\n'),
]
# What advises nothing, as it tells what was read, what was left out or what there is; what stands
# inside other sentences; and what is said of a file of one table that has several.
NO_ADVICE = """
link.in_table link.in_row settled.of_wording
read.understood read.layout.wide read.layout.long read.layout.years_down read.layout.one_year
read.no_figures read.none_left read.title_year read.of_title read.of_sheet read.of_file read.left
read.left_rows read.growth read.target read.part read.span read.dated read.other_numbers
read.no_year read.fiscal read.totals read.no_values read.told_apart read.flag read.flag_break
read.flag_preliminary read.flag_expected read.flag_revised read.flag_final read.flag_derived
read.flag_first_release read.flag_kept read.flag_error read.flag_missing read.flag_negative
read.below read.other_table read.other_sheets read.cell read.row read.note read.words read.before
read.filled_down read.sheets_joined read.codes read.era read.year_marks
taken.column taken.bare_column taken.sheets taken.files taken.no_sheet taken.found taken.indicators
taken.targets taken.bases taken.figures taken.one_year taken.others taken.sources taken.tasks
taken.row taken.span taken.base_not_positive taken.growth_left taken.without_target
taken.past_target
unread.none unread.direction unread.last_year unread.assigned unread.blanks unread.two_things
unread.two_units unread.backwards unread.too_large unread.times unread.kind unread.points
unread.unit
"""
# Their advice is followed in tests/test_advice.py.
TABLES_OF_A_PLAN = """
link.unknown link.both_or_neither link.two_steps link.not_after link.no_target link.below_target
link.rate_above_1 link.no_target_of link.circle link.two_decided
"""


def written(path: Path, sheets: str | dict[str, str], merged: tuple[str, ...] = ()) -> Path:
    """A workbook of sheets; the one of a bureau where there is no more than its rows."""
    given = beside(sheets) if isinstance(sheets, str) else sheets
    cells = {name: [line.split("|") for line in text.splitlines()] for name, text in given.items()}
    rows = {name: [[*map(_cell, row)] for row in table] for name, table in cells.items()}
    return book(path, merged=merged, **rows)


def _cell(text: str) -> object:
    return float(text) if text.replace(".", "", 1).isdigit() else text or None


def keys(problem: object) -> Iterator[str]:
    problem = getattr(problem, "problem", problem)
    if isinstance(problem, Sentence):
        yield problem.key
        for _, value in problem.values:
            yield from keys(value)


def refused(path: Path, opened=la.load_plan) -> tuple[set[str], str]:
    """The keys of the first sentence of a refusal, and all that it tells."""
    with pytest.raises(DataError) as caught:
        opened(path)
    first = getattr(caught.value, "faults", caught.value.args)[0]
    return set(keys(first)), caught.value.text("zh")


def noted(plan: la.Plan) -> tuple[set[str], str]:
    unread = {f"unread.{key}" for key in plan.targets["unread"] if key}
    told = [*plan.reading("zh"), *plan.unread("zh")["told"]]
    return unread | {key for note in plan.read for key in keys(note)}, "\n".join(told)


def summary(plan: la.Plan) -> str:
    """Each indicator with its unit, its figures by year, and its targets."""
    made = []
    for row in plan.indicators.itertuples():
        figures = plan.observations[plan.observations["indicator"] == row.indicator]
        dated = sorted(zip(figures["year"], figures["value"], strict=True))
        targets = plan.targets[plan.targets["indicator"] == row.indicator]
        aims = sorted(zip(targets["target_year"], targets["target"], targets["basis"], strict=True))
        made.append(
            " ".join(
                [
                    row.indicator,
                    row.unit,
                    *(f"{year}={value:g}" for year, value in dated),
                    *(f"{y}>{value:g} {basis}".removesuffix(" level") for y, value, basis in aims),
                ]
            )
        )
    return ", ".join(made)


@pytest.mark.parametrize(
    ("key", "broken", "advice", "mended", "then"), REFUSED, ids=[row[0] for row in REFUSED]
)
def test_a_sheet_that_was_refused_goes_in_as_the_sentence_says(
    tmp_path, key, broken, advice, mended, then
):
    first, told = refused(written(tmp_path / "a.xlsx", broken))
    assert key in first, told
    assert advice in told
    assert summary(la.load_plan(written(tmp_path / "b.xlsx", mended))) == then


@pytest.mark.parametrize(
    ("key", "broken", "advice", "mended", "then"), NOTED, ids=[row[0] for row in NOTED]
)
def test_what_is_noted_of_a_sheet_is_gone_when_it_is_followed(
    tmp_path, key, broken, advice, mended, then
):
    found, told = noted(la.load_plan(written(tmp_path / "a.xlsx", broken)))
    assert key in found
    assert advice in told
    plan = la.load_plan(written(tmp_path / "b.xlsx", mended))
    assert key not in noted(plan)[0]
    assert summary(plan) == then
    assert plan.tasks["task"].tolist() == ["建成省级高新区"] * (key == "unread.words")


@pytest.mark.parametrize(
    ("key", "row", "printed", "advice", "ways"), UNREAD, ids=[row[0] for row in UNREAD]
)
def test_a_target_is_read_when_it_is_written_as_the_sentence_says(
    tmp_path, key, row, printed, advice, ways
):
    heads = "指标名称|单位|2020年基数|2025年目标"
    found, told = noted(la.load_plan(written(tmp_path / "a.xlsx", f"{heads}\n{row}|{printed}")))
    assert f"unread.{key}" in found
    assert advice in told
    for way, then in ways.items():
        plan = la.load_plan(written(tmp_path / "b.xlsx", f"{heads}\n{row}|{way}"))
        assert noted(plan)[0].isdisjoint({f"unread.{key}"})
        assert summary(plan).partition(">")[2] == then


@pytest.mark.parametrize(
    ("key", "broken", "advice", "mended"), YEARS, ids=[row[0] for row in YEARS]
)
def test_yearly_figures_that_were_refused_are_read_as_the_sentence_says(
    tmp_path, key, broken, advice, mended
):
    """Firms are 40 in 2013 and 50 in 2014, in whatever shape the sentence asks for."""
    path = tmp_path / "企业.csv"
    path.write_text(broken.replace("|", ","), encoding="utf-8")
    first, told = refused(path, read)
    assert key in first, told
    assert advice in told
    path.write_text((mended or PLAIN).replace("|", ","), encoding="utf-8")
    made = read(path).frame
    firms = made[made["series"].isin(["企业", "临海 企业", "企业 甲"])]
    found = dict(zip(firms["year"], firms["value"], strict=True))
    assert found
    assert found.items() <= {2013: 40, 2014: 50}.items()
    assert not made["series"].str.contains("年").any()


@pytest.mark.parametrize(("opened", "place"), [(la.load_plan, "C2:C3"), (read, "C2:D2")])
def test_a_figure_in_merged_cells_is_written_into_each_of_them(tmp_path, opened, place):
    sheet = f"{SHEET}\n论文|篇|3|4|5"
    if opened is read:
        sheet = sheet.replace("基数", "").replace("目标", "")
    first, told = refused(written(tmp_path / "a.xlsx", sheet, (place,)), opened)
    assert "read.merged" in first
    assert f"位于合并单元格{place}" in told
    assert opened(written(tmp_path / "b.xlsx", sheet))


@pytest.mark.parametrize(
    ("key", "broken", "advice", "mended"), TABLES, ids=[row[0] for row in TABLES]
)
def test_a_table_of_its_own_is_read_as_the_sentence_says(tmp_path, key, broken, advice, mended):
    path = tmp_path / "情景.csv"
    path.write_text(broken, encoding="utf-8")
    first, told = refused(path, lambda file: read_table(file, "scenarios"))
    assert key in first
    assert advice in told
    path.write_text(mended, encoding="utf-8")
    assert read_table(path, "scenarios")[0].iloc[0, 0] == "甲"


def test_every_advice_is_followed_or_listed_as_none():
    folder = Path(la.__file__).parent
    listed = [
        row["key"]
        for name in ("faults.csv", "words.csv")
        for row in csv.DictReader((folder / name).read_text(encoding="utf-8").splitlines())
    ]
    families = ("bureau", "read", "settled", "lacking", "block", "unread", "link", "taken")
    told = {key for key in listed if key.partition(".")[0] in families}
    followed = {row[0] for row in (*REFUSED, *NOTED, *YEARS, *TABLES)} | {"read.merged"}
    followed |= {f"unread.{row[0]}" for row in UNREAD} | {*TABLES_OF_A_PLAN.split()}
    assert followed.isdisjoint(NO_ADVICE.split())
    assert told == followed | {*NO_ADVICE.split()}
