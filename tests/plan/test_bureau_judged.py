"""What a bureau's one sheet leaves open is told or asked for, and judged on no slip."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import linhai_analysis as la
from linhai_analysis.errors import FaultsError

HEADS = "指标|单位|2020年|2021年|2022年|2023年|2025年目标"


def cells(line: str) -> list[object]:
    """The cells of a line such as 产值|亿元|10."""
    read: list[object] = []
    for text in line.split("|"):
        try:
            read.append(float(text) if text else None)
        except ValueError:
            read.append(text)
    return read


def book(
    folder: Path, *rows: str, heads: tuple[str, ...] = (HEADS,), merged: tuple[str, ...] = ()
) -> Path:
    """A workbook whose first sheet holds these rows below these headings."""
    made = openpyxl.Workbook()
    made.active.title = "附表1"
    for line in (*heads, *rows):
        made.active.append(cells(line))
    for one in merged:
        made.active.merge_cells(one)
    made.save(folder / "表.xlsx")
    return folder / "表.xlsx"


def told(plan: la.Plan) -> str:
    return "\n".join(note.text("zh") for note in plan.read)


def faults(path: Path) -> list[str]:
    with pytest.raises(FaultsError) as caught:
        la.load_plan(path)
    return [fault.text("zh") for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("base", "target"),
    [(0, "年均增长8%"), (0, "翻一番"), (-5, "年均增长8%"), (-5, "累计下降20%"), (0, "增长到2倍")],
)
def test_growth_of_nothing_is_not_assessable(tmp_path, base, target):
    plan = la.load_plan(book(tmp_path, f"产值|亿元|{base}|20|30|40|{target}"))
    [row] = la.scorecard(plan, year=2023, lang="zh").to_dict("records")
    assert (row["status"], row["reason"]) == ("not_assessable", "基数为0或负数，不能计算增速")
    [growth] = la.required_growth(plan, lang="zh")["reason"]
    assert growth == "基数为0或负数，不能计算增速"
    odds = la.project_targets(plan, year=2023)
    assert odds["reason"].tolist() == [
        "the base value is 0 or below: a growth from it cannot be computed"
    ]
    assert "1项增速类目标（附表1 G2）的基数为0或负数" in told(plan)
    assert set(la.assess_progress(plan, year=2023)["status"]) == {"not_assessable"}
    assert la.plot_scorecard(plan, 2023) is not None


def test_what_stays_as_it_is_has_a_level_at_a_base_of_nothing(tmp_path):
    plan = la.load_plan(book(tmp_path, "逃费|起|0|0|0|0|持平"))
    # Nothing more than nothing: 0 is the level aimed at.
    assert la.scorecard(plan, year=2023)["status"].tolist() == ["met"]


@pytest.mark.parametrize(
    ("target", "open_"),
    [("增长10%", True), ("增长8%左右", True), ("累计增长10%", False), ("较2020年增长10%", False)],
)
def test_growth_without_its_years_is_told_to_be_of_all_years(tmp_path, target, open_):
    plan = la.load_plan(book(tmp_path, f"产值|亿元|100|105|107|108|{target}"))
    assert ("按规划期累计理解" in told(plan)) == open_
    assert ("bare_change" in la.scorecard(plan, year=2023)["notes"].item()) == open_
