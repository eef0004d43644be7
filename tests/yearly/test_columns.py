"""What a column holds counts before the word it is named by."""

from __future__ import annotations

import pytest

from linhai_analysis.errors import DataError
from linhai_analysis.sheets.blocks import find_blocks
from linhai_analysis.sheets.grid import Sheet
from linhai_analysis.yearly.kinds import Table
from linhai_analysis.yearly.reading import read
from linhai_analysis.yearly.roles import is_known


def opened(tmp_path, text, name="f.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read(path)


def figures(made):
    """Series, year and value of each figure."""
    return made.frame[["series", "year", "value"]].to_numpy().tolist()


WORDS = (
    "城市 县 市 地区 国家 省份 代码 来源 备注 单位 状态 Area City State Region Code Source Note "
    "Status Flag Period"
)


@pytest.mark.parametrize("word", WORDS.split())
def test_decimals_under_a_word_of_roles_are_a_series(tmp_path, word):
    made = opened(tmp_path, f"年份,{word},农村\n2018,102.1,102.0\n2019,102.5,103.2\n")
    assert figures(made) == [
        [word, 2018, 102.1],
        [word, 2019, 102.5],
        ["农村", 2018, 102],
        ["农村", 2019, 103.2],
    ]


def test_whole_numbers_of_places_where_years_stand_once_are_a_series(tmp_path):
    made = opened(tmp_path, "年份,农村,城市\n2018,13432,40000\n2019,14617,42000\n")
    assert figures(made)[2:] == [["城市", 2018, 40000], ["城市", 2019, 42000]]


def test_whole_numbers_of_places_in_a_table_of_one_year(tmp_path):
    made = opened(tmp_path, "省份,城市,县\n甲,7,60\n乙,8,70\n", "2019年.csv")
    assert figures(made) == [
        ["甲 城市", 2019, 7],
        ["乙 城市", 2019, 8],
        ["甲 县", 2019, 60],
        ["乙 县", 2019, 70],
    ]


def test_codes_that_are_left_out_are_said(tmp_path):
    made = opened(tmp_path, "年份,行政区划代码,产值\n2018,331082,4\n2019,331082,5\n")
    assert figures(made) == [["产值", 2018, 4], ["产值", 2019, 5]]
    assert "行政区划代码" in str(made.notes)


@pytest.mark.parametrize("cells", [("10亿元", "12亿元"), ("约10", "约12"), ("$10bn", "$12bn")])
def test_figures_with_units_are_no_names(cells):
    rows = [["年份", "产值", "出口"], [2018, cells[0], 20], [2019, cells[1], 22]]
    (block,) = find_blocks(Sheet("", rows), is_known)
    assert Table(block, "f.csv").holds == ["year", "number", "number"]


@pytest.mark.parametrize(
    "cells", [("15岁", "20岁"), ("1000人以上", "1000人以下"), ("10-19", "20-29")]
)
def test_names_that_begin_with_numbers_stay_names(tmp_path, cells):
    made = opened(tmp_path, f"类别,2018,2019\n{cells[0]},20,21\n{cells[1]},22,23\n")
    assert figures(made)[::2] == [[cells[0], 2018, 20], [cells[1], 2018, 22]]


UNITS = {
    "地区,年份,单位,产值\n甲,2018,万元,9800\n甲,2019,亿元,1.1\n": ("甲 产值", "万元", 11000),
    "REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MULT\nSE,2018,1.5,6\nSE,2019,1600000,0\n": (
        "SE",
        "millions",
        1.6,
    ),
    "Country,Year,Unit,Multiplier,Value\nPeru,2018,USD,Millions,5\n"
    "Peru,2019,USD,Billions,0.007\n": ("Peru", "Millions USD", 7),
}


@pytest.mark.parametrize("text", UNITS)
def test_units_that_differ_by_a_power_of_ten_become_one(tmp_path, text):
    made = opened(tmp_path, text)
    last = made.frame.iloc[1]
    assert (last["series"], last["unit"].casefold(), last["value"]) == (
        UNITS[text][0],
        UNITS[text][1].casefold(),
        UNITS[text][2],
    )
    assert "converted" in str(made.notes)


def test_units_that_cannot_be_converted_are_refused(tmp_path):
    text = "地区,年份,单位,产值\n甲,2018,万元,9800\n甲,2019,万美元,1400\n"
    with pytest.raises(DataError, match="万元, 万美元"):
        opened(tmp_path, text)


# Exports of statistics offices, and what is read of them: series, unit, year and value.
OFFICES = {
    "flags beside": (
        "REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\nSE,2018,4,,\nSE,2019,5,,N\n",
        [["SE", "", 2018, 4], ["SE", "", 2019, 5]],
    ),
    "labels beside codes": (
        "REF_AREA,Reference area,MEASURE,Measure,UNIT_MEASURE,Unit of measure,TIME_PERIOD,"
        "Time period,OBS_VALUE,Observation value,OBS_STATUS,Observation status,DECIMALS,Decimals\n"
        "JPN,Japan,G,GERD,PS,Persons,2018,,4,,A,Normal value,1,One\n"
        "MEX,Mexico,G,GERD,PS,Persons,2018,,5,,E,Estimated value,1,One\n",
        [["Japan GERD", "Persons", 2018, 4], ["Mexico GERD", "Persons", 2018, 5]],
    ),
    "united nations": (
        "CountryCode,Country,TimePeriod,Value\n404,Kenya,2018,4\n404,Kenya,2019,5\n",
        [["Kenya", "", 2018, 4], ["Kenya", "", 2019, 5]],
    ),
    "food": (
        "Area Code (M49),Area,Element Code,Element,Item Code,Item,Year Code,Year,Unit,Value,Flag,"
        "Flag Description\n156,China,5510,Production,15,Wheat,2018,2018,t,4,A,Official figure\n"
        "156,China,5312,Area harvested,15,Wheat,2018,2018,ha,5,A,Official figure\n",
        [["China Production Wheat", "t", 2018, 4], ["China Area harvested Wheat", "ha", 2018, 5]],
    ),
    "canada": (
        "REF_DATE,GEO,DGUID,Funder,UOM,UOM_ID,SCALAR_FACTOR,SCALAR_ID,VECTOR,COORDINATE,VALUE,"
        "STATUS,SYMBOL\n2018,Canada,2016A0,Total,Dollars,81,millions,6,v2,1.1,4,,\n"
        "2019,Canada,2016A0,Total,Dollars,81,millions,6,v2,1.1,5,p,\n",
        [
            ["Canada Total", "millions Dollars", 2018, 4],
            ["Canada Total", "millions Dollars", 2019, 5],
        ],
    ),
    "trade": (
        "refYear,reporterDesc,flowDesc,cmdCode,primaryValue\n2018,China,Export,TOTAL,4\n"
        "2018,China,Import,TOTAL,5\n",
        [
            ["China Export primaryValue", "", 2018, 4],
            ["China Import primaryValue", "", 2018, 5],
        ],
    ),
    "numbers that alone tell apart": (
        "Country,Quintile,Year,Share\nPeru,1,2018,4\nPeru,2,2018,5\nPeru,1,2019,6\nPeru,2,2019,7\n",
        [
            ["Peru Share Quintile 1", "", 2018, 4],
            ["Peru Share Quintile 2", "", 2018, 5],
            ["Peru Share Quintile 1", "", 2019, 6],
            ["Peru Share Quintile 2", "", 2019, 7],
        ],
    ),
    "years of a pivot table": (
        "年份,地区,数值\n2018,临海,4\n,三门,5\n2019,临海,6\n,三门,7\n",
        [
            ["临海", "", 2018, 4],
            ["三门", "", 2018, 5],
            ["临海", "", 2019, 6],
            ["三门", "", 2019, 7],
        ],
    ),
}


@pytest.mark.parametrize("office", OFFICES)
def test_exports_of_statistics_offices(tmp_path, office):
    text, expected = OFFICES[office]
    made = opened(tmp_path, text)
    assert made.frame[["series", "unit", "year", "value"]].to_numpy().tolist() == expected


def test_years_that_are_filled_down_are_said(tmp_path):
    made = opened(tmp_path, OFFICES["years of a pivot table"][0])
    assert "rows 3, 5" in str(made.notes[0])


PARTS = {
    "企业数,4,5\n国有,1,2\n民营,3,3\n产值,40,50\n国有,10,20\n民营,30,30\n": [
        ["企业数", 4],
        ["企业数 国有", 1],
        ["企业数 民营", 3],
        ["产值", 40],
        ["产值 国有", 10],
        ["产值 民营", 30],
    ],
    "人口,9,9\n其中：男,4,4\n女,5,5\n就业,7,7\n其中：男,3,3\n女,4,4\n": [
        ["人口", 9],
        ["人口 其中:男", 4],
        ["人口 女", 5],
        ["就业", 7],
        ["就业 其中:男", 3],
        ["就业 女", 4],
    ],
}


@pytest.mark.parametrize("rows", PARTS)
def test_parts_belong_to_the_row_above_them(tmp_path, rows):
    made = opened(tmp_path, f"指标,2018,2019\n{rows}").frame
    assert made[made["year"] == 2018][["series", "value"]].to_numpy().tolist() == PARTS[rows]


def test_a_name_that_stands_twice_has_no_parent(tmp_path):
    with pytest.raises(DataError, match="stands twice"):
        opened(tmp_path, "指标,2018,2019\n企业,1,2\n专利,3,4\n商标,5,6\n专利,7,8\n")


def test_rows_of_growth_are_left_out_and_said(tmp_path):
    text = "指标,2018,2019\n经费,4,5\n比上年增长(%),9,25\n专利,6,7\n增速,1,2\n"
    made = opened(tmp_path, text)
    assert figures(made) == [
        ["经费", 2018, 4],
        ["经费", 2019, 5],
        ["专利", 2018, 6],
        ["专利", 2019, 7],
    ]
    assert "rows 3, 5" in str(made.notes[0])


MONTHS = {
    "Year,Jan,Feb,Annual\n2018,1,2,30\n2019,2,3,40\n": "Annual",
    "年份,1月,2月,全年\n2018,1,2,30\n2019,2,3,40\n": "全年",
    "年份,一季度,二季度,合计\n2018,1,2,30\n2019,2,3,40\n": "合计",
    "年份,累计月份,产值\n2018,1-12月,30\n2019,1-12月,40\n2020,1-6月,20\n": "产值",
}


@pytest.mark.parametrize("text", MONTHS)
def test_parts_of_years_are_left_out_and_said(tmp_path, text):
    made = opened(tmp_path, text)
    assert figures(made) == [[MONTHS[text], 2018, 30], [MONTHS[text], 2019, 40]]
    assert "a part of a year" in repr(made)


@pytest.mark.parametrize(
    "text",
    [
        "年份,1月,2月\n2018,1,2\n2019,2,3\n",
        "年份,累计月份,产值\n2018,1-6月,30\n2019,1-6月,40\n",
        "年份,季度,产值\n2018,1,30\n2018,2,40\n",
    ],
)
def test_parts_of_years_alone_are_refused(tmp_path, text):
    with pytest.raises(DataError, match="parts of a year"):
        opened(tmp_path, text)


def test_a_year_column_under_a_merged_heading(tmp_path):
    text = (
        "指标,企业数,,产值,\n年份,个,比上年增长(%),亿元,比上年增长(%)\n2018,1,,5,\n2019,2,9,6,8\n"
    )
    made = opened(tmp_path, text)
    assert figures(made) == [
        ["企业数 个", 2018, 1],
        ["企业数 个", 2019, 2],
        ["产值 亿元", 2018, 5],
        ["产值 亿元", 2019, 6],
    ]


def test_two_columns_of_years_are_asked_for(tmp_path):
    text = "Country,Survey year,Report year,Value\nPeru,2017,2018,4\nPeru,2018,2019,5\n"
    with pytest.raises(DataError, match="Survey year, Report year"):
        opened(tmp_path, text)


def test_the_row_that_numbers_the_columns_is_no_series(tmp_path):
    made = opened(tmp_path, "指标,单位,2018,2019\n甲,乙,1,2\n企业,家,4,5\n")
    assert figures(made) == [["企业", 2018, 4], ["企业", 2019, 5]]
    places = opened(tmp_path, "地区,2018,2019\n甲,1,2\n乙,3,4\n")
    assert len(places.frame) == 4


BESIDE = [
    ("Country,2019,Flag,Note,2020,Flag,Note\nA,1,b,x,2,,\nB,3,,,4,e,y\n", ["b", "x"], ["e", "y"]),
    ("Country,2019,Flag,2020\nA,1,b,2\nB,3,,4\n", ["b"], []),
    ("Country,2019,2019 Flag,2020,2020 Flag\nA,1,b,2,\nB,3,,4,e\n", ["b"], ["e"]),
    ("Area,Y2019,Y2019F,Y2020,Y2020F\nA,1,b,2,\nB,3,,4,e\n", ["b"], ["e"]),
    ("年份,A,备注,B,备注\n2019,1,快报,3,\n2020,2,,4,快报\n", ["快报"], ["快报"]),
]


@pytest.mark.parametrize(("text", "first", "last"), BESIDE)
def test_flags_and_notes_belong_to_the_figures_left_of_them(tmp_path, text, first, last):
    frame = opened(tmp_path, text).frame.set_index(["series", "year"])
    said = {
        key: [one for one in (row["break"] and "b", row["status"] and "e", row["note"]) if one]
        for key, row in frame.iterrows()
    }
    assert frame["value"].loc[["A", "B"]].tolist() == [1, 2, 3, 4]
    assert said == {("A", 2019): first, ("A", 2020): [], ("B", 2019): [], ("B", 2020): last}


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("Enterprises (unit)", "unit"),
        ("企业数(个) Number of Enterprises (unit)", "个"),
        ("Income", "亿元"),
    ],
)
def test_the_unit_of_a_column_counts_before_that_of_the_table(tmp_path, head, unit):
    text = f"单位：亿元（100 million yuan）\n年份,{head},产值\n2018,5,7\n2019,6,8\n"
    frame = opened(tmp_path, text).frame
    assert frame["unit"].tolist() == [unit, unit, "亿元", "亿元"]


ROWS = (
    {"geo": "A", "year": 2010, "value": 1, "indicator": "gdp", "name": "GDP", "status": "final"},
    {"geo": "A", "year": 2011, "value": 2, "indicator": "gdp", "name": "GDP", "status": "final"},
    {"geo": "A", "year": 2010, "value": 3, "indicator": "firms", "name": "F", "status": "final"},
    {"geo": "A", "year": 2011, "value": 4, "indicator": "firms", "name": "F", "status": "final"},
)


@pytest.mark.parametrize(
    "columns",
    [
        "geo indicator year value",
        "geo year value indicator",
        "geo year value status indicator",
        "value year geo unit indicator",
        "year geo value note source indicator",
    ],
)
def test_the_order_of_columns_does_not_matter(tmp_path, columns):
    heads = columns.split()
    lines = [",".join(str(row.get(head, "")) for head in heads) for row in ROWS]
    made = opened(tmp_path, "\n".join([",".join(heads), *lines]))
    assert made.frame[["geo", "indicator", "year", "value"]].to_numpy().tolist() == [
        ["A", "gdp", 2010, 1],
        ["A", "gdp", 2011, 2],
        ["A", "firms", 2010, 3],
        ["A", "firms", 2011, 4],
    ]
    assert made.frame["series"].tolist() == ["A gdp", "A gdp", "A firms", "A firms"]
    assert set(made.frame["status"]) == {"final" if "status" in heads else ""}


def test_a_name_behind_the_value_is_one_beside_the_indicator(tmp_path):
    lines = [f"{row['indicator']},{row['year']},{row['value']},{row['name']}" for row in ROWS]
    made = opened(tmp_path, "\n".join(["indicator,year,value,name", *lines]))
    assert made.frame["series"].tolist() == ["gdp GDP", "gdp GDP", "firms F", "firms F"]
