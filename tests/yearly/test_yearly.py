"""A user's yearly file is read in any of its usual shapes, or refused with its place."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from plan_books import book

from linhai_analysis.errors import DataError, FaultsError
from linhai_analysis.yearly.reading import read

SHAPES = {
    "years across": "指标,2013年,2014年\n企业,40,50\n",
    "years across, a unit beside": "指标,单位,2013,2014\n企业,家,40,50\n",
    "years across, descending": "指标,2014年,2013年\n企业,50,40\n",
    "years down": "年份,企业\n2013,40\n2014,50\n",
    "years down, unnamed": "x,企业\n2013,40\n2014年,50\n",
    "long": "指标,年份,数值\n企业,2013,40\n企业,2014,50\n",
    "long, two names": "地区,指标,年份,数值\n浙江,企业,2013,40\n浙江,企业,2014,50\n",
    "long, english": "indicator,year,value,source_id\n企业,2013,40,a\n企业,2014,50,b\n",
    "long, capitals": "Indicator,Year,Value,Note,Status\n企业,2013,40,,A\n企业,2014,50,x,\n",
}
NAMES = {"long, two names": "浙江 企业"}


def opened(tmp_path, text, name="f.csv", **options):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read(path, **options)


def frame(tmp_path, text, name="f.csv"):
    return opened(tmp_path, text, name).frame


def notes(tmp_path, text):
    return "\n".join(map(str, opened(tmp_path, text).notes))


def series(made: pd.DataFrame) -> dict[str, dict[int, float]]:
    """Name -> year -> value."""
    return {
        name: dict(zip(rows["year"], rows["value"], strict=True))
        for name, rows in made.groupby("series", sort=False)
    }


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_say_the_same(tmp_path, shape):
    rows = frame(tmp_path, SHAPES[shape])
    assert series(rows) == {NAMES.get(shape, "企业"): {2013: 40, 2014: 50}}
    assert not rows["break"].any()


# Content, and what is read of it: figures by series and year.
EXPORTS = {
    "world bank": (
        '\ufeff"Data Source","World Development Indicators",\n\n"Last Updated Date","2024",\n\n'
        '"Country Name","Country Code","Indicator Name","Indicator Code","2015","2016",\n'
        '"China","CHN","R&D (% of GDP)","GB.XPD","2.05701","2.10033",\n'
        '"Aruba","ABW","R&D (% of GDP)","GB.XPD","","",\n',
        {"China R&D (% of GDP)": {2015: 2.05701, 2016: 2.10033}},
    ),
    "databank": (
        "Country Name,Country Code,Series Name,Series Code,2015 [YR2015],2016 [YR2016]\n"
        "China,CHN,R&D,GB.XPD,2.05701,..\n,,,,,\n"
        "Data from database: World Development Indicators,,,,,\nLast Updated: 06/28/2024,,,,,\n",
        {"China R&D": {2015: 2.05701, 2016: None}},
    ),
    "national bureau of statistics": (
        "数据库：年度数据,,\n时间：最近5年,,\n指标,2023年,2022年\n研发支出(亿元),33357.1,30782.9\n"
        "注：1.按当年价格计算。,,\n数据来源：国家统计局,,\n",
        {"研发支出(亿元)": {2023: 33357.1, 2022: 30782.9}},
    ),
    "eurostat": (
        "freq,unit,geo\\TIME_PERIOD\t2018 \t2019 \t2020 \nA,PC_GDP,AT\t3.09 \t3.13 b\t: z\n",
        {"AT": {2018: 3.09, 2019: 3.13, 2020: None}},
    ),
    "sdmx": (
        "STRUCTURE,STRUCTURE_ID,FREQ,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT\n"
        "DATAFLOW,X(1.0),A,CHN,G,2018,1967792,A,6\nDATAFLOW,X(1.0),A,CHN,G,2019,2214358,P,6\n",
        {"CHN G": {2018: 1967792, 2019: 2214358}},
    ),
    "our world in data": (
        "Entity,Code,Year,Spending (FAO (2017))\nChina,CHN,2018,2.14\nChina,CHN,2019,2.24\n",
        {"China Spending (FAO (2017))": {2018: 2.14, 2019: 2.24}},
    ),
    "open sdg": (
        "Year,Sex,GeoCode,Units,Value\n2013,,,Per cent,5\n2014,,,Per cent,6\n"
        "2013,Female,,Per cent,4\n2014,Female,,Per cent,7\n",
        {"f": {2013: 5, 2014: 6}, "Female": {2013: 4, 2014: 7}},
    ),
    "yearbook": (
        "7-8 各地区专利(2012年),,,\n单位：件,,,\n(piece),,,\n地 区,Region,合计,\n,,,发 明\n"
        "全 国,National Total,9,4\n\n北 京,Beijing,5,3\n",
        {
            "全国 合计": {2012: 9},
            "北京 合计": {2012: 5},
            "全国 发明": {2012: 4},
            "北京 发明": {2012: 3},
        },
    ),
    "tables beside each other": (
        "3-9 化肥,,,,3-9 续表,,\n地区,氮肥,,,,磷肥,\n,2021年,2022年,,,2021年,2022年\n"
        "全国,1745.3,1654.2,,全国,627.1,563.2\n北京,2.1,2.0,,北京,0.3,0.4\n",
        {
            "全国 氮肥": {2021: 1745.3, 2022: 1654.2},
            "北京 氮肥": {2021: 2.1, 2022: 2.0},
            "全国 磷肥": {2021: 627.1, 2022: 563.2},
            "北京 磷肥": {2021: 0.3, 2022: 0.4},
        },
    ),
    "two heading rows": (
        "指标,企业,,专利,\n,2014年,2015年,2014年,2015年\n临海,40,44,100,120\n",
        {"临海 企业": {2014: 40, 2015: 44}, "临海 专利": {2014: 100, 2015: 120}},
    ),
    "years above indicators": (
        "地区,2014年,,2015年,\n,企业,专利,企业,专利\n甲县,1,2,3,4\n",
        {"甲县 企业": {2014: 1, 2015: 3}, "甲县 专利": {2014: 2, 2015: 4}},
    ),
    "years in a group of rows": (
        "指标,年份,甲县,乙县\n企业,2014,1,2\n企业,2015,3,4\n",
        {"企业 甲县": {2014: 1, 2015: 3}, "企业 乙县": {2014: 2, 2015: 4}},
    ),
    "fiscal years": ("Name,2018/19,2019/20\nFirms,4,5\n", {"Firms": {2018: 4, 2019: 5}}),
    "dates": ("年份,企业\n2013-12-31,40\n2014-12-31,44\n", {"企业": {2013: 40, 2014: 44}}),
    "codes are no names": (
        "Year,AGS,Rate\n2013,1001,4\n2014,1001,5\n",
        {"Rate": {2013: 4, 2014: 5}},
    ),
    "codes that alone tell apart": (
        "Year,AGS,Value\n2013,1001,4\n2013,1002,5\n",
        {"f 1001": {2013: 4}, "f 1002": {2013: 5}},
    ),
    "codes of letters where nothing else names": (
        "指标代码,年份,数值\nfirms,2013,4\nrd,2013,2%\n",
        {"firms": {2013: 4}, "rd": {2013: 2}},
    ),
    "words of plans as names": ("year,growth\n2013,4\n2014,5\n", {"growth": {2013: 4, 2014: 5}}),
    "days of release beside": (
        "年份,企业,公布时间\n2013,4,20140301\n2014,5,20150301\n",
        {"企业": {2013: 4, 2014: 5}},
    ),
    "groups that alone tell apart": (
        "指标,2014,2015\n一、企业\n总数,1,2\n二、专利\n总数,3,4\n",
        {"一、企业 总数": {2014: 1, 2015: 2}, "二、专利 总数": {2014: 3, 2015: 4}},
    ),
}


@pytest.mark.parametrize("export", EXPORTS)
def test_files_of_the_trade(tmp_path, export):
    text, expected = EXPORTS[export]
    made = series(frame(tmp_path, text))
    shown = {
        name: {year: None if math.isnan(v) else v for year, v in values.items()}
        for name, values in made.items()
    }
    assert shown == expected


def test_what_stands_beside_a_number(tmp_path):
    rows = frame(tmp_path, "geo\\TIME\t2018\t2019\t2020\t2021\nAT\t3.1\t3.2 b\t3.3 ep\t3.4*\n")
    assert rows["value"].tolist() == [3.1, 3.2, 3.3, 3.4]
    assert rows["break"].tolist() == [False, True, False, False]
    assert rows["status"].tolist() == ["", "", "preliminary", ""]
    assert rows["flag"].tolist() == ["", "", "", "*"]


def test_columns_of_status_note_and_source_stand_beside(tmp_path):
    text = "年份,数值,来源,备注,数据状态\n2015,60,2016年年鉴,x,\n2016,70,2017年年鉴,,快报数\n"
    rows = frame(tmp_path, text)
    assert rows["source"].tolist() == ["2016年年鉴", "2017年年鉴"]
    assert (rows["note"].tolist(), rows["status"].tolist()) == (["x", ""], ["", "preliminary"])


def test_year_of_the_file_is_taken_where_the_title_has_none(tmp_path):
    made = opened(tmp_path, "地区,企业\n甲县,4\n乙县,5\n", "bulletin_2015.csv")
    assert made.frame["year"].tolist() == [2015, 2015]
    assert "the year 2015 is taken from the name of the file" in repr(made)
    assert made.layout == "one year"


def test_headings_that_are_no_years_figures_are_left_out_and_listed(tmp_path):
    heads = "指标,2014年,2015年,2015年增长(%),2020年目标,2013-2015年平均,2016年1-6月,位次"
    text = f"{heads}\n企业,4,5,25,9,4,3,7\n"
    made = opened(tmp_path, text)
    assert series(made.frame) == {"企业": {2014: 4, 2015: 5}}
    for left in (
        "2015年增长(%) (growth",
        "2020年目标 (a target",
        "2013-2015年平均 (several",
        "2016年1-6月 (a part",
    ):
        assert left in repr(made)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("年份,企业\n2013,4\n2014,5\n合计,9\n", "left out: rows 4 (no year)"),
        ("年份,企业,增长率(%)\n2013,4,1\n2014,5,2\n", "left out: 增长率(%) (growth"),
        ("Name,2013,2014\nWorld,4,5\n", "totals are kept as series of their own: World"),
        ("Name,2013,2014\na,4,5\nb,,\n", "left out as they hold no figure: b (1 series)"),
        ("Name,2018/19,2019/20\na,4,5\n", "fiscal years"),
        ("年份,企业\n2013,4\n2014,5\n注：快报数,\n", "row 4 is read as a note: 注:快报数"),
        ("年份,企业\n2013,4\n2014,#N/A\n", "'#N/A' stands beside figures (1, the first in B3)"),
    ],
)
def test_what_was_left_out_or_assumed_is_told(tmp_path, text, note):
    assert note in notes(tmp_path, text)


def test_percent_is_the_unit_of_a_series(tmp_path):
    rows = frame(tmp_path, "年份,强度,企业\n2013,2.01%,4\n2014,2.15 %,5\n")
    assert rows.groupby("series")["unit"].first().to_dict() == {"企业": "", "强度": "%"}
    assert rows["value"].tolist() == [2.01, 2.15, 4, 5]


def test_unit_of_the_title_of_brackets_and_of_a_column(tmp_path):
    title = frame(tmp_path, "附表\n单位：万元\n指标,2013,2014\n经费,4,5\n人员(人),6,7\n")
    assert title["unit"].tolist() == ["万元", "万元", "人", "人"]
    assert frame(tmp_path, SHAPES["years across, a unit beside"])["unit"].tolist() == ["家", "家"]


def test_workbook_with_years_as_excel_numbers(tmp_path):
    rows = [["指标", 2013.0, 2014], ["企业", 40, None]]
    pd.DataFrame(rows).to_excel(tmp_path / "f.xlsx", index=False, header=False)
    made = read(tmp_path / "f.xlsx").frame
    assert made["year"].tolist() == [2013, 2014]
    assert made["value"].tolist() == [40, pytest.approx(math.nan, nan_ok=True)]


def workbook(tmp_path, sheets, merged=()):
    return book(tmp_path / "f.xlsx", merged=merged, **sheets)


TABLE = [["指标", 2013, 2014], ["企业", 40, 44]]


def test_first_sheet_with_figures_is_read_and_others_are_named(tmp_path):
    other = [["指标", 2013, 2014], ["专利", 1, 2]]
    path = workbook(tmp_path, {"说明": [["本表由科技局填报"]], "甲": TABLE, "乙": other})
    made = read(path)
    assert (made.sheet, set(made.frame["series"])) == ("甲", {"企业"})
    assert "yearly figures stand in 乙 too" in repr(made)
    assert set(read(path, sheet="乙").frame["series"]) == {"专利"}
    with pytest.raises(KeyError, match="no sheet '丙'"):
        read(path, sheet="丙")


def test_figure_in_merged_cells_is_nobodys(tmp_path):
    path = workbook(tmp_path, {"甲": TABLE}, ["B2:C2"])
    with pytest.raises(DataError, match="cell B2, column 2013: stands in merged cells B2:C2"):
        read(path)


def test_names_in_merged_cells_are_those_of_all_their_rows(tmp_path):
    rows = [["地区", "指标", 2013], ["甲县", "企业", 1], [None, "专利", 2]]
    assert series(read(workbook(tmp_path, {"甲": rows}, ["A2:A3"])).frame) == {
        "甲县 企业": {2013: 1},
        "甲县 专利": {2013: 2},
    }


def test_formula_without_a_stored_result_is_named_with_its_cell(tmp_path):
    path = workbook(tmp_path, {"甲": [["年份", "企业"], [2013, 40], [2014, "=B2*2"]]})
    with pytest.raises(DataError, match=r"cell B3, column 企业: .* formula whose result is not"):
        read(path)


def test_file_without_names_gives_its_own(tmp_path):
    assert set(frame(tmp_path, "year,value\n2013,1\n", "firms.csv")["series"]) == {"firms"}


def test_scope_of_a_figure_does_not_part_a_series(tmp_path):
    text = "地区,口径范围,年份,数值\n浙江,,2013,5\n浙江,规上工业,2014,6\n"
    assert set(frame(tmp_path, text)["series"]) == {"浙江"}


def test_empty_cell_is_a_gap_and_a_break_is_kept(tmp_path):
    rows = frame(tmp_path, "年份,数值,口径变动\n2013,1,\n2014,,\n2015,3,是\n")
    assert math.isnan(rows["value"].iloc[1])
    assert rows["break"].tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a,b\nx,2\n", "f.csv has no column of years and no years as headings"),
        ("a,b\nc,d\n", "f.csv has no column of years and no years as headings"),
        ("year,value\n", "f.csv has headings but no figures"),
        ("year,value\n2013,many\n", "row 2, column value: 'many' is not a number"),
        ("year,value\n2013,=A1\n", "row 2, column value: '=A1' is a formula"),
        ("year,value\n201,5\n", "row 2, column year: '201' is not a year"),
        ("year,value\n2013,1\n\n13,2\n", "row 4, column year: '13' is not a year"),
        ("year,value\n2013,1\n2013,2\n", "row 3, column value: the year 2013 stands twice in 'f'"),
        ("年份,企业\n2013,1\n2013,2\n", "row 3, column 企业: the year 2013 stands twice in '企业'"),
        ("指标,2013,2014\na,1,2\na,3,4\n", "row 3, column 2013: the year 2013 stands twice in 'a'"),
        ("指标,2013,2013年\na,1,2\n", "row 1, column 2013年: the year 2013 stands twice"),
        ("年份,企业,企业\n2013,1,2\n", "row 1, column 企业: the heading '企业' stands twice"),
        ("year,value\n2018,1\n2019,2\n2121,3\n", "row 4, column year: 2121 lies far"),
        ("年份,数值,数值2\n2013,1,2\n", "f.csv has several columns of values: 数值, 数值2"),
        ("年份,强度\n2013,2.01%\n2014,3\n", "row 3, column 强度: 3 stands without %"),
        ("地区,年份,数值,排名\n甲,2013,1,3\n甲,2013,2,5\n", "the year 2013 stands twice in '甲'"),
        ("2015年和2016年统计表\n地区,企业\n甲县,1\n", "may be of 2015, 2016, which its title"),
        (
            "year,value,break\n2013,1,否\n2014,2,新口径\n",
            "row 3, column break: '新口径' is neither yes nor empty",
        ),
        (
            "年份,数值,来源\n2013,1,公报\n2013,2,年鉴\n",
            "row 3, column 数值: the year 2013 stands twice",
        ),
    ],
)
def test_refusal_names_the_place(tmp_path, text, sentence):
    with pytest.raises(DataError) as caught:
        frame(tmp_path, text)
    assert sentence in str(caught.value)


def test_faults_come_all_at_once(tmp_path):
    with pytest.raises(FaultsError) as caught:
        frame(tmp_path, "指标,2013,2014\na,many,1\nb,2,few\n")
    assert [fault.row for fault in caught.value.faults] == [2, 3]


def test_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match="there is no file"):
        read(tmp_path / "none.csv")


def test_shape_may_be_asked_for(tmp_path):
    assert opened(tmp_path, SHAPES["long"], layout="long").layout == "long"
    with pytest.raises(KeyError, match="no layout 'lang'; did you mean 'long'"):
        opened(tmp_path, SHAPES["long"], layout="lang")
    with pytest.raises(DataError, match="no column of years"):
        opened(tmp_path, SHAPES["long"], layout="wide")


def test_what_was_understood_is_told_in_chinese(tmp_path):
    made = opened(tmp_path, "年份,企业\n2013,4\n2014,5\n合计,9\n")
    assert made.text("zh") == (
        "f.csv：读到1个序列，2013–2014年，数据2个（年份竖排）\n- 未读取的行：第4行（不是年份）"
    )


def test_hidden_sheet_is_not_read(tmp_path):
    import openpyxl

    path = workbook(tmp_path, {"旧": [["指标", 2013], ["旧数据", 1]], "新": TABLE})
    book = openpyxl.load_workbook(path)
    book["旧"].sheet_state = "hidden"
    book.save(path)
    made = read(path)
    assert series(made.frame) == {"企业": {2013: 40, 2014: 44}}
    assert "旧" in repr(made)


def test_percent_cells_are_the_numbers_people_see(tmp_path):
    import openpyxl

    path = workbook(tmp_path, {"甲": [["年份", "强度"], [2013, 0.0201], [2014, 0.0215]]})
    book = openpyxl.load_workbook(path)
    for cell in ("B2", "B3"):
        book["甲"][cell].number_format = "0.00%"
    book.save(path)
    rows = read(path).frame
    assert (rows["value"].tolist(), set(rows["unit"])) == ([2.01, 2.15], {"%"})


def test_name_in_the_first_of_its_rows_is_that_of_those_below(tmp_path):
    text = "地区,指标,2013,2014\n甲县,企业,1,2\n,专利,3,4\n"
    assert set(series(frame(tmp_path, text))) == {"甲县 企业", "甲县 专利"}
    assert "the name above stands for the empty cells" in notes(tmp_path, text)


def test_part_of_a_row_carries_the_name_of_its_whole(tmp_path):
    text = "指标,2013,2014\n申请,1,2\n其中：发明,3,4\n授权,5,6\n其中：发明,7,8\n"
    assert list(series(frame(tmp_path, text))) == [
        "申请",
        "申请 其中:发明",
        "授权",
        "授权 其中:发明",
    ]


def test_source_parts_series_where_each_has_a_history(tmp_path):
    rows = "年份,数值,来源\n2013,1,公报\n2014,2,公报\n2013,3,年鉴\n2014,4,年鉴\n"
    assert series(frame(tmp_path, rows)) == {
        "f 公报": {2013: 1, 2014: 2},
        "f 年鉴": {2013: 3, 2014: 4},
    }


def test_two_tables_that_give_the_same_figure_are_refused(tmp_path):
    text = "指标,2013,2014\n企业,1,2\n\n指标,2013,2014\n企业,1,3\n"
    with pytest.raises(DataError, match="two tables of the sheet give '企业' of 2013"):
        frame(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("指标,2015-01,2015-02\n企业,1,2\n", "2015-01, 2015-02 are parts of a year"),
        ("年份,月份,数值\n2015,1,1\n2015,2,2\n", "月份 are parts of a year"),
        ("时间,数值\n2015Q1,1\n2015Q2,2\n", "no figure of a whole year is left"),
        ("日期,企业\n2015-01-31,1\n2015-02-28,2\n", "2015-02-28 is of the same year as 2015-01-31"),
        ("指标,2013,2014\n企业,1,2\n,3,4\n", "row 3, column 指标: is empty, though figures stand"),
    ],
)
def test_what_is_no_yearly_figure_is_refused_by_name(tmp_path, text, sentence):
    with pytest.raises(DataError) as caught:
        frame(tmp_path, text)
    assert sentence in str(caught.value)


def test_every_refusal_has_a_chinese_sentence(tmp_path):
    with pytest.raises(DataError) as caught:
        frame(tmp_path, "指标,2013,2014\n企业,很多,2\n")
    assert caught.value.text("zh") == (
        "共1处需要修改：\n- f.csv，第2行（2013）：“很多”不是数字；请只写数字"
        "（单位写在“单位”列），没有数据请留空或填“—”"
    )


def test_sheets_of_the_same_form_and_another_year_are_one_table(tmp_path):
    sheets = {
        f"{year}年": [["地区", "企业"], ["甲县", year - 2010], ["乙县", 7]] for year in (2014, 2015)
    }
    made = read(workbook(tmp_path, sheets | {"其他": TABLE}))
    assert series(made.frame) == {"甲县 企业": {2014: 4, 2015: 5}, "乙县 企业": {2014: 7, 2015: 7}}
    assert made.frame["sheet"].tolist() == ["2014年", "2014年", "2015年", "2015年"]
    assert "read as one table: 2014年, 2015年" in repr(made)
    assert "yearly figures stand in 其他 too" in repr(made)


def test_marks_of_footnotes_beside_years_are_flags(tmp_path):
    made = opened(tmp_path, "指标,2018(a),2019年①,2020E\n企业,1,2,3\n")
    assert series(made.frame) == {"企业": {2018: 1, 2019: 2, 2020: 3}}
    assert made.frame["flag"].tolist() == ["a", "①", ""]
    assert made.frame["status"].tolist() == ["", "", "preliminary"]
    assert "a, ① beside a year" in "\n".join(map(str, made.notes))


def test_years_of_another_calendar_are_told(tmp_path):
    made = opened(tmp_path, "年份,企业\n民國107年,1\n民國108年,2\n")
    # 1911 + 107 and 1911 + 108.
    assert series(made.frame) == {"企业": {2018: 1, 2019: 2}}
    assert "民國" in str(made.notes[0])


# Years of Taiwan without their calendar: 1911 + 107 is 2018.
TAIWAN = [
    "縣市,107年,108年(p)\n新竹縣,1,2\n",
    "縣市,106年底,107年底,108年底\n新竹縣,,1,2\n",
    "年度,縣市別,值\n107,新竹縣,1\n108,新竹縣,2\n",
    "縣市,民國107年 企業數,108年 企業數\n新竹縣,1,2\n",
]


@pytest.mark.parametrize("text", TAIWAN)
@pytest.mark.parametrize("encoding", ["utf-8", "big5"])
def test_years_of_taiwan_need_not_name_their_calendar(tmp_path, text, encoding):
    (tmp_path / "f.csv").write_text(text, encoding=encoding)
    made = read(tmp_path / "f.csv")
    known = made.frame[made.frame["value"].notna()]
    assert known[["year", "value"]].to_numpy().tolist() == [[2018, 1], [2019, 2]]
    assert "民國" in str(made.notes)


@pytest.mark.parametrize(
    "text", ["指标,107年,108年\n企业,1,2\n", "洪水重現期,50年,100年\n甲,1,2\n"]
)
def test_other_numbers_of_years_are_no_years(tmp_path, text):
    with pytest.raises(DataError, match="no column of years"):
        opened(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "月份,企业\n202001,1\n202002,2\n",
        "指标,202001,202002\n企业,1,2\n",
        "time,value\n202001,1\n202002,2\n",
    ],
)
def test_months_in_six_digits_are_refused_as_months(tmp_path, text):
    with pytest.raises(DataError, match=r"months such as 202001|a part of a year"):
        opened(tmp_path, text)


def test_days_in_digits_are_those_of_years(tmp_path):
    rows = frame(tmp_path, "date,firms\n20181231,1\n20191231,2\n")
    assert series(rows) == {"firms": {2018: 1, 2019: 2}}


def test_figures_that_are_about_so_much_have_a_flag(tmp_path):
    rows = frame(tmp_path, "指标,2017,2018,2019\n企业,约12,≈13,*14\n经费,1.5万元左右,,\n")
    assert rows["value"].tolist()[:4] == [12, 13, 14, 1.5]
    assert rows["flag"].tolist()[:4] == ["约", "≈", "*", "左右"]


def test_flags_in_columns_without_headings_belong_to_the_figures_before_them(tmp_path):
    rows = frame(tmp_path, "GEO,2018,,2019,\nAustria,3.1,b,3.2,\nBelgium,2.9,,3.3,p\n")
    assert rows["value"].tolist() == [3.1, 3.2, 2.9, 3.3]
    assert rows["break"].tolist() == [True, False, False, False]
    assert rows["status"].tolist() == ["", "", "", "preliminary"]


@pytest.mark.parametrize("row", ["1,234,2,345", "1,5,2,5", "5,6,7"])
def test_numbers_that_commas_cut_in_two_are_faults(tmp_path, row):
    with pytest.raises(FaultsError, match=r"row 2, column 2019: has a number behind it"):
        opened(tmp_path, f"name,2018,2019\nfirms,{row}\npatents,7,8\n")


def test_kinds_tell_rows_apart_whose_names_are_merged(tmp_path):
    text = "指标,类别,2018,2019\n企业,国有,1,2\n,民营,3,4\n专利,国有,5,6\n,民营,7,8\n"
    assert series(frame(tmp_path, text)) == {
        "企业 国有": {2018: 1, 2019: 2},
        "企业 民营": {2018: 3, 2019: 4},
        "专利 国有": {2018: 5, 2019: 6},
        "专利 民营": {2018: 7, 2019: 8},
    }


def test_units_of_years_are_no_names(tmp_path):
    rows = frame(tmp_path, "指标,2018(万元),2019（亿元）\n产值,9800,1.1\n")
    assert series(rows) == {"产值": {2018: 9800, 2019: 11000}}


def test_rows_of_years_date_the_places_under_them(tmp_path):
    rows = [["地区", "企业"], ["2018年"], ["甲", 1], ["乙", 2], ["2019年"], ["甲", 3], ["乙", 4]]
    made = read(workbook(tmp_path, {"表": rows})).frame
    assert series(made) == {"甲 企业": {2018: 1, 2019: 3}, "乙 企业": {2018: 2, 2019: 4}}


@pytest.mark.parametrize("names", [("GDP", "人口"), ("R&D", "CO2")])
def test_letters_under_years_are_names_and_no_translation(tmp_path, names):
    rows = [["地区", "2018年", None, "2019年", None], [None, *names * 2], ["甲", 1, 2, 3, 4]]
    made = series(read(workbook(tmp_path, {"表": rows})).frame)
    assert made == {f"甲 {names[0]}": {2018: 1, 2019: 3}, f"甲 {names[1]}": {2018: 2, 2019: 4}}


def test_labels_and_notes_of_exports_name_nothing(tmp_path):
    rows = frame(
        tmp_path,
        "ref_area.label,source.label,Subject Notes,time,obs_value,obs_status.label\n"
        "China,LFS,per head,2018,4,\nChina,LFS,per head,2019,5,Break in series\n",
    )
    assert series(rows) == {"China": {2018: 4, 2019: 5}}
    assert rows["break"].tolist() == [False, True]


@pytest.mark.parametrize("part", ["2020H1", "2020上半年", "2020 YTD", "2020 (Jan-Jun)", "1-9月"])
def test_parts_of_a_year_among_years_are_left_out(tmp_path, part):
    made = opened(tmp_path, f"时间,产值\n2018,10\n2019,11\n{part},6\n")
    assert series(made.frame) == {"产值": {2018: 10, 2019: 11}}
    assert "rows 4" in str(made.notes[0])


def test_unit_behind_all_numbers_of_a_series_is_its_unit(tmp_path):
    rows = frame(tmp_path, "指标,2018,2019\n产值,12.5亿元,13.2亿元\n企业,60家,—\n经费,1,2\n")
    assert rows["value"].dropna().tolist() == [12.5, 13.2, 60, 1, 2]
    assert rows["unit"].tolist() == ["亿元", "亿元", "家", "家", "", ""]


def test_units_behind_numbers_are_converted(tmp_path):
    made = opened(tmp_path, "指标,2018,2019,2020\n产值(万元),9800万元,1.2亿元,12500\n")
    assert made.frame["value"].tolist() == [9800, 12000, 12500]
    assert set(made.frame["unit"]) == {"万元"}
    assert "converted" in str(made.notes)


@pytest.mark.parametrize("cells", ["9800,1.2亿元", "9800,1.2万", "9800万元,1.2吨"])
def test_units_that_differ_inside_a_series_are_refused(tmp_path, cells):
    with pytest.raises(DataError, match=f"产值.*{cells[-1]}"):
        frame(tmp_path, f"指标,2018,2019\n产值,{cells}\n")


def test_negative_numbers_in_brackets_and_bounds_are_told(tmp_path):
    made = opened(tmp_path, "指标,2018,2019\n净迁移,(12.3),<0.1\n")
    assert made.frame["value"].tolist()[0] == -12.3
    assert math.isnan(made.frame["value"].tolist()[1])
    assert made.frame["flag"].tolist() == ["()", "<0.1"]
    told = "\n".join(map(str, made.notes))
    assert "read as negative numbers" in told
    assert "read as missing" in told


def test_decimal_commas_of_figures_in_quotation_marks(tmp_path):
    text = 'Item,Notes,2018,2019\nRate,"1,2","3,32","10,5"\n'
    assert frame(tmp_path, text)["value"].tolist() == [3.32, 10.5]
    # The notes are no figures, and say nothing about them.
    assert "decimal mark, as in 3,32" in notes(tmp_path, text)


@pytest.mark.parametrize("cells", ['"1,234","12,5"', '"1,234","0,345"'])
def test_commas_of_two_readings_are_faults(tmp_path, cells):
    with pytest.raises(FaultsError, match="the comma in 1,234 may be a mark of thousands"):
        frame(tmp_path, f"Item,2018,2019\nRate,{cells}\n")


def test_a_leading_zero_has_a_decimal_comma(tmp_path):
    rows = frame(tmp_path, 'Item,2018,2019\nRate,"0,345","0,567"\n')
    assert rows["value"].tolist() == [0.345, 0.567]
