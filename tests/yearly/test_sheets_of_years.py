"""Sheets that differ by their year alone are one table; all others stay apart."""

from __future__ import annotations

import openpyxl
import pytest

from linhai_analysis.errors import DataError
from linhai_analysis.yearly.reading import read


def opened(tmp_path, sheets):
    """A workbook of sheets with one town each: name -> title, heading, value."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, (title, head, value) in sheets.items():
        page = book.create_sheet(name)
        for row in ([[one] for one in title], [["镇", head], ["东塍", value]]):
            for cells in row:
                page.append(cells)
    path = tmp_path / "towns.xlsx"
    book.save(path)
    return read(path)


UNLIKE = {
    "indicators": {"2018年企业": ([], "数量", 5), "2019年专利": ([], "数量", 60)},
    "budgets": {"2018年预算执行": ([], "金额", 5), "2019年决算": ([], "金额", 6)},
    "places": {"2018年A县": ([], "数量", 5), "2019年B县": ([], "数量", 60)},
    "titles": {
        "Sheet1": (["2018年各镇企业数"], "数量", 5),
        "Sheet2": (["2019年各镇专利数"], "数量", 60),
    },
}


@pytest.mark.parametrize("kind", UNLIKE)
def test_unlike_sheets_are_not_joined(tmp_path, kind):
    made = opened(tmp_path, UNLIKE[kind])
    assert made.frame[["year", "value"]].to_numpy().tolist() == [[2018, 5]]
    assert list(UNLIKE[kind])[1] in str(made.notes[-1])


def test_sheets_of_two_units_become_one(tmp_path):
    sheets = {
        "2018": (["各镇产值", "单位：万元"], "产值", 120000),
        "2019": (["各镇产值", "单位：亿元"], "产值", 12.5),
    }
    made = opened(tmp_path, sheets)
    assert made.frame[["year", "value", "unit"]].to_numpy().tolist() == [
        [2018, 120000, "万元"],
        [2019, 125000, "万元"],
    ]
    assert "亿元" in str(made.notes[-1])


HEADED_AGAIN = {
    "a title without its number": "Output\nCrop,2019,2020\nWheat,10,11\n\nArea\nRegion,2020,2021\n",
    "no title": "Crop,2019,2020\nWheat,10,11\nRegion,2020,2021\n",
    "no gap": "Crop,2019,2020\nWheat,10,11\nArea\nSize,2020,2021\n",
    "years in words": "Crop,2019年,2020年\nWheat,10,11\nSize,2020年,2021年\n",
    "no name": ",2019,2020\nWheat,10,11\n\nArea\n,2020,2021\n",
}


@pytest.mark.parametrize("text", HEADED_AGAIN.values(), ids=HEADED_AGAIN)
def test_years_below_a_table_are_headings_of_the_next(tmp_path, text):
    path = tmp_path / "f.csv"
    path.write_text(f"{text}Small,3,4\n", encoding="utf-8")
    assert read(path).frame[["series", "year", "value"]].to_numpy().tolist() == [
        ["Wheat", 2019, 10],
        ["Wheat", 2020, 11],
        ["Small", 2020, 3],
        ["Small", 2021, 4],
    ]


@pytest.mark.parametrize("gap", ["", "\nAsia\n"])
def test_figures_like_years_are_no_headings(tmp_path, gap):
    path = tmp_path / "f.csv"
    path.write_text(f"City,2019,2020\nA,1999,2013\n{gap}B,2013,2014\n", encoding="utf-8")
    assert read(path).frame["value"].dropna().tolist() == [1999, 2013, 2013, 2014]


def test_columns_between_empty_ones_are_of_one_table(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text(
        "Country,2019,,2020,,2021,Notes\nFiji,0.3,,0.31,,0.32 p,1\nTonga,..,,0.1,,0.11 b,2\n"
    )
    frame = read(path).frame
    assert frame["value"].dropna().tolist() == [0.3, 0.31, 0.32, 0.1, 0.11]
    assert frame["note"].tolist() == ["1", "1", "1", "2", "2", "2"]


def two_tables(tmp_path, first, second):
    path = tmp_path / "f.csv"
    path.write_text(
        f"{first}\n地区,2018,2019\n甲,100,110\n\n{second}\n地区,2020,2021\n甲,900,950\n",
        encoding="utf-8",
    )
    return read(path)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Table 1. Patents granted (items)", "Table 2. R&D staff (persons)"),
        ("一、专利", "二、人员"),
        ("表1 产值(万元)", "表2 产值(亿元)"),
    ],
)
def test_tables_of_different_titles_are_no_one_series(tmp_path, first, second):
    with pytest.raises(DataError) as caught:
        two_tables(tmp_path, first, second)
    assert first in str(caught.value)
    assert second in str(caught.value)


@pytest.mark.parametrize("second", ["续表1", "表2 产值", "Table 1 (continued)", ""])
def test_a_table_that_goes_on_is_one(tmp_path, second):
    made = two_tables(tmp_path, "表1 产值", second)
    assert made.frame["value"].tolist() == [100, 110, 900, 950]


def test_a_table_that_goes_on_in_another_unit_is_converted(tmp_path):
    frame = two_tables(tmp_path, "表1 产值\n单位：亿元", "续表1\n单位：万元").frame
    assert frame["value"].tolist() == [100, 110, 0.09, 0.095]
    assert set(frame["unit"]) == {"亿元"}
