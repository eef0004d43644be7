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
            ["—", "—"],
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
    assert [line[2] for line in cells] == [str(year) for year in values]
    assert [line[6] for line in cells] == [rate.replace("%", r"\%") for rate in rates]
    assert [line[7] for line in cells] == paces


TWICE = {"indicator": "rd", "target": 3.5, "target_year": 2025, "unit": "%", "kind": "share"}
VALUES = {2014: 2.1, 2018: 2.6, 2020: 2.86, 2022: 3.05}


@pytest.fixture(params=["p. 1", ""], ids=["with places", "without"])
def twice(request, tmp_path):
    """The same level twice; a plan may name no place, so that only the base year tells them."""
    goals = [TWICE | {"base_year": year, "place": request.param} for year in (2014, 2020)]
    return small_plan(tmp_path / "plan", goals, {"rd": VALUES})


def test_every_door_has_two_rows(twice):
    """(3.5 / 2.1) ** (1 / 11), (3.5 / 2.86) ** (1 / 5); in 2022 0.95 / 1.4 and 0.19 / 0.64."""
    rates, paces = [0.0475, 0.0412], [0.1273, 0.128]
    growth = la.required_growth(twice)
    assert growth["required_cagr"].round(4).tolist() == rates
    compared = la.compare_plans([twice, twice]).head(2)
    assert compared["required_cagr"].round(4).tolist() == rates
    assert compared["required_per_year"].round(4).tolist() == paces
    card = la.scorecard(twice, 2022)
    assert card["progress"].round(4).tolist() == [0.6786, 0.2969]
    assert la.milestones(twice).groupby("target_id").size().tolist() == [12, 6]
    assert len(la.project_targets(twice)) == len(la.still_required(twice, 2022)) == 2
    assert len(la.closing_rate(twice, la.Scenario("s", {"rd": 0.05}))) == 2
    assert twice.conflicts().empty  # one level, whatever it is compared with


def test_rows_that_read_alike_name_their_base_year(twice):
    shown = {one.key: one.table for one in la.build_review(twice, year=2022).sections}
    named = ["3.5 (base year 2014)", "3.5 (base year 2020)"]
    for section in ("growth", "scorecard", "ahead", "verdicts"):
        assert shown[section]["Target"].tolist() == named
    assert len(shown["milestones"]) == 2
    zh = {one.key: one.table for one in la.build_review(twice, year=2022, lang="zh").sections}
    assert zh["verdicts"].iloc[:, 1].tolist() == ["3.5（以2014年为基期）", "3.5（以2020年为基期）"]


def test_charts_tell_the_two_apart(twice):
    doors = {
        "scorecard": lambda: la.plot_scorecard(twice, 2022),
        "verdicts": lambda: la.plot_verdicts(twice, 2022),
        "growth": lambda: la.plot_required_growth(twice),
        "milestones": lambda: la.plot_milestones(twice, "rd"),
    }
    for name, door in doors.items():
        ax = door()
        rows = [label.get_text() for label in ax.get_yticklabels()]
        texts = [text.get_text() for text in ax.texts]
        if name in ("scorecard", "verdicts"):
            assert len(set(rows)) == 2
        else:
            assert len({text for text in texts if "3.5" in text}) == 2


def test_target_stated_from_one_base_year_does_not_name_it(tmp_path):
    goals = [TWICE | {"base_year": 2014}, TWICE | {"base_year": 2014, "target": 4}]
    plan = small_plan(tmp_path / "plan", goals, {"rd": VALUES})
    [section] = [one for one in la.build_review(plan, year=2022).sections if one.key == "verdicts"]
    assert section.table["Target"].tolist() == ["3.5", "4"]
