"""Tables for people keep the digits that tell two years apart, also where nobody gave decimals."""

from __future__ import annotations

import pytest
from small_plans import small_plan

import linhai_analysis as la
from linhai_analysis.report.tables.growth import milestone_table
from linhai_analysis.report.tables.scenarios import move_table, outcome_table

YEARS = ["2015", "2016", "2017", "2018", "2019", "2020"]
SHARE = {"unit": "%", "kind": "share"}


@pytest.mark.parametrize(
    ("base", "row", "shown"),
    [
        # 0.62 * (0.5 / 0.62) ** (k / 5)
        (0.62, {"target": 0.5, "better": "down"}, "0.62 0.59 0.57 0.54 0.52 0.5"),
        (2.1, SHARE | {"target": 2.6}, "2.1 2.2 2.3 2.4 2.5 2.6"),
        (0.625, SHARE | {"target": 0.125, "better": "down"}, "0.625 0.525 0.425 0.325 0.225 0.125"),
        (60, {"target": 120}, "60 68.9 79.2 90.9 104.5 120"),  # 60 * 2 ** (k / 5)
        (0.0201, SHARE | {"target": 0.021}, "0.0201 0.0203 0.0205 0.0206 0.0208 0.021"),
        (100, {"target": 100.05}, "100 100.01 100.02 100.03 100.04 100.05"),
    ],
)
def test_milestones_of_a_codebook_without_decimals(tmp_path, base, row, shown):
    plan = small_plan(tmp_path / "plan", [{"indicator": "a"} | row], {"a": {2015: base}})
    table = milestone_table(plan, la.required_growth(plan), la.milestones(plan), "en")
    assert table.iloc[0][YEARS].tolist() == shown.split()


def test_small_baselines_keep_their_digits(tmp_path):
    """0.55 % as 0.0055 is not 0.01, and 0.521 t is not 0.52 t."""
    goals = [
        {"indicator": "share", "target": 0.0075} | SHARE,
        {"indicator": "energy", "target": 0.45, "unit": "tce", "kind": "amount", "better": "down"},
    ]
    values = {"share": {2015: 0.0055, 2016: 0.0061}, "energy": {2015: 0.521, 2016: 0.512}}
    tables = la.build_review(small_plan(tmp_path / "plan", goals, values)).readable()
    for name in ("growth", "scorecard"):
        shown = tables[name].set_index("Indicator")["Baseline"].to_dict()
        assert shown == {"share": "0.0055", "energy": "0.521"}
    assert tables["figures"]["Value"].tolist() == ["0.0055", "0.0061", "0.521", "0.512"]
    # A fifth of the way from 0.0055 to 0.0075.
    assert "0.0059" in tables["ahead"].set_index("Indicator").loc["share", "The path asks for"]


def test_scenarios_of_a_codebook_without_decimals(tmp_path):
    """2.1 % is not 2 %, 0.43 t is not 0 t."""
    goals = [
        {"indicator": "share", "target": 2.6} | SHARE,
        {"indicator": "energy", "target": 0.4, "unit": "tce", "kind": "amount", "better": "down"},
    ]
    values = {"share": {2015: 2.1}, "energy": {2015: 0.43}}
    plan = small_plan(tmp_path / "plan", goals, values)
    assumed = {"points": 0.03, "low": 0.02, "high": 0.04}
    made = la.Scenario("s", {"share": assumed, "energy": {"points": -0.004}})
    table = outcome_table(plan, la.run_scenarios(plan, made), "en").set_index("Indicator")
    assert table["Baseline"].to_dict() == {"share": "2.1", "energy": "0.43"}
    assert table["s"].to_dict() == {"share": "2.25", "energy": "0.41"}  # 2.1 + 5 * 0.03
    moved = move_table(plan, la.sensitivity(plan, made, "share"), "en").iloc[0]
    assert moved.tolist()[3:] == ["2.2", "2.25", "2.3"]


def test_one_amount_has_one_number_in_every_table():
    """R&D needed for 3 % at GDP 5 %: 463.5 * 1.05 ** 5 * 0.03 = 17.7467, from the printed GDP."""
    plan, five = la.load_plan(), {"gdp": 0.05, "rd_gdp_ratio": {"reach": 3}}
    paths = la.run_scenarios(plan, la.Scenario("five", five))
    end = paths[(paths["indicator"] == "rd_expenditure") & (paths["year"] == 2020)]
    facts = la.derived_facts(plan, growth=[0.05]).query("fact == 'numerator_needed'")
    for value in (end["value"].item(), facts["value"].item()):
        assert value == pytest.approx(463.5 * 1.05**5 * 0.03, rel=1e-12)
