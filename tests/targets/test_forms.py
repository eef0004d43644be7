"""Forms that five-year plans print, in their own wording: what each is read as, by a hand."""

from __future__ import annotations

import pytest

from linhai_analysis.errors import DataError
from linhai_analysis.targets import UnreadError, read_printed
from linhai_analysis.targets.numerals import whole_number
from linhai_analysis.words import known

FIRMS = {"unit": "家", "kind": "count"}
SHARE = {"unit": "%", "kind": "share"}
FALLING = {"unit": "%", "kind": "share", "better": "down"}
LIFE = {"unit": "岁", "kind": "index"}
PLACE = {"unit": "位", "kind": "rank", "better": "down"}

# printed, codebook, value, basis, relation, where it is printed
READ = [
    # the tables of the national plans
    (">[5000]", {"unit": "万人", "kind": "amount"}, 5000, "cumulative", "above", "13th, jobs"),
    ("<[3256]", {"unit": "万亩", "kind": "amount"}, 3256, "cumulative", "below", "13th, land"),
    ("[5575]", {"unit": "万人", "kind": "amount"}, 5575, "cumulative", "", "13th, poverty"),
    ("[3]", SHARE, 3, "point_change", "", "13th, non-fossil energy"),
    ("[1.38]", SHARE, 1.38, "point_change", "", "13th, forests"),
    ("[1]", LIFE, 1, "point_change", "", "13th, life expectancy"),
    ("〔1〕", LIFE, 1, "point_change", "", "14th, life expectancy"),
    ("［1］", LIFE, 1, "point_change", "", "form of the 13th, full width"),
    ("【1】", LIFE, 1, "point_change", "", "form of county plans"),
    ("〔-2〕", FALLING, -2, "point_change", "", "form of the 13th, sign as printed"),
    ("〔下降15%〕", FALLING, -0.15, "cumulative_change", "", "form of provincial plans"),
    ("〔2000〕", {"unit": "万套", "kind": "amount"}, 2000, "cumulative", "", "13th, housing"),
    (">80", SHARE, 80, "level", "above", "13th, air"),
    ("<5", SHARE, 5, "level", "below", "13th, water"),
    ("60.6*", SHARE, 60.6, "level", "", "14th, towns (2019)"),
    ("77.3①", LIFE, 77.3, "level", "", "form of the 14th"),
    ("65%²", SHARE, 65, "level", "", "form of the 14th"),
    ("2500¹", FIRMS, 2500, "level", "", "form of the 14th"),
    ("23.2^", SHARE, 23.2, "level", "", "form of the 14th"),
    (">6.5", {"unit": "亿吨", "kind": "amount"}, 6.5, "level", "above", "14th, grain"),
    ("年均增长>7%", FIRMS, 0.07, "growth_rate", "above", "14th, R&D"),
    # growth a year
    ("年均增幅10%以上", FIRMS, 0.10, "growth_rate", "at_least", "form of county plans"),
    ("年均增速8%", FIRMS, 0.08, "growth_rate", "", "form of county plans"),
    ("年均增长率达到10%以上", FIRMS, 0.10, "growth_rate", "at_least", "form of city plans"),
    ("年均增速保持在8%以上", FIRMS, 0.08, "growth_rate", "at_least", "form of city plans"),
    ("年增长8%", FIRMS, 0.08, "growth_rate", "", "form of county plans"),
    ("年递增8%以上", FIRMS, 0.08, "growth_rate", "at_least", "form of county plans"),
    ("年均递增8%", FIRMS, 0.08, "growth_rate", "", "form of county plans"),
    ("年均递减3%", FIRMS, -0.03, "growth_rate", "", "form of county plans"),
    ("年均下降3%以上", FIRMS, -0.03, "growth_rate", "at_most", "form of county plans"),
    ("“十三五”期间年均增长7%", FIRMS, 0.07, "growth_rate", "", "form of the 13th, text"),
    ("零增长", FIRMS, 0, "growth_rate", "", "form of the action plan on fertilisers"),
    ("实现零增长", FIRMS, 0, "growth_rate", "", "form of the action plan on fertilisers"),
    # changes over all years
    ("较2015年增长50%", FIRMS, 0.5, "cumulative_change", "", "form of city plans"),
    ("比“十二五”末增长50%", FIRMS, 0.5, "cumulative_change", "", "form of city plans"),
    ("持平", FIRMS, 0, "cumulative_change", "", "form of county plans"),
    ("与2015年基本持平", FIRMS, 0, "cumulative_change", "about", "form of county plans"),
    # points a year
    ("年均提高0.2个百分点", SHARE, 0.2, "yearly_points", "", "form of city plans"),
    ("年均提高0.2个百分点以上", SHARE, 0.2, "yearly_points", "at_least", "form of city plans"),
    ("年均下降0.3个百分点", FALLING, -0.3, "yearly_points", "", "form of city plans"),
    ("每年提高0.5个百分点", SHARE, 0.5, "yearly_points", "", "form of city plans"),
    ("年均提高0.2岁", LIFE, 0.2, "yearly_points", "", "form of health plans"),
    ("提高1岁", LIFE, 1, "point_change", "", "form of health plans"),
    # multiples
    ("翻番", FIRMS, 2, "multiple", "", "form of county plans"),
    ("实现翻番", FIRMS, 2, "multiple", "", "form of county plans"),
    ("实现倍增", FIRMS, 2, "multiple", "", "form of provincial plans for firms"),
    ("力争翻一番以上", FIRMS, 2, "multiple", "at_least", "form of provincial plans"),
    ("翻2番", FIRMS, 4, "multiple", "", "form of county plans"),
    ("增长1倍以上", FIRMS, 2, "multiple", "at_least", "form of county plans"),
    ("增加1.5倍", FIRMS, 2.5, "multiple", "", "form of county plans"),
    ("累计增长2倍", FIRMS, 3, "multiple", "", "form of county plans"),
    ("为2015年的2倍", FIRMS, 2, "multiple", "", "form of county plans"),
    ("两倍", FIRMS, 2, "multiple", "", "form of county plans"),
    # additions and totals
    ("净增20家", FIRMS, 20, "increment", "", "form of county plans"),
    ("新增加20家", FIRMS, 20, "increment", "", "form of county plans"),
    ("五年净增20家以上", FIRMS, 20, "increment", "at_least", "form of county plans"),
    ("新培育20家", FIRMS, 20, "increment", "", "form of county plans"),
    ("五年累计引进100家", FIRMS, 100, "cumulative", "", "form of county plans"),
    ("五年引进100家", FIRMS, 100, "cumulative", "", "form of county plans"),
    ("5年内培育100家", FIRMS, 100, "cumulative", "", "form of county plans"),
    ("累计建成100个以上", FIRMS, 100, "cumulative", "at_least", "form of county plans"),
    ("实施500项", FIRMS, 500, "cumulative", "", "form of county plans"),
    ("认定100家", FIRMS, 100, "cumulative", "", "form of county plans"),
    ("孵化100家", FIRMS, 100, "cumulative", "", "form of county plans"),
    ("攻克30项", FIRMS, 30, "cumulative", "", "form of county plans"),
    ("“十三五”期间引进100家", FIRMS, 100, "cumulative", "", "form of county plans"),
    ("累计15", FIRMS, 15, "cumulative", "", "form of county tables"),
    ("[累计15]", FIRMS, 15, "cumulative", "", "form of county tables"),
    ("100家（五年累计）", FIRMS, 100, "cumulative", "", "form of county tables"),
    ("年均引进20家", FIRMS, 20, "yearly_average", "", "form of county plans"),
    ("年均增加20家", FIRMS, 20, "yearly_average", "", "form of county plans"),
    ("每年新增5家", FIRMS | {"counted": "in_year"}, 5, "every_year", "", "form of county plans"),
    ("每年引进5家以上", FIRMS | {"counted": "in_year"}, 5, "every_year", "at_least", "the same"),
    # about, at least, at most
    ("近1200件", FIRMS, 1200, "level", "about", "form of county plans"),
    ("接近100家", FIRMS, 100, "level", "about", "form of county plans"),
    ("约100家", FIRMS, 100, "level", "about", "form of county plans"),
    ("100家上下", FIRMS, 100, "level", "about", "form of county plans"),
    ("稳定在95%左右", SHARE, 95, "level", "about", "form of county plans"),
    ("年均增长6.5%左右", FIRMS, 0.065, "growth_rate", "about", "form of provincial plans"),
    ("控制在3%左右", FALLING, 3, "level", "at_most", "form of yearly plans, prices"),
    ("达80%", SHARE, 80, "level", "", "form of county plans"),
    ("达到80%以上", SHARE, 80, "level", "at_least", "form of county plans"),
    ("提升至65%", SHARE, 65, "level", "", "form of county plans"),
    ("保持在95%以上", SHARE, 95, "level", "at_least", "form of county plans"),
    ("控制在3%以内", FALLING, 3, "level", "at_most", "form of county plans"),
    ("≦0.5", FALLING, 0.5, "level", "at_most", "form of county tables"),
    ("﹥90", SHARE, 90, "level", "above", "form of county tables"),
    ("压减到100家", FIRMS, 100, "level", "", "form of county plans"),
    ("降至5%以下", FALLING, 5, "level", "at_most", "form of county plans"),
    ("增至100家", FIRMS, 100, "level", "", "form of county plans"),
    ("超100家", FIRMS, 100, "level", "above", "form of county plans"),
    ("90分以上", {"unit": "分", "kind": "index"}, 90, "level", "at_least", "form of city plans"),
    ("100%全覆盖", SHARE, 100, "level", "", "form of county plans"),
    # from ... to, with years
    ("由60家增加到120家", FIRMS, 120, "level", "", "form of county plans"),
    ("从2015年的60家增加到2020年的120家", FIRMS, 120, "level", "", "form of county plans"),
    ("由60.6%提高到65%以上", SHARE, 65, "level", "at_least", "form of county plans"),
    ("到2020年，力争达到100家", FIRMS, 100, "level", "", "form of county plans, text"),
    ("五年内达到100家", FIRMS, 100, "level", "", "form of county plans, text"),
    # places in a ranking
    ("全国前十", PLACE, 10, "level", "at_most", "form of provincial plans"),
    ("保持全省前3名", PLACE, 3, "level", "at_most", "form of city plans"),
    ("全省第一", PLACE, 1, "level", "at_most", "form of city plans"),
    # numbers and units
    ("三家", FIRMS, 3, "level", "", "form of county plans"),
    ("一百二十家以上", FIRMS, 120, "level", "at_least", "form of county plans"),
    ("10家—20家", FIRMS, 10, "level", "range", "form of county plans"),
    ("1.2万", {"unit": "万件", "kind": "count"}, 1.2, "level", "", "form of county tables"),
    ("500万元以上", {"unit": "万元", "kind": "amount"}, 500, "level", "at_least", "the same"),
    ("2万亿元", {"unit": "亿元", "kind": "amount"}, 20_000, "level", "", "form of plans"),
    ("3千亿元", {"unit": "亿元", "kind": "amount"}, 3000, "level", "", "form of plans"),
    ("每万人16件", {"unit": "件/万人", "kind": "ratio"}, 16, "level", "", "form of plans"),
    (
        "每万名就业人员60人年",
        {"unit": "person-years per 10000 employed", "kind": "ratio"},
        60,
        "level",
        "",
        "13th, science plan, text",
    ),
]


@pytest.mark.parametrize(("printed", "codebook", "value", "basis", "relation", "source"), READ)
def test_form_is_read_as_people_mean_it(printed, codebook, value, basis, relation, source):
    figure = read_printed(printed, **codebook)
    assert figure.value == pytest.approx(value, rel=1e-12), source
    assert (figure.basis, figure.relation) == (basis, relation)


# printed, codebook, key of the reason
UNREAD = [
    ("与GDP增长基本同步", FIRMS, "compares"),  # 14th plan, incomes
    ("高于GDP增长", FIRMS, "compares"),  # 14th plan, productivity
    ("快于经济增长", FIRMS, "compares"),
    ("高于GDP增速2个百分点", SHARE, "compares"),
    ("达到全省平均水平", SHARE, "compares"),
    ("比上年增长10%", FIRMS, "last_year"),
    ("保持在合理区间、各年度视情提出", SHARE, "words"),  # 14th plan, GDP
    ("全省前列", PLACE, "words"),
    ("中上游", PLACE, "words"),
    ("建成省级高新区", FIRMS, "words"),
    ("只增不减", FIRMS, "direction"),
    ("只减不增", FIRMS, "direction"),
    ("稳中有升", SHARE, "direction"),
    ("逐年提高", SHARE, "direction"),
    ("完成省下达任务", FALLING, "assigned"),
    ("—", FIRMS, "none"),
    ("46.5（40）", SHARE, "parentheses"),
    ("(15)", FIRMS, "parentheses"),
    ("100余家", FIRMS, "figure"),
    ("(1" * 3000, FIRMS, "long"),
    # two readings
    ("〔15〕", FALLING, "bracket"),
    ("〔15〕", SHARE | {"names": ["研发经费增长"]}, "bracket"),
    ("〔15%〕", SHARE, "rise_or_fall"),
    ("〔2〕", PLACE, "rank"),
    ("提升2位", PLACE, "rank"),
    ("提高5", SHARE, "no_unit"),
    ("提高5", LIFE, "no_unit"),
    ("提高5%", SHARE | {"names": ["科技进步贡献率"]}, "points_or_percent"),
    ("年均提高2%", SHARE, "points_or_percent"),
    ("新增5%", SHARE, "points_or_percent"),
    ("年均8%", SHARE, "average_or_growth"),
    ("增速8%以上", FIRMS, "which_years"),
    ("累计达到100家", FIRMS, "total_or_level"),
    ("每年新增5家", FIRMS, "every_addition"),
    ("每年新增5家", FIRMS | {"counted": "stock"}, "every_addition"),
    ("2500/360", FIRMS, "several"),
    # another quantity than that of the codebook
    ("年均提高0.2个百分点", FIRMS, "points"),
    ("5%", FIRMS, "unit"),
    ("引进100", SHARE, "kind"),
    # A doubling each year is none over all years; an addition or a fall has no multiple.
    ("年均翻一番", FIRMS, "figure"),
    ("累计翻一番", FIRMS, "figure"),
    ("年均零增长", FIRMS, "figure"),
    ("每年前10位", PLACE, "figure"),
    *((text, FIRMS, "times") for text in ("年均增长2倍", "每年达到2倍", "减少2倍", "新增2倍")),
    ("double every year", FIRMS, "times"),
]


@pytest.mark.parametrize(("printed", "codebook", "key"), UNREAD)
def test_what_cannot_be_read_says_why_in_both_languages(printed, codebook, key):
    with pytest.raises(UnreadError) as caught:
        read_printed(printed, **codebook)
    assert caught.value.key == key
    assert known(f"unread.{key}")
    assert printed[:200] in str(caught.value)


def test_relative_change_of_a_rate_of_change_is_no_matter_of_points():
    """累计下降17% of 单位GDP能耗降低 (%) is the fall of the energy, as the national plan has it."""
    figure = read_printed("下降17%", **FALLING, names=["单位GDP能耗降低"])
    assert (figure.value, figure.basis) == (-0.17, "cumulative_change")


# printed, name of the indicator, value and basis, or nothing where it is not read
NAMED = [
    ("R&D经费占GDP比重达到2.5%", "R&D经费占GDP比重", (2.5, "level")),
    ("高新技术产业增加值占比达到25%", "高新技术产业增加值占比", (25, "level")),
    ("近岸海域水质优良比例达到80%", "近岸海域水质优良比例", (80, "level")),
    ("近岸海域水质优良比例达到80%", "优良天数比例", None),
    ("科技进步贡献率提高5个百分点", "科技进步贡献率", (5, "point_change")),
    ("R&D经费占GDP比重达到2.5%", "高新技术产业占比", None),
]


@pytest.mark.parametrize(("printed", "name", "expected"), NAMED)
def test_name_of_the_indicator_itself_may_stand_before_the_figure(printed, name, expected):
    check_named(printed, name, SHARE, expected)


@pytest.mark.parametrize(
    ("printed", "name", "expected"),
    [
        ("培育高新技术企业100家", "高新技术企业数", (100, "cumulative")),
        ("高新技术企业达到100家以上", "高新技术企业数", (100, "level")),
        ("新增高新技术企业100家", "高新技术企业数", (100, "increment")),
        ("培育科技型中小企业100家", "高新技术企业数", None),
        ("三千二百家", "三千企业", (3200, "level")),  # a part of the number is no name
        ("120家", "120家重点企业", (120, "level")),
        ("1.5家", "1.5级产业", (1.5, "level")),
    ],
)
def test_words_of_a_name_count_as_words_and_numbers_as_numbers(printed, name, expected):
    check_named(printed, name, FIRMS, expected)


def check_named(printed, name, codebook, expected):
    if expected is None:
        with pytest.raises(UnreadError):
            read_printed(printed, **codebook, names=[name])
        return
    figure = read_printed(printed, **codebook, names=[name])
    assert (figure.value, figure.basis) == expected


def test_name_that_says_new_is_not_taken_off():
    """新增就业 is in the name and in the text: five years of additions either way."""
    jobs = {"unit": "万人", "kind": "amount", "names": ["城镇新增就业人数"]}
    for printed in ("新增就业5万人以上", "城镇新增就业5万人以上"):
        figure = read_printed(printed, **jobs)
        assert (figure.value, figure.basis, figure.relation) == (5, "increment", "at_least")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三", 3),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("一百二十", 120),
        ("一千二百", 1200),
        ("两千万", 20_000_000),
        ("三亿五千万", 350_000_000),
        ("三万亿", 3 * 10**12),
        ("三百五", None),  # 350 as it is spoken, 305 as it is written
        ("五六", None),  # five or six
        ("百", None),  # 百家: hundreds
        ("12", None),
        ("", None),
    ],
)
def test_chinese_numbers(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize("note", ["*", "①", "¹", "²", "^", "※", "＊"])
def test_footnote_marks_never_become_digits(note):
    assert read_printed(f"65{note}", **SHARE).value == 65
    with pytest.raises(DataError):
        read_printed(f"{note}6 5", **SHARE)
