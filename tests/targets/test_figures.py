"""Printed figures: what plans print is read as people mean it, and nothing is guessed."""

from __future__ import annotations

import math
import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linhai_analysis.errors import DataError
from linhai_analysis.targets.figures import Figure, read_figure, read_figures
from linhai_analysis.targets.units import in_unit

# text, value, high, unit, relation, basis
READ = [
    # the Linhai plan
    ("3 %", 3, None, "%", "", "level"),
    ("4.5%以上", 4.5, None, "%", "at_least", "level"),
    ("120", 120, None, "", "", "level"),
    ("400家", 400, None, "家", "", "level"),
    ("360件以上", 360, None, "件", "at_least", "level"),
    ("16件/万人以上", 16, None, "件/万人", "at_least", "level"),
    ("新增3-5家", 3, 5, "家", "range", "increment"),
    ("3-5家", 3, 5, "家", "range", "level"),
    ("5000平方米", 5000, None, "平方米", "", "level"),
    ("13.81亿元", 1_381_000_000, None, "元", "", "level"),
    # other ways to print a number
    ("４．５％以上", 4.5, None, "%", "at_least", "level"),
    ("１２０家", 120, None, "家", "", "level"),
    ("1.2万", 12_000, None, "", "", "level"),
    ("1.2万件", 12_000, None, "件", "", "level"),
    ("3万亩", 30_000, None, "亩", "", "level"),
    ("1500万元", 15_000_000, None, "元", "", "level"),
    ("2.3万亿元", 2.3e12, None, "元", "", "level"),
    ("3,300件", 3300, None, "件", "", "level"),
    ("3，300件", 3300, None, "件", "", "level"),
    ("25.0", 25, None, "", "", "level"),
    ("0.8‰", 0.8, None, "‰", "", "level"),
    ("0", 0, None, "", "", "level"),
    ("100%", 100, None, "%", "", "level"),
    ("0.5吨标准煤/万元", 0.5, None, "吨标准煤/万元", "", "level"),
    # relations
    (">6.5", 6.5, None, "", "above", "level"),
    ("＞90%", 90, None, "%", "above", "level"),
    ("≥95", 95, None, "", "at_least", "level"),
    (">=95", 95, None, "", "at_least", "level"),
    ("<5%", 5, None, "%", "below", "level"),
    ("≤5%", 5, None, "%", "at_most", "level"),
    ("不低于3%", 3, None, "%", "at_least", "level"),
    ("不少于120家", 120, None, "家", "at_least", "level"),
    ("不超过5%", 5, None, "%", "at_most", "level"),
    ("不高于5%", 5, None, "%", "at_most", "level"),
    ("低于5%", 5, None, "%", "below", "level"),
    ("超过100家", 100, None, "家", "above", "level"),
    ("大于100家", 100, None, "家", "above", "level"),
    ("多于100家", 100, None, "家", "above", "level"),
    ("高于5%", 5, None, "%", "above", "level"),
    ("超100家", 100, None, "家", "above", "level"),
    ("逾100家", 100, None, "家", "above", "level"),
    ("小于5%", 5, None, "%", "below", "level"),
    ("少于100家", 100, None, "家", "below", "level"),
    ("不到5%", 5, None, "%", "below", "level"),
    ("不大于5%", 5, None, "%", "at_most", "level"),
    ("不多于100家", 100, None, "家", "at_most", "level"),
    ("不小于5%", 5, None, "%", "at_least", "level"),
    ("至少100家", 100, None, "家", "at_least", "level"),
    ("大约100家", 100, None, "家", "about", "level"),
    ("近100家", 100, None, "家", "about", "level"),
    ("接近100家", 100, None, "家", "about", "level"),
    ("突破1000亿元", 1e11, None, "元", "above", "level"),
    ("控制在5%以内", 5, None, "%", "at_most", "level"),
    ("控制在5%以下", 5, None, "%", "at_most", "level"),
    ("70分以上", 70, None, "分", "at_least", "level"),
    ("500家以上（含）", 500, None, "家", "at_least", "level"),
    ("500家(含)以上", 500, None, "家", "at_least", "level"),
    ("力争达到100家", 100, None, "家", "", "level"),
    ("力争突破100家", 100, None, "家", "above", "level"),
    # ranges
    ("6%-6.5%", 6, 6.5, "%", "range", "level"),
    ("6—6.5%", 6, 6.5, "%", "range", "level"),
    ("15～20家", 15, 20, "家", "range", "level"),
    ("3至5家", 3, 5, "家", "range", "level"),
    ("2000-3000万元", 2e7, 3e7, "元", "range", "level"),
    # changes: rates and relative changes are fractions
    ("年均增长8%", 0.08, None, "%", "", "growth_rate"),
    ("年均增长7.5%左右", 0.075, None, "%", "about", "growth_rate"),
    ("年均增长8%-10%", 0.08, 0.1, "%", "range", "growth_rate"),
    ("年均增长超过8%", 0.08, None, "%", "above", "growth_rate"),
    ("年均下降3%", -0.03, None, "%", "", "growth_rate"),
    ("累计降低20%", -0.2, None, "%", "", "cumulative_change"),
    ("下降15%", -0.15, None, "%", "", "cumulative_change"),
    ("提高5%", 0.05, None, "%", "", "cumulative_change"),
    # 下降15%以上 is a change of -15 % or less; 以内 of -15 % or more
    ("下降15%以上", -0.15, None, "%", "at_most", "cumulative_change"),
    ("下降15%以内", -0.15, None, "%", "at_least", "cumulative_change"),
    ("降低2-3%", -0.03, -0.02, "%", "range", "cumulative_change"),
    ("提高到65%", 65, None, "%", "", "level"),
    ("提高至65%以上", 65, None, "%", "at_least", "level"),
    ("降低到5%以下", 5, None, "%", "at_most", "level"),
    ("减少到100家", 100, None, "家", "", "level"),
    ("0.5个百分点", 0.5, None, "个百分点", "", "point_change"),
    ("提高0.5个百分点", 0.5, None, "个百分点", "", "point_change"),
    ("下降0.5百分点", -0.5, None, "个百分点", "", "point_change"),
    ("累计100家", 100, None, "家", "", "cumulative"),
    ("累计新增100家", 100, None, "家", "", "increment"),
    ("增加500家", 500, None, "家", "", "increment"),
    ("〔15〕", 15, None, "", "", "cumulative"),
    ("［15］", 15, None, "", "", "cumulative"),
    ("年均100家", 100, None, "家", "", "yearly_average"),
    ("每年不低于3%", 3, None, "%", "at_least", "every_year"),
    # multiples
    ("翻一番", 2, None, "", "", "multiple"),
    ("翻两番", 4, None, "", "", "multiple"),
    ("翻三番", 8, None, "", "", "multiple"),
    ("翻一番以上", 2, None, "", "at_least", "multiple"),
    ("力争翻一番", 2, None, "", "", "multiple"),
    ("增长2倍", 3, None, "", "", "multiple"),
    ("增长1.5倍", 2.5, None, "", "", "multiple"),
    ("增长到2倍", 2, None, "", "", "multiple"),
    ("达到2倍", 2, None, "", "", "multiple"),
    # ranks and coverage
    ("前15位", 15, None, "位", "at_most", "level"),
    ("进入全国前10", 10, None, "位", "at_most", "level"),
    ("第5位", 5, None, "位", "at_most", "level"),
    ("全覆盖", 100, None, "%", "", "level"),
]


@pytest.mark.parametrize(("text", "value", "high", "unit", "relation", "basis"), READ)
def test_printed_form_is_read(text, value, high, unit, relation, basis):
    figure = read_figure(text)
    assert figure.value == pytest.approx(value, rel=1e-12)
    assert figure.high == (None if high is None else pytest.approx(high, rel=1e-12))
    assert (figure.unit, figure.relation, figure.basis) == (unit, relation, basis)
    assert figure.text == text


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("约100家", "about"),
        ("大约100家", "about"),
        ("20%左右", "about"),
        ("控制在3%左右", "about at_most"),
        ("100家", ""),
        ("100家以上", "at_least"),
    ],
)
def test_about_is_part_of_the_form(text, form):
    assert read_figure(text).form == form
    assert read_figure(text).about == form.startswith("about")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2500/360", [2500, 360]),
        ("２５００／３６０", [2500, 360]),
        ("2,500/360", [2500, 360]),
        ("2500件/360件以上", [2500, 360]),
        ("95/98/100", [95, 98, 100]),
        ("16件/万人以上", [16]),
        ("120家", [120]),
    ],
)
def test_cell_may_hold_several_figures(text, values):
    figures = read_figures(text)
    assert [figure.value for figure in figures] == values
    assert {figure.text for figure in figures} == {text}


def test_words_of_a_pair_stay_with_their_figure():
    assert [figure.relation for figure in read_figures("2500件/360件以上")] == ["", "at_least"]


UNREADABLE = [
    *("", " ", "达标", "基本建成", "省级", "100余家", "数百家", "三百五家", "五六家"),
    *("百分之五", "万分之三", "10:1", "不低于全省平均水平", "120家高新技术企业"),
    *("（500）", "2500（360）", "2633件(469件)", "2500、360", "2500,360", "12,00"),
    *("20%以上（较2015年）", "65%(2020年)", "2015-2020年增长8%", "比2015年15%"),
    *("3%%", "以上", "年均增长", "3-5-7家", "1.2E4", "0x10", "½", "前10%", "同比增长8%"),
    *("确保90家，力争100家", "不突破5%", "不足5%", "8000万-1亿元", "增长2-3倍"),
    *("省内第一方阵", "不低于8%的年均增速", "120家[1]", "60.6^1", "百家", "新增2个百分点"),
]


@pytest.mark.parametrize("text", UNREADABLE)
def test_text_that_is_no_figure_is_refused(text):
    with pytest.raises(DataError, match=r"cannot be read as a figure"):
        read_figures(text)


def test_refusal_shows_the_text():
    with pytest.raises(DataError, match=r"^'六成五' cannot be read as a figure; write the level"):
        read_figure("六成五")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("不低于3%以下", "says two things at once"),
        ("超过3%以上", "says two things at once"),
        ("5-3家", "is a range whose end is not above its start"),
        ("3-3家", "is a range whose end is not above its start"),
        ("年均0.5个百分点", "does not say whether it rises or falls"),
        ("每年0.5个百分点", "does not say whether it rises or falls"),
        ("减少100家", "is a fall in units, which is not read; give the level aimed at"),
        ("下降15", "does not say what the number counts; write n percentage points"),
        ("年均增长8", "is a growth rate without %"),
        ("年均增长8家", "is a growth rate without %"),
        ("〔15%〕", "does not say whether it rises or falls; write cumulative growth of n%"),
        ("[15]%", "does not say whether it rises or falls; write cumulative growth of n%"),
        ("累计18%", "does not say whether it rises or falls; write cumulative growth of n%"),
    ],
)
def test_refusal_says_why(text, sentence):
    with pytest.raises(DataError, match=re.escape(sentence)):
        read_figure(text)


# Each of these was, or easily is, read as another number than the one printed.
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("①65%", "a list number is no digit: not 165"),
        ("⒈65%", "not 1.65"),
        ("10⁴", "not 104, and ten with a footnote or ten thousand"),
        ("2500\n360", "two lines of a cell are two figures: not 2500360"),
        ("2500 360", "not 2500360"),
        ("5. 120家", "a row number before the figure: not 5.12"),
        ("9" * 400, "not infinite"),
        ("前" + "9" * 400, "not infinite"),
        ("10%-15家", "a range has one unit"),
        ("16件/", "per what?"),
        ("增长8", "8 what? as 年均增长8 and 下降8 are refused"),
    ],
)
def test_misleading_text_is_refused(text, why):
    with pytest.raises(DataError):
        read_figures(text)


def test_blanks_that_group_thousands_are_no_fault():
    assert read_figure("3 300件").value == 3300


@pytest.mark.parametrize(
    ("text", "limit"), [("控制在3-5%", 5), ("控制在3-5%以内", 5), ("不超过3-5家", 5)]
)
def test_at_most_a_range_never_means_its_lower_end(text, limit):
    try:
        figure = read_figure(text)
    except DataError:
        return
    assert figure.relation == "range" or figure.value == limit


def test_a_year_of_comparison_is_not_lost():
    """比2010年翻一番 is no doubling of 2015: the year must be refused or kept."""
    try:
        figure = read_figure("比2010年翻一番")
    except DataError:
        return
    assert figure != read_figure("翻一番")
    assert "2010" in repr(figure).replace(figure.text, "")


SCALE = {"": 1, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "万亿": 10**12}
UNITS = ["", "%", "‰", "家", "件", "个", "项", "人", "元", "亩", "平方米", "吨标准煤", "千瓦时"]
WORDS = [
    ("", "", ""),
    ("", "以上", "at_least"),
    ("", "及以上", "at_least"),
    ("不低于", "", "at_least"),
    ("不少于", "", "at_least"),
    ("≥", "", "at_least"),
    ("至少", "", "at_least"),
    ("", "以下", "at_most"),
    ("", "以内", "at_most"),
    ("控制在", "以内", "at_most"),
    ("控制在", "", "at_most"),
    ("不超过", "", "at_most"),
    ("≤", "", "at_most"),
    ("超过", "", "above"),
    ("突破", "", "above"),
    (">", "", "above"),
    ("力争超过", "", "above"),
    ("低于", "", "below"),
    ("<", "", "below"),
    ("力争达到", "", ""),
    ("达到", "以上", "at_least"),
]
FULL_WIDTH = str.maketrans("0123456789.,%<>", "０１２３４５６７８９．，％＜＞")

numbers = st.builds(
    lambda whole, places: (Decimal(whole) / 10**places).quantize(Decimal(1) / 10**places),
    st.integers(0, 10**7),
    st.integers(0, 3),
)


@given(
    number=numbers,
    grouped=st.booleans(),
    scale=st.sampled_from(sorted(SCALE)),
    unit=st.sampled_from(UNITS),
    words=st.sampled_from(WORDS),
    blank=st.sampled_from(["", " ", "　"]),
    wide=st.booleans(),
)
def test_any_number_unit_and_relation_word_round_trips(
    number, grouped, scale, unit, words, blank, wide
):
    before, after, relation = words
    digits = f"{number:,}" if grouped else str(number)
    text = f"{before}{digits}{blank}{scale}{unit}{after}"
    figure = read_figure(text.translate(FULL_WIDTH) if wide else text)
    assert figure.value == pytest.approx(float(number * SCALE[scale]), rel=1e-12)
    assert (figure.unit, figure.relation, figure.basis) == (unit, relation, "level")
    assert (figure.high, figure.scale) == (None, scale)


@given(
    ends=st.lists(numbers, min_size=2, max_size=2, unique=True).map(sorted),
    dash=st.sampled_from(["-", "—", "–", "~", "～", "至", "到"]),
    scale=st.sampled_from(sorted(SCALE)),
    unit=st.sampled_from(UNITS),
)
def test_any_range_keeps_both_ends(ends, dash, scale, unit):
    figure = read_figure(f"{ends[0]}{dash}{ends[1]}{scale}{unit}")
    both = [float(end * SCALE[scale]) for end in ends]
    assert [figure.value, figure.high] == pytest.approx(both, rel=1e-12)
    assert figure.relation == "range"


DIGITS, MARKS = "0123456789", ".,-%‰/〔〕[]() "
GRAMMAR = f"{DIGITS}{MARKS}万亿千百十年均增长下降到累计每新提高个分点家件人前第位倍翻一两番以上内约"


@given(st.one_of(st.text(max_size=30), st.text(alphabet=GRAMMAR, max_size=12)))
@example("/1")
@example("[3")
@example("-")
@example("1/")
def test_any_text_is_read_or_refused_as_data(text):
    for reader in (read_figures, lambda cell: [read_figure(cell)]):
        try:
            figures = reader(text)
        except DataError:
            continue
        assert figures
        assert all(isinstance(figure, Figure) for figure in figures)
        assert all(math.isfinite(figure.value) for figure in figures)


@pytest.mark.parametrize(
    ("text", "unit", "value", "high"),
    [
        ("13.81亿元", "100 million CNY", 13.81, None),
        ("13.81亿元", "亿元", 13.81, None),
        ("1500万元", "亿元", 0.15, None),
        ("2000-3000万元", "100 million CNY", 0.2, 0.3),
        ("60000元", "万元", 6, None),
        ("2.3万亿元", "亿元", 23_000, None),
        ("111.4万人", "10000 persons", 111.4, None),
        ("1.2万", "10000 persons", 1.2, None),
        ("1.2万件", "piece", 12_000, None),
        ("5000平方米", "m2", 5000, None),
        ("16件/万人以上", "piece per 10000 persons", 16, None),
        ("16件以上", "piece per 10000 persons", 16, None),
        ("10万元/人", "万元/人", 10, None),
        ("120个", "enterprise", 120, None),
        ("120", "100 million CNY", 120, None),
        ("3-5", "亿元", 3, 5),
        ("全覆盖", "%", 100, None),
        ("前15位", "位", 15, None),
        ("18位", "rank", 18, None),
        ("22.2万亿元", "trillion CNY", 22.2, None),
        ("340000亿元", "trillion CNY", 34, None),
        ("48.5人年", "person-years per 10000 employed", 48.5, None),
        ("60人年/万人", "person-years per 10000 employed", 60, None),
        # rates, changes and multiples have no unit
        ("年均增长8%", "piece", 0.08, None),
        ("累计降低20%", "亿元", -0.2, None),
        ("翻一番", "piece", 2, None),
        ("0.5个百分点", "%", 0.5, None),
    ],
)
def test_figure_is_expressed_in_the_unit_of_the_codebook(text, unit, value, high):
    figure = in_unit(read_figure(text), unit)
    assert figure.value == pytest.approx(value, rel=1e-12)
    assert figure.high == (None if high is None else pytest.approx(high, rel=1e-12))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("5%", "enterprise"),
        ("120家", "%"),
        ("8‰", "%"),
        ("13.81亿元", "piece"),
        ("5公里", "平方公里"),
        ("全覆盖", "家"),
    ],
)
def test_other_dimension_is_refused(text, unit):
    sentence = f"{text!r} is printed in another unit than that of its indicator"
    with pytest.raises(DataError, match=f"^{re.escape(sentence)}$"):
        in_unit(read_figure(text), unit)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("4.5张/千人", "张/万人", 45),  # 4.5 per 1,000 is 45 per 10,000
        ("16件/万人", "piece", None),
        ("0.5吨/万元", "吨", None),
        ("8.5%/年", "%", None),
        ("3万", "千瓦时", 30_000),
        ("20亿", "%", None),
        ("120人", "enterprise", None),
        ("前15位", "enterprise", None),
        ("〔15〕", "%", None),  # 〔15%〕 is refused because it may be a fall
    ],
)
def test_unit_that_differs_is_converted_or_refused_but_never_ignored(text, unit, value):
    try:
        figure = in_unit(read_figure(text), unit)
    except DataError:
        return
    assert value is not None, f"{text} in {unit} was taken as {figure.value}"
    assert figure.value == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("3亿千瓦时", "千瓦时", 3e8),
        ("3千瓦", "千瓦", 3),
        ("3亿千瓦时", "亿千瓦时", 3),
        ("65%", "％", 65),
        ("5000㎡", "m2", 5000),
        ("前15位", "rank", 15),  # the unit that the national plan's codebook uses
    ],
)
def test_same_unit_in_another_spelling_is_accepted(text, unit, value):
    assert in_unit(read_figure(text), unit).value == pytest.approx(value)


@given(
    numbers, st.sampled_from(sorted(set(SCALE) - {"", "百", "千"})), st.sampled_from(["万", "亿"])
)
def test_conversion_between_scales_keeps_the_amount(number, printed, wanted):
    figure = in_unit(read_figure(f"{number}{printed}元"), f"{wanted}元")
    assert figure.value * SCALE[wanted] == pytest.approx(float(number * SCALE[printed]), rel=1e-9)


def test_reading_and_converting_leave_the_figure_as_it_was():
    figure = read_figure("13.81亿元")
    in_unit(figure, "万元")
    assert figure == read_figure("13.81亿元")
