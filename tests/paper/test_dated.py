"""Every table says of which years it is, and of how many draws."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from small_plans import small_plan

import linhai_analysis as la

GOALS = [
    {"indicator": "a", "target": 120},
    {"indicator": "b", "target": 150, "base_year": 2018, "target_year": 2023},
    {"indicator": "c", "target": 7, "base_year": 2016, "target_year": 2021},
]
VALUES = {"a": {2015: 60, 2018: 90}, "b": {2018: 100, 2019: 105}}


@pytest.fixture(scope="module")
def tables(tmp_path_factory) -> dict[str, str]:
    """A plan whose targets have base years and target years of their own, seen in 2019."""
    folder = tmp_path_factory.mktemp("paper")
    plan = small_plan(folder / "plan", GOALS, VALUES)
    assumed = pd.DataFrame(
        [["s", "a", "rate", "15%", "10%", "20%"], ["s", "b", "rate", "9%", "8%", "10%"]],
        columns=["scenario", "indicator", "assumption", "value", "low", "high"],
    )
    la.export_paper(plan, folder / "out", scenarios=assumed, year=2019, draws=64, seed=7)
    return {
        path.stem: path.read_text(encoding="utf-8")
        for path in (folder / "out" / "tables").glob("*.tex")
    }


def cells(text: str, name: str) -> list[str]:
    [row] = [line for line in text.splitlines() if line.startswith(f"{name} ")]
    return row.removesuffix(r" \\").split(" & ")


def test_growth_has_the_base_year_the_base_value_and_the_target_year(tables):
    # 2 ** (1 / 5) and 60 / 5; 1.5 ** (1 / 5) and 50 / 5
    text = tables["required_growth"]
    assert cells(text, "a")[2:8] == ["2015", "60", "2020", "120", "14.87\\%", "12"]
    assert cells(text, "b")[2:8] == ["2018", "100", "2023", "150", "8.45\\%", "10"]


def test_what_cannot_be_computed_has_its_years(tables):
    assert cells(tables["missing"], "c")[2:5] == ["2016", "2021", "7"]


def test_scorecard_has_its_years_and_says_in_which_year_it_was_seen(tables):
    text = tables["scorecard"]
    assert "as seen in 2019" in text
    # (90 - 60) / 60 after 3 of 5 years; (105 - 100) / 50 after 1 of 5.
    assert cells(text, "a")[1:9] == ["2015", "60", "2020", "120", "2018", "90", "50\\%", "60\\%"]
    assert cells(text, "b")[1:9] == ["2018", "100", "2023", "150", "2019", "105", "10\\%", "20\\%"]
    assert "rules-review" in text


def test_simulation_has_its_years_its_draws_and_its_seed(tables):
    text = tables["chances"]
    assert "from 2015 on" in text
    for name in ("chances", "targets_met"):
        assert "64 draws (seed 7)" in tables[name]
    # 100 * 1.09 ** 5 is 153.9, 100 * 1.09 ** 4 is 141.2.
    assert cells(text, "b: 150")[1:3] == ["2018", "2023"]
    assert cells(text, "b: 150")[3].split()[0] == "2023"
    assert text.count("Expected number of targets met") == 1
    assert "targets of 2020–2023" in tables["targets_met"]


def test_paths_say_from_which_base_and_to_which_year(tables):
    assert "leads in 2023 from the base values of 2015" in tables["scenarios"]


def test_record_of_the_rules_says_its_years_and_cites_them(tables):
    """The share and the number of cases stand in the README."""
    text = tables["hindsight"]
    assert "12,327 cases with base years 2010–2019" in text
    [row] = [line for line in text.splitlines() if line.startswith("Open SDG 2.4 & on track")]
    assert row.split(" & ")[3:] == ["67\\%", "57\\%–76\\% \\\\"]
    for rule in la.RULES.values():
        assert all(f"rules-{key}" in text for key in rule.cites) or not rule.published


def test_comparison_has_the_years_of_both_plans(tmp_path: Path):
    goal = {"indicator": "rd_gdp_ratio", "target": 2.4, "target_year": 2018} | {"unit": "%"}
    own = small_plan(tmp_path / "plan", [goal | {"kind": "share"}], {"rd_gdp_ratio": {2015: 2.1}})
    la.export_paper(own, tmp_path / "out", ["china_13fyp"], draws=16)
    text = (tmp_path / "out" / "tables" / "compare_plans.tex").read_text(encoding="utf-8")
    assert "& 2015 & 2.1 & 2018 & 2.4 &" in text  # (2.4 - 2.1) / 3
    assert "& 0.1 \\\\" in text
    assert "& 2015 & 2.1 & 2020 & 2.5 &" in text
