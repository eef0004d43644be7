"""Sheets that differ by their year alone are one table; all others stay apart."""

from __future__ import annotations

import openpyxl
import pytest

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
