"""A user's yearly file is read in any of its usual shapes, or refused with its place."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from linhai_analysis.errors import DataError, FaultsError
from linhai_analysis.tables.yearly import read_yearly

SHAPES = {
    "years across": "指标,2013年,2014年\n企业,40,50\n",
    "years across, two names": "指标,单位,2013,2014\n企业,家,40,50\n",
    "years down": "年份,企业\n2013,40\n2014,50\n",
    "years down, unnamed": "x,企业\n2013,40\n2014年,50\n",
    "long": "指标,年份,数值\n企业,2013,40\n企业,2014,50\n",
    "long, two names": "地区,指标,年份,数值\n浙江,企业,2013,40\n浙江,企业,2014,50\n",
    "long, english": "indicator,year,value,source_id\n企业,2013,40,a\n企业,2014,50,b\n",
}
NAMES = {"years across, two names": "企业 家", "long, two names": "浙江 企业"}


def read(tmp_path, text, name="f.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_yearly(path)


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_say_the_same(tmp_path, shape):
    name = NAMES.get(shape, "企业")
    rows = read(tmp_path, SHAPES[shape])[["series", "year", "value", "break"]]
    assert rows.to_numpy().tolist() == [[name, 2013, 40, False], [name, 2014, 50, False]]


def test_workbook_with_years_as_excel_numbers(tmp_path):
    rows = [["指标", 2013.0, 2014], ["企业", 40, None]]
    pd.DataFrame(rows).to_excel(tmp_path / "f.xlsx", index=False, header=False)
    frame = read_yearly(tmp_path / "f.xlsx")
    assert frame["year"].tolist() == [2013, 2014]
    assert frame["value"].tolist() == [40, pytest.approx(math.nan, nan_ok=True)]


def test_file_without_names_gives_its_own(tmp_path):
    assert set(read(tmp_path, "year,value\n2013,1\n", "firms.csv")["series"]) == {"firms"}


def test_scope_of_a_figure_does_not_part_a_series(tmp_path):
    text = "地区,口径范围,年份,数值\n浙江,,2013,5\n浙江,规上工业,2014,6\n"
    assert set(read(tmp_path, text)["series"]) == {"浙江"}


def test_empty_cell_is_a_gap_and_a_break_is_kept(tmp_path):
    rows = read(tmp_path, "年份,数值,口径变动\n2013,1,\n2014,,\n2015,3,是\n")
    assert math.isnan(rows["value"].iloc[1])
    assert rows["break"].tolist() == [False, False, True]


def test_break_that_is_neither_yes_nor_no_is_named_with_its_row(tmp_path):
    with pytest.raises(DataError, match="row 3, column break: '新口径' is neither yes nor empty"):
        read(tmp_path, "year,value,break\n2013,1,否\n2014,2,新口径\n")


def test_what_stands_beside_is_no_name(tmp_path):
    rows = read(tmp_path, "indicator,year,value,unit,note\ngdp,2013,1,x,a\ngdp,2014,2,x,b\n")
    assert set(rows["series"]) == {"gdp"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a,b\nx,2\n", "f.csv has no column of years and no years as headings"),
        ("year,value\n", "f.csv has headings but no figures"),
        ("year,value\n2013,many\n", "row 2, column value: 'many' is not a number"),
        ("year,value\n201,5\n", "row 2, column year: '201' is not a year"),
        ("year,value\n2013,1\n\n13,2\n", "row 4, column year: '13' is not a year"),
        ("year,value\n2013,1\n2013,2\n", "row 3: the year 2013 stands twice in 'f'"),
        ("年份,企业\n2013,1\n2013,2\n", "row 3: the year 2013 stands twice in '企业'"),
        ("", "f.csv is empty"),
    ],
)
def test_refusal_names_the_place(tmp_path, text, sentence):
    with pytest.raises(DataError, match=sentence.replace("(", r"\(")):
        read(tmp_path, text)


def test_faults_come_all_at_once(tmp_path):
    with pytest.raises(FaultsError) as caught:
        read(tmp_path, "指标,2013,2014\na,x,1\nb,2,y\n")
    assert [fault.row for fault in caught.value.faults] == [2, 3]


def test_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match="there is no file"):
        read_yearly(tmp_path / "none.csv")
