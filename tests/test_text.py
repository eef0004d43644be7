"""Halves go up, whatever the computer stores."""

from __future__ import annotations

import pytest

from linhai_analysis.text import fixed, percent, wrap


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.125, 2, "0.13"),
        (2.675, 2, "2.68"),  # stored as 2.67499...
        (0.375 - 1e-15, 2, "0.38"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (-0.001, 2, "0.00"),
        (1e6, 0, "1000000"),
        (0.004, 3, "0.004"),
    ],
)
def test_halves_go_away_from_0(value, decimals, text):
    assert fixed(value, decimals) == text


@pytest.mark.parametrize(("share", "text"), [(0.225, "23%"), (0.005, "1%"), (4.0, "400%")])
def test_shares_in_per_cent(share, text):
    assert percent(share) == text


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("目标2500\xa0· 表1", 12, ["目标2500\xa0·", "表1"]),
        ("创新规划（国发〔2016〕43号）", 16, ["创新规划", "（国发〔2016〕43号）"]),
        ("年均提高0.04个百分点", 14, ["年均提高", "0.04个百分点"]),
    ],
)
def test_chinese_line_begins_with_no_separator_and_breaks_no_number_of_its_unit(text, width, lines):
    assert wrap(text, "zh", width).split("\n") == lines
