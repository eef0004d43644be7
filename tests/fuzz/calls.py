"""Good arguments of every public function, each of which may be replaced by a bad one."""

from __future__ import annotations

from typing import Any

import pandas as pd

import linhai_analysis as la
from linhai_analysis import lesson

PLAN, NATION = la.load_plan(), la.load_plan("china_13fyp")
GROWING = pd.Series({year: 100.0 + 4 * (year - 2008) + year % 3 for year in range(2008, 2019)})
PANEL = pd.concat(
    GROWING.mul(k).rename("value").rename_axis("year").reset_index().assign(geo=geo)
    for k, geo in enumerate("ab", 1)
)
GOALS = pd.DataFrame(
    {"geo": ["a"], "target": [160.0], "base_year": [2012], "target_year": [2020], "better": ["up"]}
)
OUTCOMES = la.run_scenarios(PLAN, ["slow", "trend"])
BACK = la.backtest(PANEL, ["naive", "drift"], by=["geo"])
LAST = la.project(GROWING, to=2022)
SLOW = la.simulate(PLAN, "slow", draws=20)
NAME = "rd_gdp_ratio"
LANG: dict[str, Any] = {"lang": "en"}
ASSUMED: dict[str, Any] = {"baselines": None, "reference": "auto", **LANG}
RULED: dict[str, Any] = {"year": 2018, "baselines": None, "base_years": None, "cut_offs": None}
RULED |= {"tol": 0.05, "reference": "auto", **LANG}
DRAWN: dict[str, Any] = {"lang": "en", "ax": None, "size": None, "scale": 1.0}


def _methods() -> dict[str, dict[str, Any]]:
    return {
        "Plan.series": {"call": PLAN.series, "indicator": NAME, "geo": None, "until": 2018},
        "Plan.cite": {"call": PLAN.cite, "name": NAME, "lang": "zh"},
        "Plan.label": {"call": PLAN.label, "indicator": NAME, "lang": "zh"},
        "Plan.indicator": {"call": PLAN.indicator, "indicator": NAME},
        "Plan.summary": {"call": PLAN.summary, **LANG},
        "Plan.conflicts": {"call": PLAN.conflicts, **LANG},
        "Plan.plausibility": {"call": PLAN.plausibility, **LANG},
        "Projection.at": {"call": LAST.at, "level": 0.5, "year": 2020},
        "Projection.probability": {
            "call": LAST.probability,
            **{"target": 150.0, "year": 2020, "relation": "at_least"},
        },
        "Scenario.stages": {"call": la.Scenario("x", {"gdp": "5%"}).stages, "indicator": "gdp"},
        "lesson.check": {
            "call": lesson.check,
            **{"exercise": "3a", "answer": 10, "seed": None, "lang": "en"},
        },
        "lesson.exercises": {"call": lesson.exercises, "seed": None, "answers": True, **LANG},
        "lesson.chart": {"call": lesson.chart, "pace": 0.05, "seed": None, **LANG},
    }


def _charts() -> dict[str, dict[str, Any]]:
    card = la.scorecard(NATION, 2018)
    verdicts = la.assess_progress(NATION, 2018)
    plan, nation = {"plan": PLAN, **DRAWN}, {"plan": NATION, **DRAWN}
    return {
        "plot_ambition": {**plan, "indicator": NAME, "reading": "plan_years", "source": ""},
        "plot_backtest": {"table": BACK, **DRAWN},
        "plot_calibration": {"coverage": BACK.coverage, "by": "horizon", **DRAWN},
        "plot_coverage": plan,
        "plot_fan": {**plan, "simulation": SLOW, "indicator": NAME, "order": None},
        "plot_milestones": {**plan, "indicator": NAME, "path": None, "until": 2018},
        "plot_pace": {**nation, "indicator": "rd_gdp_ratio", "year": 2018},
        "plot_projection": {"series": GROWING, "projection": LAST, "plan": None, **DRAWN},
        "plot_required_growth": {**plan, "growth": la.required_growth(PLAN)},
        "plot_scenarios": {**plan, "indicator": NAME, "scenarios": OUTCOMES, "base": "trend"},
        "plot_scorecard": {**nation, "card": card},
        "plot_sensitivity": {**plan, "table": la.sensitivity(PLAN, "fast", NAME)},
        "plot_verdicts": {**nation, "table": verdicts},
    }


CALLS: dict[str, dict[str, Any]] = {
    "cagr": {"start": 60, "end": 120, "years": 5},
    "linear_pace": {"start": 60, "end": 120, "years": 5},
    "compound_path": {"start": 60, "rate": 0.1, "years": 5},
    "linear_path": {"start": 60, "pace": 12, "years": 5},
    "set_language": {"lang": "en"},
    "load_panel": {"name": "provinces"},
    "load_plan": {"plan": PLAN, "name": "", "settled": None},
    "read": {"path": "nowhere.csv", "layout": None, "sheet": None},
    "milestones": {"plan": PLAN, "baselines": None, **LANG},
    "required_growth": {"targets": GOALS.assign(base_value=60.0), "baselines": None, **LANG},
    "still_required": {"plan": NATION, "year": 2018, "baselines": None, **LANG},
    "derived_facts": {"plan": PLAN, "growth": None, **LANG},
    "compare_plans": {"plans": [PLAN, NATION], "indicators": None, **LANG},
    "project": {"series": GROWING, "to": 2022, "horizon": None, "model": "drift"}
    | {"levels": (0.8, 0.95), "reference": None, "lower": None, "upper": None, "breaks": ()},
    "project_panel": {"frame": PANEL, "by": "geo", "to": 2022, "horizon": None, "model": "drift"}
    | {"levels": (0.8,), "reference": None, "lower": None, "upper": None},
    "compare_models": {"series": GROWING, "models": ["naive", "drift"], "to": 2020},
    "backtest": {"panel": PANEL, "models": ["naive", "drift"], "by": "geo", "n": 6, "horizon": 2}
    | {"lower": None, "upper": None, "reference": None, "origins": None, "recalibrate": None},
    "project_indicator": {"plan": NATION, "indicator": NAME, "to": 2022, "year": 2018}
    | {"reference": None},
    "project_targets": {"plan": NATION, "year": 2018, "baselines": None, "reference": None},
    "ambition": {"plan": PLAN, "reference": None, "baselines": None, "year": 2018, **LANG},
    "follow": {"plan": PLAN, "geo": "330000", "indicators": None, "reference": None}
    | {"from_year": 2015, "to": 2020, **LANG},
    "reference_growth": {"indicator": NAME, "years": 5, "reference": None, "indicators": None},
    "assess": {"series": GROWING, "base_year": 2012, "target": 160.0, "target_year": 2020}
    | {"better": "up", "rule": "open_sdg", "relation": "at_least", "year": 2018, "unit": ""}
    | {"cut_offs": None, "tol": None, **LANG},
    "assess_panel": {"frame": PANEL, "targets": GOALS, "by": "geo", "rules": ["schedule"]}
    | {"year": 2018, "cut_offs": None, "tol": None, **LANG},
    "assess_progress": {"plan": NATION, "rules": None, **RULED},
    "scorecard": {"plan": NATION, "rule": "schedule", **RULED},
    "agreement": {"table": la.assess_progress(NATION, 2018), "rules": None},
    "compare_rules": {
        "cases": la.hindsight(PANEL, by="geo", kind="geo", borrow=False, return_cases=True)[1],
        "against": None,
    },
    "hindsight": {"panel": PANEL, "by": "geo", "kind": "geo", "rules": None, "years": 5}
    | {"reviews": (2, 3), "levels": (0.5,), "better": "up", "borrow": False, "cut_offs": None}
    | {"tol": None, "targets": None},
    "Assumption": {"indicator": "gdp", "assumption": "rate", "value": 5, "from_year": 0}
    | {"low": None, "high": None, "reason": "", "quality": ""},
    "Scenario": {"name": "x", "assumptions": {"gdp": "5%"}},
    "read_scenarios": {"plan": PLAN, "scenarios": None},
    "run_scenarios": {"plan": PLAN, "scenarios": "slow", "to": 2020, **ASSUMED},
    "compare": {"paths": OUTCOMES, "base": "trend"},
    "closing_rate": {"plan": PLAN, "scenarios": "slow", "from_year": 2018, **ASSUMED},
    "reach_year": {"plan": PLAN, "scenarios": "slow", "to": 2022, **ASSUMED},
    "sensitivity": {"plan": PLAN, "scenario": "fast", "outcome": NAME, "year": None}
    | {"step": 0.01, "share": 0.1, "to": None, **ASSUMED},
    "simulate": {"plan": PLAN, "scenario": "slow", "draws": 20, "seed": 0}
    | {"distribution": "normal", "levels": (0.8,), "to": None, **ASSUMED}
    | {"correlation": "reference", "stage_correlation": 1.0, "tail": 0.05},
    "simulate_scenarios": {"plan": PLAN, "scenarios": "slow", "draws": 20, "seed": 0},
    "report_scenarios": {"plan": PLAN, "scenarios": "slow", "base": None, "from_year": None}
    | {"draws": 20, "seed": 0, "distribution": "normal", "internal": False, **ASSUMED},
    "build_review": {"plan": PLAN, "year": 2018, "as_of": "", "baselines": None, "tol": None}
    | {"cut_offs": None, "internal": False, **LANG},
    "readable": {"table": la.required_growth(PLAN), "plan": PLAN, "columns": None, **LANG},
    "export_paper": {"plan": PLAN, "out": "", "others": (), "scenarios": None, "inputs": ()}
    | {"year": 2018, "draws": 20, "seed": 0, "internal": False, **LANG},
    "explore": {"plan": PLAN, "scenarios": "slow", "folder": ".", **ASSUMED},
    **_methods(),
    **_charts(),
}
