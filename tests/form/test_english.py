"""A bureau's one sheet in English, of people's own making, and the workbook of `new` in English."""

from __future__ import annotations

import openpyxl
import pandas as pd
import pytest

import linhai_analysis as la
from linhai_analysis.bureau.columns import columns_of
from linhai_analysis.form import write_form

TITLE = "Main indicators of the 13th Five-Year Plan"
HEADS = ["No.", "Indicator", "Unit", "Nature", "Baseline (2015)", "Original target"]
HEADS += ["Adjusted target", "Basis of the change", "2016", "2017 (preliminary)"]
HEADS += ["2018 (expected)", "Responsible unit", "Remarks"]
GROUP = "I. Surroundings and infrastructure of innovation"
FIRMS = [1, "Firms (firms)", None, "expected", 60, "at least 120", "at least 150", "Decision 7"]
PART = [None, "of which: listed (firms)", None, "expected", 6, "double", None, None]
JOBS = [2, "Jobs (10,000 persons)", None, "binding", 10, "15 or more", None, None]
OTHER = [None, "of which: listed (10,000 persons)", None, "binding", 2, "3 to 5", None, None]
SMOKE = [3, "Emissions", "tonnes", "binding", 1000, "reduce by 16%", None, None]
FIGURES = [[70, 80, 92, "Science"], [7, 8, 9], [11, 12, 13], [2.1, 2.4, 2.9], [950, 900, 880]]


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    book = openpyxl.Workbook()
    rows = [one + own for one, own in zip([FIRMS, PART, JOBS, OTHER, SMOKE], FIGURES, strict=True)]
    for row in [[TITLE], HEADS, [GROUP], *rows[:4], ["II. Air"], rows[4], ["Note: a draft."]]:
        book.active.append(row)
    path = tmp_path_factory.mktemp("english") / "plan.xlsx"
    book.save(path)
    return la.load_plan(path)


def test_names_parts_groups_and_units_are_those_of_the_sheet(plan):
    shown = plan.indicators[["name_en", "unit", "field"]].to_numpy().tolist()
    group = "Surroundings and infrastructure of innovation"
    assert shown == [
        ["Firms", "firms", group],
        ["listed", "firms", group],
        ["Jobs", "10,000 persons", group],
        ["listed", "10,000 persons", group],
        ["Emissions", "tonnes", "Air"],
    ]
    codes = plan.indicators["indicator"].tolist()
    assert len(set(codes)) == 5
    assert plan.indicators["parent"].tolist() == ["", codes[0], "", codes[2], ""]
    assert plan.indicators["owner"].tolist() == ["Science", "", "", "", ""]


def test_which_way_is_better_and_the_kind_follow_from_english_words(plan):
    assert plan.indicators["better"].tolist() == ["up", "up", "up", "up", "down"]
    assert plan.indicators["kind"].tolist() == ["count"] * 4 + ["amount"]


def test_targets_and_their_change_are_read(plan):
    shown = ["target", "basis", "relation", "attribute", "base_year", "target_year", "decided_by"]
    rows = plan.targets[shown].to_numpy().tolist()
    years = [2015, 2020]
    assert rows == [
        [120, "level", "at_least", "expected", *years, ""],
        [150, "level", "at_least", "expected", *years, "Decision 7"],
        [2, "multiple", "at_least", "expected", *years, ""],
        [15, "level", "at_least", "binding", *years, ""],
        [3, "level", "range", "binding", *years, ""],
        [-0.16, "cumulative_change", "at_most", "binding", *years, ""],
    ]
    assert plan.targets["replaces"].tolist() == [
        "",
        plan.targets["target_id"][0],
        *["", "", "", ""],
    ]


def test_statuses_of_years_are_those_of_the_headings(plan):
    rows = plan.observations[plan.observations["indicator"] == plan.indicators["indicator"][0]]
    assert rows[["year", "value", "status"]].to_numpy().tolist() == [
        [2015, 60, "final"],
        [2016, 70, "final"],
        [2017, 80, "preliminary"],
        [2018, 92, "preliminary"],
    ]


@pytest.mark.parametrize(
    ("head", "year"),
    [("Target 2020", 2020), ("2020 target", 2020), ("Target (2020)", 2020), ("Planned 2020", 2020)],
)
def test_the_year_of_a_target_may_stand_on_either_side(head, year):
    found = columns_of(["Indicator", "Unit", head])
    assert [target.year for target in found.targets] == [year]


@pytest.mark.parametrize(
    "head",
    ["2015 baseline", "Baseline 2015", "Baseline (2015)", "End of the 12th Five-Year Plan"],
)
def test_the_year_of_the_baseline_may_stand_on_either_side(head):
    assert columns_of(["Indicator", head, "Target 2020"]).base.year == 2015


@pytest.mark.parametrize("head", ["Target achieved (%)", "2020 target completion rate"])
def test_how_far_a_target_is_reached_is_no_target(head):
    assert not columns_of(["Indicator", head]).targets


FILLED = [
    ["1", "High-tech firms", "firms", "expected", None, "stock at the end of the year", 60],
    ["2", "Energy use", "tce per 10,000 yuan", "binding", None, None, 0.62],
    ["3", "Parks", "parks", None, None, "running total", None],
    ["4", "Rank", "place", None, None, None, 12],
    ["5", "Incomes", "yuan", None, None, None, 900],
]
TARGETS = ["at least 120", "reduce by 16%", "30 new", "top 10", "in line with GDP growth"]


def test_workbook_in_english_is_filled_in_and_read(tmp_path):
    path = write_form(tmp_path / "plan.xlsx", "en", base_year=2015)
    book = openpyxl.load_workbook(path)
    for number, row in enumerate(FILLED):
        for place, value in enumerate([*row, TARGETS[number], 61, 62], 1):
            book.worksheets[0].cell(4 + number, place, value)
    book.save(path)
    plan = la.load_plan(path)
    assert plan.targets["unread"].tolist() == ["", "", "", "", "compares"]
    assert plan.targets["target"].tolist()[:4] == [120, -0.16, 30, 10]
    assert pd.isna(plan.targets["target"][4])
    assert plan.indicators["better"].tolist() == ["up", "down", "up", "down", "up"]
    assert plan.indicators["kind"].tolist() == ["count", "ratio", "amount", "rank", "amount"]
