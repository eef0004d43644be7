"""A year is read out of headings of every kind, and what is no whole year is told from it."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from linhai_analysis.sheets.years import Year, read_year
from linhai_analysis.yearly.melting import far_years

WHOLE = [
    2015,
    2015.0,
    "2015",
    "2015.0",
    "2015年",
    "２０１５年",
    "2015年末",
    "2015年底",
    "2015年度",
    "2015年实际",
    "2015年完成数",
    "2015年基数",
    "2015年决算数",
    "2015年统计监测值",
    "截至2015年底",
    "FY2015",
    "X2015",
    "2015 [YR2015]",
    "2015-12-31",
    "2015-12-31 00:00:00",
    "2015年12月31日",
    date(2015, 12, 31),
    pd.Timestamp("2015-06-30"),
    "31.12.2015",
    "01/01/2015",
    "2015年1-12月",
    "2015 (Jan-Dec)",
    "二〇一五年",
    "二零一五年",
]
STATUS = {
    "2015年(快报)": "preliminary",
    "2015年（快报数）": "preliminary",
    "2015E": "preliminary",
    "2015p": "preliminary",
    "2015*": "preliminary",
    "2015 (provisional)": "preliminary",
    "2015年（预计）": "expected",
    "2015年预计": "expected",
    "2015 r": "revised",
    "2015 rev.": "revised",
    "2015A": "final",
    "2015 (实际)": "final",
}
KINDS = {
    "2015年增长(%)": "growth",
    "2015年同比": "growth",
    "2015年比上年增长": "growth",
    "2015年累计增幅": "growth",
    "2020年目标": "target",
    "2020年计划数": "target",
    "2020年预算": "target",
    "2003-05": "span",
    "2010年以前": "span",
    "2010年及以后": "span",
    "2003—2005年": "span",
    "2003 to 2005": "span",
    "2015—2020年年均增长": "span",
    "2015年1-6月": "part",
    "2015年上半年": "part",
    "2015年三季度": "part",
    "2015Q3": "part",
    "2015-Q3": "part",
    "2015H1": "part",
    "2015-06": "part",
    "2015年12月": "part",
    "2015M06": "part",
    "March 2015": "part",
    "2015 H1": "part",
    "H1 2015": "part",
    "2015上半年": "part",
    "2015年前三季度": "part",
    "2015年中": "part",
    "2015 YTD": "part",
    "2015 (Jan-Jun)": "part",
    "Jan-Jun 2015": "part",
    "2015*(6个月)": "part",
    "Jun-15": "part",
    "Mar. 2015": "part",
    "二〇一五至二〇一八年": "span",
}
MARKS = {
    "2015(a)": "a",
    "2015b": "b",
    "2015年(1)": "1",
    "2015年①": "①",
    "2015年1)": "1",
    "2015¹": "¹",
    "2015^a": "a",
    "2015 [2]": "2",
}
# 1911, 1988, 2018 and 1925 are the years before the first.
ERAS = {
    "民國104年": ("民國", 2015),
    "民国104年": ("民国", 2015),
    "平成27年": ("平成", 2015),
    "令和元年": ("令和", 2019),
    "昭和64年": ("昭和", 1989),
}
NAMED = {
    "企业 2014年": "企业",
    "企业2014年": "企业",
    "2014年企业数(家)": "企业数(家)",
    "2014年 企业": "企业",
    "专利授权量(2014年)": "专利授权量",
    "GDP(2014)": "GDP",
    "A2014": "A",
    "一般公共预算 2014": "一般公共预算",
    "2014年一般公共预算": "一般公共预算",
    "Marriages 2014": "Marriages",
    "Market 2014": "Market",
    "2014 decrease": "decrease",
    "工业 2014年 企业数": "工业 企业数",
}
NONE = [
    "十三五",
    "104年",
    "企业",
    40,
    "40",
    "12345",
    "GDP (constant 2015 US$)",
    "CPI (2010 = 100)",
    "2010=100",
    "2015年不变价",
    "Obesity (FAO (2017))",
    True,
    None,
    pd.NaT,
    float("nan"),
]


@pytest.mark.parametrize("cell", WHOLE, ids=str)
def test_whole_years(cell):
    assert read_year(cell) == Year(2015)


@pytest.mark.parametrize("cell", STATUS)
def test_status_behind_a_year(cell):
    assert read_year(cell) == Year(2015, STATUS[cell])


@pytest.mark.parametrize("cell", MARKS)
def test_marks_of_footnotes_behind_a_year(cell):
    assert read_year(cell) == Year(2015, flag=MARKS[cell])


@pytest.mark.parametrize("cell", ERAS)
def test_years_of_other_calendars(cell):
    era, year = ERAS[cell]
    assert read_year(cell) == Year(year, era=era)


@pytest.mark.parametrize("cell", KINDS)
def test_what_is_no_figure_of_a_year(cell):
    assert read_year(cell).kind == KINDS[cell]


@pytest.mark.parametrize("cell", ["2018/19", "2018/2019", "2018-19", "FY2018/19"])
def test_fiscal_years_begin_in_their_year(cell):
    assert read_year(cell) == Year(2018, fiscal=True)


@pytest.mark.parametrize("cell", NAMED)
def test_name_beside_a_year(cell):
    assert read_year(cell) == Year(2014, name=NAMED[cell])


@pytest.mark.parametrize("cell", NONE, ids=str)
def test_what_speaks_of_no_year(cell):
    assert read_year(cell) is None


@pytest.mark.parametrize(
    ("years", "far"),
    [
        ([2018, 2019, 2020, 2121], {2121}),
        ([2018, 2019, 1900], {1900}),
        ([2018, 2020, 2025], set()),
        ([1800, 1900, 2000], set()),
        ([2121], {2121}),
    ],
)
def test_years_that_lie_far_from_all_others(years, far):
    assert far_years(years) == far


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("2019-20 (R)", Year(2019, "revised", fiscal=True)),
        ("2021/22 (prov.)", Year(2021, "preliminary", fiscal=True)),
        ("2020/21学年", Year(2020, fiscal=True)),
        ("2018/19 1/", Year(2018, fiscal=True, flag="1/")),
        ("2018 1/", Year(2018, flag="1/")),
        ("2020 p/", Year(2020, "preliminary")),
        ("2019/20 Pupils", Year(2019, fiscal=True, name="Pupils")),
        ("2003-05 average", Year(2003, kind="span", name="average")),
        ("2019/12/31", Year(2019)),
    ],
)
def test_marks_behind_fiscal_years(heading, year):
    assert read_year(heading) == year
