"""Numbers are read however they are written, and what is no number is not made one."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from linhai_analysis.sheets.values import Value, read_value

NUMBERS = {
    "9,835.8": 9835.8,
    "1,234,567": 1234567,
    "1 234": 1234,
    "1\u00a0234": 1234,
    "1\u202f234,5": 1234.5,
    "1'234.5": 1234.5,
    "1.234.567": 1234567,
    "1.234,5": 1234.5,
    "１，２３４．５": 1234.5,
    "−3": -3,
    "﹣3.5": -3.5,
    "+3": 3,
    "1.5E+06": 1.5e6,
    ".5": 0.5,
    "0010": 10,
    "0,345": 0.345,
    "1,23,456": 123456,
    "12,34,567.8": 1234567.8,
}
MISSING = [
    "",
    " ",
    "—",
    "-",
    "–",
    "…",
    "..",
    ":",
    ".",
    "NA",
    "n/a",
    "#N/A",
    "空",
    "无",
    "缺",
    "/",
    "X",
    "不详",
    "……",
    "未公布",
    "待定",
    "暂无",
    "待统计",
    "n.d.",
    "ND",
    "(-)",
]
NO_NUMBERS = [
    "12,5",
    "1,23",
    "1,2345",
    "12k",
    "60m",
    "5(亿元)",
    "约",
    "约12-13",
    "*12.3 b",
    "超过40",
    "60-70",
    "1 2",
    "$12.5m",
    "(快报)",
]
UNITS = {
    "12.5亿元": (12.5, "亿元"),
    "60家": (60, "家"),
    "1.2万": (1.2, "万"),
    "1,234.5 元/人": (1234.5, "元/人"),
    "-0.5个百分点": (-0.5, "个百分点"),
    "12.3‰": (12.3, "‰"),
    "$12.5": (12.5, "$"),
    "¥1,200": (1200, "¥"),
}
NEGATIVE = {
    "(12.3)": (-12.3, "()"),
    "（12.3）": (-12.3, "()"),
    "(1,234.5)": (-1234.5, "()"),
    "▲12": (-12, "▲"),
    "△3": (-3, "△"),
}
FLAGS = {
    "12.5 b": "b",
    "12.5*": "*",
    "12.5 (p)": "p",
    "12.5p": "p",
    "12.5^a": "a",
    "12.5[1]": "1",
    "12.5①": "①",
    "12.5¹": "¹",
    "12.5（快报）": "快报",
    "12.5 be": "be",
}


@pytest.mark.parametrize("cell", NUMBERS)
def test_numbers_of_every_writing(cell):
    assert read_value(cell) == Value(NUMBERS[cell])


@pytest.mark.parametrize("cell", [4, 4.0, np.float64(4), np.int64(4), Decimal(4)])
def test_numbers_that_are_no_text(cell):
    assert read_value(cell).number == 4


@pytest.mark.parametrize("cell", [*MISSING, None, math.nan, pd.NA, pd.NaT])
def test_marks_of_what_is_missing(cell):
    assert math.isnan(read_value(cell).number)


@pytest.mark.parametrize(
    ("cell", "flag"),
    [
        (": z", "z"),
        ("[c]", "[c]"),
        ("*", "*"),
        ("#DIV/0!", "#DIV/0!"),
        ("<0.1", "<0.1"),
        (">95", ">95"),
        ("≥5", "≥5"),
    ],
)
def test_marks_that_say_why_it_is_missing(cell, flag):
    assert math.isnan(read_value(cell).number)
    assert read_value(cell).flag == flag


@pytest.mark.parametrize("cell", NO_NUMBERS)
def test_what_is_no_number_is_refused(cell):
    with pytest.raises(ValueError, match="is not a number"):
        read_value(cell)


@pytest.mark.parametrize("cell", [True, pd.Timestamp("2015-01-01"), [1]])
def test_other_things_are_no_numbers(cell):
    with pytest.raises(ValueError, match="is not a number"):
        read_value(cell)


@pytest.mark.parametrize("cell", FLAGS)
def test_flags_stand_beside(cell):
    assert read_value(cell) == Value(12.5, flag=FLAGS[cell])


@pytest.mark.parametrize("cell", UNITS)
def test_units_stand_behind_or_before(cell):
    number, unit = UNITS[cell]
    assert read_value(cell) == Value(number, unit=unit)


@pytest.mark.parametrize("cell", NEGATIVE)
def test_negative_without_a_sign(cell):
    number, flag = NEGATIVE[cell]
    assert read_value(cell) == Value(number, flag=flag)


@pytest.mark.parametrize("cell", ["15.2%", "15.2 %", "１５．２％"])
def test_percent_is_the_number_people_see(cell):
    assert read_value(cell) == Value(15.2, percent=True)


@pytest.mark.parametrize("cell", ["inf", "-Infinity", "1e400", "9" * 400, math.inf])
def test_infinite_is_refused(cell):
    with pytest.raises(ValueError, match="infinite"):
        read_value(cell)


def test_formula_is_named_as_one():
    with pytest.raises(ValueError, match="let it calculate"):
        read_value("=B5*2")
