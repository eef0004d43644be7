"""A user's yearly file is read in any of its usual shapes, or refused with its place."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from linhai_analysis.errors import DataError
from linhai_analysis.tables import read_yearly

LONG = "地区,指标,年份,数值\n浙江,专利,2013,5\n浙江,专利,2014,6\n"
ACROSS = "指标,2013年,2014年\n浙江 专利,5,6\n"
DOWN = "年份,浙江 专利\n2013,5\n2014,6\n"


def read(tmp_path, text, name="f.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_yearly(path)


@pytest.mark.parametrize("text", [LONG, ACROSS, DOWN])
def test_shapes_say_the_same(tmp_path, text):
    rows = read(tmp_path, text)[["series", "year", "value"]].to_numpy().tolist()
    assert rows == [["浙江 专利", 2013, 5.0], ["浙江 专利", 2014, 6.0]]


def test_workbook_is_read_like_a_file(tmp_path):
    path = tmp_path / "f.xlsx"
    pd.DataFrame({"year": [2013, 2014], "firms": [5, 6]}).to_excel(path, index=False)
    assert read_yearly(path)["value"].tolist() == [5.0, 6.0]


def test_file_without_names_gives_its_own(tmp_path):
    assert set(read(tmp_path, "year,value\n2013,1\n", "firms.csv")["series"]) == {"firms"}


def test_scope_of_a_figure_does_not_part_a_series(tmp_path):
    text = "地区,口径范围,年份,数值\n浙江,,2013,5\n浙江,规上工业,2014,6\n"
    assert set(read(tmp_path, text)["series"]) == {"浙江"}


def test_empty_cell_is_a_gap_and_a_break_is_kept(tmp_path):
    rows = read(tmp_path, "year,value,break\n2013,1,\n2014,,\n2015,3,yes\n")
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
        ("year,value\n2013,1\n2013,2\n", "row 3: the year 2013 stands twice in 'f'"),
        ("", "f.csv is empty"),
    ],
)
def test_refusal_names_the_place(tmp_path, text, sentence):
    with pytest.raises(DataError, match=sentence.replace("(", r"\(")):
        read(tmp_path, text)


def test_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match="there is no file"):
        read_yearly(tmp_path / "none.csv")
