"""One level stated from two base years is two rows wherever people read it."""

from __future__ import annotations

import pytest
from small_plans import small_plan

import linhai_analysis as la


@pytest.mark.parametrize(
    ("row", "values", "rates", "paces"),
    [
        # 3.5 in 2025: (3.5 / 2.1) ** (1 / 11), 1.4 / 11; (3.5 / 2.86) ** (1 / 5), 0.64 / 5
        (
            {"target": 3.5, "target_year": 2025, "unit": "%", "kind": "share"},
            {2014: 2.1, 2020: 2.86},
            ["4.75%", "4.12%"],
            ["0.127 points", "0.128 points"],
        ),
        # 400 in 2024: 4 ** (1 / 10), 300 / 10; 2 ** (1 / 5), 200 / 5
        (
            {"target": 400, "target_year": 2024},
            {2014: 100, 2019: 200},
            ["14.87%", "14.87%"],
            ["30", "40"],
        ),
    ],
)
def test_both_rows_are_in_table_page_and_latex(tmp_path, row, values, rates, paces):
    goals = [{"indicator": "a", "base_year": year} | row for year in values]
    plan = small_plan(tmp_path / "plan", goals, {"a": values})
    review = la.build_review(plan, year=2020)
    assert review.tables["required_growth"]["base_year"].tolist() == list(values)
    [section] = [one for one in review.sections if one.key == "growth"]
    assert section.table["Required growth a year"].tolist() == rates
    assert section.table["Change a year"].tolist() == paces
    la.export_paper(plan, tmp_path / "out")
    latex = (tmp_path / "out" / "tables" / "required_growth.tex").read_text(encoding="utf-8")
    cells = [line.split(" & ") for line in latex.splitlines() if line.startswith("a &")]
    assert [line[4] for line in cells] == [rate.replace("%", r"\%") for rate in rates]
    assert [line[5] for line in cells] == paces
