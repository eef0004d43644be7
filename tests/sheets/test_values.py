"""Numbers are read however they are written, and what is no number is not made one."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from linhai_analysis.sheets.values import read_value

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
]
NO_NUMBERS = [
    "12,5",
    "1,23",
    "1,2345",
    "12k",
    "60m",
    "2件",
    "1.2万",
    "5(亿元)",
    "约40",
    "1 2",
    "(12)",
    "≥5",
]
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
    assert read_value(cell) == (NUMBERS[cell], False, "")


@pytest.mark.parametrize("cell", [4, 4.0, np.float64(4), np.int64(4), Decimal(4)])
def test_numbers_that_are_no_text(cell):
    assert read_value(cell).number == 4


@pytest.mark.parametrize("cell", [*MISSING, None, math.nan, pd.NA, pd.NaT])
def test_marks_of_what_is_missing(cell):
    assert math.isnan(read_value(cell).number)


@pytest.mark.parametrize(
    ("cell", "flag"), [(": z", "z"), ("[c]", "[c]"), ("*", "*"), ("#DIV/0!", "#DIV/0!")]
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
    assert read_value(cell) == (12.5, False, FLAGS[cell])


@pytest.mark.parametrize("cell", ["15.2%", "15.2 %", "１５．２％"])
def test_percent_is_the_number_people_see(cell):
    assert read_value(cell) == (15.2, True, "")


@pytest.mark.parametrize("cell", ["inf", "-Infinity", "1e400", "9" * 400, math.inf])
def test_infinite_is_refused(cell):
    with pytest.raises(ValueError, match="infinite"):
        read_value(cell)


def test_formula_is_named_as_one():
    with pytest.raises(ValueError, match="let it calculate"):
        read_value("=B5*2")
